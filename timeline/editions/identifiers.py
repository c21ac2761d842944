"""The identifiers of records by rank, as runs of numbers that follow each other.

An edition writes its new events in the order of the timeline, so that the identifiers of a million
of them are a few runs, and later editions break these where something changed. A run is two numbers
whatever its length; nothing is made of it when an index is loaded.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import overload


class Runs(Sequence[int]):
    """Identifiers in the order of ranks. `flat` is the first identifier and the length of each run,
    one run after the other."""

    def __init__(self, flat: Iterable[int]) -> None:
        self.flat = array("Q", flat)
        self._firsts = self.flat[::2]
        ends = list(accumulate(self.flat[1::2]))
        if len(self.flat) % 2 or 0 in self.flat[1::2]:
            raise ValueError("a run has two numbers, and is not empty")
        self._starts = [0, *ends[:-1]] if ends else []
        self._length = ends[-1] if ends else 0
        self._by_first = sorted(range(len(self._firsts)), key=self._firsts.__getitem__)
        self._sorted = [self._firsts[number] for number in self._by_first]

    @classmethod
    def of(cls, identifiers: Iterable[int]) -> "Runs":
        """The runs of identifiers in their order."""
        flat: list[int] = []
        after = -1
        for one in identifiers:
            if one == after:
                flat[-1] += 1
            else:
                flat += (one, 1)
            after = one + 1
        return cls(flat)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, rank: int) -> int: ...

    @overload
    def __getitem__(self, rank: slice) -> list[int]: ...

    def __getitem__(self, rank: int | slice) -> int | list[int]:
        if isinstance(rank, slice):
            return [self[one] for one in range(*rank.indices(self._length))]
        if rank < 0:
            rank += self._length
        if not 0 <= rank < self._length:
            raise IndexError(rank)
        number = bisect_right(self._starts, rank) - 1
        return self._firsts[number] + rank - self._starts[number]

    def __iter__(self) -> Iterator[int]:
        for first, length in zip(self._firsts, self.flat[1::2], strict=True):
            yield from range(first, first + length)

    def rank_of(self, identifier: int) -> int | None:
        """The rank of an identifier; None when it is none of them."""
        at = bisect_right(self._sorted, identifier) - 1
        if at < 0:
            return None
        number = self._by_first[at]
        inside = identifier - self._firsts[number]
        return self._starts[number] + inside if inside < self.flat[2 * number + 1] else None
