"""Where the picture leads in time: closer, wider, earlier, later; each never to an empty view."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from timeline.editions.index import OPEN_START, Index
from timeline.reader.overview import ranges
from timeline.reader.overview.columns import TimeColumn
from timeline.reader.overview.links import Links, whole
from timeline.reader.overview.scale import FIRST, LAST, month_after, new_year

Range = tuple[int, int]  # half-open, proleptic ordinals


@dataclass(frozen=True, slots=True)
class ZoomMove:
    """A link to another stretch of time, and that stretch in words; no link where none is there."""

    url: str
    said: str


NOWHERE = ZoomMove("", "")


@dataclass(frozen=True, slots=True)
class Zoom:
    """The moves from a stretch of time; all but `closer` lead nowhere from the whole span."""

    whole: ZoomMove
    earlier: ZoomMove
    later: ZoomMove
    closer: ZoomMove
    wider: ZoomMove


def zoom_of(
    links: Links, columns: Sequence[TimeColumn], counts: Sequence[int], span: Range
) -> Zoom:
    """The moves of a picture with these columns, of which each shows so many events.

    `span` is the whole time of the edition.
    """
    query = links.query
    nearer = closer(columns, counts)
    inner = _move(links, nearer) if nearer else NOWHERE
    if not (query.from_ or query.to):
        return Zoom(NOWHERE, NOWHERE, NOWHERE, inner, NOWHERE)
    dated = [column for column in columns if not column.earlier] or list(columns)
    here = (dated[0].start, dated[-1].end)
    out = ZoomMove(whole(query).url(), "the whole span")
    further = wider(here, span)
    return Zoom(
        whole=out,
        earlier=_shifted(links, here, later=False),
        later=_shifted(links, here, later=True),
        closer=inner,
        wider=_move(links, further) if further else out,
    )


def _move(links: Links, to: Range) -> ZoomMove:
    return ZoomMove(links.url(*to), ranges.phrase(*to))


def closer(columns: Sequence[TimeColumn], counts: Sequence[int]) -> Range | None:
    """The half of the columns around the one that shows most; None when there is no half."""
    dated = [(column, n) for column, n in zip(columns, counts, strict=True) if not column.earlier]
    if len(dated) < 2:
        return None
    size = max(1, len(dated) // 2)
    fullest = max(range(len(dated)), key=lambda at: dated[at][1])
    first = min(max(0, fullest - (size - 1) // 2), len(dated) - size)
    return dated[first][0].start, dated[first + size - 1][0].end


def wider(here: Range, span: Range) -> Range | None:
    """The month around some days, the year around less than one, else three times as many years.

    None when that would be the whole span.
    """
    start, end = here
    first, last = date.fromordinal(start), date.fromordinal(end - 1)
    month = first.replace(day=1).toordinal(), month_after(start)
    year = new_year(first.year), new_year(first.year + 1)
    if end <= month[1] and here != month:
        found = month
    elif end <= year[1] and here != year:
        found = year
    else:
        years = last.year - first.year + 1
        # What is looked at may lie outside of the span.
        bounds = (
            min(first.year, date.fromordinal(span[0]).year),
            max(last.year, date.fromordinal(span[1] - 1).year),
        )
        found = (
            new_year(max(bounds[0], first.year - years)),
            new_year(min(bounds[1], last.year + years) + 1),
        )
    return None if found[0] <= span[0] and found[1] >= span[1] else found


def _shifted(links: Links, here: Range, *, later: bool) -> ZoomMove:
    """The next stretch of the same length in which some event of the view may begin."""
    start, end = here
    day = _next_beginning(links, end) if later else _last_beginning(links, start)
    if day is None:
        return NOWHERE
    to = shifted(here, day)
    return _move(links, to) if to else NOWHERE


def shifted(here: Range, day: int) -> Range | None:
    """The stretch that holds `day` when this one is moved by its own length again and again.

    In years or months where it is of whole ones. None when that would leave the calendar.
    """
    start, end = here
    first, last = date.fromordinal(start), date.fromordinal(end - 1)
    whole_months = first.day == 1 and (end == LAST or date.fromordinal(end).day == 1)
    if whole_months:
        length = (last.year - first.year) * 12 + last.month - first.month + 1
        moved = (_month(day) - _month(start)) // length * length + _month(start)
        if moved < 12 or moved + length > (date.max.year + 1) * 12:
            return None
        return _month_start(moved), _month_start(moved + length)
    length = end - start
    moved = (day - start) // length * length + start
    return (moved, moved + length) if moved >= FIRST and moved + length <= LAST else None


def _month(day: int) -> int:
    when = date.fromordinal(day)
    return when.year * 12 + when.month - 1


def _month_start(month: int) -> int:
    year, number = divmod(month, 12)
    return date(year, number + 1, 1).toordinal() if year <= date.max.year else LAST


def _begun(links: Links, day: int) -> int:
    """How many events of the view, of whatever dates, may begin before a day."""
    return links.base.intersection_cardinality(links.index.beginning(OPEN_START, day))


def _last_beginning(links: Links, start: int) -> int | None:
    """The last first possible day before `start`; None when there is none."""
    index, until = links.index, _begun(links, start)
    if until == _open(links, index):
        return None
    days = range(FIRST, start)
    return days[bisect_left(days, until, key=lambda day: _begun(links, day + 1))]


def _next_beginning(links: Links, end: int) -> int | None:
    """The first first possible day from `end` on; None when there is none."""
    until = _begun(links, end)
    if until == _begun(links, LAST):
        return None
    days = range(end, LAST)
    return days[bisect_left(days, until + 1, key=lambda day: _begun(links, day + 1))]


def _open(links: Links, index: Index) -> int:
    return links.base.intersection_cardinality(index.beginning(OPEN_START, FIRST))
