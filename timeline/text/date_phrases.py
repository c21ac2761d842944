"""Dates in English: full sentences' style ("5 March 2021") and list style ("5 Mar 2021").

Day before month, no commas, neutral words. The full style is unambiguous: two different dates never
have the same phrase, and `timeline.text.dates.read` takes every phrase back to its date.
"""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from timeline.text.date_grammar import SEASONS, Choice, Form, Interval, OneOf, Point

_MONTHS: Final = (
    "",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class _Style:
    """How one of the two styles names months, doubt and ranges."""

    months: tuple[str, ...]
    about: str
    brief: bool


_FULL: Final = _Style(_MONTHS, "about ", brief=False)
_SHORT: Final = _Style(tuple(name[:3] for name in _MONTHS), "c. ", brief=True)


def phrase_of(form: Form) -> str:
    """The date as it stands in a sentence: "some day from 4 to 7 January 2020"."""
    return _form(form, _FULL)


def short_of(form: Form) -> str:
    """The date as it stands in a list: "4–7 Jan 2020"."""
    return _form(form, _SHORT)


def _form(form: Form, style: _Style) -> str:
    if isinstance(form, Point):
        return _point(form, style)
    if isinstance(form, Interval):
        return _interval(form, style)
    return _one_of(form, style)


def _point(point: Point, style: _Style) -> str:
    body = _body(point, style)
    if point.qualifier in ("~", "%"):
        body = style.about + body
    if point.qualifier in ("?", "%"):
        body = f"{body}?" if style.brief else f"possibly {body}"
    return body


def _body(point: Point, style: _Style) -> str:
    year = _year(point.year)
    if point.precision == "day":
        return f"{point.day} {style.months[point.month]} {year}"
    if point.precision == "season":
        return f"{SEASONS[str(point.month)]} {_winter(point.year) if point.month == 24 else year}"
    if point.precision == "month":
        body = f"{style.months[point.month]} {year}"
    elif point.precision == "year":
        body = year
    elif point.precision == "decade" and point.year > 1000 and point.year % 100:
        body = f"the {point.year}s"
    else:
        # "the 2000s" and "the 1900s" are read as a decade by some and as a century by others.
        return f"a year from {_year(point.first.year)} to {_year(point.last.year)}"
    return f"a {point.unspecified} in {body}" if point.unspecified else body


def _year(year: int) -> str:
    """A year of our era, or before it; those that do not have four digits are marked."""
    if year < 1:
        return f"{1 - year} BC"  # there is no year 0 in English
    return str(year) if 1000 <= year <= 9999 else f"AD {year}"


def _winter(year: int) -> str:
    """The two years of a winter: "2015–16", "2099–2100"."""
    following = year + 1
    if year < 1:
        return f"{_year(year)}–{_year(following)}"
    short = f"{following % 100:02d}" if following % 100 else str(following)
    return f"{_year(year)}–{short}"


def _interval(interval: Interval, style: _Style) -> str:
    start, end = interval.start, interval.end
    if start and end:
        if start == end and not start.qualifier:
            return f"within {_point(start, style)}"
        return _range(start, end, style)
    if start:
        known = _point(start, style)
        return f"from {known}, end unknown" if interval.unknown else f"since {known}"
    if end:
        known = _point(end, style)
        return f"until {known}, start unknown" if interval.unknown else f"until {known}"
    raise AssertionError("an interval has a date on one side at least")


def _range(first: Point, last: Point, style: _Style) -> str:
    left, right = _shared([first, last], style)
    if not style.brief:
        return f"{left} to {right}"
    close = left.isdigit() and (right.isdigit() or left == str(first.day))
    return f"{left}–{right}" if close else f"{left} – {right}"


def _shared(points: Sequence[Point], style: _Style) -> list[str]:
    """The points in words, without the month and year that they share with the last one."""
    whole = [_point(point, style) for point in points]
    last = points[-1]
    alike = all(
        not point.qualifier
        and not point.unspecified
        and point.precision == last.precision
        and point.year == last.year
        and point.month != 24
        for point in points
    )
    if not alike or last.precision not in ("day", "month", "season"):
        return whole
    ending = f" {_year(last.year)}"
    if last.precision == "day" and all(point.month == last.month for point in points):
        ending = f" {style.months[last.month]}{ending}"
    return [text.removesuffix(ending) for text in whole[:-1]] + whole[-1:]


def _one_of(one_of: OneOf, style: _Style) -> str:
    points = [choice.first for choice in one_of.choices if choice.first == choice.last]
    plain = [point for point in points if point]
    # A choice of days is spelt out in full: it is where sources differ, and is quoted alone.
    if len(plain) == len(one_of.choices) and (style.brief or plain[-1].precision != "day"):
        words = _shared(plain, style)
    else:
        words = [_choice(choice, style) for choice in one_of.choices]
    head = ", ".join(words[:-1])
    return f"{head} or {words[-1]}" if head else words[-1]


def _choice(choice: Choice, style: _Style) -> str:
    first, last = choice.first, choice.last
    if first and last:
        if first == last:
            return _point(first, style)
        part = _part_of_month(first, last, style)
        left, right = _shared([first, last], style)
        return part or f"some {first.precision} from {left} to {right}"
    if last:
        return f"{'on' if last.precision == 'day' else 'in'} or before {_point(last, style)}"
    if first:
        return f"{'on' if first.precision == 'day' else 'in'} or after {_point(first, style)}"
    raise AssertionError("a choice has a date on one side at least")


def _part_of_month(first: Point, last: Point, style: _Style) -> str:
    """Name the first, second or last third of a month: days 1 to 10, 11 to 20, 21 to its end."""
    if first.precision != "day" or (first.year, first.month) != (last.year, last.month):
        return ""
    end = calendar.monthrange(last.year, last.month)[1]
    parts = {(1, 10): "early ", (11, 20): "mid-", (21, end): "late "}
    part = parts.get((first.day, last.day))
    return f"{part}{style.months[first.month]} {_year(first.year)}" if part else ""
