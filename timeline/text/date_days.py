"""Days of any year, which `datetime.date` cannot hold: it knows the years 1 to 9999 alone.

Days are of the proleptic Gregorian calendar with astronomical years, as ISO 8601 counts them: the
year 0 is 1 BC, the year -1 is 2 BC.
"""

import calendar
from datetime import date
from typing import Final, NamedTuple

_CYCLE: Final = 400  # years, after which the calendar repeats
_CYCLE_DAYS: Final = 146_097


class Day(NamedTuple):
    """One day; days are ordered as they follow each other."""

    year: int
    month: int
    day: int

    def toordinal(self) -> int:
        """How many days after 31 December 1 BC: 1 for 0001-01-01, as `date.toordinal` counts."""
        cycles, year = divmod(self.year - 1, _CYCLE)
        return date(year + 1, self.month, self.day).toordinal() + cycles * _CYCLE_DAYS

    @property
    def weekday(self) -> int:
        """0 for Monday to 6 for Sunday."""
        return (self.toordinal() - 1) % 7

    @property
    def edtf(self) -> str:
        """The day as EDTF; of a year with more than four digits, which has no days there, the year.

        >>> Day(-43, 3, 15).edtf
        '-0043-03-15'
        """
        year = edtf_year(self.year)
        return year if year[0] == "Y" else f"{year}-{self.month:02d}-{self.day:02d}"

    def after(self, days: int) -> "Day":
        """The day that many days later, or earlier when negative."""
        cycles, rest = divmod(self.toordinal() + days - 1, _CYCLE_DAYS)
        found = date.fromordinal(rest + 1)
        return Day(found.year + cycles * _CYCLE, found.month, found.day)

    def cut(self) -> date:
        """The same day as Python has it, or the nearest of the years 1 to 9999."""
        if 1 <= self.year <= 9999:
            return date(*self)
        return date.min if self.year < 1 else date.max


def month_start(year: int, month: int) -> Day:
    """First day of a month, counted from January of `year`: 0 is the December before."""
    year, month = divmod(12 * year + month - 1, 12)
    return Day(year, month + 1, 1)


def month_end(year: int, month: int) -> Day:
    """Last day of a month, counted from January of `year`."""
    year, month = divmod(12 * year + month - 1, 12)
    return Day(year, month + 1, month_length(year, month + 1))


def month_length(year: int, month: int) -> int:
    return calendar.monthrange(year % _CYCLE + _CYCLE, month)[1]


def edtf_year(year: int) -> str:
    """A year as EDTF writes it: 0045, 2020, -0043, and Y12000 past four digits."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"
