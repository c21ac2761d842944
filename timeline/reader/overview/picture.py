"""The picture of a view: its phases by steps of time, a mark where an event may have begun."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.template.loader import get_template
from django.utils.safestring import SafeString
from pyroaring import BitMap

from timeline.editions.index import Index
from timeline.editions.kinds import Kind
from timeline.editions.snapshot import Snapshot
from timeline.reader.overview.columns import TimeColumn, columns_of
from timeline.reader.overview.layout import Cell, Lane, Layout, layout_of
from timeline.reader.overview.links import Links
from timeline.reader.overview.scale import LAST
from timeline.reader.overview.zoom import Zoom, zoom_of
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.query.view import TimelineView
from timeline.text import dates

KEPT = 32  # pictures a process keeps at hand, of up to 40 kB each
LINES, LINES_OF_PART = 11, 6  # of marks in all: of the whole timeline, and of a part of it

StepNumbers = tuple[tuple[str, int], ...]  # slugs of events, each with the number of its step


@dataclass(frozen=True, slots=True)
class EventMark:
    """One event on the picture.

    `known` says that its day is; else `until` is the number of the column in which it may have
    been at the latest, None where that is its own. `step` is its number in the story, 0 outside it.
    """

    rank: int
    slug: str
    title: str
    said: str
    url: str
    known: bool
    until: int | None
    step: int


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell as it is drawn: with marks where it is wide, else with `slim`, a number of events.

    `first` is the mark that also a slim cell shows. Both numbers lead to `url`.
    """

    tracks: int
    marks: list[EventMark]
    rest: int
    slim: int
    first: int | None
    url: str
    said: str
    is_day: bool

    @property
    def rest_short(self) -> str:
        return compact(self.rest)

    @property
    def slim_short(self) -> str:
        return compact(self.slim)


