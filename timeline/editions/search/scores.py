"""Whole numbers for many events at once, held as bitmaps.

A score is kept by its binary digits: one bitmap of ranks for each, those whose score has that digit
set. Adding the same amount to a million events is some operations on bitmaps; so is finding those
above a threshold, or walking down from the highest. Whole numbers alone are added, so that every
database and every machine gives one order.
"""

from collections.abc import Iterator

from pyroaring import BitMap


class Scores:
    """The scores of events by rank. All begin at 0."""

    def __init__(self) -> None:
        self._digits: list[BitMap] = []

    def add(self, ranks: BitMap, amount: int) -> None:
        """Add `amount`, 0 or more, to the scores of these ranks."""
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
        """The score of one rank."""
        return sum(1 << place for place, digit in enumerate(self._digits) if rank in digit)

    def at_least(self, amount: int, among: BitMap) -> BitMap:
        """Those of `among` whose score is `amount` or more."""
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
        """`among` in groups of equal score, the highest first; made only as far as is asked for."""
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
