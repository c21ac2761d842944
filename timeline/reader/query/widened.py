"""The range of dates of a view without results, widened to the nearest event on either side."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from timeline.reader.query.select import select
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.query.view import TimelineView
from timeline.text import dates
from timeline.text.date_days import Day


@dataclass(frozen=True, slots=True)
class Widening:
    """A wider range: in words, how many events it has, and the address of its view."""

    label: str
    count: int
    url: str


def widened(view: TimelineView) -> list[Widening]:
    """The smallest wider ranges that have events: with a later end, and with an earlier start."""
    return [found for query in _wider(view) if (found := _found(view, query))]


def _found(view: TimelineView, query: TimelineQuery) -> Widening | None:
    count = _count(view, query)
    return Widening(_said(query), count, query.url()) if count else None


def _count(view: TimelineView, query: TimelineQuery) -> int:
    return len(select(query, view.reading.index, view.found))


def _said(query: TimelineQuery) -> str:
    start, end = query.from_, query.to
    if start and end:
        return f"{start.phrase} to {end.phrase}"
    return f"from {start.phrase}" if start else f"to {end.phrase}" if end else ""


def _wider(view: TimelineView) -> Iterator[TimelineQuery]:
    query = view.query
    if query.to is not None and (end := query.to.end) and _count(view, query.changed(to=None)):
        yield _nearest(view, "to", end, date.max)
    start = query.from_.start if query.from_ else None
    if start is not None and _count(view, query.changed(from_=None)):
        yield _nearest(view, "from_", start, date.min)


def _nearest(view: TimelineView, name: str, near: Day, far: date) -> TimelineQuery:
    """The view whose bound lies as little away from `near` as gives any event.

    A wider range never has fewer events, so that the day is found by halving what is left.
    """
    empty, full = near.toordinal(), far.toordinal()
    while abs(full - empty) > 1:
        between = (empty + full) // 2
        if _count(view, _with(view.query, name, between)):
            full = between
        else:
            empty = between
    return _with(view.query, name, full)


def _with(query: TimelineQuery, name: str, ordinal: int) -> TimelineQuery:
    return query.changed(**{name: dates.parse(date.fromordinal(ordinal).isoformat())})
