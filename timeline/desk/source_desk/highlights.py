"""A text cut into paragraphs and pieces, each wholly inside or outside each span.

Offsets are code points. The pieces of all paragraphs, put together, are the text.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Key = str


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """A part of a text, `text[start:end]`, and the name of what stands there."""

    start: int
    end: int
    key: Key


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A part of a paragraph; `keys` are the spans that cover it, `begins` those that start here."""

    start: int
    end: int
    keys: tuple[Key, ...] = ()
    begins: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of a text with the line feed that ends it."""

    start: int
    end: int
    pieces: tuple[TextPiece, ...]


def paragraphs(text: str, spans: Iterable[MarkedSpan]) -> list[Paragraph]:
    """The lines of a text in order, each in pieces; spans may overlap and cross lines.

    Takes time linear in the length of the text, and in how many spans cover each piece. Raises
    ValueError for a span that is empty or not inside the text.
    """
    starts, ends = _edges(text, spans)
    found: list[Paragraph] = []
    open_keys: dict[Key, None] = {}  # in the order in which they were opened
    edges = sorted({*starts, *ends})
    at = 0
    for first, last in _lines(text):
        pieces: list[TextPiece] = []
        place = first
        while place < last:
            while at < len(edges) and edges[at] <= place:
                at += 1
            for key in ends.get(place, ()):
                del open_keys[key]
            begins = starts.get(place, [])
            open_keys.update(dict.fromkeys(begins))
            following = min(edges[at], last) if at < len(edges) else last
            pieces.append(TextPiece(place, following, tuple(open_keys), tuple(begins)))
            place = following
        found.append(Paragraph(first, last, tuple(pieces)))
    return found


def _edges(
    text: str, spans: Iterable[MarkedSpan]
) -> tuple[defaultdict[int, list[Key]], defaultdict[int, list[Key]]]:
    starts: defaultdict[int, list[Key]] = defaultdict(list)
    ends: defaultdict[int, list[Key]] = defaultdict(list)
    for span in spans:
        if not 0 <= span.start < span.end <= len(text):
            raise ValueError(
                f"The span {span.key!r} from {span.start} to {span.end} is not inside a text of "
                f"{len(text)} characters."
            )
        starts[span.start].append(span.key)
        ends[span.end].append(span.key)
    return starts, ends


def _lines(text: str) -> Sequence[tuple[int, int]]:
    lines = []
    start = 0
    while start < len(text):
        feed = text.find("\n", start)
        end = len(text) if feed < 0 else feed + 1
        lines.append((start, end))
        start = end
    return lines
