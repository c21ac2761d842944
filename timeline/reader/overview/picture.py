"""The overview picture of a view: what of it is strong, where it leads, and what it says."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.safestring import SafeString
from pyroaring import BitMap

from timeline.editions.index import Index
from timeline.editions.search import Result
from timeline.reader.overview import ranges as names
from timeline.reader.overview.draw_histogram import funnel, strip
from timeline.reader.overview.draw_horizontal import lying
from timeline.reader.overview.draw_vertical import standing
from timeline.reader.overview.drawing import Drawing, opening
from timeline.reader.overview.histogram import strip_of
from timeline.reader.overview.layout import Lane, Layout, layout_of
from timeline.reader.overview.links import Links, whole
from timeline.reader.overview.scale import LAST
from timeline.reader.overview.svg import share
from timeline.reader.query.select import select
from timeline.reader.query.timeline_query import TimelineQuery

KEPT = 32  # pictures a process keeps at hand, of up to 100 kB each


@dataclass(frozen=True, slots=True)
class Picture:
    """All that the template needs. `out` is the address of the whole span, when this is a part."""

    strip: SafeString
    funnel: SafeString
    lying: SafeString
    standing: SafeString
    phases: list[tuple[Lane, str, str, bool]]
    single: bool
    cuts: bool
    shown: int
    strong: int
    undated: int
    span: str
    out: str


def picture(
    query: TimelineQuery, index: Index, selection: BitMap, found: Result | None = None
) -> Picture | None:
    """The picture of a view; None when no event of the edition has a date.

    The reading scale is zoomed to the dates of the query, and shows everything of the edition that
    lies there, whatever the other filters leave; the strip above it always shows the whole.
    """
    if query.q:
        return _made(query, index, selection, found)
    return _kept(query.changed(), index)  # which is the same on every page of a view


@lru_cache(maxsize=KEPT)
def _kept(query: TimelineQuery, index: Index) -> Picture | None:
    """Without a search, a query and an edition say all, and neither ever changes."""
    return _made(query, index, select(query, index), None)


def _made(
    query: TimelineQuery, index: Index, selection: BitMap, found: Result | None
) -> Picture | None:
    everything, above = layout_of(index, None, None), strip_of(index)
    if everything is None or above is None:
        return None
    low, high = _range(query)
    layout = layout_of(index, low, high) or everything
    window = (layout.scale.start, layout.scale.end) if layout is not everything else None
    links = Links.of(query, index, found)
    suffix = f"?edition={query.edition}" if query.edition is not None else ""
    drawing = Drawing(layout, selection, links, _counts(layout, links), suffix)
    return Picture(
        strip=strip(above, selection, links, window),
        funnel=funnel(above, layout),
        lying=lying(drawing),
        standing=standing(drawing),
        phases=_phases(drawing),
        single=layout.single,
        cuts=any(column.unit == "break" for column in layout.scale.columns),
        shown=len(layout.ranks),
        strong=drawing.chosen(layout.ranks),
        undated=len(layout.undated),
        span=_span(layout),
        out=whole(query).url() if query.from_ or query.to else "",
    )


def _range(query: TimelineQuery) -> tuple[int | None, int | None]:
    """The dates of the query as a half-open range; None where it is open."""
    low = query.from_.earliest if query.from_ else None
    high = query.to.latest if query.to else None
    return (
        low.toordinal() if low else None,
        min(high.toordinal() + 1, LAST) if high else None,
    )


def _counts(layout: Layout, links: Links) -> list[int]:
    """How many events the link of each column gives."""
    if not links.query.certain:
        return layout.counts(links.base)
    return [
        0 if column.unit == "break" else links.count(opening(column), column.end)
        for column in layout.scale.columns
    ]


def _phases(drawing: Drawing) -> list[tuple[Lane, str, str, bool]]:
    """The key of the standing picture: lane, count, address, whether it is chosen."""
    query = drawing.links.query
    found = []
    for lane in drawing.layout.lanes:
        chosen = lane.slug in query.phase
        view = query.dropping("phase", lane.slug) if chosen else query.choosing("phase", lane.slug)
        count = share(drawing.chosen(lane.ranks), len(lane.ranks))
        found.append((lane, count, view.url(), chosen))
    return found


def _span(layout: Layout) -> str:
    """From when to when, in words."""
    start, end = layout.scale.start, layout.scale.end
    if layout.scale.columns[0].unit == "stub":  # of which the year is enough
        return f"{date.fromordinal(start).year} to {names.bounds(start, end)[1].phrase}"
    return names.phrase(start, end)


def small(index: Index, ranks: BitMap, query: TimelineQuery) -> SafeString | None:
    """The strip alone, for a page beside the timeline: its events among all others.

    The years lead to the events of `query` in that year. None when no event of the edition has a
    date.
    """
    layout = strip_of(index)
    if layout is None:
        return None
    return strip(layout, ranks, Links.of(query, index), alone=True)