@dataclass(frozen=True, slots=True)
class ShownLane:
    """A phase as it is drawn: its name leads to the view with it chosen, or without it again."""

    name: str
    number: int
    total: int
    lines: int
    url: str
    chosen: bool
    cells: list[ShownCell]


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A step of the axis, which leads to the view of what may have happened in it."""

    column: TimeColumn
    tracks: int
    url: str
    said: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The picture of a view. `html` is the picture itself, `marks` the address of what its marks
    tell when they are pointed at, `drawn` the ranks of the events that have one.

    `empty` phases have events in the edition, but none in the view.
    """

    html: SafeString
    marks: str
    drawn: tuple[int, ...]
    zoom: Zoom
    total: int
    empty: int
    undated: int
    numbered: bool
    counted: bool
    hollow: bool
    whole: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a picture depends on. The snapshot only lends the titles that the index does not hold,
    and an index is of one snapshot."""

    query: TimelineQuery
    index: Index
    story: StepNumbers
    alone: bool
    snapshot: Snapshot = field(compare=False)


def picture_of(
    view: TimelineView, story: StepNumbers = (), *, alone: bool = False
) -> Overview | None:
    """The picture of a view; None when no event of it has a date.

    Events of the `story` carry the number of their step. The picture that stands `alone`, on a page
    beside the timeline, has links that lead there. Costs no query, one where the edition is so
    large that its index holds no titles.
    """
    query, index = view.query.changed(), view.reading.index
    asked = _Asked(query, index, story, alone, view.reading.snapshot)
    if query.q or alone:
        return _made(asked, view.selection, Links.of(query, index, view.found))
    return _kept(asked)  # which is the same on every page of a view


def stretches_of(view: TimelineView) -> list[tuple[str, int, int]]:
    """Every run of the picture's columns: its name, and how many events certainly lie in it and
    how many more may. Those from the first column first, the shortest of them first.

    Empty without a picture.
    """
    query, index = view.query, view.reading.index
    layout = _layout(query, index, view.selection, ())
    return Links.of(query, index, view.found).stretches(layout.columns) if layout else []


@lru_cache(maxsize=KEPT)
def _kept(asked: _Asked) -> Overview | None:
    """Without a search, a query and an edition say all, and neither ever changes."""
    links = Links.of(asked.query, asked.index)
    return _made(asked, links.selected(), links)


def _made(asked: _Asked, selection: BitMap, links: Links) -> Overview | None:
    query, index = asked.query, asked.index
    numbers = _ranks_of_story(asked)
    layout = _layout(query, index, selection, numbers.keys())
    if layout is None:
        return None
    drawing = _Drawing(asked, layout, links, numbers)
    lanes = [drawing.lane(lane) for lane in layout.lanes]
    axis = [drawing.step(*pair) for pair in zip(layout.columns, layout.tracks, strict=True)]
    marks = [mark for lane in lanes for cell in lane.cells for mark in cell.marks]
    context = {
        "lanes": lanes,
        "axis": axis,
        "headings": layout.headings,
        "alone": asked.alone,
        "last": len(axis) - 1,
    }
    return Overview(
        html=SafeString(get_template("reader/_overview_grid.html").render(context)),
        marks=query.url("/marks.json"),
        drawn=tuple(layout.drawn),
        zoom=zoom_of(links, layout.columns, _by_column(layout), _span(index)),
        total=sum(lane.total for lane in lanes),
        empty=layout.empty,
        undated=layout.undated,
        numbered=any(mark.step for mark in marks),
        counted=any(cell.rest for lane in lanes for cell in lane.cells),
        hollow=any(not mark.known for mark in marks),
        whole=not query.filters,
        alone=asked.alone,
    )


def _layout(
    query: TimelineQuery, index: Index, selection: BitMap, steps: Collection[int]
) -> Layout | None:
    low, high = range_of(query)
    lines = LINES if not query.filters else LINES_OF_PART
    return layout_of(index, selection, low, high, steps=steps, lines=lines)


def range_of(query: TimelineQuery) -> tuple[int | None, int | None]:
    """The dates of a query as a half-open range of ordinals; None where it is open."""
    low = query.from_.earliest if query.from_ else None
    high = query.to.latest if query.to else None
    return (
        low.toordinal() if low else None,
        min(high.toordinal() + 1, LAST) if high else None,
    )


def _span(index: Index) -> tuple[int, int]:
    """The whole time of an edition of which something is dated."""
    columns = columns_of(index, None, None) or ()
    return columns[0].start, columns[-1].end


def _by_column(layout: Layout) -> list[int]:
    """How many events each column shows."""
    return [
        sum(len(lane.cells[number].ranks) for lane in layout.lanes)
        for number in range(len(layout.columns))
    ]


def _ranks_of_story(asked: _Asked) -> dict[int, int]:
    """The ranks of the events of the story, each with the number of its step."""
    numbers = dict(asked.story)
    if not numbers:
        return {}
    held = asked.index.catalogue["marks"]
    if held is not None:
        return {rank: numbers[row[0]] for rank, row in enumerate(held) if row[0] in numbers}
    gathered = asked.snapshot.gather({Kind.EVENT: numbers.keys()})
    ranks = {asked.index.rank_of(pk): one["slug"] for pk, one in gathered.by_pk.items()}
    return {rank: numbers[slug] for rank, slug in ranks.items() if rank is not None}


def _titles(asked: _Asked, ranks: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    """Slug, title and date (EDTF) of events, by rank."""
    held = asked.index.catalogue["marks"]
    if held is not None:
        return {rank: (held[rank][0], held[rank][1], held[rank][2]) for rank in ranks}
    documents = asked.snapshot.documents(asked.index.record_ids(ranks)) if ranks else []
    return {
        rank: (one["slug"], one["title"], one["date"])
        for rank, one in zip(ranks, documents, strict=True)
    }


class _Drawing:
    """Makes what the template shows of a layout."""

    def __init__(
        self, asked: _Asked, layout: Layout, links: Links, numbers: dict[int, int]
    ) -> None:
        self.query, self.index = asked.query, asked.index
        self.layout, self.links, self.numbers = layout, links, numbers
        self.titles = _titles(asked, layout.drawn)
        self.disputed = asked.index.having("evidence", "disputed")
        self.starts = [column.start for column in layout.columns]
        within = self.query if self.query.filters and not asked.alone else None
        self.view = within or TimelineQuery(edition=self.query.edition)

    def step(self, column: TimeColumn, tracks: int) -> ShownColumn:
        start = None if column.earlier else column.start
        certain, possible = self.links.counts(start, column.end)
        said = f"{column.name[:1].upper()}{column.name[1:]}: {counted(certain, possible)}"
        return ShownColumn(column, tracks, self.links.url(start, column.end), said)

    def lane(self, lane: Lane) -> ShownLane:
        entry = self.index.catalogue["phase"][lane.slug]
        chosen = lane.slug in self.query.phase
        change = self.query.dropping if chosen else self.query.choosing
        within = self.links.of_phase(lane.slug)
        cells = [self._cell(cell, entry["name"], within) for cell in lane.cells]
        return ShownLane(
            entry["name"],
            entry["mark"],
            lane.total,
            lane.lines,
            change("phase", lane.slug).url(),
            chosen,
            cells,
        )

    def _cell(self, cell: Cell, phase: str, within: Links) -> ShownCell:
        column = self.layout.columns[cell.column]
        total = len(cell.ranks)
        marks = [self._mark(rank, cell.column) for rank in cell.drawn]
        first = next((mark.rank for mark in marks if mark.step or total == 1), None)
        when = column.name if column.earlier else f"from {column.name}"
        return ShownCell(
            tracks=self.layout.tracks[cell.column],
            marks=marks,
            rest=cell.rest,
            slim=total - (first is not None),
            first=first,
            url=within.url(None if column.earlier else column.start, column.end),
            said=f"{when}: {phase}",
            is_day=column.is_day,
        )

    def _mark(self, rank: int, column: int) -> EventMark:
        slug, title, edtf = self.titles[rank]
        when = dates.parse(edtf)
        differ = "; sources differ" if rank in self.disputed else ""
        return EventMark(
            rank,
            slug,
            title,
            f"{title}, {when.phrase}{differ}",
            self.view.url(f"/events/{slug}/"),
            when.is_day,
            self._until(when, column),
            self.numbers.get(rank, 0),
        )

    def _until(self, when: dates.HistoricalDate, column: int) -> int | None:
        """The number of the column that an event may have been in at the latest."""
        day = when.latest.toordinal() if when.latest else LAST
        last = sum(start <= day for start in self.starts) - 1
        return last if last > column else None


def compact(count: int) -> str:
    """A number in at most four signs: 999, 1.2k, 12k, 3M."""
    for size, sign in ((10**6, "M"), (10**3, "k")):
        if count >= size:
            return (
                f"{count / size:.1f}{sign}"
                if size < count < 10 * size
                else f"{count // size}{sign}"
            )
    return str(count)


def counted(certain: int, possible: int) -> str:
    """How many events a stretch of time certainly has, and how many it may have beside them."""
    if not possible:
        return f"{certain:,} certain"
    return f"{certain:,} certain, {possible:,} possible"
