"""Arabic script: fold Arabic and Persian spellings together, and reduce a word to a script key.

Arabic and Persian write the same names with different letters (ي and ی, ك and ک, ة and ه), with or
without short vowels, hamza, tatweel and the zero-width non-joiner. ``fold_script`` brings these to
one form. The short vowels are not written, so a romanised word can only be compared with the
consonants and with the long vowels that the script does write; see ``script_keys``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from timeline.text.names_slots import spell

ZWNJ = "\u200c"
FOLDED_PREFIX = "r0"
"""Starts every folded word of Arabic script, so that it can never equal a Latin word."""

_ARABIC = re.compile(
    "[\u0620-\u064a\u066e-\u06d3\u06fa-\u06fc\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"
)
_INVISIBLE = re.compile("[\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ARTICLE = re.compile("^ال(?!له)(?=...)")
# "and the", "with the", "like the", "so the", "for the" are written on to the word.
_PROCLITIC = re.compile("^(?:[وفبک]ال|لل)(?!له)(?=...)")
_SERVANT = re.compile("^عبدال(?!له)(?=...)")

_SAME_LETTER = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا",
        "ي": "ی", "ى": "ی", "ئ": "ی", "ے": "ی", "ې": "ی", "ێ": "ی", "ۓ": "ی", "ؠ": "ی",
        "ك": "ک", "ڪ": "ک", "ۂ": "ه", "ة": "ه", "ۃ": "ه", "ە": "ه", "ھ": "ه", "ہ": "ه", "ۀ": "ه",
        "ؤ": "و", "ۆ": "و", "ۇ": "و", "ۋ": "و", "ء": None,
    }
)  # fmt: skip

# One ASCII letter or digit for each folded letter; anything else goes by its code point.
_ASCII = {
    "ا": "a", "ب": "b", "پ": "p", "ت": "t", "ث": "0", "ج": "j", "چ": "c", "ح": "7", "خ": "x",
    "د": "d", "ذ": "1", "ر": "r", "ز": "z", "ژ": "2", "س": "s", "ش": "4", "ص": "9", "ض": "5",
    "ط": "6", "ظ": "8", "ع": "3", "غ": "g", "ف": "f", "ق": "q", "ک": "k", "گ": "e", "ل": "l",
    "م": "m", "ن": "n", "و": "w", "ه": "h", "ی": "y",
}  # fmt: skip

_CONSONANTS = {
    "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "s", "س": "s", "ص": "s", "ج": "j", "ژ": "j",
    "چ": "c", "ش": "c", "ح": "h", "ه": "h", "خ": "x", "د": "d", "ر": "r", "ز": "z", "ظ": "z",
    "ذ": "dz", "ض": "dz", "غ": "k", "ق": "k", "ک": "k", "گ": "k", "ف": "f", "ڤ": "v", "ل": "l",
    "م": "m", "ن": "n",
}  # fmt: skip


def is_arabic(word: str) -> bool:
    """Whether the word holds a letter of the Arabic script."""
    return _ARABIC.search(word) is not None


def encode(letters: str) -> str:
    """Letters as ``[a-z0-9]+``, letter by letter, so that a prefix stays a prefix.

    ASCII letters and digits stay; any other character is its code point between ``u`` and ``z``.
    """
    if letters.isascii() and letters.isalnum():
        return letters
    return "".join(c if c.isascii() and c.isalnum() else f"u{ord(c):x}z" for c in letters)


@lru_cache(maxsize=65536)
def fold_letters(word: str) -> str:
    """The word in folded Arabic letters: one form a letter, no marks, no article, ASCII digits."""
    text = unicodedata.normalize("NFKC", word)
    # The silent h of خامنه‌ای is not written in Arabic (خامنئي), and -ئی is also written -یی.
    text = text.replace(f"ه{ZWNJ}ای", "ی").replace(f"ه{ZWNJ}ئی", "ی")
    text = _INVISIBLE.sub("", text).casefold()
    text = "".join(c for c in text.translate(_SAME_LETTER) if unicodedata.category(c) != "Mn")
    text = re.sub("یی+", "ی", to_ascii_digits(text))
    return _SERVANT.sub("عبد", _ARTICLE.sub("", text))


def to_ascii_digits(text: str) -> str:
    """Every decimal digit of any script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)


def fold_script(word: str) -> str:
    """The folded word in ASCII: ``r0`` and one letter or digit for each Arabic letter."""
    return FOLDED_PREFIX + "".join(
        _ASCII.get(c) or encode(c) for c in fold_letters(word) if c.isalnum()
    )


def stem_script(word: str) -> str:
    """The folded word without a conjunction or preposition written on to its article (والقوات)."""
    letters = fold_letters(word)
    return fold_script(_PROCLITIC.sub("", letters))


@lru_cache(maxsize=16384)
def script_keys(word: str) -> tuple[str, ...]:
    """The keys under which the word may be romanised: consonants with the long vowels it writes.

    ی and و are read both as vowels and as consonants where either may be meant; a final ه is
    silent. Words of fewer than two consonants have none.
    """
    letters = _PROCLITIC.sub("", fold_letters(word)).replace("الله", "الاه")
    if not letters.isalpha():
        return ()
    starts_open = letters[:1] in ("ا", "ع")
    body = re.sub("ع", "", letters[1:] if starts_open else letters)
    readings = [_read(body, i, starts_open) for i in range(len(body))]
    return spell(readings, starts_open, short_written=False)


def _read(body: str, i: int, starts_open: bool) -> tuple[str, ...]:
    """How letter i may sound: lower case for a consonant, upper case for a vowel, or nothing."""
    letter, last = body[i], i == len(body) - 1
    first = i == 0 and not starts_open
    if letter == "ا":
        return ("A",)
    if letter == "ی":
        if first:
            return ("y",)
        before_vowel = body[i + 1 : i + 2] in ("ا", "و") or body[i + 1 :] == "ه"
        return ("I",) if last else ("y",) if before_vowel else ("I", "y")
    if letter == "و":
        return ("v",) if first else ("U",) if last else ("U", "v")
    if letter == "ه" and last and not first:
        return ("E",)
    if letter == "ه" and body[i - 1 : i] in ("ش", "چ"):
        return ("h", "")  # Mashhad is also Mashad
    return tuple(_CONSONANTS.get(letter, "")) or ("",)
