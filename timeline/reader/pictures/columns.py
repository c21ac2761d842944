"""When the events of a selection were: a column for each day, month, year, decade or century.

It asks the index alone, and at most some hundred times, however many events there are.
"""

import calendar
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pyroaring import BitMap

from timeline.editions.index import Index

_LAST_DAY = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Column:
    """The events whose first possible day lies from `first` to `last`, by the mark of their phase.

    `torn` says that at least two empty columns before it are left out.
    """

    label: str
    first: date
    last: date
    counts: tuple[tuple[int, int], ...]  # mark, events
    events: BitMap
    torn: bool = False

    @property
    def total(self) -> int:
        return len(self.events)


def strip(index: Index, selection: BitMap, start: date | None = None) -> list[Column]:
    """The columns of a selection, in order of time, from its first event to its last.

    Those that may have begun before `start` are in the first column, which begins there. Events
    without a first possible day are in none.
    """

    def begun(day: int) -> BitMap:
        """The events whose first possible day is this one (a proleptic ordinal) or before it."""
        return selection & index.overlapping(None, date.fromordinal(day))

    undated = begun(1)
    if len(undated) == len(selection):
        return []
    days = range(1, _LAST_DAY + 1)
    first = bisect_left(days, len(undated) + 1, key=lambda day: len(begun(day))) + 1
    last = bisect_left(days, len(selection), key=lambda day: len(begun(day))) + 1
    earlier = start is not None and first < start.toordinal()
    if start is not None:
        first, last = max(first, start.toordinal()), max(last, start.toordinal())
    columns: list[Column] = []
    before, begins, skipped = undated, date.fromordinal(first), None
    empty = 0
    for label, end in _stretches(begins, date.fromordinal(last)):
        now = begun(end.toordinal())
        events, before = now - before, now
        label = f"by {label}" if earlier and not columns else label
        column = Column(label, begins, end, _by_mark(index, events), events, torn=empty > 1)
        if end < date.max:
            begins = end + timedelta(days=1)
        if not events:
            empty, skipped = empty + 1, column
            continue
        if empty == 1 and skipped is not None:
            columns.append(skipped)
        columns.append(column)
        empty = 0
    return columns


def _by_mark(index: Index, events: BitMap) -> tuple[tuple[int, int], ...]:
    marks: dict[int, int] = {}
    for phase, count in index.counts("phase", events).items():
        if count:
            mark = index.catalogue["phase"][phase]["mark"]
            marks[mark] = marks.get(mark, 0) + count
    return tuple(sorted(marks.items()))


def _stretches(first: date, last: date) -> Iterator[tuple[str, date]]:
    """The columns from one day to another, each with its label and its last day."""
    years = last.year - first.year + 1
    months = years * 12 - first.month + 1 - (12 - last.month)
    if (last - first).days < 31:
        yield from _days(first, last)
    elif months <= 24:
        for number in range(months):
            year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
            end = date(year, month + 1, calendar.monthrange(year, month + 1)[1])
            name = calendar.month_abbr[month + 1]
            yield f"{name} {year}" if not number or month == 0 else name, end
    else:
        # At most a hundred columns: years, decades or centuries.
        step = 1 if years <= 60 else 10 if years <= 600 else 100
        for start in range(first.year // step * step, last.year + 1, step):
            end = date(min(start + step - 1, date.max.year), 12, 31)
            yield str(start) if step == 1 else f"{start}s", end


def _days(first: date, last: date) -> Iterator[tuple[str, date]]:
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        named = not number or day.day == 1
        yield f"{day.day} {calendar.month_abbr[day.month]}" if named else str(day.day), day
