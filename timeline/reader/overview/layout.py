"""Where everything of the picture lies: worked out once for an edition and a range, then kept.

Nothing here depends on what is selected, so that the picture stays still while filters change.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import Final

from pyroaring import BitMap

from timeline.editions.index import OPEN_END, OPEN_START, Index
from timeline.reader.overview.marks import PADDING, PITCH, Mark, marks_of
from timeline.reader.overview.scale import FIRST, LAST, Column, Scale, Span, build

HEAD: Final = 46  # pixels: the headings and steps above the lanes
MOST_MARKS: Final = 150  # events; more are drawn as a square a column and lane
KEPT: Final = 16  # layouts a process keeps at hand
SMALLEST, LARGEST = 10, 22  # pixels: the side of a square
LARGE_LANE: Final = 50  # pixels: a lane of squares


@dataclass(frozen=True, slots=True)
class Cell:
    """The events of a lane that begin, or may begin, in a column.

    `sure` are those that certainly lie wholly in it.
    """

    column: int
    ranks: BitMap
    sure: BitMap


@dataclass(frozen=True, slots=True)
class Lane:
    """A phase: its events in the range, and its place on the wide picture in pixels."""

    slug: str
    name: str
    number: int
    ranks: BitMap
    marks: tuple[Mark, ...]
    cells: tuple[Cell, ...]
    top: int
    height: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The picture of a range of an edition, before anything is selected.

    `begins` and `finishes` are, column by column, the ranks of the events that may begin, and that
    may end last, in it; `earlier` begin and `over` end before the first. `top` and `bottom` bound
    the lanes. `largest` is the count of the fullest cell.
    """

    scale: Scale
    lanes: tuple[Lane, ...]
    ranks: BitMap
    begins: tuple[BitMap, ...]
    finishes: tuple[BitMap, ...]
    earlier: BitMap
    over: BitMap
    undated: BitMap
    top: int
    bottom: int
    largest: int
    single: bool  # every event has a mark of its own

    def counts(self, selection: BitMap) -> list[int]:
        """How many of a selection may fall in each column.

        Those that begin before its end, less those that end before its start: two running sums
        over sets that have nothing in common, however many events there are. One without any date
        may fall in each.
        """
        begun = selection.intersection_cardinality(self.earlier | self.undated)
        ended = selection.intersection_cardinality(self.over)
        found = []
        for begins, finishes in zip(self.begins, self.finishes, strict=True):
            begun += selection.intersection_cardinality(begins)
            found.append(begun - ended)
            ended += selection.intersection_cardinality(finishes)
        return found

    def side(self, count: int, most: int) -> int:
        """The side in pixels of a square for so many events: its area grows with them."""
        return round(SMALLEST + (min(most, LARGEST) - SMALLEST) * sqrt(count / self.largest))


@lru_cache(maxsize=KEPT)
def layout_of(index: Index, low: int | None, high: int | None) -> Layout | None:
    """The layout of all that may lie from `low` to before `high` (ordinals; None is open).

    None when nothing dated does. An index is a value that never changes, so its layout is one too.
    """
    scale = build(_spans(index), low, high)
    if scale is None:
        return None
    ranks = _in_range(index, low, high)
    titles = index.catalogue["marks"]
    single = titles is not None and len(ranks) <= MOST_MARKS
    columns = scale.columns
    begins = tuple(index.beginning(column.start, column.end) & ranks for column in columns)
    finishes = tuple(index.ending(column.start, column.end) & ranks for column in columns)
    earlier = index.beginning(OPEN_START, scale.start) & ranks
    if low is None:
        begins = (begins[0] | earlier, *begins[1:])  # the stub holds all that is earlier
        earlier = BitMap()
    lanes: list[Lane] = []
    top = HEAD
    for slug, phase in index.catalogue["phase"].items():
        within = index.having("phase", slug) & ranks
        if not within:
            continue
        marks = marks_of(index, scale, within, phase["name"]) if single else ()
        cells = tuple(_cells(index, columns, begins, earlier, within))
        rows = max((mark.row for mark in marks), default=-1) + 1
        height = rows * PITCH + 2 * PADDING if single else LARGE_LANE
        lanes.append(Lane(slug, phase["name"], phase["mark"], within, marks, cells, top, height))
        top += height
    largest = max((len(cell.ranks) for lane in lanes for cell in lane.cells), default=1)
    return Layout(
        scale,
        tuple(lanes),
        ranks,
        begins,
        finishes,
        earlier,
        index.ending(OPEN_START, scale.start) & ranks,
        undated(index),
        HEAD,
        top,
        largest,
        single,
    )


def _spans(index: Index) -> list[Span]:
    """The bounds of all events as half-open ranges."""
    return [
        Span(first, LAST + 1 if last >= OPEN_END else last + 1, count)
        for first, last, count in index.spans()
    ]


def undated(index: Index) -> BitMap:
    """The events that have neither a first nor a last possible day."""
    return index.beginning(OPEN_START, FIRST) - index.ending(OPEN_START, OPEN_END)


def _in_range(index: Index, low: int | None, high: int | None) -> BitMap:
    ranks = index.all - undated(index)
    if low is not None:
        ranks = ranks - index.ending(OPEN_START, low)
    if high is not None:
        ranks = ranks & index.beginning(OPEN_START, high)
    return ranks


def _cells(
    index: Index,
    columns: tuple[Column, ...],
    begins: tuple[BitMap, ...],
    earlier: BitMap,
    within: BitMap,
) -> Iterator[Cell]:
    for number, column in enumerate(columns):
        ranks = begins[number] & within
        if number == 0:
            ranks |= earlier & within
        if ranks:
            started = ranks if column.unit == "stub" else ranks - earlier
            yield Cell(number, ranks, started & index.ending(OPEN_START, column.end))
