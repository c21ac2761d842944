"""Words of an edition that a mistyped word may have been."""

import re
from collections.abc import Iterator
from typing import Final
from weakref import WeakKeyDictionary

from rapidfuzz import process
from rapidfuzz.distance import OSA

from timeline.editions.index import Index
from timeline.text import names
from timeline.text.names_gate import is_listed

ONE_EDIT: Final = 5  # letters from which a word may have one slip
TWO_EDITS: Final = 9  # and from which two
MOST: Final = 8  # words that one may have been

_AFTER_LATIN: Final = "\u0250"  # with all its accents

_ENGLISH: Final = {"tsch": "ch", "dsch": "j", "sch": "sh", "ch": "kh", "cz": "ch", "sz": "sh",
                   "j": "y", "w": "v", "ou": "u"}  # fmt: skip
_AS_ENGLISH: Final = re.compile("|".join(_ENGLISH))

# By script and length: the words without accents, and beside them the same as they stand in a text.
_Vocabulary = dict[tuple[bool, int], tuple[list[str], list[str]]]
_known: WeakKeyDictionary[Index, _Vocabulary] = WeakKeyDictionary()


def corrections(index: Index, word: str) -> tuple[str, ...]:
    """The words of an edition nearest to a word that is not one: one edit away from 5 letters, two
    from 9. An edit is a letter more, fewer or other, or two neighbours exchanged. A common English
    word is no slip, and none leads from one script into another."""
    wanted = _plain(word)
    if len(wanted) < ONE_EDIT or not (wanted.isalpha() and wanted.isascii()) or _is_common(wanted):
        return ()
    most = 2 if len(wanted) >= TWO_EDITS else 1
    found = [(edits, there) for there, edits in _near(index, _is_latin(word), wanted, most)]
    nearest = min((edits for edits, _ in found), default=0)
    return tuple(sorted({there for edits, there in found if edits == nearest}))[:MOST]


def _is_common(word: str) -> bool:
    return is_listed(word) or is_listed(names.fold(word))


def respelled(_: Index, word: str) -> tuple[str, ...]:
    """A name as English would write it, that was typed as German and Polish write it."""
    folded = names.fold(word)
    if len(folded) < ONE_EDIT or not (folded.isalpha() and folded.isascii()) or is_listed(folded):
        return ()
    other = _AS_ENGLISH.sub(lambda match: _ENGLISH[match[0]], folded)
    return (other,) if other != folded else ()


def _is_latin(word: str) -> bool:
    return word[0] < _AFTER_LATIN


def _near(index: Index, latin: bool, wanted: str, most: int) -> Iterator[tuple[str, int]]:
    vocabulary = _vocabulary(index)
    for length in range(len(wanted) - most, len(wanted) + most + 1):
        plain, there = vocabulary.get((latin, length), ((), ()))
        near = process.extract(wanted, plain, scorer=OSA.distance, score_cutoff=most, limit=None)
        for _, edits, number in near:
            yield there[number], int(edits)


def _vocabulary(index: Index) -> _Vocabulary:
    if index not in _known:
        found: _Vocabulary = {}
        for word in index.catalogue["words"]:
            plain = _plain(word)
            if plain.isalpha() and plain.isascii():
                those, as_they_stand = found.setdefault((_is_latin(word), len(plain)), ([], []))
                those.append(plain)
                as_they_stand.append(word)
        _known[index] = found
    return _known[index]


def _plain(word: str) -> str:
    """A word without accents. To fold all words of a large edition would take seconds."""
    return word.lower() if word.isascii() else names.fold(word)
