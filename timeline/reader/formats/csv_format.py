"""The view as CSV (RFC 4180): a row an excerpt, so that each row is a claim with its evidence.

What is known of the event is repeated in each of its rows; `event` tells which belong together. An
event of which the view shows no excerpt has one row. Several values in a cell are separated by
semicolons.

A cell that begins with `=`, `+`, `-`, `@`, a tab or a line break would be run as a formula by a
spreadsheet: it gets an apostrophe in front. JSON is the form without any such change. The file
begins with a byte order mark: without one, Excel reads UTF-8 as the letters of some other alphabet,
and half of the names here are Persian or Arabic.
"""

import csv
import io
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from timeline.editions.documents import EventDocument, ExcerptDocument, SourceDocument
from timeline.editions.facts import origins
from timeline.editions.index import Index
from timeline.editions.site import rights
from timeline.reader.formats.files import Addresses, answer
from timeline.reader.query import labels
from timeline.reader.query.view import TimelineView
from timeline.reader.show.cards import passage_url
from timeline.text import dates

BOM: Final = "\ufeff"
RUN_BY_SPREADSHEETS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
EVENT_COLUMNS: Final = (
    "event", "event_url", "title", "summary", "date", "date_phrase", "earliest", "latest", "time",
    "zone", "fold", "date_basis", "date_note", "phase", "kind", "importance", "actors", "places",
    "about", "wording", "origins",
)  # fmt: skip
EXCERPT_COLUMNS: Final = (
    "excerpt", "stance", "quote", "translation", "language", "said_by", "locator", "passage_url",
    "source", "source_title", "publisher", "origin", "byline", "published",
    "first_published", "source_url", "archived_url",
)  # fmt: skip
# Names may be alike or change; these join with every other form. In the order of the named columns.
SLUG_COLUMNS: Final = (
    "phase_slug", "actor_slugs", "place_slugs", "about_slugs", "origin_slugs", "said_by_slug",
    "publisher_slug", "source_origin_slug",
)  # fmt: skip
COLUMNS: Final = (*EVENT_COLUMNS, *EXCERPT_COLUMNS, "edition", *SLUG_COLUMNS, "licence")


def render(view: TimelineView, request: HttpRequest) -> HttpResponse:
    """The whole view, in its order."""
    index, edition = view.reading.index, str(view.reading.edition.number)
    addresses = Addresses(view)
    documents = view.reading.snapshot.documents(index.record_ids(view.all_ranks()))
    events, sources = view.with_sources(documents)
    file = io.StringIO()
    file.write(BOM)
    writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for event in events:
        row = _event(event, sources, index) | {
            "event_url": addresses.event(event["slug"]),
            "edition": edition,
            "licence": rights(view.reading.site),
        }
        for excerpt in event["excerpts"] or [None]:
            more = _excerpt(excerpt, sources[excerpt["source"]], index) if excerpt else {}
            writer.writerow({name: _safe(value) for name, value in (row | more).items()})
    return answer(view, file.getvalue(), "text/csv; charset=utf-8; header=present", "csv")


def _safe(text: str) -> str:
    """Text that no spreadsheet runs, and that is the same again without its first apostrophe."""
    return f"'{text}" if text.lstrip("'").startswith(RUN_BY_SPREADSHEETS) else text


def _event(
    event: EventDocument, sources: dict[str, SourceDocument], index: Index
) -> dict[str, str]:
    when = dates.parse(event["date"])
    roles: dict[str, list[str]] = {}
    for one in event["actors"]:
        roles.setdefault(labels.of(index, "actor", one["actor"]), []).append(one["role"])
    return {
        "event": event["slug"],
        "title": event["title"],
        "summary": event["summary"],
        "date": event["date"],
        "date_phrase": when.phrase,
        "earliest": when.earliest.isoformat() if when.earliest else "",
        "latest": when.latest.isoformat() if when.latest else "",
        "time": event["time"] or "",
        "zone": event["zone"],
        "fold": event.get("fold", ""),
        "date_basis": event["date_basis"],
        "date_note": event["date_note"],
        "phase": labels.of(index, "phase", event["phase"]),
        "kind": event["kind"],
        "importance": event["importance"],
        "actors": "; ".join(f"{name} ({', '.join(found)})" for name, found in roles.items()),
        "places": "; ".join(labels.of(index, "place", slug) for slug in event["places"]),
        "about": "; ".join(labels.of(index, "place", slug) for slug in event.get("about", ())),
        "wording": event.get("wording", ""),
        "origins": "; ".join(
            labels.of(index, "publisher", slug) for slug in origins(event, sources)
        ),
        "phase_slug": event["phase"],
        "actor_slugs": "; ".join(dict.fromkeys(one["actor"] for one in event["actors"])),
        "place_slugs": "; ".join(event["places"]),
        "about_slugs": "; ".join(event.get("about", ())),
        "origin_slugs": "; ".join(origins(event, sources)),
    }


def _excerpt(excerpt: ExcerptDocument, source: SourceDocument, index: Index) -> dict[str, Any]:
    said_by = excerpt["said_by"]
    return {
        "excerpt": excerpt["slug"],
        "stance": excerpt["stance"],
        "quote": excerpt["quote"],
        "translation": excerpt["translation"],
        "language": excerpt["language"],
        "said_by": labels.of(index, "actor", said_by) if said_by else "",
        "locator": excerpt["locator"],
        "passage_url": passage_url(source, excerpt),
        "source": source["slug"],
        "source_title": source["title"],
        "publisher": labels.of(index, "publisher", source["publisher"]),
        "origin": labels.of(index, "publisher", source["origin"]),
        "byline": source["byline"],
        "published": source["published"],
        "first_published": source.get("first_published") or source["published"],
        "source_url": source["url"],
        "archived_url": source["archived_url"],
        "said_by_slug": said_by or "",
        "publisher_slug": source["publisher"],
        "source_origin_slug": source["origin"],
    }
