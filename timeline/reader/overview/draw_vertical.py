"""The reading scale from top to bottom, for a narrow page: a square a step and phase.

A mark for each event would be a few pixels from the next, too near for a finger. The squares keep
what matters of each date: whether it is certainly of that step, or only from then on.
"""

from collections.abc import Iterator

from django.utils.safestring import SafeString

from timeline.reader.overview import ranges as names
from timeline.reader.overview.drawing import Drawing, Spot, squares, step_link
from timeline.reader.overview.layout import Layout
from timeline.reader.overview.scale import Column
from timeline.reader.overview.svg import hit, mille, pct, stretched, svg

ROW, CUT, TOP = 25, 20, 24  # pixels: a step, a cut, and the marks of phases above them
SIDE = 0.25  # the part of the width that names the steps
SMALLEST_PAGE = 288  # pixels: the content of a page 320 pixels wide


def standing(drawing: Drawing) -> SafeString:
    """The whole of it, with the marks of the phases above and the names of the steps beside."""
    layout = drawing.layout
    width = (1 - SIDE) / len(layout.lanes)
    middles = [SIDE + (number + 0.5) * width for number in range(len(layout.lanes))]
    rows = [TOP]
    for column in layout.scale.columns:
        rows.append(rows[-1] + (CUT if column.unit == "break" else ROW))
    parts = [*_ground(layout, rows, width), *_steps(drawing, rows)]
    for lane, x in zip(layout.lanes, middles, strict=True):
        parts.append(f'<g class="p{lane.number}"><use href="#m{lane.number}" x="{pct(x)}" y="11"/>')
        within = drawing.links.of_phase(lane.slug)
        for cell in lane.cells:
            middle = (rows[cell.column] + rows[cell.column + 1]) // 2
            spot = Spot(x, width, middle, int(width * SMALLEST_PAGE))
            parts.append(squares(drawing, lane, cell, within, spot))
        parts.append("</g>")
    said = "Events by phase, step by step"
    return svg("o-standing", rows[-1] + 1, parts, said)


def _ground(layout: Layout, rows: list[int], width: float) -> Iterator[str]:
    for column, top, bottom in zip(layout.scale.columns, rows, rows[1:], strict=False):
        size = f'y="{top}" height="{bottom - top}"'
        if column.unit == "day":
            yield f'<rect class="od" x="{pct(SIDE)}" width="{pct(1 - SIDE)}" {size}/>'
        elif column.unit == "break":
            yield f'<rect class="ot" width="100%" {size}/>'
    down = "".join(
        f"M{mille(SIDE + number * width)} {TOP}V{rows[-1]}" for number in range(len(layout.lanes))
    )
    yield stretched("og", rows[-1], down + "".join(f"M0 {y}H1000" for y in rows))


def _steps(drawing: Drawing, rows: list[int]) -> Iterator[str]:
    year = ""
    columns = drawing.layout.scale.columns
    for column, top, count in zip(columns, rows, drawing.counts, strict=False):
        text, year = _name(column, year)
        if column.unit == "break":
            yield f'<text class="c" x="0" y="{top + 14}">{text}</text>'
        else:
            body = hit(0, top, SIDE, ROW)
            body += f'<text class="e" x="{pct(SIDE)}" dx="-6" y="{top + 17}">{text}</text>'
            yield step_link(drawing.links, column, count, body)


def _name(column: Column, previous: str) -> tuple[str, str]:
    """The name of a step, without the year that the one above has just named."""
    if column.unit in ("stub", "break"):
        return names.step(column), ""
    text = names.short(column.start, column.end)
    year = text[-4:]
    return (text.removesuffix(year).strip() or text, year) if year == previous else (text, year)
