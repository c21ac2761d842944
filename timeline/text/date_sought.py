"""Dates as people type them into a search: with more readings than a date that is to be stored has.

A search can look for both readings of 3/1/2020, for 4 May of any year, for the first months of
a year; and it takes the names of months in more languages than a curator needs.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, timedelta
from functools import lru_cache
from typing import Final

from timeline.text import date_spelled, dates
from timeline.text.dates import DateError, HistoricalDate

__all__ = ["LONGEST", "Sought", "read_sought"]

LONGEST: Final = 6  # words of a date
_YEARS: Final = range(1000, 2200)  # that a number of four digits may be, where it stands alone
_LEAP_YEAR: Final = 2020  # to read a day of any year with
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
# German, French, Spanish, Italian, Turkish, Russian (and its genitive). A line for each month.
_FOREIGN: Final = """
januar janner jänner janvier enero gennaio ocak январь января
februar feber février fevrier febrero febbraio şubat subat февраль февраля
märz marz mars marzo mart март марта
avril abril aprile nisan апрель апреля
mai mayo maggio mayıs mayis май мая
juni juin junio giugno haziran июнь июня
juli juillet julio luglio temmuz июль июля
août aout agosto ağustos agustos август августа
septembre septiembre settembre eylül eylul сентябрь сентября
oktober octobre octubre ottobre ekim октябрь октября
novembre noviembre kasım kasim ноябрь ноября
dezember décembre decembre diciembre dicembre aralık aralik декабрь декабря
"""
_MONTH_OF: Final = {
    word: month
    for month, line in zip(_MONTHS, _FOREIGN.strip().splitlines(), strict=True)
    for word in line.split()
}
# What other languages put before the parts of a date, or after its year.
_BESIDE_DATES: Final = frozenset(
    ["de", "del", "di", "le", "el", "il", "am", "im", "vom", "г", "г.", "год", "года", "году"]
)
_FIRST: Final = re.compile("1(?:er|ero|re|º|°)", re.IGNORECASE)
_MONTH: Final = "|".join(f"{month}|{month[:3]}" for month in _MONTHS) + "|sept"
_WEEKDAY: Final = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b,? *", re.IGNORECASE)
_COMPACT: Final = re.compile(r"([12][0-9]{3})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])")
_WEEK: Final = re.compile(
    rf"(?:the )?(first|second|third|last) week (?:of|in) ({_MONTH})\.?,? (?:of )?([0-9]{{4}})",
    re.IGNORECASE,
)
_WEEK_OF: Final = re.compile(r"(?:the )?week (?:of|from|beginning) (.+)", re.IGNORECASE)
_TWO_DAYS: Final = re.compile(r"(?<=[0-9]) (?:and|or|&) (?=[0-9]{1,2} )", re.IGNORECASE)
# A year of two digits, in a date of numbers or behind a month: of this century.
_SHORT_YEAR: Final = re.compile(
    rf"([0-9]{{1,2}}([-/.])[0-9]{{1,2}}\2|(?:{_MONTH})\.? ['’])([0-9]{{2}})", re.IGNORECASE
)
_PART: Final = re.compile(
    r"(?:in )?(?:the )?(early|beginning of|mid|middle of|late|end of)[ -]([0-9]{4})", re.IGNORECASE
)
_PART_OF_YEAR: Final = {
    "early": (1, 4), "beginning of": (1, 4), "mid": (5, 8), "middle of": (5, 8),
    "late": (9, 12), "end of": (9, 12),
}  # fmt: skip
_HIJRI: Final = range(1300, 1500)  # years that a reader of Persian or Arabic may mean otherwise


@dataclass(frozen=True, slots=True)
class Sought:
    """What a date in a search may mean: any of `readings`, or a `day` (month, day) of any year.

    `phrase` says it in English.
    """

    phrase: str
    readings: tuple[HistoricalDate, ...] = ()
    day: tuple[int, int] | None = None


@lru_cache(maxsize=4096)
def read_sought(text: str) -> Sought | None:
    """The date that a text of a search is; None when it is none, or may as well be a number."""
    line = date_spelled.in_digits(" ".join(text.split()))
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in line)
    if not any(c.isdigit() for c in plain):
        return None
    if plain.isdigit():
        return _number(line, plain)
    english = _in_english(plain)
    found = _fixed(english) or _readings(line) or _readings(english)
    return found or _day_of_year(line) or _day_of_year(english)


def _number(typed: str, digits: str) -> Sought | None:
    """A number alone is a year of four digits or a day of eight, nothing else."""
    if match := _COMPACT.fullmatch(digits):
        return _of([f"{match[1]}-{match[2]}-{match[3]}"])
    if len(digits) != 4 or int(digits) not in _YEARS:
        return None
    years = [digits]
    if int(digits) in _HIJRI:
        hijri = [f"{digits} SH", f"{digits} AH"]
        years = [digits, *hijri] if typed == digits else hijri
    return _of(years)


def _of(texts: list[str]) -> Sought | None:
    found: list[HistoricalDate] = []
    for text in texts:
        try:
            found.append(dates.read(text))
        except DateError:
            continue
    return Sought(" or ".join(one.phrase for one in found), tuple(found)) if found else None


def _readings(text: str) -> Sought | None:
    """The date as it is read anywhere, or each of its readings where there are several."""
    if re.fullmatch(r"[0-9.,]+", text) and not re.search(r"[0-9]{4}", text):
        return None  # 1.2, 1,2: numbers
    try:
        found = dates.read(text)
    except DateError as error:
        return _of([one.value for one in error.suggestions if one.meaning and _days(text) > 2])
    if found.start is None and found.end is None:
        return None
    return Sought(found.phrase, (found,))


def _days(text: str) -> int:
    """How many numbers a text has."""
    return len(re.findall(r"[0-9]+", text))


def _in_english(text: str) -> str:
    """Names of months in English, and without the words and points that other languages have."""
    words = [word for word in text.split() if word.casefold() not in _BESIDE_DATES]
    kept = [_word(word) for word in words]
    return " ".join(kept)


def _word(word: str) -> str:
    bare = word.strip(".,")
    if bare.casefold() in _MONTH_OF:
        return _MONTH_OF[bare.casefold()]
    return "1" if _FIRST.fullmatch(bare) else bare if bare.isdigit() else word


def _fixed(text: str) -> Sought | None:
    """Weeks of a month and parts of a year, which no date that is stored can be so vague about."""
    if match := _WEEK.fullmatch(text):
        month = next(
            n for n, name in enumerate(_MONTHS, 1) if name.startswith(match[2][:3].lower())
        )
        return _of([_week(match[1].lower(), month, int(match[3]))])
    if match := _WEEK_OF.fullmatch(text):
        return _seven_days(match[1])
    if match := _SHORT_YEAR.fullmatch(text):
        return _readings(match[1].rstrip("'’") + "20" + match[3])
    if _TWO_DAYS.search(text):
        return _readings(_TWO_DAYS.sub("-", text, count=1))
    if match := _PART.fullmatch(text):
        first, last = _PART_OF_YEAR[match[1].lower()]
        return _of([f"{match[2]}-{first:02}/{match[2]}-{last:02}"])
    return None


def _week(which: str, month: int, year: int) -> str:
    length = monthrange(year, month)[1] if year else 31
    starts = {"first": 1, "second": 8, "third": 15, "last": length - 6}
    first = starts[which]
    return f"{year:04}-{month:02}-{first:02}/{year:04}-{month:02}-{first + 6:02}"


def _seven_days(text: str) -> Sought | None:
    """The week that begins on a day."""
    found = _readings(text)
    if not found or len(found.readings) != 1 or not found.readings[0].is_day:
        return None
    first = found.readings[0].earliest
    if first is None or first.year == MAXYEAR:
        return None
    return _of([f"{first.isoformat()}/{(first + timedelta(days=6)).isoformat()}"])


def _day_of_year(text: str) -> Sought | None:
    """A day without its year."""
    line = _WEEKDAY.sub("", text).strip(" ,")
    for candidate in _with_year(line):
        try:
            found = dates.read(candidate)
        except DateError:
            continue
        if found.is_day and found.earliest and found.earliest.year == _LEAP_YEAR:
            day = found.earliest
            return Sought(f"{day.day} {_MONTHS[day.month - 1].capitalize()} of any year",
                          day=(day.month, day.day))  # fmt: skip
    return None


def _with_year(line: str) -> Iterator[str]:
    if re.search(r"[^\W\d_]{3}", line) and not re.search(r"[0-9]{3}", line):
        yield f"{line} {_LEAP_YEAR}"
        yield f"{line}, {_LEAP_YEAR}"
