"""Languages by their tags (BCP 47): what they are called, and which way they are written."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError

_ENGLISH = Locale("en", "GB")


@lru_cache(maxsize=500)
def language_name(tag: str) -> str:
    """The English name of a language: “Persian” for fa, “Chinese (Simplified)” for zh-Hans.

    From the Unicode locale data; the tag itself if that does not know it.
    """
    named = _locale(tag)
    return (named.get_display_name(_ENGLISH) if named else None) or tag


@lru_cache(maxsize=500)
def direction(tag: str) -> str:
    """How a language is written, as HTML's `dir` has it: "ltr" or "rtl"."""
    named = _locale(tag)
    if named is None:
        return "ltr"
    return str(named.text_direction)


def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return None
