"""What of a view stands where on the picture: how wide, how high, and what does not fit.

The picture is a grid of phases by columns of time. Across it has TRACKS tracks that are each wide
enough for one mark, down each phase has one line of marks or some more. Nothing here looks at
events one by one but at those that are drawn: a cell is two or three operations on bitmaps.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from pyroaring import BitMap

from timeline.editions.index import OPEN_END, OPEN_START, Index
from timeline.reader.overview import ranges
from timeline.reader.overview.columns import MERGED, TimeColumn, columns_of
from timeline.reader.overview.scale import FIRST

TRACKS: Final = 24  # across all columns
TRACK: Final = 24  # pixels: the least width of a track, which a finger needs
TICK, OVER, BESIDE = 6.7, 7.1, 3  # pixels: a letter of either line of the axis, and room beside it
MOST_IN_CELL: Final = 16  # events; of more a number tells more than marks
LINES: Final = 4  # of marks in one phase, at most
NEEDED: Final = 1000  # what a line or a track is worth without which a step would not be seen


@dataclass(frozen=True, slots=True)
class Cell:
    """The events of a phase whose first possible day lies in a column.

    `drawn` have marks of their own, in order of time; `rest` are said by a number.
    """

    column: int
    ranks: BitMap
    drawn: tuple[int, ...]
    rest: int


@dataclass(frozen=True, slots=True)
class Lane:
    """A phase that has events in the view: `total` of them, and so many lines of marks."""

    slug: str
    total: int
    lines: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ColumnHeading:
    """Words over columns that follow one another; `tracks` is how wide these are together."""

    text: str
    tracks: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The grid of a view. `tracks` is the width of each column; `empty` counts the phases that have
    events in the edition and none in the view, `undated` the events that have no place in it."""

    columns: tuple[TimeColumn, ...]
    tracks: tuple[int, ...]
    headings: tuple[ColumnHeading, ...]
    lanes: tuple[Lane, ...]
    empty: int
    undated: int

    @property
    def drawn(self) -> list[int]:
        """The ranks of all events that have marks."""
        return [rank for lane in self.lanes for cell in lane.cells for rank in cell.drawn]


def undated(index: Index) -> BitMap:
    """The events that have neither a first nor a last possible day."""
    return index.beginning(OPEN_START, FIRST) - index.ending(OPEN_START, OPEN_END)


def layout_of(
    index: Index,
    selection: BitMap,
    low: int | None,
    high: int | None,
    *,
    steps: Collection[int] = (),
    lines: int,
) -> Layout | None:
    """The picture of a selection from `low` to before `high` (ordinals; None is open).

    `steps` are the ranks that get a mark before all others, `lines` how many lines of marks all
    phases together may have. None when no event of the selection has a date.
    """
    without = undated(index) & selection
    shown = selection - without
    if not shown:
        return None
    columns = columns_of(index, low, high)
    if columns is None:
        return None
    over, least = _least_tracks(columns)
    most = MERGED
    while sum(least) > TRACKS and most > 1:
        most -= 1
        columns = columns_of(index, low, high, most) or columns
        over, least = _least_tracks(columns)
    counted = _counted(index, columns, shown)
    lanes = {slug: rows for slug, rows in counted.items() if any(rows)}
    special = BitMap(steps)
    grid = _Grid([[_need(ranks, special) for ranks in rows] for rows in lanes.values()], least)
    grid.grow(max(lines, len(lanes)), TRACKS)
    major = index.having("importance", "major")
    return Layout(
        columns,
        tuple(grid.tracks),
        tuple(_headings(over, grid.tracks)),
        tuple(
            Lane(
                slug,
                sum(map(len, rows)),
                height,
                tuple(
                    _cell(number, ranks, height * wide, special, major)
                    for number, (ranks, wide) in enumerate(zip(rows, grid.tracks, strict=True))
                ),
            )
            for (slug, rows), height in zip(lanes.items(), grid.lines, strict=True)
        ),
        sum(bool(index.having("phase", slug)) for slug in counted) - len(lanes),
        len(without),
    )


def _counted(index: Index, columns: Sequence[TimeColumn], shown: BitMap) -> dict[str, list[BitMap]]:
    """The events of each phase, column by column, by the first day they may have happened."""
    begun = [
        index.beginning(OPEN_START if column.earlier else column.start, column.end) & shown
        for column in columns
    ]
    if not columns[0].earlier:  # what has no first day stands where the picture begins
        begun[0] = begun[0] | index.beginning(OPEN_START, columns[0].start) & shown
    return {
        slug: [index.having("phase", slug) & ranks for ranks in begun]
        for slug in index.catalogue["phase"]
    }


