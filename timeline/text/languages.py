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
def tag_of(said: str) -> str:
    """The tag of a language that is written as people or programs write it: “Persian”, “en_US”,
    “EN”; empty for what names none."""
    tag = said.strip().replace("_", "-")
    if tag.lower() in _tags_by_name():
        return _tags_by_name()[tag.lower()]
    main, sign, rest = tag.partition("-")
    return f"{main.lower()}{sign}{rest}" if main.lower() in _ENGLISH.languages and main else ""


@lru_cache(maxsize=1)
def _tags_by_name() -> dict[str, str]:
    return {
        str(name).lower(): str(tag) for tag, name in _ENGLISH.languages.items() if "_" not in tag
    }


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
