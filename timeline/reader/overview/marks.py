"""One event on the lying picture: its shape by how sure its date is, its row, and its label."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from pyroaring import BitMap

from timeline.editions.index import Bound, Index
from timeline.reader.overview.packing import LABELLED, Box, pack
from timeline.reader.overview.scale import NARROWEST, Scale
from timeline.text import dates
from timeline.text.date_grammar import Interval, OneOf
from timeline.text.dates import HistoricalDate

PITCH: Final = 12  # pixels from row to row
PADDING: Final = 5  # above the first and below the last row of a lane
LETTER: Final = 6  # pixels: the mean width of a letter of a label, on the wide side
READABLE: Final = 40  # events of a selection; in a larger one only those of weight have labels
LONGEST, CURT = 48, 16  # letters of a label, at most and at least
SIGN: Final = 15  # pixels: "sources differ", beside a mark
DOT: Final = 7  # pixels: half a mark, with what keeps it apart from the next
SLIMMEST: Final = 8  # pixels: a bar narrower than this would not look like one

Fade = Literal["", "within", "open", "until", "ends", "through"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One event on the picture: points (`xs`), or a bar from the first of them to the last."""

    rank: int
    slug: str
    title: str
    major: bool
    disputed: bool
    bar: bool
    fade: Fade
    xs: tuple[float, ...]
    name: str  # what it is called when it is listened to, or pointed at
    row: int = 0

    @property
    def box(self) -> Box:
        after = (2 if self.bar else DOT) + (SIGN if self.disputed else 0)
        return Box(self.xs[0], self.xs[-1], 2 if self.bar else DOT, after)

    @property
    def y(self) -> int:
        """Its middle, in pixels from the top of its lane."""
        return PADDING + self.row * PITCH + PITCH // 2


def _marks(index: Index, scale: Scale, within: BitMap) -> Iterator[Mark]:
    major = index.having("importance", "major")
    disputed = index.having("evidence", "disputed")
    known = index.catalogue["marks"] or []
    for rank in within if known else ():
        slug, title, edtf = known[rank]
        when = dates.parse(edtf)
        bar = when.shape not in ("day", "either")
        xs = _bar(when, scale) if bar else _points(when, scale)
        fade = fading(when, scale) if bar else ""
        name = f"{title}, {when.phrase}" + ("; sources differ" if rank in disputed else "")
        yield Mark(rank, slug, title, rank in major, rank in disputed, bar, fade, xs, name)


def _bar(when: HistoricalDate, scale: Scale) -> tuple[float, float]:
    left = scale.x(when.earliest.toordinal()) if when.earliest else 0.0
    right = scale.x(when.latest.toordinal() + 1) if when.latest else 1.0
    lacking = SLIMMEST / NARROWEST - (right - left)
    if lacking > 0:
        left = min(max(0.0, left - lacking / 2), 1 - SLIMMEST / NARROWEST)
        right = left + SLIMMEST / NARROWEST
    return left, right


def _points(when: HistoricalDate, scale: Scale) -> tuple[float, ...]:
    """The middle of the day, or of each day that it may be."""
    days: list[Bound | None] = [when.earliest]
    if isinstance(when.form, OneOf):
        days = [choice.first.first for choice in when.form.choices if choice.first]
    return tuple(sorted({scale.x(day.toordinal() + 0.5) for day in days if day}))


def fading(when: HistoricalDate, scale: Scale) -> Fade:
    """At which of its ends a bar is uncertain: where it may begin or end, or goes on.

    "within" is both of something shorter than its bar, "ends" both of something that lasted. An end
    beyond the picture does not fade: what is "through" has both its uncertain ends there.
    """
    begins = ends = when.shape != "span"
    if isinstance(when.form, Interval):
        start, end = when.form.start, when.form.end
        begins = start is None or start.qualifier != ""
        ends = end is None or end.qualifier != ""
    elif when.shape == "open":
        begins, ends = when.earliest is None, when.latest is None
    unsure = begins or ends
    begins &= when.earliest is None or when.earliest.toordinal() >= scale.start
    ends &= when.latest is None or when.latest.toordinal() < scale.end
    if begins and ends:
        return "within" if when.shape == "within" else "ends"
    if unsure and when.shape == "within" and not (begins or ends):
        return "through"
    return "until" if begins else "open" if ends else ""


