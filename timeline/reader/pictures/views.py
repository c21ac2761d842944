"""The share pictures of a view and of an event, which `og:image` names."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from pyroaring import BitMap

from timeline.editions.facts import sources_of
from timeline.editions.index import Index
from timeline.editions.kinds import Kind
from timeline.editions.models import Edition
from timeline.reader.door.answers import DATA
from timeline.reader.door.edition_view import EDITION, WHOLE_VIEW, edition_view, gone
from timeline.reader.pictures.columns import Column, strip
from timeline.reader.pictures.share_card import Picture, drawn
from timeline.reader.query.reading import Reading
from timeline.reader.query.view import view_of
from timeline.reader.show.cards import CardMaker
from timeline.text import dates


@edition_view(WHOLE_VIEW, answers=DATA)
def view_picture(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """The picture of a view: what it holds, how many events, and when they were."""
    view = view_of(request, reading)
    if view.problems:
        return DATA.refuse(request, reading, 400, view.problems)
    total, whole = len(view.selection), len(reading.index)
    events = f"{whole} event{'' if whole == 1 else 's'}"
    start = view.query.from_.earliest if view.query.from_ else None
    columns = strip(reading.index, view.selection, start)
    picture = Picture(
        heading=view.description,
        count=f"{total} of {events}" if view.query.filters else events,
        edition=_edition(reading.edition),
        site=reading.site.name,
        columns=columns,
        phases=_phases(reading.index, columns),
    )
    return _png(picture)


@edition_view(EDITION, answers=DATA)
def event_picture(request: HttpRequest, reading: Reading, slug: str) -> HttpResponseBase:
    """The picture of an event: its date and title, what it stands on, and where it lies in time."""
    record = reading.snapshot.record(Kind.EVENT, slug)
    if record is None:
        return gone(request, reading, Kind.EVENT, slug, "event-card")
    document = record.document
    gathered = reading.snapshot.gather({Kind.SOURCE: sources_of([document])})
    sources = gathered.of(Kind.SOURCE)
    card = CardMaker(reading.index, sources).event(document)
    columns = strip(reading.index, reading.index.all)
    excerpts, origins = len(card.excerpts), card.origin_count
    count = f"{excerpts} excerpt{'' if excerpts == 1 else 's'}, {origins} " + (
        "origin" if origins == 1 else "independent origins"
    )
    picture = Picture(
        over=card.when.phrase,
        heading=document["title"],
        count=count,
        edition=_edition(reading.edition),
        site=reading.site.name,
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
