"""Draw static/img/world.svg: coasts and borders of the world, in degrees.

    python tests/tools/draw_world.py countries-110m.json > static/img/world.svg

The file is a TopoJSON of Natural Earth's countries at 1:110 million (public domain). x is the
longitude and y the negative latitude, to a tenth of a degree. `#land` is to be filled, `#borders`
are the lines that two countries share.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

SMALLEST = 0.25  # degrees: steps shorter than this are left out
LEAST = 4  # corners of a coast that is drawn

Point = tuple[float, float]


def arcs_of(topology: dict[str, Any]) -> list[list[Point]]:
    """The lines that the countries share, in degrees."""
    (scale_x, scale_y), (left, top) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * scale_x + left, -(y * scale_y + top)))
        found.append(line)
    return found


def rings(geometry: dict[str, Any]) -> Iterator[list[int]]:
    """The outlines of a country or land, as numbers of arcs; a number below 0 is one reversed."""
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from rings(part)
    elif geometry["type"] == "Polygon":
        yield from geometry["arcs"]
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["arcs"]:
            yield from polygon


def thinned(line: Iterable[Point]) -> list[Point]:
    """The line with its first and last point, and without the shortest of its steps."""
    points = list(line)
    kept = points[:1]
    for point in points[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= SMALLEST:
            kept.append(point)
    return kept + points[1:][-1:]


def path(line: Iterable[Point], *, closed: bool) -> str:
    """The line as an SVG path, each step from the one before, in tenths of a degree."""
    whole = [(round(10 * x), round(10 * y)) for x, y in line]
    text = f"M{whole[0][0]} {whole[0][1]}l"
    steps = [
        f"{x - before_x} {y - before_y}"
        for (before_x, before_y), (x, y) in pairwise(whole)
        if (x, y) != (before_x, before_y)
    ]
    return (text + " ".join(steps).replace(" -", "-") + ("z" if closed else "")) if steps else ""


def drawing(topology: dict[str, Any]) -> str:
    """The whole file."""
    arcs = [thinned(arc) for arc in arcs_of(topology)]

    def joined(ring: list[int]) -> list[Point]:
        line: list[Point] = []
        for number in ring:
            line += (arcs[number] if number >= 0 else arcs[~number][::-1])[bool(line) :]
        return line

    coasts = [joined(ring) for ring in rings(topology["objects"]["land"])]
    land = "".join(path(line, closed=True) for line in coasts if len(line) >= LEAST)
    uses = Counter(
        number if number >= 0 else ~number
        for ring in rings(topology["objects"]["countries"])
        for number in ring
    )
    shared = sorted(number for number, count in uses.items() if count > 1)
    borders = "".join(path(arcs[number], closed=False) for number in shared)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1800 -900 3600 1800">'
        f'<path id="land" d="{land}"/><path id="borders" fill="none" d="{borders}"/></svg>\n'
    )


if __name__ == "__main__":
    sys.stdout.write(drawing(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