# -- how wide and how high -------------------------------------------------------------------------


def _least_tracks(columns: Sequence[TimeColumn]) -> tuple[list[str], list[int]]:
    """What stands over each column, and the tracks that the words of the axis need."""
    over = [column.over for column in columns]
    tracks = [max(1, ceil((len(column.tick) * TICK + BESIDE) / TRACK)) for column in columns]
    for first, last in _groups(over):
        text = ranges.brief(over[first])
        tracks[last] += max(0, _width(text) - sum(tracks[first : last + 1]))
    return over, tracks


def _width(text: str) -> int:
    return ceil((len(text) * OVER + BESIDE) / TRACK) if text else 0


def _groups(over: Sequence[str]) -> list[tuple[int, int]]:
    """The first and last of columns that follow one another under the same words."""
    found: list[tuple[int, int]] = []
    for at, text in enumerate(over):
        if found and over[found[-1][0]] == text:
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return found


def _headings(over: Sequence[str], tracks: Sequence[int]) -> list[ColumnHeading]:
    found = []
    for first, last in _groups(over):
        room = sum(tracks[first : last + 1])
        text = over[first] if _width(over[first]) <= room else ranges.brief(over[first])
        found.append(ColumnHeading(text, room))
    return found


@dataclass(frozen=True, slots=True)
class _Need:
    """What a cell asks for: room for all its events, or at `least` for its steps and a number."""

    events: int
    least: int


def _need(ranks: BitMap, steps: BitMap) -> _Need:
    named = ranks.intersection_cardinality(steps)
    return _Need(len(ranks), named + (len(ranks) > named))


class _Grid:
    """Gives out lines and tracks, each where it lets most events have a mark of their own."""

    def __init__(self, needs: list[list[_Need]], tracks: list[int]) -> None:
        self.needs = needs
        self.tracks = list(tracks)
        self.lines = [1] * len(needs)

    def grow(self, lines: int, tracks: int) -> None:
        while True:
            lines_left, tracks_left = lines - sum(self.lines), tracks - sum(self.tracks)
            gains = [
                (self._gain(row, None), 1, row)
                for row in range(len(self.needs))
                if lines_left > 0 and self.lines[row] < LINES
            ]
            gains += [
                (self._gain(None, column), 0, column)
                for column in range(len(self.tracks))
                if tracks_left > 0
            ]
            best = max(gains, default=(0, 0, 0), key=lambda gain: (gain[0], -gain[1], -gain[2]))
            if best[0] <= 0:
                break
            if best[1]:
                self.lines[best[2]] += 1
            else:
                self.tracks[best[2]] += 1
        while sum(self.tracks) < tracks:  # the rest evenly, the narrowest first
            self.tracks[min(range(len(self.tracks)), key=self.tracks.__getitem__)] += 1

    def _gain(self, row: int | None, column: int | None) -> int:
        """How many more events have marks with one more line in a row, or track in a column."""
        rows = range(len(self.needs)) if row is None else (row,)
        columns = range(len(self.tracks)) if column is None else (column,)
        total = 0
        for r in rows:
            for c in columns:
                need = self.needs[r][c]
                if not need.events:
                    continue
                now = self.lines[r] * self.tracks[c]
                more = (self.lines[r] + (row is not None)) * (self.tracks[c] + (column is not None))
                total += _marks(need, more) - _marks(need, now)
        return total


def _marks(need: _Need, room: int) -> int:
    """How many marks a cell with so much room shows; much more for what it must show."""
    worth = NEEDED * min(room, need.least)
    if need.events <= room:
        return worth + need.events
    return worth + (room - 1 if need.events <= MOST_IN_CELL else min(room, need.least))


def _cell(number: int, ranks: BitMap, room: int, steps: BitMap, major: BitMap) -> Cell:
    """What a cell with room for so many marks shows: all, or what matters most and a number."""
    if len(ranks) <= room:
        return Cell(number, ranks, tuple(ranks), 0)
    chosen = list(ranks & steps)[: room - 1]
    if len(ranks) <= MOST_IN_CELL:
        for more in (ranks & major - steps, ranks - major - steps):
            chosen += list(more)[: room - 1 - len(chosen)]
    return Cell(number, ranks, tuple(sorted(chosen)), len(ranks) - len(chosen))
