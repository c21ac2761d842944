"""The reading scale from left to right: a mark an event, or a square a column and lane."""

from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString

from timeline.reader.overview import ranges as names
from timeline.reader.overview.drawing import (
    Drawing,
    Spot,
    phase_link,
    squares,
    step_link,
    stretches,
)
from timeline.reader.overview.layout import HEAD, Lane, Layout
from timeline.reader.overview.links import Links
from timeline.reader.overview.marks import DOT, SIGN, Label, Mark, labels
from timeline.reader.overview.packing import Box, pack
from timeline.reader.overview.scale import NARROWEST, Column
from timeline.reader.overview.svg import events, hit, link, mille, pct, share, stretched, svg

STEPS = 22  # pixels: where the steps begin, below their headings
NAME = 13  # pixels: a line of the names of breaks
HEADING, SMALL = 6.4, 5.8  # pixels: a letter of a heading, and of the name of a break
OVERHANG = 0.05  # of the width: how far a heading may stand out over what has none
EDGE = 0.985  # of the width: past it there is no room for a sign beside a bar

Group = tuple[tuple[int, int], list[Column]]  # the month or year that columns lie in


def lying(drawing: Drawing) -> SafeString:
    """The whole of it, with its steps above and the names of its cuts below."""
    layout = drawing.layout
    foot, breaks = _breaks(layout)
    parts = [*_ground(layout), '<g class="ox">', *_headings(layout, drawing.links)]
    parts += [*_steps(drawing), *breaks, "</g>"]
    for lane in layout.lanes:
        parts += _lane(drawing, lane)
    return svg("o-lying", layout.bottom + foot, parts, "Events by phase, on the reading scale")


def _ground(layout: Layout) -> Iterator[str]:
    """What lies behind: days light, cuts torn, a hair between columns and between lanes."""
    top, bottom = STEPS, layout.bottom
    for columns in stretches(layout):
        if columns[0].unit in ("day", "break"):
            name = "od" if columns[0].unit == "day" else "ot"
            y = top if name == "od" else HEAD
            left, right = columns[0].left, columns[-1].right
            yield (
                f'<rect class="{name}" x="{pct(left)}" y="{y}" width="{pct(right - left)}" '
                f'height="{bottom - y}"/>'
            )
    path = "".join(
        f"M{mille(column.left)} {HEAD}V{bottom}"
        for column in layout.scale.columns
        if column.unit != "break" and column.left
    )
    path += "".join(f"M0 {y}H1000" for y in (*(lane.top for lane in layout.lanes), bottom))
    yield stretched("og", bottom, path)


def _headings(layout: Layout, links: Links) -> list[str]:
    """The month over days and the year over months, each as long as there is room."""
    groups: list[Group] = []
    for column in layout.scale.columns:
        if column.unit not in ("day", "month"):
            continue
        over = names.heading_range(column)
        if groups and groups[-1][0] == over:
            groups[-1][1].append(column)
        else:
            groups.append((over, [column]))
    following = 1.0
    found: list[str] = []
    for number, (over, columns) in reversed(list(enumerate(groups))):
        left = columns[0].left
        room = (min(following, columns[-1].right + OVERHANG) - left) * NARROWEST
        text = next((t for t in names.headings(columns[0]) if len(t) * HEADING <= room), "")
        if not text or any(known == over for known, _ in groups[:number]):
            continue
        if number and len(columns) == 1 and groups[number - 1][1][-1].end == columns[0].start:
            continue  # what a burst leaves of its month
        following = left
        said = f"{names.phrase(*over)}: {events(links.count(*over))}"
        body = hit(left, 0, len(text) * HEADING / NARROWEST, STEPS)
        body += f'<text class="b" x="{pct(left)}" y="16">{text}</text>'
        found.append(link(links.url(*over), said, body))
    return found[::-1]


def _steps(drawing: Drawing) -> Iterator[str]:
    """Every column's name, a link to what may fall in it."""
    for column, count in zip(drawing.layout.scale.columns, drawing.counts, strict=True):
        if column.unit == "break":
            continue
        text = "…" if column.unit == "stub" else names.tick(column)
        middle = pct((column.left + column.right) / 2)
        body = hit(column.left, STEPS, column.right - column.left, HEAD - STEPS)
        body += f'<text class="m" x="{middle}" y="{HEAD - 8}">{text}</text>'
        yield step_link(drawing.links, column, count, body)


