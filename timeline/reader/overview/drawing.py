"""What the lying and the standing reading scale have in common: steps, phases and squares."""

from dataclasses import dataclass

from pyroaring import BitMap

from timeline.reader.overview import ranges as names
from timeline.reader.overview.layout import Cell, Lane, Layout
from timeline.reader.overview.links import Links
from timeline.reader.overview.scale import Column
from timeline.reader.overview.svg import events, hit, link, pct, share

DIGIT = 6.2  # pixels: a digit in a square
PRESSED = 24  # pixels: what a finger needs


@dataclass(frozen=True, slots=True)
class Drawing:
    """A layout with what is selected of it.

    `counts` are those of the views that its columns lead to; `suffix` ends the address of an event.
    """

    layout: Layout
    strong: BitMap
    links: Links
    counts: list[int]
    suffix: str

    def chosen(self, ranks: BitMap) -> int:
        return int(ranks.intersection_cardinality(self.strong))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the squares of a cell go: the middle and the width across, 0 to 1, and down in pixels.

    Each has `room` pixels for its side. Two stand `stack` pixels one above the other, or, where
    that is 0, beside one another.
    """

    x: float
    width: float
    y: int
    room: int
    stack: int = 0


def stretches(layout: Layout) -> list[list[Column]]:
    """Columns of one unit that follow one another."""
    found: list[list[Column]] = []
    for column in layout.scale.columns:
        if found and found[-1][-1].unit == column.unit:
            found[-1].append(column)
        else:
            found.append([column])
    return found


def step_link(links: Links, column: Column, count: int, body: str) -> str:
    """A step of the scale: the view of what may fall in it."""
    name = spoken(column)
    return link(links.url(opening(column), column.end), f"{name}: {events(count)}", body, step=True)


def spoken(column: Column) -> str:
    """A column in full words."""
    return names.step(column) if column.unit == "stub" else names.phrase(column.start, column.end)


def opening(column: Column) -> int | None:
    """Where the view of a column begins; None for all that is earlier."""
    return None if column.unit == "stub" else column.start


def phase_link(drawing: Drawing, lane: Lane, body: str) -> str:
    """The name of a phase: adds it to those that are chosen, or takes it away again."""
    query = drawing.links.query
    if lane.slug in query.phase:
        url = query.dropping("phase", lane.slug).url()
        return link(url, f"{lane.name}: chosen; choose again to remove", body)
    count = share(drawing.chosen(lane.ranks), len(lane.ranks))
    url = query.choosing("phase", lane.slug).url()
    return link(url, f"{lane.name}: {count} in view; choose this phase", body)


def squares(drawing: Drawing, lane: Lane, cell: Cell, within: Links, spot: Spot) -> str:
    """The events of a lane and a column, as a link to them; `within` leads to the lane's phase.

    A full square stands for those that certainly lie in the column, a hollow one for those that
    begin in it or later. Its size is that of all of them, its number that of the selected ones.
    """
    column = drawing.layout.scale.columns[cell.column]
    groups = [(cell.sure, ""), (cell.ranks - cell.sure, " v")]
    groups = [(ranks, hollow) for ranks, hollow in groups if ranks]
    two = len(groups) > 1
    body = hit(
        spot.x - spot.width / 2,
        spot.y - PRESSED // 2 - spot.stack,
        spot.width,
        PRESSED + spot.stack,
    )
    said = []
    for number, (ranks, hollow) in enumerate(groups):
        beside = two and not spot.stack
        side = drawing.layout.side(len(ranks), spot.room // 2 if beside else spot.room)
        across = (number - 0.5) * (side + 2) if beside else 0.0
        y, chosen = spot.y - number * spot.stack, drawing.chosen(ranks)
        body += (
            f'<rect class="q{hollow}{"" if chosen else " f"}" x="{pct(spot.x)}" '
            f'y="{y - side // 2}" width="{side}" height="{side}" '
            f'transform="translate({across - side / 2:g})"/>'
        )
        if chosen and len(str(chosen)) * DIGIT <= side:
            body += (
                f'<text class="m n{hollow}" x="{pct(spot.x)}" y="{y + 4}" dx="{across:g}">'
                f"{chosen}</text>"
            )
        when = "from then on, day unsure" if hollow else "dated"
        said.append(f"{share(chosen, len(ranks))} {when}")
    name = f"{' and '.join(said)} {spoken(column)}, {lane.name}"
    return link(within.url(opening(column), column.end), name, body)
