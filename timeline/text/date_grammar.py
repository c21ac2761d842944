"""EDTF grammar and bounds: what an EDTF text is made of, and which days each piece can mean.

The standard is the Extended Date/Time Format, ISO 8601-2:2019, as the Library of Congress profile
describes it: levels 0 and 1, plus one of the level 2 forms, the one-of set (``[a,b]``, ``[a..b]``).

The pieces are read here with a few regular expressions. The ``edtf`` package reads the same
language and referees these results in the tests; it is not called at run time, because one date
takes it 3 to 50 ms (a whole page is budgeted 5), it imports a web framework, it lets
2021-02-29 pass, and some malformed dates make it raise errors of other kinds than its own.
"""

import calendar
import re
from dataclasses import dataclass
from typing import Final, Literal, cast

from timeline.text.date_days import Day, month_end, month_length, month_start
from timeline.text.date_error import DateError, DateHint, ask
from timeline.text.date_reasons import edtf_error

__all__ = ["Choice", "DateError", "Form", "Interval", "OneOf", "Point", "Qualifier", "parse_form"]

Precision = Literal["day", "season", "month", "year", "decade", "century"]
Qualifier = Literal["", "~", "?", "%"]
Unspecified = Literal["", "year", "month", "day"]

MAX_LENGTH: Final = 300
SEASONS: Final = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_SEASON_START: Final = {"21": 3, "22": 6, "23": 9, "24": 12}
_MONTHS: Final = {"month": 1, "season": 3, "year": 12, "decade": 120, "century": 1200}
_YEAR_PRECISION: Final[tuple[Precision, ...]] = ("year", "decade", "century")
_RANGE_ENDS: Final = ("day", "month", "year")
_POINT: Final = re.compile(
    r"(?P<year>Y-?[1-9][0-9]{4,}|-?(?:[0-9]{4}|[0-9]{3}X|[0-9]{2}XX))"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?P<qualifier>[~?%]?)"
)


@dataclass(frozen=True, slots=True)
class Point:
    """One date of any precision, with the qualifier that applies to the whole of it.

    ``precision`` is how closely it is known: ``201X``, some year of a decade, to a decade.
    ``year`` is the number of the first year (2010 for ``201X``, -1989 for ``-198X``); ``month``
    is 1 to 12, or 21 to 24 for a season, or 0; ``day`` is 1 to 31 or 0. ``first`` and ``last``
    are the days the text names, ``earliest`` and ``latest`` the days it can mean once
    "approximate" is taken into account.
    ``unspecified`` names the unit of which the text says X: ``2020-XX`` is some month of 2020,
    ``201X`` some year of the 2010s.
    """

    text: str
    precision: Precision
    year: int
    month: int
    day: int
    qualifier: Qualifier
    unspecified: Unspecified
    first: Day
    last: Day
    earliest: Day
    latest: Day


@dataclass(frozen=True, slots=True)
class Interval:
    """``start/end``: something that lasted. A missing end is ``open`` (``..``) or ``unknown``."""

    start: Point | None
    end: Point | None
    unknown: bool

    @property
    def text(self) -> str:
        gap = "" if self.unknown else ".."
        start = self.start.text if self.start else gap
        end = self.end.text if self.end else gap
        return f"{start}/{end}"


@dataclass(frozen=True, slots=True)
class Choice:
    """One member of a one-of set: a point (first is last), a range, or a range open on one side."""

    first: Point | None
    last: Point | None

    @property
    def text(self) -> str:
        if self.first == self.last and self.first:
            return self.first.text
        first = self.first.text if self.first else ""
        last = self.last.text if self.last else ""
        return f"{first}..{last}"


@dataclass(frozen=True, slots=True)
class OneOf:
    """``[a,b..c]``: exactly one of the members, not known which. Sorted, without repeats."""

    choices: tuple[Choice, ...]

    @property
    def text(self) -> str:
        return f"[{','.join(choice.text for choice in self.choices)}]"


Form = Point | Interval | OneOf


