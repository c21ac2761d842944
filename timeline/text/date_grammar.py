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

Precision = Literal["day", "season", "month", "year", "decade", "century"]
Qualifier = Literal["", "~", "?", "%"]
Unspecified = Literal["", "month", "day"]

MAX_LENGTH: Final = 300
SEASONS: Final = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_SEASON_START: Final = {"21": 3, "22": 6, "23": 9, "24": 12}
_MONTHS: Final = {"month": 1, "season": 3, "year": 12, "decade": 120, "century": 1200}
_YEAR_PRECISION: Final[tuple[Precision, ...]] = ("year", "decade", "century")
_RANGE_ENDS: Final = ("day", "month", "year")
_EXAMPLES: Final = "use EDTF, such as 2020-01-03, 2020-01, 2020, 2020~ or 2020-01-03/2020-01-08"
_POINT: Final = re.compile(
    r"(?P<year>Y-?[1-9][0-9]{4,}|-?(?:[0-9]{4}|[0-9]{3}X|[0-9]{2}XX))"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?P<qualifier>[~?%]?)"
)
# Looked for in this order in a text that is no date of ours.
_REFUSALS: Final = (
    (r"^$", "a date is missing", "write one on either side of the sign"),
    (r"[^\x21-\x7e]", "it has a character that is not used in EDTF", _EXAMPLES),
    (r"^Y-?[0-9]+E", "a year with an exponent is EDTF level 2", "write out its digits"),
    (r"^Y-?0", "a year after Y has no leading zero", "write a year of four digits without the Y"),
    (r"^Y-?[0-9]{1,4}$", "a year after Y has five digits or more", "leave out the Y"),
    (r"^Y-?[0-9]+-", "a year of more than four digits has no months", "give the year alone"),
    (r"^-[0-9]{1,3}(?![0-9X])", "a year has four digits", "write -0043 for 44 BC"),
    (r"S[0-9]+$", "significant digits are EDTF level 2", "write 201X for the 2010s"),
    (r"[0-9]T[0-9]", "a time of day is no part of the date", "give the day alone"),
    (
        r"^-?[0-9]{5,}",
        "a year has exactly four digits",
        "use YYYY, YYYY-MM or YYYY-MM-DD, and Y before a year with more digits",
    ),
    (r"^[0-9X]*x", "an unknown digit is a capital X", "write 201X or 2020-XX"),
    (r"^[0-9]{1,3}(?![0-9X])", "a year has exactly four digits", "write 0045 for the year 45"),
    (r"[~?%]{2}", "there are two qualifiers", "use % for both approximate and uncertain"),
    (r"[~?%].", "a qualifier inside a date is EDTF level 2", "put it at the very end: 2020-01~"),
    (r"X", "these unknown digits are EDTF level 2", "use 201X, 20XX, 2020-XX, 2020-01-XX"),
    (
        r"^[0-9]{4}(-[0-9]{2})?-[0-9](?![0-9])",
        "a month and a day have two digits",
        "write 01 for 1",
    ),
)


class DateError(ValueError):
    """A text that is not a date we can hold: the value, what is wrong with it, what would be right.

    ``value`` is what was given, untouched; ``problem`` and ``hint`` are clauses without a full
    stop. ``str()`` joins the three into one sentence that is safe to print: a long value is cut
    and characters that do not print are escaped.
    """

    def __init__(self, value: object, problem: str, hint: str = _EXAMPLES) -> None:
        self.value = value
        self.problem = problem
        self.hint = hint
        super().__init__(value, problem, hint)

    def __str__(self) -> str:
        return f"{_shown(self.value)} is not a date we can use: {self.problem}; {self.hint}."


def _shown(value: object) -> str:
    if not isinstance(value, str):
        return f"A value of type {type(value).__name__}"
    cut = value if len(value) <= 60 else value[:57] + "..."
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)
    return f"“{safe}”"


