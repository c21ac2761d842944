"""Words of an edition that a mistyped word may have been."""

import re
from collections.abc import Iterator
from typing import Final
from weakref import WeakKeyDictionary

from timeline.editions.index import Index
from timeline.text import names
from timeline.text.names_gate import is_listed

ONE_EDIT: Final = 5  # letters from which a word may have one slip
TWO_EDITS: Final = 9  # and from which two
MOST: Final = 8  # words that one may have been

_ENGLISH: Final = {"tsch": "ch", "dsch": "j", "sch": "sh", "ch": "kh", "cz": "ch", "sz": "sh",
                   "j": "y", "w": "v", "ou": "u"}  # fmt: skip
_AS_ENGLISH: Final = re.compile("|".join(_ENGLISH))

# Folded words by length, with the word as it stands in a text and the set of its letters.
_Vocabulary = dict[int, list[tuple[int, str, str]]]
_known: WeakKeyDictionary[Index, _Vocabulary] = WeakKeyDictionary()


def corrections(index: Index, word: str) -> tuple[str, ...]:
    """The words of an edition nearest to a word that is not one: one edit away from 5 letters, two
    from 9. An edit is a letter more, fewer or other, or two neighbours exchanged. A common English
    word is no slip."""
    wanted = names.fold(word)
    if len(wanted) < ONE_EDIT or not (wanted.isalpha() and wanted.isascii()) or is_listed(wanted):
        return ()
    most = 2 if len(wanted) >= TWO_EDITS else 1
    found = [(edits, there) for there, edits in _near(index, wanted, most)]
    nearest = min((edits for edits, _ in found), default=0)
    return tuple(sorted({there for edits, there in found if edits == nearest}))[:MOST]


def respelled(_: Index, word: str) -> tuple[str, ...]:
    """A name as English would write it, that was typed as German and Polish write it."""
    folded = names.fold(word)
    if len(folded) < ONE_EDIT or not (folded.isalpha() and folded.isascii()) or is_listed(folded):
        return ()
    other = _AS_ENGLISH.sub(lambda match: _ENGLISH[match[0]], folded)
    return (other,) if other != folded else ()


def _near(index: Index, wanted: str, most: int) -> Iterator[tuple[str, int]]:
    letters = _letters(wanted)
    vocabulary = _vocabulary(index)
    for length in range(len(wanted) - most, len(wanted) + most + 1):
        for has, folded, there in vocabulary.get(length, ()):
            # Each edit takes at most one letter away and brings one.
            if (has ^ letters).bit_count() > 2 * most:
                continue
            edits = distance(wanted, folded, most)
            if edits <= most:
                yield there, edits


def _vocabulary(index: Index) -> _Vocabulary:
    if index not in _known:
        found: _Vocabulary = {}
        for word in index.catalogue["words"]:
            folded = names.fold(word)
            if folded.isalpha() and folded.isascii():
                found.setdefault(len(folded), []).append((_letters(folded), folded, word))
        _known[index] = found
    return _known[index]


def _letters(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


def distance(a: str, b: str, most: int) -> int:
    """How many edits lead from one word to the other; `most` + 1 for any more than `most`."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
