"""Dates as CSL-JSON holds them (Citation Style Language 1.0.2), never more exact than they are.

CSL has day, month or year, a span of two of these, seasons, and "circa" for what is approximate or
uncertain. It has no "one of these": of such a date the part that is the same for all its days is
given, and a date of which not even the year is sure stands in words alone (`literal`).
"""

from typing import Any, Final

from timeline.text.date_grammar import Interval, Point
from timeline.text.dates import HistoricalDate

CslDate = dict[str, Any]
_EXACT: Final = ("day", "month", "year")


def csl_date(when: HistoricalDate) -> CslDate:
    """The date as a CSL date variable."""
    form = when.form
    if isinstance(form, Interval):
        start, end = form.start, form.end
        if start and end and start.precision in _EXACT and end.precision in _EXACT:
            return _about(when, {"date-parts": [_parts(start), _parts(end)]})
    return single(when) or {"literal": when.phrase}


def single(when: HistoricalDate) -> CslDate | None:
    """The date as one day, month, season or year; None when not even the year is sure."""
    form = when.form
    if isinstance(form, Point) and form.precision in _EXACT:
        return _about(when, {"date-parts": [_parts(form)]})
    if isinstance(form, Point) and form.precision == "season":
        return _about(when, {"date-parts": [[form.year]], "season": form.month - 20})
    first, last = when.earliest, when.latest
    if first is None or last is None or first.year != last.year:
        return None
    parts = [first.year] if first.month != last.month else [first.year, first.month]
    return _about(when, {"date-parts": [parts]})


def is_told_whole(when: HistoricalDate) -> bool:
    """Whether the CSL date says all that the date does."""
    return isinstance(when.form, Point) and when.form.precision in _EXACT and not when.qualifier


def _parts(point: Point) -> list[int]:
    return [part for part in (point.year, point.month, point.day) if part]


def _about(when: HistoricalDate, date: CslDate) -> CslDate:
    return date | {"circa": True} if when.qualifier else date
