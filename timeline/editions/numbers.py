"""Whole numbers for many events at once, held as bitmaps.

A score of a search, or the day on which an event began, is kept by its binary digits: one bitmap of
ranks for each, those whose number has that digit set. Adding the same amount to a million events is
some operations on bitmaps; so is finding those above a threshold, or walking down from the highest.
Whole numbers alone are added, so that every database and every machine gives one order.
"""

from collections.abc import Iterable, Iterator, Sequence

from pyroaring import BitMap


class Numbers:
    """A number of each event by rank. All begin at 0."""

    def __init__(self, digits: Iterable[BitMap] = ()) -> None:
        self._digits: list[BitMap] = list(digits)

    @classmethod
    def of_values(cls, values: Sequence[int]) -> "Numbers":
        """The numbers of all ranks in their order."""
        digits = []
        for place in range(max(values, default=0).bit_length()):
            bit = 1 << place
            digits.append(BitMap([rank for rank, value in enumerate(values) if value & bit]))
            digits[-1].run_optimize()
        return cls(digits)

    @property
    def digits(self) -> Sequence[BitMap]:
        """The bitmap of each digit, the lowest first."""
        return self._digits

    def add(self, ranks: BitMap, amount: int) -> None:
        """Add `amount`, 0 or more, to the numbers of these ranks."""
        carried = BitMap()
        place = 0
        while amount or carried:
            if place == len(self._digits):
                self._digits.append(BitMap())
            digit = self._digits[place]
            if amount & 1:
                sum_ = (digit ^ ranks) ^ carried
                carried = (digit & ranks) | (digit & carried) | (ranks & carried)
            else:
                sum_ = digit ^ carried
                carried = digit & carried
            self._digits[place] = sum_
            amount >>= 1
            place += 1

    def of(self, rank: int) -> int:
        """The number of one rank."""
        return sum(1 << place for place, digit in enumerate(self._digits) if rank in digit)

    def least(self, among: BitMap) -> int:
        """The least number of any of these ranks, one at least."""
        found = 0
        for place in reversed(range(len(self._digits))):
            without = among - self._digits[place]
            if without:
                among = without
            else:
                found |= 1 << place
        return found

    def at_least(self, amount: int, among: BitMap) -> BitMap:
        """Those of `among` whose number is `amount` or more."""
        if amount <= 0:  # no number is less
            return among
        if amount >> len(self._digits):
            return BitMap()
        above, equal = BitMap(), among
        for place in reversed(range(len(self._digits))):
            digit = self._digits[place]
            if amount >> place & 1:
                equal = equal & digit
            else:
                above |= equal & digit
                equal = equal - digit
        return above | equal

    def groups(self, among: BitMap) -> Iterator[BitMap]:
        """`among` in groups of equal number, the highest first; made as far as is asked for."""
        yield from self._groups(among, len(self._digits) - 1)

    def _groups(self, among: BitMap, place: int) -> Iterator[BitMap]:
        if not among:
            return
        if place < 0:
            yield among
            return
        digit = self._digits[place]
        yield from self._groups(among & digit, place - 1)
        yield from self._groups(among - digit, place - 1)
