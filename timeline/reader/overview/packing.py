"""Packing: marks with their labels into rows in which nothing lies on anything else.

A mark is at a part of the width (0 to 1), but its sign and its label are so many pixels wide
whatever the width is. Two that are clear of one another at some width are so at any greater one,
so it is enough to look at the least: NARROWEST for marks, LABELLED for labels, which are not shown
on anything narrower.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from timeline.reader.overview.scale import NARROWEST

LABELLED: Final = 940  # pixels: the least width at which labels are shown


@dataclass(frozen=True, slots=True)
class Box:
    """What a mark takes up: from `left` to `right`, 0 to 1, and pixels on either side of that.

    `before` and `after` are the mark's own; `label_before` and `label_after` are those of its label
    where it has one, on one side.
    """

    left: float
    right: float
    before: float = 7
    after: float = 7
    label_before: float = 0
    label_after: float = 0

    def left_at(self, width: float) -> float:
        """Its left edge in pixels, label included, on a picture of that width."""
        labels = self.label_before if width >= LABELLED else 0
        return self.left * width - self.before - labels

    def right_at(self, width: float) -> float:
        labels = self.label_after if width >= LABELLED else 0
        return self.right * width + self.after + labels


def clear(one: Box, other: Box) -> bool:
    """Whether two boxes never meet in one row, at any width at which the picture is shown."""
    first, second = sorted((one, other), key=lambda box: (box.left, box.right))
    return all(first.right_at(width) <= second.left_at(width) for width in (NARROWEST, LABELLED))


def pack(boxes: Sequence[Box], blocked: Iterable[Box] = ()) -> list[int]:
    """The row of each box, each in the first where it is clear of all before it.

    `blocked` takes up room in row 0 beforehand: the name of the lane.
    """
    rows: list[list[Box]] = [list(blocked)]
    found: list[int] = []
    for box in boxes:
        row = next((n for n, row in enumerate(rows) if all(clear(box, b) for b in row)), len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append(box)
        found.append(row)
    return found
