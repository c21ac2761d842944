"""The strip at true scale: how many events begin when, from the first year to the last."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Final

from pyroaring import BitMap

from timeline.editions.index import Index
from timeline.reader.overview.layout import KEPT, layout_of
from timeline.reader.overview.scale import STEPS, new_year, true_position

MONTHS: Final = (1, 3, 6, 12, 24, 60, 120, 600, 1200, 12000, 120000)  # in one bar
MOST_BARS: Final = 150  # along the strip, taller and thinner would not be seen
MOST_YEARS: Final = 9  # names of years along the strip, as many as a phone has room for
EARLIER: Final = 0.03  # the part of the strip that stands for all that is earlier


@dataclass(frozen=True, slots=True)
class Bar:
    """The events that begin, or may begin, from `start` to before `end`."""

    start: int
    end: int
    left: float
    right: float
    ranks: BitMap


@dataclass(frozen=True, slots=True)
class Strip:
    """Bars and years at true scale. `years` are ranges of days, each with where it begins."""

    bars: tuple[Bar, ...]
    years: tuple[tuple[int, int, float], ...]
    opening: float  # where the true scale begins, after all that is earlier
    x: Callable[[float], float]

    @property
    def fullest(self) -> Bar:
        return max(self.bars, key=lambda bar: len(bar.ranks))


@lru_cache(maxsize=KEPT)
def strip_of(index: Index) -> Strip | None:
    """The strip of an edition; None when no event of it has a date."""
    layout = layout_of(index, None, None)
    if layout is None:
        return None
    first = layout.scale.columns[0]
    earlier = first.unit == "stub"
    start = first.end if earlier else first.start
    start = date.fromordinal(start).replace(month=1, day=1).toordinal()
    end = new_year(date.fromordinal(layout.scale.end - 1).year + 1)
    opening = EARLIER if earlier else 0.0
    true = true_position(start, end)

    def x(day: float) -> float:
        return opening + (1 - opening) * true(day) if day >= start else 0.0

    bars = [Bar(first.start, first.end, 0.0, opening / 2, layout.begins[0])] if earlier else []
    edges = _edges(start, end)
    for left, right in pairwise(edges):
        ranks = index.beginning(left, right) & layout.ranks
        if ranks:
            bars.append(Bar(left, right, x(left), x(right), ranks))
    return Strip(tuple(bar for bar in bars if bar.ranks), _years(start, end, x), opening, x)


def _edges(start: int, end: int) -> list[int]:
    """The first days of the months, or groups of months, from `start`, and `end`."""
    first, last = date.fromordinal(start).year, date.fromordinal(end - 1).year
    months = (last - first + 1) * 12
    step = next(step for step in MONTHS if months / step <= MOST_BARS)
    days = [
        date(first + month // 12, month % 12 + 1, 1).toordinal() for month in range(0, months, step)
    ]
    return [*days, end]


def _years(start: int, end: int, x: Callable[[float], float]) -> tuple[tuple[int, int, float], ...]:
    first, last = date.fromordinal(start).year, date.fromordinal(end - 1).year
    step = next(step for step in STEPS if (last - first + 1) / step <= MOST_YEARS)
    found = []
    year = first
    while year <= last:
        following = min(year - year % step + step, last + 1)
        begin = date(year, 1, 1).toordinal()
        found.append((begin, new_year(following), x(begin)))
        year = following
    return tuple(found)
