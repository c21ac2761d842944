"""The share pictures of a view and of an event, which `og:image` names."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe
from pyroaring import BitMap

from timeline.editions import snapshot as reading
from timeline.editions.facts import sources_of
from timeline.editions.index import Index
from timeline.editions.models import Edition, Kind
from timeline.reader.door import caching
from timeline.reader.door.edition_view import gone, page
from timeline.reader.formats import json_format
from timeline.reader.pictures.columns import Column, strip
from timeline.reader.pictures.share_card import Picture, drawn
from timeline.reader.query.reading import Reading, reading_of
from timeline.reader.query.view import view_of
from timeline.reader.show.cards import CardMaker
from timeline.text import dates


@require_safe
def view_picture(request: HttpRequest) -> HttpResponseBase:
    """The picture of a view: what it holds, how many events, and when they were.

    A value that cannot be used is named in a problem document (RFC 9457), with status 400.
    """
    found = reading_of(request)
    if found is None:
        return HttpResponse("Nothing is published yet.\n", "text/plain; charset=utf-8", status=503)
    tag = caching.etag(request, found.edition, "card")
    permanent = found.asked is not None
    unchanged = caching.not_modified(request, tag, permanent=permanent)
    if unchanged is not None:
        return unchanged
    view = view_of(request, found)
    if view.problems:
        return json_format.problem(view, request)
    total, whole = len(view.selection), len(found.index)
    events = f"{whole} event{'' if whole == 1 else 's'}"
    start = view.query.from_.earliest if view.query.from_ else None
    columns = strip(found.index, view.selection, start)
    picture = Picture(
        heading=view.description,
        count=f"{total} of {events}" if view.query.filters else events,
        edition=_edition(found.edition),
        columns=columns,
        phases=_phases(found.index, columns),
    )
    return caching.finish(_png(picture), tag, permanent=permanent)


@page
def event_picture(request: HttpRequest, found: Reading, slug: str) -> HttpResponseBase:
    """The picture of an event: its date and title, what it stands on, and where it lies in time."""
    record = reading.record(found.edition, Kind.EVENT, slug)
    if record is None:
        return gone(request, found, Kind.EVENT, slug, "event-card")
    document = record.document
    gathered = reading.gather(found.edition, {Kind.SOURCE: sources_of([document])})
    sources = gathered.of(Kind.SOURCE)
    card = CardMaker(found.index, sources).event(document)
    columns = strip(found.index, found.index.all)
    excerpts, origins = len(card.excerpts), card.origin_count
    count = f"{excerpts} excerpt{'' if excerpts == 1 else 's'}, {origins} " + (
        "origin" if origins == 1 else "independent origins"
    )
    picture = Picture(
        over=card.when.phrase,
        heading=document["title"],
        count=count,
        edition=_edition(found.edition),
        columns=columns,
        phases=[(card.phase_number, card.phase.name)],
        within=card.when,
    )
    return _png(picture)


def _png(picture: Picture) -> HttpResponse:
    return HttpResponse(drawn(picture), "image/png")


def _edition(edition: Edition) -> str:
    day = dates.parse(edition.published_at.date().isoformat())
    return f"Edition {edition.number} · {day.phrase}"


def _phases(index: Index, columns: list[Column]) -> list[tuple[int, str]]:
    """The phases that the columns show, in their own order."""
    shown = BitMap.union(BitMap(), *(column.events for column in columns))
    counts = index.counts("phase", shown)
    return [
        (entry["mark"], entry["name"])
        for slug, entry in index.catalogue["phase"].items()
        if counts.get(slug)
    ]
