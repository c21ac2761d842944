"""The words and terms of many texts, for who publishes a hundred thousand of them.

It says what ``names.words_and_terms`` does, to the letter, as text. What stands between two spaces
of a text stood in another text already, mostly, and so did the two on either side of a space: each
is worked out once and kept, and a text is put together from them without a look at its words. Only
a text in which a word may join the next over a space (an article, a servant name, an ezafe) is cut
as a whole.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import Final, Generic, NamedTuple, TypeVar

from timeline.text import names
from timeline.text.names_gate import Gate
from timeline.text.names_scan import Unit, may_join_next, scan

_K = TypeVar("_K")
_V = TypeVar("_V")

PIECES_KEPT: Final = 1 << 16
PAIRS_KEPT: Final = 1 << 17


class _Kept(dict[_K, _V], Generic[_K, _V]):
    """What was worked out before, up to so many; then all of it is let go."""

    def __init__(self, make: Callable[[_K], _V], most: int) -> None:
        self._make, self._most = make, most

    def __missing__(self, key: _K) -> _V:
        if len(self) >= self._most:
            self.clear()
        value = self[key] = self._make(key)
        return value


class _Piece(NamedTuple):
    """What stands between two spaces: its folded words, its terms, whether it stands for itself;
    and the words that it begins and ends with, None where something else stands there."""

    words: str
    terms: str
    alone: bool
    first: Unit | None
    last: Unit | None


def words_and_terms(text: str, *, curated: bool = False) -> tuple[str, str]:
    """The folded words of a text in order, and all its terms in no order, some of them repeated.

    Terms have ``e0`` before an exact one and ``f0`` before a folded one, so that they differ from
    each other and from stems and keys. ``curated`` says that the text is a curated name.
    """
    return _cutter(curated)(text)


@cache
def _cutter(curated: bool) -> Callable[[str], tuple[str, str]]:
    gate = Gate.NAME if curated else Gate.TEXT
    of_piece: _Kept[str, _Piece] = _Kept(lambda piece: _piece(piece, curated), PIECES_KEPT)
    of_pair: _Kept[tuple[str, str], str] = _Kept(
        lambda pair: _pair(of_piece[pair[0]].last, of_piece[pair[1]].first, gate), PAIRS_KEPT
    )

    def cut(text: str) -> tuple[str, str]:
        found = text.split(" ")
        pieces = list(map(of_piece.__getitem__, found))
        if not all(piece.alone for piece in pieces):
            slow, terms = names.words_and_terms(text, names=curated)
            return " ".join(slow), _marked(terms)
        joined = map(of_pair.__getitem__, set(pairwise(found)))
        once = map(of_piece.__getitem__, set(found))
        return (
            " ".join([piece.words for piece in pieces if piece.words]),
            " ".join([*(piece.terms for piece in once if piece.terms), *filter(None, joined)]),
        )

    return cut


def _piece(text: str, curated: bool) -> _Piece:
    """One that is empty, or has white space in it, does not stand for itself: more than one space
    may stand between two words that are written as one as well."""
    words, terms = names.words_and_terms(text, names=curated)
    units = scan(text)
    return _Piece(
        " ".join(words),
        _marked(terms),
        alone=text.split() == [text] and not may_join_next(units),
        first=units[0] if units and units[0].start == 0 else None,
        last=units[-1] if units and units[-1].end == len(text) else None,
    )


def _pair(left: Unit | None, right: Unit | None, gate: Gate) -> str:
    """The terms of the two words on either side of a space as one; empty where they are none."""
    terms = names.pair_terms(left, right, gate) if left and right else None
    return _marked(terms) if terms else ""


def _marked(terms: names.IndexTerms) -> str:
    """Terms of all tiers as one text."""
    exact = (f"e0{term}" for term in terms.exact)
    folded = (f"f0{term}" for term in terms.folded)
    return " ".join((*exact, *folded, *terms.stems, *terms.keys, *terms.script_keys))
