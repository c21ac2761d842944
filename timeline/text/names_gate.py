"""Where the phonetic keys may apply: to what may be a name.

By its key, Fars would meet force, and Saeed said. The usual guard, the twenty thousand commonest
English words, is a list made by someone else from someone else's texts. This one is of our own, in
four parts, and leans on what the text itself says:

1. *Curated names.* A name that a curator entered is a name; for it every guard but the first lines
   of ``may_have_key`` is lifted: a word of it that is no name elsewhere (House in White House)
   has no key. The word that looks for it is still guarded.
2. *Words.* Some two thousand words of this field, typed by hand, with all their inflected forms,
   have no key (``names_words``); nor have words of an English build: -tion, -ment, -ness, -ck.
3. *Capitals.* In running text, a word in lower case has a key only if its letters are of a build
   that English hardly has (qasem, mujahideen, hizbullah). Names have capitals in running text,
   and most words have not, so this one does the work of the long list. It does not hold for what
   a reader types into a search box.
4. *Length.* Two consonants in fewer than four letters (Bin, Dar, Nur) are too little to go by.

Measured on 6,800 distinct words of English manuals: of 139 names looked for, in lower case, one
met a word that is not the same name (Saeed met SEED).
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from timeline.text.names_fold import fold
from timeline.text.names_key import consonants
from timeline.text.names_stem import stem
from timeline.text.names_words import COMMON_WORDS, HOMOGRAPHS, SCRIPT_STOP_WORDS, STOP_WORDS

_ENGLISH = re.compile(
    "(tions?|tional|sions?|ments?|mental|ness|ings?|ity|ities|ous|ously|isms?|ists|ships?|ful|fully|less|"
    "ances?|ences?|able|ible|ably|ively|ally|wards?|wise|hood|ght|ghts|ough|tch|cks?|cked|cking|ives?|"
    "gency|tial|cial|tely|edly|ently|antly|ently|ized?|izes)$|^(wh|wr|kn)|ight|ought|aught"
)
_ROMANISED = re.compile(
    "q[^u]|q$|kh|dh|zh|^gh|[ae]gh$|yy|uu|ii|jj|hh|aa|ya?h$|[aeou]llah|uddin|deen$|edin$|(?<=[^aeiouwxk])i$|"
    "^hizb|^hezb|^m[ou][jh]"
)

# Names whose spellings part further than the rules can follow (Arabic d for Persian z, lost
# letters), and those too short for a key. The first of a line is the name the others are known by.
_IRREGULAR = """
    abu abou abo ابو
    ali aly علی
    amir emir
    bin ibn ben بن ابن
    erbil arbil irbil اربیل
    fadel fadil fadhil fadhel fazel fazil فاضل
    gamal jamal djamal جمال
    homs hims حمص
    ramadan ramadhan ramazan ramezan رمضان
    reza rida ridha redha reda riza رضا
    sheikh sheik shaikh shaykh cheikh شیخ
"""
IRREGULAR: dict[str, str] = {
    spelling: line.split()[0]
    for line in _IRREGULAR.strip().splitlines()
    for spelling in line.split()
}


class Gate(Enum):
    """How far the keys of a word are guarded."""

    TEXT = "a word of running text"
    QUERY = "a word that a reader typed"
    NAME = "a word of a curated name"
    SHUT = "no key at all"


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    words = COMMON_WORDS | STOP_WORDS | HOMOGRAPHS
    return frozenset(words | {fold(word) for word in words} | {stem(fold(word)) for word in words})


@lru_cache(maxsize=1)
def _folded_stop_words() -> frozenset[str]:
    return frozenset(fold(word) for word in SCRIPT_STOP_WORDS)


def is_common(folded: str) -> bool:
    """Whether a folded Latin word is a known English word, in any form, or built as one."""
    return is_listed(folded) or _looks_english(folded)


def is_listed(folded: str) -> bool:
    """Whether a folded Latin word is one of the English words listed here, in any form."""
    return folded in _common() or stem(folded) in _common()


def _looks_english(folded: str) -> bool:
    return len(folded) > 4 and _ENGLISH.search(folded) is not None


def is_stop_word(folded: str) -> bool:
    """Whether a folded word of either script is a function word or a number."""
    return folded in STOP_WORDS or folded in _folded_stop_words() or folded.isdigit()


def may_have_key(surface: str, folded: str, gate: Gate) -> bool:
    """Whether a word of Latin letters gets phonetic keys.

    Fewer than two consonants never do, unless the name is among the irregular ones.
    """
    if gate is Gate.SHUT:
        return False
    count = consonants(folded) if folded.isalpha() else 0
    if count < 2 and folded not in IRREGULAR:
        return False
    if gate is Gate.NAME:
        return folded not in COMMON_WORDS or folded in HOMOGRAPHS
    if (count == 2 and len(folded) < 4) or is_common(folded):
        return False
    return gate is Gate.QUERY or looks_named(surface)


def looks_named(surface: str) -> bool:
    """Whether a word of running text has a capital, or letters that English hardly has."""
    return surface != surface.lower() or _ROMANISED.search(fold(surface)) is not None


def script_may_have_key(letters: str, folded: str, gate: Gate) -> bool:
    """The same for a word of Arabic script, given its folded letters and its folded form."""
    if gate is Gate.SHUT:
        return False
    return (
        gate is Gate.NAME or letters in IRREGULAR or (len(letters) > 2 and not is_stop_word(folded))
    )
