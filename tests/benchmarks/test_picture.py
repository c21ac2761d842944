"""What laying out the picture costs, and that it stays as small for a million events as for ten.

The phases of its corpus have names and marks of their own, as those of an edition have.
"""

from tests.benchmarks import corpus
from tests.benchmarks.conftest import seconds, sizes, table
from timeline.editions.catalogue import empty
from timeline.editions.index import Index
from timeline.reader.overview.layout import TRACKS, Layout, layout_of

LINES = 12  # of marks, all phases together
MOST_CELLS = 12 * len(corpus.PHASES)  # columns by phases


def numbers_of(layout: Layout) -> tuple[int, int, int]:
    """How many cells, marks and events beyond the marks a picture has."""
    cells = [cell for lane in layout.lanes for cell in lane.cells]
    return len(cells), sum(len(c.drawn) for c in cells), sum(c.rest for c in cells)


def test_the_picture():
    rows = []
    names = {slug: {"name": slug, "mark": n + 1} for n, slug in enumerate(corpus.PHASES)}
    for size in sizes("BENCH_PICTURE", "100,10000,100000,1000000"):
        index = Index.build(corpus.entries(size), empty() | {"phase": names})

        def lay_out(index: Index = index) -> Layout | None:
            return layout_of(index, index.all, None, None, lines=LINES)

        layout = lay_out()
        assert layout is not None
        cells, marks, rest = numbers_of(layout)
        assert cells <= MOST_CELLS
        assert marks <= LINES * TRACKS
        assert sum(lane.lines for lane in layout.lanes) <= LINES
        assert marks + rest + layout.undated == size  # nothing is left out without a number
        took = seconds(lay_out, 5)
        rows.append([f"{size:,}", str(cells), str(marks), f"{rest:,}", f"{took * 1000:.1f}"])
    table("The picture", ["events", "cells", "marks", "in numbers", "layout ms"], rows)
