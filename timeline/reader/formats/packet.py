"""The evidence packet: a whole view as one HTML file, to print, to keep, or to hand to somebody.

It holds every event with every excerpt, numbered, and the full record of every source as a
footnote. Nothing in it is loaded from anywhere, so that it reads the same from a disk in ten years;
its style sheet is in it, and the content security policy allows that one by its digest. All its
links are permanent, and it is dated by the edition and not by the hour it was made.
"""

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from timeline.editions.index import Index
from timeline.reader.formats.files import Addresses, answer
from timeline.reader.query import labels
from timeline.reader.query.view import TimelineView
from timeline.reader.show.cards import CardMaker, EventCard, ExcerptCard
from timeline.reader.show.view_cards import cards_from
from timeline.text import dates

STYLE: Final = (Path(__file__).parent / "packet.css").read_text(encoding="utf-8")
_DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY: Final = {
    "default-src": ["'none'"],
    "style-src": [f"'sha256-{_DIGEST}'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'none'"],
}


@dataclass(frozen=True, slots=True)
class Exhibit:
    """An event with its number in the packet, and its excerpts with those of their sources."""

    number: int
    event: EventCard
    excerpts: list[tuple[ExcerptCard, int]]


def render(view: TimelineView, request: HttpRequest) -> HttpResponse:
    """The whole view, in its order."""
    index, edition = view.reading.index, view.reading.edition
    addresses = Addresses(view, permanent=True)
    ranks = view.all_ranks()
    events, sources = view.with_sources(view.reading.snapshot.documents(index.record_ids(ranks)))
    maker = CardMaker(index, sources, edition=edition.number)
    numbers: dict[str, int] = {}  # of sources, in the order in which they are first quoted
    exhibits = [
        Exhibit(
            number,
            card,
            [
                (excerpt, numbers.setdefault(excerpt.source.slug, len(numbers) + 1))
                for excerpt in card.excerpts
            ],
        )
        for number, card in enumerate(cards_from(view, maker, ranks, events), start=1)
    ]
    context = {
        "site": view.reading.site,
        "phases": [one for slug in view.query.phase if (one := index.catalogue["phase"].get(slug))],
        "style": mark_safe(STYLE),  # noqa: S308  a file of ours
        "view": view,
        "edition": edition,
        "base": addresses.base,
        "permanent": addresses.permanent,
        "exhibits": exhibits,
        "footnotes": [
            _footnote(sources[slug], index, number, addresses) for slug, number in numbers.items()
        ],
    }
    body = render_to_string("reader/formats/packet.html", context)
    return answer(view, body, "text/html; charset=utf-8", "html", attached=False)


def _footnote(source: Any, index: Index, number: int, addresses: Addresses) -> dict[str, Any]:
    copied = index.catalogue["source"].get(source["republishes"] or "")
    return {
        **source,
        "number": number,
        "page": addresses.source(source["slug"]),
        "publisher_name": labels.of(index, "publisher", source["publisher"]),
        "nature": labels.nature(index, source["publisher"]),
        "origin_name": labels.of(index, "publisher", source["origin"]),
        "language_name": labels.of(index, "language", source["language"]),
        "kind_name": labels.words(source["kind"]),
        "copied": copied["name"] if copied else "",
        "when": dates.parse(source["published"]) if source["published"] else None,
        "first": dates.parse(first) if (first := source.get("first_published")) else None,
    }
