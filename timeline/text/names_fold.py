"""Fold one word: case, accents, apostrophes, compatibility forms, digits and English spelling.

Folding follows Unicode: NFKC, full case folding, then NFKD with the combining marks taken off
(UAX #15, Unicode chapter 3.13). The result is ASCII, ``[a-z0-9]*``, and folding it again changes
nothing. British and American spellings meet in the American one, which is only a choice of key.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from timeline.text.names_script import encode, fold_script, is_arabic, to_ascii_digits
from timeline.text.names_spelling import americanise

APOSTROPHES = "'’‘‛ʼʻʽʾʿˈˊ`´′‵＇ʹʔʕ"
"""Marks for ayn, hamza and the apostrophe: they join the letters around them."""

LONGEST = 200
"""Letters kept of one word: more is no word, and a lexeme of PostgreSQL holds 2,046 bytes."""

_LONGEST_NAME = 60
_JOIN = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_SPECIAL = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
     "ŧ": "t", "ŋ": "n", "ə": "a", "ĸ": "k", "ɛ": "e", "ɔ": "o"}
)  # fmt: skip
# Cyrillic as news writes it in Latin letters, but х, which stands for h and kh, as the commoner h;
# й is и when its mark is off.
_CYRILLIC = str.maketrans(
    {"а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
     "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
     "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y",
     "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "є": "ye", "ґ": "g"}
)  # fmt: skip
# The letters of scientific romanisation that stand for two, where a plain strip keeps one.
_SCHOLARLY = {
    "š": "sh", "ş": "sh", "č": "ch", "ç": "ch", "ğ": "gh", "ġ": "gh", "ḡ": "gh", "ḫ": "kh",
    "ẖ": "kh", "ž": "zh", "ḏ": "dh", "ṯ": "th", "ǧ": "j", "ǰ": "j",
}  # fmt: skip
_SCHOLARLY_RE = re.compile("|".join(_SCHOLARLY))
# Farabi's, the U.S.'s; but Ra's is a word (رأس), as is anything with a mark for hamza or ayn.
_POSSESSIVE = re.compile("(?:(?<=\\w{3})|(?<=[.]))(?:['’‘]s)+$", re.IGNORECASE)

# Abdul Karim, Abdel-Karim, Abdol Karim, and with the l assimilated: Abdurrahman. Not Abdullah.
_SERVANT = re.compile("^abd[aeou](?:l(?=[a-z]{3})(?!l(?!at))|(sh|[dnrstz])(?=\\1))")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """One word as ``[a-z0-9]*``; empty when it holds no letter or digit.

    Latin letters lose case and marks, apostrophes vanish (a final ``'s`` with its s), British
    spelling becomes American, and ``Abdul X`` or ``Abdel X`` written together becomes ``abdX``.
    Cyrillic is romanised. Arabic script becomes ``r0`` and a letter for a letter; any other script
    its code points.
    """
    word = word[:LONGEST]
    if is_arabic(word):
        return fold_script(word)[:LONGEST]
    return _settle(_strip(_prepare(word))[:LONGEST])


@lru_cache(maxsize=16384)
def fold_scholarly(word: str) -> str:
    """The folded word with š read as sh, ḫ as kh and so on; ``fold(word)`` where there is none."""
    if word.isascii() or is_arabic(word):
        return fold(word)
    prepared = unicodedata.normalize("NFC", _prepare(word[:LONGEST]))
    return _settle(_strip(_SCHOLARLY_RE.sub(lambda m: _SCHOLARLY[m[0]], prepared))[:LONGEST])


def _prepare(word: str) -> str:
    word = _POSSESSIVE.sub("", word)
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", word.translate(_JOIN)).casefold()


def _strip(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text
    plain = unicodedata.normalize("NFKD", text).translate(_SPECIAL).translate(_CYRILLIC)
    plain = to_ascii_digits(plain)
    kept = "".join(c for c in plain if c.isalnum() and not "\u02b0" <= c <= "\u02ff")
    return encode(kept).lower()


def _settle(text: str) -> str:
    if not text.isalpha() or not 4 <= len(text) <= _LONGEST_NAME:
        return text
    while (found := _SERVANT.match(text)) is not None:
        text = "abd" + text[found.end() :]
    while (american := americanise(text)) != text:
        text = american
    return text