def _breaks(layout: Layout) -> tuple[int, list[str]]:
    """The pixels that the names of the cuts take up below them, none on another, and the names."""
    cuts = [column for column in layout.scale.columns if column.unit == "break"]
    texts = [names.short(column.start, column.end) for column in cuts]
    boxes = []
    for column, text in zip(cuts, texts, strict=True):
        middle, half = (column.left + column.right) / 2, len(text) * SMALL / 2 + 4
        boxes.append(Box(middle, middle, half, half))
    rows = pack(boxes)
    parts = []
    for box, row, text in zip(boxes, rows, texts, strict=True):
        name, x = "m", pct(box.left)
        if box.right_at(NARROWEST) > NARROWEST:
            name, x = "e", "100%"
        elif box.left_at(NARROWEST) < 0:
            name, x = "", "0"
        y = layout.bottom + NAME * (row + 1)
        parts.append(f'<text class="{name} c" x="{x}" y="{y}">{text}</text>')
    return (NAME * (max(rows) + 1) + 5 if cuts else 2), parts


def _lane(drawing: Drawing, lane: Lane) -> Iterator[str]:
    layout = drawing.layout
    count = share(drawing.chosen(lane.ranks), len(lane.ranks))
    name = f'<text class="b" y="15" x="4">{escape(lane.name)} <tspan>{count}</tspan></text>'
    yield f'<g class="p{lane.number}" transform="translate(0 {lane.top})">'
    yield phase_link(drawing, lane, name)
    if layout.single:
        written = labels(lane.name, lane.marks, drawing.strong)
        for number, mark in enumerate(lane.marks):
            # One stop for the Tab key, at the first mark of all; the arrow keys go on from there.
            stop = 0 if lane is layout.lanes[0] and not number else -1
            yield _mark(drawing, lane, mark, written.get(mark.rank), stop)
    else:
        within = drawing.links.of_phase(lane.slug)
        for cell in lane.cells:
            column = layout.scale.columns[cell.column]
            width, middle = column.right - column.left, (column.left + column.right) / 2
            spot = Spot(middle, width, lane.height - 16, int(width * NARROWEST), stack=24)
            yield squares(drawing, lane, cell, within, spot)
    yield "</g>"


def _mark(drawing: Drawing, lane: Lane, mark: Mark, label: Label | None, stop: int) -> str:
    """One event: a link to its page."""
    strong = mark.rank in drawing.strong
    y = mark.y
    body = _bar(mark, y) if mark.bar else _points(mark, y, lane.number)
    before = 2 if mark.bar else DOT
    after = before
    if mark.disputed:
        where = "x y" if not mark.bar else "x" if mark.xs[-1] < EDGE else "x z"
        body += f'<use class="{where}" href="#m-differ" x="{pct(mark.xs[-1])}" y="{y}"/>'
        after += SIGN
    if label:
        at = (
            f'class="e" x="{pct(mark.xs[0])}" dx="{-before - 3}"'
            if label.left
            else f'x="{pct(mark.xs[-1])}" dx="{after + 2}"'
        )
        body += f'<text {at} y="{y + 4}">{escape(label.text)}</text>'
    name = escape(mark.name) + ("" if strong else "; not in this view")
    faint = "" if strong else ' class="f"'
    return (
        f'<a href="/events/{mark.slug}/{drawing.suffix}" tabindex="{stop}"{faint}>'
        f"<title>{name}</title>{body}</a>"
    )


def _bar(mark: Mark, y: int) -> str:
    left, right = mark.xs[0], mark.xs[-1]
    look = f' mask="url(#{mark.fade})"' if mark.fade else ""
    if mark.fade == "through":
        look = ' class="t"'
    return f'<rect x="{pct(left)}" y="{y - 3}" width="{pct(right - left)}" height="6"{look}/>'


def _points(mark: Mark, y: int, sign: int) -> str:
    if len(mark.xs) == 1:
        return f'<use href="#m{sign}" x="{pct(mark.xs[0])}" y="{y}"/>'
    ends = f'x1="{pct(mark.xs[0])}" x2="{pct(mark.xs[-1])}"'
    dots = "".join(f'<use href="#m-one" x="{pct(x)}" y="{y}"/>' for x in mark.xs)
    return f'<line {ends} y1="{y}" y2="{y}"/>{dots}'
