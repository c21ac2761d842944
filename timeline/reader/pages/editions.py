"""The editions: all of them, each one with what proves it whole, and what differs between two.

Who pressed the button is a person of the staff and no part of what is published: an edition is
answered for by its publisher, as a newspaper is. So no page names `published_by`.
"""

import json
from collections.abc import Iterator

from django.http import (
    HttpRequest,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse

from timeline.editions import archive
from timeline.editions.kinds import KINDS, Kind
from timeline.editions.models import Edition
from timeline.reader import metadata
from timeline.reader.door.answers import OPEN_TEXT
from timeline.reader.door.edition_view import EDITION, NOTHING, edition_view, show
from timeline.reader.query.reading import Reading
from timeline.site_url import absolute


@edition_view(EDITION)
def editions(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """All editions up to the one that is read, the latest first."""
    every = archive.editions_until(reading.edition.number)
    path = reverse("editions")
    about = "Every publication of the timeline, with what it changed and its digest."
    meta = metadata.of_list(reading, path, "Editions", about, len(every))
    return show(request, reading, "reader/editions.html", path, meta=meta, editions=every)


# -- one edition -----------------------------------------------------------------------------------


@edition_view(NOTHING, number="number")
def edition(request: HttpRequest, reading: Reading, number: int) -> HttpResponseBase:
    """One edition: its note, its numbers, and how to prove that it is whole."""
    index = reading.index
    counts = [("events", len(index))]
    counts += [
        (one.plural, len(index.things(kind)))
        for kind, one in KINDS.items()
        if kind != Kind.EVENT and (one.facet or index.things(kind))
    ]
    path = reverse("edition", args=[number])
    context = {
        "snapshot": reading.snapshot,
        "edition": reading.edition,
        "site": reading.site,
        "meta": metadata.of_edition(reading),
        "counts": counts,
        "canonical": absolute(path),
        "digests_url": absolute(reverse("edition-digests", args=[number])),
    }
    return render(request, "reader/edition.html", context)


@edition_view(NOTHING, answers=OPEN_TEXT, number="number")
def digests(request: HttpRequest, reading: Reading, number: int) -> HttpResponseBase:
    """The digest of every record of an edition: lines “kind slug SHA-256”, in the order of kind and
    slug, LF after each. Their own SHA-256 is the digest of the edition."""
    return StreamingHttpResponse(_digest_lines(reading.edition), "text/plain; charset=utf-8")


@edition_view(NOTHING, answers=OPEN_TEXT, number="number")
def records(request: HttpRequest, reading: Reading, number: int) -> HttpResponseBase:
    """Every record of an edition as JSON Lines: kind, slug, SHA-256, the edition it is since, and
    the document in the canonical form that the SHA-256 is of (sorted keys, no spaces, UTF-8)."""
    lines = _record_lines(reading.edition)
    return StreamingHttpResponse(lines, "application/jsonl; charset=utf-8")


def _digest_lines(one: Edition) -> Iterator[str]:
    for kind, slug, sha256 in archive.digests(one):
        yield f"{kind} {slug} {sha256}\n"


def _record_lines(one: Edition) -> Iterator[str]:
    for record in archive.records(one):
        yield json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
