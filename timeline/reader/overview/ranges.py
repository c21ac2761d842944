"""What stretches of time are called on the picture, and in addresses."""

from datetime import date
from functools import lru_cache

from timeline.reader.overview.scale import LAST, Column, month_after, new_year
from timeline.text import dates
from timeline.text.dates import HistoricalDate


@lru_cache(maxsize=4096)
def bounds(start: int, end: int) -> tuple[HistoricalDate, HistoricalDate]:
    """The range as two dates, both included, of the coarsest precision that says it exactly."""
    first = date.fromordinal(start)
    last = date.fromordinal(end - 1)
    if first.day == 1 and _ends_month(end):
        if first.month == 1 and last.month == 12:
            return dates.parse(f"{first.year:04}"), dates.parse(f"{last.year:04}")
        return (
            dates.parse(f"{first.year:04}-{first.month:02}"),
            dates.parse(f"{last.year:04}-{last.month:02}"),
        )
    return dates.parse(first.isoformat()), dates.parse(last.isoformat())


@lru_cache(maxsize=4096)
def before(end: int) -> HistoricalDate:
    """The last day before `end`, or the year when that is its last."""
    last = date.fromordinal(end - 1)
    whole = (last.month, last.day) == (12, 31)
    return dates.parse(f"{last.year:04}" if whole else last.isoformat())


def _ends_month(end: int) -> bool:
    return end == LAST or date.fromordinal(end).day == 1


def _both(start: int, end: int) -> HistoricalDate:
    first, last = bounds(start, end)
    return first if first == last else dates.parse(f"{first.edtf}/{last.edtf}")


@lru_cache(maxsize=4096)
def phrase(start: int, end: int) -> str:
    """The range in words: “9 to 31 January 2020”, “2016 to 2019”."""
    return _both(start, end).phrase


@lru_cache(maxsize=4096)
def short(start: int, end: int) -> str:
    """The range in few words: “9–31 Jan 2020”."""
    return _both(start, end).short.replace(" – ", "–")


def tick(column: Column) -> str:
    """The step in as few signs as may be, under a heading that says the rest."""
    when = date.fromordinal(column.start)
    if column.unit == "day":
        return str(when.day)
    if column.unit == "month":
        return f"{when:%b}"
    if column.unit == "year":
        last = date.fromordinal(column.end - 1).year
        return str(when.year) if last == when.year else f"{when.year}–{last % 100:02}"
    return ""


@lru_cache(maxsize=4096)
def step(column: Column) -> str:
    """The step alone, without anything around it: “5 Mar 2021”, “Feb 2020”, “2021”."""
    if column.unit == "stub":
        return f"Before {date.fromordinal(column.end).year}"
    if column.unit == "month":  # what a burst leaves of a month is still called by its name
        return f"{date.fromordinal(column.start):%b %Y}"
    return short(column.start, column.end)


def headings(column: Column) -> tuple[str, ...]:
    """What may stand over steps that follow one another, the longest first."""
    when = date.fromordinal(column.start)
    year = f"’{when.year % 100:02}"
    if column.unit == "day":
        month, brief = f"{when:%B} {when.year}", f"{when:%b} {when.year}"
        return f"{month}, day by day", month, brief, f"{when:%b} {year}"
    return f"{when.year}, by month", str(when.year), year


def heading_range(column: Column) -> tuple[int, int]:
    """The month that steps of days, or the year that steps of months, lie in."""
    when = date.fromordinal(column.start)
    if column.unit == "day":
        return when.replace(day=1).toordinal(), month_after(column.start)
    return when.replace(month=1, day=1).toordinal(), new_year(when.year + 1)
