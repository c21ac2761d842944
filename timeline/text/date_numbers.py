"""Dates in numbers alone: year, month and day in any order, where only one order makes sense.

What can be read in several ways is asked about: day and month, a month and a second year, our
calendar and the Hijri ones.
"""

import calendar
import re
from typing import Final, Literal

from timeline.text import date_calendars
from timeline.text.date_error import DateError, DateHint, ask

__all__ = ["Script", "hijri", "named_year", "numeric", "second_year"]

# Whose digits a date is written in: ours, the Persian (and Urdu), or the Arabic-Indic.
Script = Literal["", "persian", "arabic"]

_PERSIAN_YEARS: Final = range(
    1200, 1430
)  # Solar Hijri in Persian digits, where nothing else is near
_YMD: Final = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_DMY: Final = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_YM: Final = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})")
_MY: Final = re.compile(r"([0-9]{1,2})[-/.]([0-9]{4})")
_SHORT: Final = re.compile(r"[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{2}")


def numeric(text: str, script: Script) -> str | None:
    """A date of digits and the signs - / . between them as EDTF; None when it is none.

    Raises DateError for what has several readings, and for numbers out of their range.
    """
    if match := _YMD.fullmatch(text):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
        # Hyphens are the international standard's, and that is of our calendar.
        perhaps = (match[2] != "-" or script) and month and day
        other = hijri(text, year, month, day, script) if perhaps else None
        return other or f"{match[1]}-{month:02d}-{day:02d}"
    if match := _DMY.fullmatch(text):
        return _day_month_year(text, int(match[1]), int(match[3]), match[4], script)
    if match := _YM.fullmatch(text):
        year, number = int(match[1]), int(match[3])
        perhaps = (match[2] != "-" or script) and number
        other = hijri(text, year, number, 0, script) if perhaps else None
        return other or _year_and_number(text, match[1], match[2], match[3])
    if match := _MY.fullmatch(text):
        month, year = int(match[1]), int(match[2])
        if 1 <= month <= 12:
            return hijri(text, year, month, 0, script) or f"{match[2]}-{month:02d}"
        example = DateHint("01/2020", "January 2020")
        hint = "use a month from 1 to 12, as in 01/2020 for January 2020"
        raise DateError(text, f"there is no month {month}", hint, [example])
    if _SHORT.fullmatch(text):
        raise DateError(text, "a year has four digits", "write it like 2021-03-05", ["2021-03-05"])
    return None


def hijri(text: str, year: int, month: int, day: int, script: Script) -> str | None:
    """A date of another calendar where it plainly is one, as EDTF; None where it is of ours.

    A month or day of 0 stands for all of them. Raises DateError where it may be either.
    """
    if year not in date_calendars.HIJRI_YEARS or (day and not month):
        return None
    others = list(date_calendars.readings(year, month, day))
    if not others:
        return None
    if script == "persian" and year in _PERSIAN_YEARS:
        return others[0][0]
    readings = [*_ours(year, month, day), *others]
    problem = "it may be of our calendar, of the Solar Hijri or of the Lunar Hijri"
    raise ask(text, problem, readings)


def _ours(year: int, month: int, day: int) -> list[tuple[str, str]]:
    """The reading in our calendar, if it has that month and day."""
    if not month:
        return [(f"{year:04d}", f"AD {year}")]
    if month > 12 or day > 31:
        return []
    name = f"{calendar.month_name[month]} {year}"
    if not day:
        return [(f"{year:04d}-{month:02d}", name)]
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return []
    return [(f"{year:04d}-{month:02d}-{day:02d}", f"{day} {name}")]


def _year_and_number(text: str, year: str, sign: str, number: str) -> str:
    """A year and one or two digits more: a month, or the last digits of a second year."""
    month = f"{year}-{int(number):02d}"
    second = second_year(int(year), number)
    is_month = 1 <= int(number) <= 12
    if sign == ".":
        return month if is_month else text
    if sign == "-" and len(number) == 2:  # the standard's way to write a month or a season
        return (
            f"{year}/{second:04d}"
            if second and not is_month and not 21 <= int(number) <= 24
            else month
        )
    if is_month and second:
        raise ask(
            text,
            "it can be a month or a second year",
            [
                (month, f"{calendar.month_name[int(number)]} {named_year(int(year))}"),
                (f"{year}/{second:04d}", f"{named_year(int(year))} to {named_year(second)}"),
            ],
        )
    if second:
        return f"{year}/{second:04d}"
    return month


def second_year(first: int, digits: str) -> int | None:
    """The later year that one or two last digits stand for: 1827 for 1826 and 7; None for none."""
    size = 10 ** len(digits)
    second = first - first % size + int(digits)
    if digits == "00" and first % 100 >= 50:
        second += 100  # the turn of a century: 1999–00
    return second if second > first else None


def named_year(year: int) -> str:
    """A year in English that is read back: 2020, AD 45."""
    return str(year) if year >= 1000 else f"AD {year}"


def _day_month_year(text: str, first: int, second: int, year: str, script: Script) -> str:
    orders = list(dict.fromkeys(((first, second), (second, first))))
    ours = [one for day, month in orders for one in _ours_or_error(int(year), month, day)]
    found = ours
    if int(year) in date_calendars.HIJRI_YEARS:
        others = [
            one
            for day, month in orders
            if 1 <= month <= 12 and 1 <= day <= 31
            for one in date_calendars.readings(int(year), month, day)
        ]
        solar = [one for one in others if not one[0].endswith("~")]
        plain = script == "persian" and int(year) in _PERSIAN_YEARS
        found = (solar if plain else [*ours, *others]) or ours
    if not found:
        hint = "write it like 2021-03-05"
        raise DateError(text, "no day and month fit these numbers", hint, ["2021-03-05"])
    if len(found) > 1:
        raise ask(text, "it can be read in two ways", found)
    return found[0][0]


def _ours_or_error(year: int, month: int, day: int) -> list[tuple[str, str]]:
    """The reading in our calendar; a day that its month has not is kept, to be named as wrong."""
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return []
    name = f"{day} {calendar.month_name[month]} {named_year(year)}"
    return [(f"{year:04d}-{month:02d}-{day:02d}", name)]