@dataclass(frozen=True, slots=True)
class Point:
    """One date of any precision, with the qualifier that applies to the whole of it.

    ``year`` is the number of the first year (2010 for ``201X``, -1989 for ``-198X``); ``month``
    is 1 to 12, or 21 to 24 for a season, or 0; ``day`` is 1 to 31 or 0. ``first`` and ``last``
    are the days the text names, ``earliest`` and ``latest`` the days it can mean once
    "approximate" is taken into account.
    ``unspecified`` names the unit of which the text says XX: ``2020-XX`` is some month of 2020.
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
        raise DateError(text, "only text can be read as a date", _EXAMPLES)
    if not text:
        raise DateError(text, "it is empty")
    if len(text) > MAX_LENGTH:
        raise DateError(text, f"as EDTF it has {len(text)} characters", f"use at most {MAX_LENGTH}")
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
        raise DateError(text, "two dots need square brackets around them", hint)
    return parse_point(text, text)


def parse_point(text: str, whole: str) -> Point:
    """Read one date out of ``whole``, the text that error messages name."""
    match = _POINT.fullmatch(text)
    if not match:
        raise _explain(text, whole)
    year, month, day = match["year"], match["month"] or "", match["day"] or ""
    if year == "-0000":
        raise DateError(whole, "there is no year -0000", "write 0000 for 1 BC, -0001 for 2 BC")
    if year[0] == "Y" and month:
        raise _explain(text, whole)
    if "X" in year and month:
        hint = f"write {year} alone, or a year of four digits"
        raise DateError(whole, "a month cannot follow a year that is not known in full", hint)
    if month == "XX" and day not in ("", "XX"):
        hint = f"write {year}-XX-XX, or a list such as [{year}-01-{day},{year}-02-{day}]"
        raise DateError(whole, "a day cannot follow a month that is not known", hint)
    _check_month_and_day(year, month, day, whole)
    return _point(text, year, month, day, cast(Qualifier, match["qualifier"]))


def _check_month_and_day(year: str, month: str, day: str, whole: str) -> None:
    if month in ("", "XX"):
        return
    if month in SEASONS:
        if day:
            hint = f"write {year}-{month} for {SEASONS[month]} {year}"
            raise DateError(whole, "a season has no days", hint)
        return
    if not 1 <= int(month) <= 12:
        problem = f"there is no month {month}"
        if 25 <= int(month) <= 41:
            problem = f"season code {month} is EDTF level 2"
        raise DateError(whole, problem, "use a month from 01 to 12, or a season from 21 to 24")
    days = month_length(int(year), int(month))
    if day not in ("", "XX") and not 1 <= int(day) <= days:
        named = int(year) if int(year) > 0 else f"{1 - int(year)} BC"
        problem = f"{calendar.month_name[int(month)]} {named} has {days} days"
        raise DateError(whole, problem, f"use a day from 01 to {days}")


def _point(text: str, year: str, month: str, day: str, qualifier: Qualifier) -> Point:
    digits = year.removeprefix("Y")
    # Before the year 0 the digits count backwards: -198X is -1989 to -1980.
    first_year, last_year = sorted(int(digits.replace("X", digit)) for digit in "09")
    unspecified: Unspecified = "" if "XX" not in (month, day) else "day" if day else "month"
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
        if point and (point.unspecified or point.precision in ("decade", "century")):
            hint = "leave the X out (2020-01 for 2020-01-XX) or name the year"
            raise DateError(text, "an interval with an X is EDTF level 2", hint)
    if start and end and end.last < start.first:
        raise DateError(text, "it ends before it starts", f"write {right}/{left}")
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
        raise DateError(whole, "a set needs two dates or a range", f"write {members[0]}")
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
            raise DateError(whole, "the ends of a range cannot be qualified or vague", hint)
    if first and last:
        if first.precision != last.precision:
            hint = "give both a day, or both a month, or neither"
            raise DateError(whole, "the ends of a range differ in precision", hint)
        if last.last < first.first:
            raise DateError(whole, "a range ends before it starts", f"write {right}..{left}")
    elif not first and not last:
        raise DateError(whole, "a range needs an end", "write a..b, ..b or a..")
    return Choice(first, last)


def _explain(text: str, whole: str) -> DateError:
    """Name the reason why ``text`` is no date of ours; the first that applies."""
    for pattern, problem, hint in _REFUSALS:
        if re.search(pattern, text):
            return DateError(whole, problem, hint)
    return DateError(whole, "it is not written as a date", _EXAMPLES)
