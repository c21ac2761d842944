"""What stretches of time are called on the picture, and in addresses.

All are half-open ranges of proleptic ordinals.
"""

from datetime import date
from functools import lru_cache

from timeline.reader.overview.scale import LAST
from timeline.text import dates
from timeline.text.dates import HistoricalDate


@lru_cache(maxsize=4096)
def bounds(start: int, end: int) -> tuple[HistoricalDate, HistoricalDate]:
    """The range as two dates, both included, of the coarsest precision that says it exactly."""
    first, last = _days(start, end)
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


def _days(start: int, end: int) -> tuple[date, date]:
    return date.fromordinal(start), date.fromordinal(end - 1)


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


def opening(end: int) -> HistoricalDate:
    """What all that is earlier comes before: 2015, March 2020, 5 March 2021."""
    when = date.fromordinal(min(end, LAST - 1))
    year, month, day = when.isoformat().split("-")
    if (month, day) == ("01", "01"):
        return dates.parse(year)
    return dates.parse(f"{year}-{month}" if day == "01" else when.isoformat())


def heads(start: int, end: int, *, first: bool = False) -> tuple[str, str]:
    """What is written over a column and in it: “January 2020” and “4–7”, nothing and “2021–22”.

    A column of odd days that follows another says where it ends: “2020” and “to 20 Jul”. The
    `first` of all says both.
    """
    one, last = _days(start, end)
    ends = _ends_month(end)
    if (one.month, one.day, last.month) == (1, 1, 12) and ends:
        both = f"{one.year}–{_year_again(one.year, last.year)}"
        return "", str(one.year) if one.year == last.year else both
    if (one.year, one.month) == (last.year, last.month) and not (one.day == 1 and ends):
        days = str(one.day) if one == last else f"{one.day}–{last.day}"
        return f"{one:%B} {one.year}", days
    closing = f"{last:%b}" if ends else f"{last.day} {last:%b}"
    opening = f"{one:%b}" if one.day == 1 else f"{one.day} {one:%b}"
    if one.year == last.year:
        if one.day == 1 and one.month == last.month:
            return str(one.year), closing
        odd = one.day != 1 and not first
        return str(one.year), f"to {closing}" if odd else f"{opening}–{closing}"
    if first:
        return f"{opening} {one.year}–", f"{closing} {last.year}"
    return f"To {closing}", str(last.year)


def year_of(start: int, end: int) -> int:
    """The year in which a range lies; 0 of one that touches several."""
    one, last = _days(start, end)
    return one.year if one.year == last.year else 0


def brief(over: str) -> str:
    """The words over columns where there is no room for the name of a month: “Jan 2020”."""
    month, _, year = over.partition(" ")
    return f"{month[:3]} {year}" if month.isalpha() and len(month) > 3 else over


def _year_again(first: int, last: int) -> str:
    """The second of two years, without its century where that is the first one's."""
    return f"{last % 100:02}" if first // 100 == last // 100 else str(last)
