"""Dates as historians hold them: EDTF in; first and last possible day, order and English out.

    >>> d = parse("[2020-06-21..2020-06-30]")
    >>> d.phrase, d.earliest.isoformat(), d.latest.isoformat(), d.shape
    ('late June 2020', '2020-06-21', '2020-06-30', 'within')

The standard is EDTF (ISO 8601-2:2019), levels 0 and 1, plus one-of sets. `parse` is strict and
reads what is stored; `read` also takes what people type.

What is meant by the signs:

- ``~`` approximate: the bounds are one unit of the date's own precision wider on either side
  (about 2015 is 1 January 2014 to 31 December 2016; about 5 March 2021 is the 4th to the 6th).
- ``?`` uncertain: the bounds stay, the phrase says "possibly". ``%``: both.
- Seasons are those of the northern hemisphere in whole months: 21 spring is March to May, 22
  summer June to August, 23 autumn September to November, 24 winter December of that year to
  February of the next.
- ``A/B`` lasted from A to B; ``A/..`` goes on since A; ``../B`` went on until B, with no start;
  ``A/`` and ``/B`` have an end or a start that nobody knows. The bounds run from the first
  possible day of A to the last possible day of B.
- ``201X`` is a year of the 2010s, ``19XX`` one from 1900 to 1999, ``2020-XX`` a month of 2020: one
  of them, not known which. "The 2010s" as people type it is all of them, ``2010/2019``.
- ``[A,B]`` is one of the two, ``[A..B]`` one in that range, ``[..B]`` is B or earlier, ``[A..]``
  A or later.
- Years are astronomical, as the standard has them: ``0000`` is 1 BC, ``-0043`` is 44 BC; ``Y`` goes
  before a year of more than four digits.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from timeline.text.date_days import Day
from timeline.text.date_grammar import (
    Choice,
    DateError,
    Form,
    Interval,
    OneOf,
    Point,
    Qualifier,
    parse_form,
)
from timeline.text.date_input import to_edtf
from timeline.text.date_phrases import phrase_of, short_of

__all__ = ["DateError", "HistoricalDate", "Qualifier", "Shape", "parse", "read"]

Shape = Literal["day", "span", "within", "either", "open"]
# Whether it has a start, that day, whether it has no end, the days that it takes, doubt, EDTF.
SortKey = tuple[bool, int, bool, int, int, str]

_DOUBT: Final = {"": 0, "?": 1, "~": 2, "%": 3}


@dataclass(frozen=True, slots=True)
class HistoricalDate:
    """A date that may be vague, made by `parse` or `read`. Equal when its EDTF text is equal.

    ``edtf`` is the normalised text to store: ``parse(d.edtf) == d``. ``start`` and ``end`` are the
    first and the last day it can mean, both included; None where it is open or unknown.
    ``qualifier`` is ``""``, ``"~"`` about, ``"?"`` uncertain or ``"%"`` both; of an interval or
    a set, all the signs of its parts together. ``shape`` says how to draw it: "day" (one day, its
    bounds are equal), "span" (it lasted), "within" (some time in it), "either" (one of the days
    listed) or "open" (no first or no last day).
    """

    edtf: str
    start: Day | None = field(compare=False)
    end: Day | None = field(compare=False)
    qualifier: Qualifier = field(compare=False)
    shape: Shape = field(compare=False)
    form: Form = field(compare=False, repr=False)

    def __str__(self) -> str:
        return self.edtf

    @property
    def phrase(self) -> str:
        """The date in English, as in a sentence: "late June 2020". `read` takes it back."""
        return phrase_of(self.form)

    @property
    def short(self) -> str:
        """The date in English for lists and tables: "5 Mar 2021", "21–22 Jul 2020", "c. 2015"."""
        return short_of(self.form)

    @property
    def earliest(self) -> date | None:
        """The first day it can mean, in the years 1 to 9999 that `date` knows.

        None where it is open, and when none of its days lies in those years.
        """
        return None if self.start is None or not self.in_calendar else self.start.cut()

    @property
    def latest(self) -> date | None:
        """The last day it can mean, in the years 1 to 9999; None as for `earliest`."""
        return None if self.end is None or not self.in_calendar else self.end.cut()

    @property
    def in_calendar(self) -> bool:
        """Whether some of its days lie in the years 1 to 9999."""
        starts = self.start is None or self.start.year <= date.max.year
        return starts and (self.end is None or self.end.year >= date.min.year)

    @property
    def sort_key(self) -> SortKey:
        """A total order over all dates; two keys are equal only when the dates are.

        Dates without a start come first, by their last day; then by first day, the exact before
        the vague (shorter span, then fewer doubts), and at last by EDTF text.
        """
        doubt = _DOUBT[self.qualifier]
        first = self.start.toordinal() if self.start else 0
        length = self.end.toordinal() - first if self.end else 0
        return (self.start is not None, first, self.end is None, length, doubt, self.edtf)

    @property
    def is_certain(self) -> bool:
        """Whether its bounds are beyond doubt: no part of it is "about" or "possibly"."""
        return not self.qualifier

    @property
    def certain_days(self) -> tuple[Day, Day] | None:
        """The first and the last day, where both are certain: of one day, or of what lasted.

        None where either is in doubt, open, or only known to lie in a month, a year or a choice.
        """
        if not self.is_certain or self.start is None or self.end is None:
            return None
        form = self.form
        if isinstance(form, Interval) and form.start and form.end:
            exact = form.start.latest == self.start and form.end.earliest == self.end
            return (self.start, self.end) if exact else None
        return (self.start, self.end) if self.shape == "day" else None

    @property
    def is_day(self) -> bool:
        """Whether this is one day, for certain."""
        days = self.certain_days
        return days is not None and days[0] == days[1]

    @property
    def iso(self) -> str | None:
        """The value for HTML ``<time datetime>``: a day, a month or a year; None for all else.

        HTML cannot say "about", "possibly", seasons, decades, intervals, alternatives or years
        before year 1.
        """
        form = self.form
        if not isinstance(form, Point) or form.qualifier:
            return None
        if form.precision not in ("day", "month", "year") or form.year < 1:
            return None
        return form.text.removesuffix("-XX").removesuffix("-XX").removeprefix("Y")

    def overlaps(self, start: date | None, end: date | None) -> bool:
        """Whether some possible day lies from ``start`` to ``end``, both included.

        None is no limit. A range that ends before it starts holds no day, so the answer is False.
        Like any pair of bounds, ``earliest`` to ``latest`` counts the days between alternatives.
        """
        if start is not None and end is not None and end < start:
            return False
        starts_in_time = end is None or self.start is None or self.start <= _day(end)
        ends_in_time = start is None or self.end is None or self.end >= _day(start)
        return starts_in_time and ends_in_time

    def within(self, start: date | None, end: date | None) -> bool:
        """Whether it certainly lies from ``start`` to ``end``, both included.

        Every possible day does, and none of the date is in doubt: what is "about" or "possibly"
        lies within nothing. None is no limit, so that only a date with a first day lies within a
        range that has one.
        """
        if not self.is_certain:
            return False
        if start is not None and end is not None and end < start:
            return False
        starts_inside = start is None or (self.start is not None and self.start >= _day(start))
        ends_inside = end is None or (self.end is not None and self.end <= _day(end))
        return starts_inside and ends_inside


def _day(day: date) -> Day:
    return Day(day.year, day.month, day.day)


def parse(text: str) -> HistoricalDate:
    """Read strict EDTF. Raises `DateError`, and no other error, for anything it refuses.

    Refused, with a hint each: spaces, times of day, level 2 other than one-of sets (exponents of
    years, an X inside an interval, inner qualifiers, seasons 25 to 41, significant digits),
    all-of sets in curly brackets, and days that do not exist.
    """
    if not isinstance(text, str):
        raise DateError(text, "only text can be read as a date")
    return _parse(str(text))


@lru_cache(maxsize=8192)
def _parse(text: str) -> HistoricalDate:
    form = _simplified(parse_form(text))
    parts = _parts(form)
    signs = "".join(point.qualifier for point in parts)
    qualifier: Qualifier = ""
    if "%" in signs or ("~" in signs and "?" in signs):
        qualifier = "%"
    elif signs:
        qualifier = "~" if "~" in signs else "?"
    start, end = _bounds(form)
    return HistoricalDate(form.text, start, end, qualifier, _shape(form), form)


def _simplified(form: Form) -> Form:
    """Write what can only mean one date as that date: a set of one, an interval of one day."""
    if isinstance(form, OneOf) and len(form.choices) == 1:
        only = form.choices[0]
        if only.first is not None and only.first == only.last:
            return only.first
    if isinstance(form, Interval):
        start = form.start
        if start and start == form.end and start.precision == "day" and not start.qualifier:
            return start
    return form


def _parts(form: Form) -> list[Point]:
    if isinstance(form, Point):
        return [form]
    ends: list[Point | None] = []
    if isinstance(form, Interval):
        ends = [form.start, form.end]
    else:
        for choice in form.choices:
            ends += [choice.first, choice.last]
    return [point for point in ends if point is not None]


def _bounds(form: Form) -> tuple[Day | None, Day | None]:
    if isinstance(form, Point):
        return form.earliest, form.latest
    if isinstance(form, Interval):
        start, end = form.start, form.end
        return start.earliest if start else None, end.latest if end else None
    firsts = [choice.first.earliest if choice.first else None for choice in form.choices]
    lasts = [choice.last.latest if choice.last else None for choice in form.choices]
    earliest = None if None in firsts else min(day for day in firsts if day)
    latest = None if None in lasts else max(day for day in lasts if day)
    return earliest, latest


def _shape(form: Form) -> Shape:
    if isinstance(form, Point):
        return "day" if form.earliest == form.latest else "within"
    if isinstance(form, Interval):
        return "span" if form.start and form.end else "open"
    if any(choice.first is None or choice.last is None for choice in form.choices):
        return "open"
    return "either" if all(_is_exact_day(choice) for choice in form.choices) else "within"


def _is_exact_day(choice: Choice) -> bool:
    point = choice.first
    return point is not None and point == choice.last and point.earliest == point.latest


def read(text: str) -> HistoricalDate:
    """Read what people type: strict EDTF, or English such as "5 Mar 2021" or "late June 2020".

    Digits may be Arabic-Indic or Persian, the calendar Solar or Lunar Hijri. What can be read in
    two ways ("3/1/2020", "1399/10/13") is refused, with the readings in the hint. "before 2020"
    leaves 2020 out, "on or before" and "by" keep the date in; "after" and "since" likewise. Raises
    `DateError`, and no other error.
    """
    if not isinstance(text, str):
        raise DateError(text, "only text can be read as a date")
    try:
        return _parse(to_edtf(str(text)))
    except DateError as error:
        raise error.of(text) from None