def label_of(title: str, letters: float) -> str:
    """As much of a title as fits, cut after a word; nothing when that is too little."""
    if len(title) <= letters:
        return title
    cut = title[: max(0, int(letters))].rpartition(" ")[0].rstrip(" ,;:(“")
    return f"{cut}…" if len(cut) >= CURT // 2 else ""


def _with_label(mark: Mark) -> Box:
    """The room that an event of weight keeps free for its label, to its right or else its left."""
    box = mark.box
    if not mark.major:
        return box
    pixels = len(label_of(mark.title, CURT + 6)) * LETTER + 4
    if box.right_at(LABELLED) + pixels <= LABELLED:
        return Box(box.left, box.right, box.before, box.after, 0, pixels)
    if box.left_at(LABELLED) - pixels >= 0:
        return Box(box.left, box.right, box.before, box.after, pixels, 0)
    return box


def lane_name(name: str) -> Box:
    """The room for the name of a lane and its counts, at the start of its first row."""
    pixels = len(name) * 7.5 + 60
    return Box(0, 0, 0, pixels)


def marks_of(index: Index, scale: Scale, within: BitMap, name: str) -> tuple[Mark, ...]:
    """The marks of a lane in order of time, each with its row; those of weight choose first."""
    ordered = sorted(
        _marks(index, scale, within), key=lambda mark: (not mark.major, mark.xs[0], mark.rank)
    )
    rows = pack([_with_label(mark) for mark in ordered], [lane_name(name)])
    placed = [replace(mark, row=row) for mark, row in zip(ordered, rows, strict=True)]
    return tuple(sorted(placed, key=lambda mark: mark.rank))


@dataclass(frozen=True, slots=True)
class Label:
    """What is written beside a mark, to its right unless `left`."""

    text: str
    left: bool


def labels(name: str, marks: Sequence[Mark], strong: BitMap) -> dict[int, Label]:
    """The labels of the strong marks of a lane, by rank, wherever they lie on nothing else.

    Events of weight come first; the others get a label only in a selection small enough to be read.
    """
    few = len(strong) <= READABLE
    rows: dict[int, list[Box]] = {0: [lane_name(name)]}
    wanted = [mark for mark in marks if mark.rank in strong and (mark.major or few)]
    boxes = {mark.rank: mark.box for mark in marks}
    boxes |= {mark.rank: _with_label(mark) for mark in wanted}  # what was kept free for it
    for mark in marks:
        rows.setdefault(mark.row, []).append(boxes[mark.rank])
    found: dict[int, Label] = {}
    for mark in sorted(wanted, key=lambda mark: (not mark.major, mark.rank)):
        row, box = rows[mark.row], mark.box
        row.remove(boxes[mark.rank])
        after, before = _room(box, row)
        for room, left in ((after, False), (before, True)):
            text = label_of(mark.title, min(LONGEST, (room - 6) / LETTER))
            if text:
                found[mark.rank] = Label(text, left)
                wide = len(text) * LETTER + 4
                box = replace(box, label_before=wide) if left else replace(box, label_after=wide)
                break
        row.append(box)
    return found


def _room(box: Box, row: list[Box]) -> tuple[float, float]:
    """The pixels free after a box and before it, among the other boxes of its row."""
    left, right = box.left_at(LABELLED), box.right_at(LABELLED)
    later = [b.left_at(LABELLED) for b in row if b.left_at(LABELLED) >= right]
    earlier = [b.right_at(LABELLED) for b in row if b.right_at(LABELLED) <= left]
    return min(later, default=LABELLED) - right, left - max(earlier, default=0)
