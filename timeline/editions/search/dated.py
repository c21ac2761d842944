"""Dates of a search against those of events."""

from datetime import date
from typing import Final

from pyroaring import BitMap

from timeline.editions.index import OPEN_END, OPEN_START, Index
from timeline.editions.search.lookups import Way
from timeline.text.date_days import Day
from timeline.text.date_sought import Sought

_NARROW: Final = 2  # days around a day, and half the length of a longer time around that
_MONTH: Final = 31


def date_hits(index: Index, sought: Sought, place: int) -> dict[tuple[Way, int], BitMap]:
    """The events that a date may be meant of: those certainly in it, those narrowly around it, all
    others whose possible days overlap it."""
    sure, near, possible = BitMap(), BitMap(), BitMap()
    for first, last in _ranges(index, sought):
        sure |= index.certain(first, last)
        overlapping = index.overlapping(first, last)
        around = _around(first, last)
        near |= overlapping & index.inside(_moved(first, -around), _moved(last, around))
        if first is not None and first == last and not sure:
            near |= _open_from(index, first)
        possible |= overlapping
    if sought.day:
        possible = near  # of no year, a day is in whatever lasts for one
    return {(Way.EXACT, place): sure, (Way.NEAR, place): near, (Way.POSSIBLE, place): possible}


def tells_of(index: Index, sought: Sought) -> bool:
    """Whether any event may be of a time, of those that have a beginning."""
    unbegun = index.beginning(OPEN_START, OPEN_START + 1)
    return any(index.overlapping(*times) - unbegun for times in _ranges(index, sought))


def _open_from(index: Index, day: Day) -> BitMap:
    """The events that began on a day and have no end: "since" it, which names it."""
    start = min(max(day.toordinal(), OPEN_START + 1), OPEN_END)
    return index.beginning(start, start + 1) & index.ending(OPEN_END, OPEN_END + 1)


def _ranges(index: Index, sought: Sought) -> list[tuple[Day | None, Day | None]]:
    ranges = [(one.start, one.end) for one in sought.readings]
    if sought.day:
        month, day = sought.day
        for year in _years(index):
            if (month, day) != (2, 29) or _is_leap(year):
                ranges.append((Day(year, month, day), Day(year, month, day)))
    return ranges


def _around(first: Day | None, last: Day | None) -> int:
    """How many days around a time an event may reach and still lie narrowly in it."""
    if first is None or last is None:
        return _NARROW
    return max(_NARROW, (last.toordinal() - first.toordinal()) // 2)


def _years(index: Index) -> list[int]:
    """The years that events of a month or less lie in."""
    found = set()
    for start, end, _ in index.spans():
        if start > OPEN_START and end < OPEN_END and end - start <= _MONTH:
            found |= {date.fromordinal(start).year, date.fromordinal(end).year}
    return sorted(found)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _moved(day: Day | None, days: int) -> Day | None:
    """A day some days later, or earlier; an open bound stays open."""
    return day.after(days) if day else None
