"""The editions: all of them, each one with what proves it whole, and what differs between two.

Who pressed the button is a person of the staff and no part of what is published: an edition is
answered for by its publisher, as a newspaper is. So no page names `published_by`.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from timeline.editions import snapshot as reading
from timeline.editions.models import Edition, Kind
from timeline.reader import metadata
from timeline.reader.door import caching
from timeline.reader.door.edition_view import page, refused, show
from timeline.reader.query.parse import SHOWN, clean, is_tracking
from timeline.reader.query.reading import Reading

PLURALS = {
    "event": "events",
    "dispute": "disagreements",
    "source": "sources",
    "publisher": "publishers",
    "actor": "actors",
    "place": "places",
    "phase": "phases",
}


@page
def editions(request: HttpRequest, found: Reading) -> HttpResponseBase:
    """All editions up to the one that is read, the latest first."""
    every = reading.editions_until(found.edition.number)
    path = reverse("editions")
    about = "Every publication of the timeline, with what it changed and its digest."
    meta = metadata.of_list(found, request, path, "Editions", about, len(every))
    return show(request, found, "reader/editions.html", path, meta=meta, editions=every)


# -- one edition -----------------------------------------------------------------------------------


@require_safe
def edition(request: HttpRequest, number: int) -> HttpResponseBase:
    """One edition: its note, its numbers, and how to prove that it is whole."""
    one = reading.edition(number)
    if one is None:
        return _no_edition(request, number)
    problems = _unknown(request, ())
    if problems:
        return _refused(request, one, problems)
    tag = caching.etag(request, one, "page")
    unchanged = caching.not_modified(request, tag, permanent=True)
    if unchanged is not None:
        return unchanged
    index = reading.index_of(one)
    counts = [("events", len(index))]
    counts += [
        (plural, len(index.catalogue.get(kind, {})))
        for kind, plural in PLURALS.items()
        if kind != Kind.EVENT
    ]
    path = reverse("edition", args=[number])
    context = {
        "edition": one,
        "meta": metadata.of_edition(Reading(one, index, number), request),
        "counts": counts,
        "canonical": request.build_absolute_uri(path),
        "digests_url": request.build_absolute_uri(reverse("edition-digests", args=[number])),
    }
    return caching.finish(render(request, "reader/edition.html", context), tag, permanent=True)


@require_safe
def digests(request: HttpRequest, number: int) -> HttpResponseBase:
    """The digest of every record of an edition: lines “kind slug SHA-256”, in the order of kind and
    slug, LF after each. Their own SHA-256 is the digest of the edition."""
    return _data(request, number, "text/plain; charset=utf-8", _digest_lines)


@require_safe
def records(request: HttpRequest, number: int) -> HttpResponseBase:
    """Every record of an edition as JSON Lines: kind, slug, SHA-256, the edition it is since, and
    the document in the canonical form that the SHA-256 is of (sorted keys, no spaces, UTF-8)."""
    return _data(request, number, "application/jsonl; charset=utf-8", _record_lines)


def _data(request: HttpRequest, number: int, media: str, lines: Any) -> HttpResponseBase:
    one = reading.edition(number)
    if one is None:
        text = f"There is no edition {number}.\n"
        return HttpResponse(text, "text/plain; charset=utf-8", status=404)
    tag = caching.etag(request, one, media)
    unchanged = caching.not_modified(request, tag, permanent=True)
    if unchanged is not None:
        return unchanged
    return caching.finish(StreamingHttpResponse(lines(one), media), tag, permanent=True)


def _digest_lines(one: Edition) -> Iterator[str]:
    for kind, slug, sha256 in reading.digests(one):
        yield f"{kind} {slug} {sha256}\n"


def _record_lines(one: Edition) -> Iterator[str]:
    for record in reading.records(one):
        yield json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"


def _unknown(request: HttpRequest, known: tuple[str, ...]) -> list[str]:
    takes = f"it takes {', '.join(f'“{name}”' for name in known)}" if known else "it takes none"
    return [
        f"This page has no parameter “{name[:SHOWN]}”; {takes}."
        for name in map(clean, request.GET)
        if name not in known and not is_tracking(name)
    ]


def _no_edition(request: HttpRequest, number: int) -> HttpResponseBase:
    latest = reading.latest_edition()
    if latest is None:
        return render(request, "reader/unpublished.html", status=503)
    problem = f"There is no edition {number}. The latest is {latest.number}."
    return _refused(request, latest, [problem], status=404)


def _refused(
    request: HttpRequest, one: Edition, problems: list[str], *, status: int = 400
) -> HttpResponseBase:
    found = Reading(one, reading.index_of(one), None)
    return refused(request, found, problems, status=status)