def parse_form(text: object) -> Form:
    """Read one strict EDTF text. Raises DateError, and nothing else, for everything refused."""
    if not isinstance(text, str):
        raise DateError(text, "only text can be read as a date")
    if not text:
        raise DateError(text, "it is empty")
    if len(text) > MAX_LENGTH:
        raise DateError(
            text, f"as EDTF it has {len(text)} characters", f"use at most {MAX_LENGTH} characters"
        )
    if text != text.strip() or re.search(r"\s", text):
        raise DateError(text, "EDTF has no spaces", "remove them")
    if text[0] == "{" or text[-1] == "}":
        hint = "write one date for each, or square brackets if it was only one of them"
        raise DateError(text, "a set in curly brackets means all of the dates", hint)
    if text[0] == "[" or text[-1] == "]":
        return _one_of(text, text)
    if "/" in text:
        return _interval(text)
    if ".." in text:
        _one_of(f"[{text}]", text)  # so that the hint is a date, or the real mistake is named
        hint = f"write [{text}] for some time within it, or start/end for something that lasted"
        raise DateError(text, "two dots need square brackets around them", hint, [f"[{text}]"])
    return parse_point(text, text)


def parse_point(text: str, whole: str) -> Point:
    """Read one date out of ``whole``, the text that error messages name."""
    match = _POINT.fullmatch(text)
    if not match:
        raise edtf_error(text, whole)
    year, month, day = match["year"], match["month"] or "", match["day"] or ""
    if year == "-0000":
        raise ask(whole, "there is no year -0000", [("0000", "1 BC"), ("-0001", "2 BC")])
    if year[0] == "Y" and month:
        raise edtf_error(text, whole)
    if "X" in year and month:
        problem = "a month cannot follow a year that is not known in full"
        raise DateError(whole, problem, f"write {year} alone, or a year of four digits", [year])
    if month == "XX" and day not in ("", "XX"):
        hint, suggestions = f"write {year}-XX-XX", [f"{year}-XX-XX"]
        if 1 <= int(day) <= 31:
            suggestions.append(f"[{year}-01-{day},{year}-03-{day}]")
            hint += f", or a list such as {suggestions[1]}"
        raise DateError(whole, "a day cannot follow a month that is not known", hint, suggestions)
    _check_month_and_day(year, month, day, whole)
    return _point(text, year, month, day, cast(Qualifier, match["qualifier"]))


def _check_month_and_day(year: str, month: str, day: str, whole: str) -> None:
    if month in ("", "XX"):
        return
    if month in SEASONS:
        if day:
            named = f"{SEASONS[month]} {_named(int(year))}"
            raise ask(whole, "a season has no days", [(f"{year}-{month}", named)])
        return
    if not 1 <= int(month) <= 12:
        problem = f"there is no month {month}"
        if 25 <= int(month) <= 41:
            problem = f"season code {month} is EDTF level 2"
        raise DateError(whole, problem, "use a month from 01 to 12, or a season from 21 to 24")
    days = month_length(int(year), int(month))
    if day not in ("", "XX") and not 1 <= int(day) <= days:
        problem = f"{calendar.month_name[int(month)]} {_named(int(year))} has {days} days"
        raise DateError(whole, problem, f"use a day from 01 to {days}")


def _named(year: int) -> str:
    """A year in words that are read back: 2020, AD 45, 44 BC."""
    if year < 1:
        return f"{1 - year} BC"
    return str(year) if year >= 1000 else f"AD {year}"


def _point(text: str, year: str, month: str, day: str, qualifier: Qualifier) -> Point:
    digits = year.removeprefix("Y")
    # Before the year 0 the digits count backwards: -198X is -1989 to -1980.
    first_year, last_year = sorted(int(digits.replace("X", digit)) for digit in "09")
    unspecified: Unspecified = "" if "XX" not in (month, day) else "day" if day else "month"
    if "X" in year:
        unspecified = "year"
    month, day = month.replace("XX", ""), day.replace("XX", "")
    precision: Precision
    if day:
        precision = "day"
        first = last = Day(first_year, int(month), int(day))
    else:
        if month in SEASONS:
            precision, start, months = "season", _SEASON_START[month], 3
        elif month:
            precision, start, months = "month", int(month), 1
        else:
            precision = _YEAR_PRECISION[year.count("X")]
            start, months = 1, 12 * (last_year - first_year + 1)
        first = month_start(first_year, start)
        last = month_end(first_year, start + months - 1)
    earliest, latest = (
        _widened(first, last, precision) if qualifier in ("~", "%") else (first, last)
    )
    return Point(
        text=text,
        precision=precision,
        year=first_year,
        month=int(month or 0),
        day=int(day or 0),
        qualifier=qualifier,
        unspecified=unspecified,
        first=first,
        last=last,
        earliest=earliest,
        latest=latest,
    )


