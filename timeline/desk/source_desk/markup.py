"""The text of a source as HTML, with its excerpts marked in place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from timeline.desk.source_desk.highlights import Paragraph, TextPiece


@dataclass(frozen=True, slots=True)
class MarkLabel:
    """What a mark says of its excerpt: its number on the page, its event, its stance."""

    number: int
    event: str
    stance: str


def text_html(
    text: str, paragraphs: Iterable[Paragraph], labels: Mapping[str, MarkLabel]
) -> SafeString:
    """A `p` for each paragraph, with `data-start`: the code points before it.

    The text content is the text, character for character: what links to an excerpt has no text of
    its own, so that a script can count characters.
    """
    parts: list[str] = []
    for paragraph in paragraphs:
        parts.append(f'<p dir="auto" data-start="{paragraph.start}">')
        parts += (_piece(text, piece, labels) for piece in paragraph.pieces)
        parts.append("</p>")
    return mark_safe("".join(parts))  # noqa: S308  every piece of it is escaped below


def _piece(text: str, piece: TextPiece, labels: Mapping[str, MarkLabel]) -> str:
    words = conditional_escape(text[piece.start : piece.end])
    if not piece.keys:
        return words
    links = "".join(
        format_html(
            '<a class="ref" id="passage-{}" href="#excerpt-{}" aria-label="Excerpt {}: {}" '
            'data-number="{}"></a>',
            key,
            key,
            labels[key].number,
            labels[key].event,
            labels[key].number,
        )
        for key in piece.begins
    )
    depth = min(len(piece.keys), 3)
    stances = " ".join(dict.fromkeys(f"is-{labels[key].stance}" for key in piece.keys))
    return links + format_html(
        '<mark class="depth-{} {}" data-excerpts="{}">{}</mark>',
        depth,
        stances,
        " ".join(piece.keys),
        words,
    )
