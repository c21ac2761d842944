"""Days of the Solar Hijri calendar of Iran and Afghanistan, and of the Lunar Hijri, in our own.

The Solar Hijri calendar begins each year at the spring equinox (`persiantools`). It is in use in
its present form since 1304, our 1925; a day of an earlier year is "about". A day of the Lunar Hijri
is reckoned by the tables of Umm al-Qura (`hijridate`, the years 1343 to 1500); elsewhere the month
may have been seen a day before or after, so each of its days is "about".
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, Literal

from hijridate import Hijri
from persiantools.jdatetime import JalaliDate

from timeline.text.date_error import DateError

__all__ = ["HIJRI_YEARS", "LUNAR", "SOLAR", "Calendar", "converted", "readings"]

Calendar = Literal["", "solar", "lunar"]

SOLAR: Final = (
    "", "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar",
    "Dey", "Bahman", "Esfand",
)  # fmt: skip
LUNAR: Final = (
    "", "Muharram", "Safar", "Rabi I", "Rabi II", "Jumada I", "Jumada II", "Rajab", "Shaban",
    "Ramadan", "Shawwal", "Dhu al-Qadah", "Dhu al-Hijjah",
)  # fmt: skip
# Years that are likely to be of one of these calendars, and are read or asked about.
HIJRI_YEARS: Final = range(1200, 1501)
_SOLAR_YEARS: Final = range(1200, 1501)
_LUNAR_YEARS: Final = range(1343, 1501)
_IN_USE: Final = 1304  # the first year of the Solar Hijri calendar as it is now
_NAMES: Final = {"solar": "Solar Hijri", "lunar": "Lunar Hijri"}


def converted(
    calendar: Calendar, year: int, month: int, day: int, *, typed: str
) -> tuple[str, str, bool]:
    """First and last day in our calendar, as EDTF, of a day, a month or a year of another.

    And whether these may be a day off. A month or day of 0 stands for all of them. Raises DateError
    about ``typed`` for what that calendar does not have.
    """
    years = _SOLAR_YEARS if calendar == "solar" else _LUNAR_YEARS
    if year not in years:
        example = "13 Dey 1398" if calendar == "solar" else "8 Jumada I 1441"
        raise DateError(
            typed,
            f"{year} is no year of the {_NAMES[calendar]} calendar that we can turn into ours",
            f"use a year of that calendar, as in {example}, or write the date in ours",
            [example],
        )
    first_month, last_month = (month, month) if month else (1, 12)
    longest = _month_length(calendar, year, last_month)
    if day > longest:
        name = (SOLAR if calendar == "solar" else LUNAR)[month]
        raise DateError(
            typed, f"{name} {year} has {longest} days", f"use a day from 1 to {longest}"
        )
    first = _day(calendar, year, first_month, day or 1)
    last = _day(calendar, year, last_month, day or longest)
    return first.isoformat(), last.isoformat(), calendar == "lunar" or year < _IN_USE


def readings(year: int, month: int, day: int) -> Iterator[tuple[str, str]]:
    """What numbers can mean in our calendar and in the two others: EDTF, and the date in words."""
    calendars: tuple[tuple[Calendar, tuple[str, ...]], ...] = (("solar", SOLAR), ("lunar", LUNAR))
    for calendar, names in calendars:
        years = _SOLAR_YEARS if calendar == "solar" else _LUNAR_YEARS
        if year in years and 0 <= month <= 12:
            if day > _month_length(calendar, year, month or 12):
                continue
            first, last, about = converted(calendar, year, month, day, typed="")
            edtf = f"[{first}..{last}]" if first != last else f"{first}~" if about else first
            words = " ".join(filter(None, (str(day or ""), names[month], str(year))))
            yield edtf, words if month else f"{words} {'SH' if calendar == 'solar' else 'AH'}"


def _month_length(calendar: str, year: int, month: int) -> int:
    if calendar == "solar":
        return JalaliDate.days_in_month(month, year)
    return Hijri(year, month, 1).month_length()


def _day(calendar: str, year: int, month: int, day: int) -> date:
    if calendar == "solar":
        found: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
        return found
    return date.fromordinal(Hijri(year, month, day).to_gregorian().toordinal())