def _widened(first: Day, last: Day, precision: Precision) -> tuple[Day, Day]:
    """Add one unit of the date's own precision on either side, as "approximate" needs.

    The standard gives no number. Whoever writes "about 2015" has chosen the year as the scale
    of the doubt: the last weeks of 2014 and the first of 2016 are not ruled out, and a larger
    doubt would have been written as a decade. So: a day for a day, a month for a month, three
    months for a season, a year, ten years, a hundred. "Uncertain" (?) doubts the statement, not
    its precision, and adds nothing.
    """
    if precision == "day":
        return first.after(-1), last.after(1)
    months = _MONTHS[precision]
    return month_start(first.year, first.month - months), month_end(last.year, last.month + months)


def _interval(text: str) -> Interval:
    left, _, right = text.partition("/")
    if "/" in right:
        raise DateError(text, "it has more than one slash", "an interval is start/end")
    gaps = ("", "..")
    if left in gaps and right in gaps:
        raise DateError(
            text, "an interval needs a date on one side at least", "add a start or an end"
        )
    start = None if left in gaps else parse_point(left, text)
    end = None if right in gaps else parse_point(right, text)
    for point in (start, end):
        if point and point.unspecified:
            hint = "leave the X out, as in 2020-01/2020-03 for January to March 2020"
            meant = DateHint("2020-01/2020-03", "January to March 2020")
            if point.unspecified == "year":
                hint = "name the year, as in 2010/2019 for 2010 to 2019"
                meant = DateHint("2010/2019", "2010 to 2019")
            raise DateError(text, "an interval with an X is EDTF level 2", hint, [meant])
    if start and end and end.last < start.first:
        turned = f"{right}/{left}"
        raise DateError(text, "it ends before it starts", f"write {turned}", [turned])
    return Interval(start, end, unknown="" in (left, right))


def _one_of(text: str, whole: str) -> OneOf:
    """Read a set in square brackets out of ``whole``, the text that error messages name."""
    if text[0] != "[" or text[-1] != "]":
        raise DateError(whole, "a square bracket is missing", "write [a,b] or [a..b]")
    members = text[1:-1].split(",")
    if members == [".."] or "" in members:
        raise DateError(whole, "a member of the set is empty", "write [a,b] or [a..b]")
    choices = [_choice(member, whole) for member in members]
    if len(choices) == 1 and choices[0].first == choices[0].last and ".." not in text:
        alone = members[0]
        raise DateError(whole, "a set needs two dates or a range", f"write {alone}", [alone])
    if any(choice.first is None for choice in choices[1:]):
        raise DateError(whole, "an open start has to come first", "put ..date first")
    if any(choice.last is None for choice in choices[:-1]):
        raise DateError(whole, "an open end has to come last", "put date.. last")
    return OneOf(tuple(sorted(set(choices), key=_choice_order)))


def _choice_order(choice: Choice) -> tuple[bool, tuple[int, ...], tuple[int, ...], str]:
    """An open start comes first and an open end last; an empty tuple is before every day."""
    first = tuple(choice.first.first) if choice.first else ()
    last = tuple(choice.last.last) if choice.last else ()
    return (choice.last is None, first, last, choice.text)


def _choice(member: str, whole: str) -> Choice:
    left, dots, right = member.partition("..")
    if not dots:
        point = parse_point(member, whole)
        return Choice(point, point)
    first = parse_point(left, whole) if left else None
    last = parse_point(right, whole) if right else None
    for end in (first, last):
        if end and (end.qualifier or end.unspecified or end.precision not in _RANGE_ENDS):
            hint = "use plain years, months or days, such as [2020-01..2020-03]"
            problem = "the ends of a range cannot be qualified or vague"
            raise DateError(whole, problem, hint, ["[2020-01..2020-03]"])
    if first and last:
        if first.precision != last.precision:
            hint = "give both a day, or both a month, or neither"
            raise DateError(whole, "the ends of a range differ in precision", hint)
        if last.last < first.first:
            turned = f"[{right}..{left}]"
            raise DateError(whole, "a range ends before it starts", f"write {turned}", [turned])
    elif not first and not last:
        raise DateError(whole, "a range needs an end", "write a..b, ..b or a..")
    return Choice(first, last)
