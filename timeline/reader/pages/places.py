"""The places: all of them as they lie within each other, and each with what happened there."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from timeline.editions.catalogue import PlaceEntry
from timeline.editions.kinds import Kind
from timeline.reader import metadata
from timeline.reader.door.edition_view import EDITION, edition_view, gone, show
from timeline.reader.overview import picture_of
from timeline.reader.pages.listed import Row, cards_of, events_url, names_of, rows_of, with_events
from timeline.reader.pages.related import Counted, disputes_of, ends, together
from timeline.reader.pictures.map import map_of
from timeline.reader.query import labels
from timeline.reader.query.parameters import PAGE_SIZE
from timeline.reader.query.reading import Reading
from timeline.reader.query.sorting import alphabetical
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.query.view import selected
from timeline.reader.show.cards import CardMaker
from timeline.reader.show.grouping import grouped


@edition_view(EDITION)
def places(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """All places of the edition, each under the one that it lies within."""
    catalogue = reading.index.catalogue["place"]
    by_parent: dict[str | None, list[Row]] = {}
    for row in rows_of(reading, "place"):
        within = catalogue[row.thing.slug]["within"]
        by_parent.setdefault(within if within in catalogue else None, []).append(row)
    rows: list[Row] = []

    def add(parent: str | None, depth: int) -> None:
        for row in by_parent.get(parent, []):
            rows.append(Row(row.thing, row.count, row.events_url, depth))
            add(row.thing.slug, depth + 1)

    add(None, 0)
    about = "Where it happened: every place of the timeline, under the one that it lies within."
    meta = metadata.of_list(reading, "/places/", "Places", about, len(rows))
    counts = {row.thing.slug: row.count for row in rows}
    drawn = map_of(catalogue, counts, counts, edition=reading.asked)
    return show(request, reading, "reader/places.html", "/places/", meta=meta, rows=rows, map=drawn)


@edition_view(EDITION)
def place(request: HttpRequest, reading: Reading, slug: str) -> HttpResponseBase:
    """One place: where it is, every name it goes by, and what happened there or within it."""
    index = reading.index
    own = index.having("place", slug)
    ranks = list(own[:PAGE_SIZE])
    document, events, by_rank = with_events(reading, Kind.PLACE, slug, ranks, own)
    if document is None:
        return gone(request, reading, Kind.PLACE, slug)
    catalogue = index.catalogue["place"]
    maker = CardMaker(index, {}, edition=reading.asked)
    query = TimelineQuery(edition=reading.asked).choosing("place", slug)
    counts = index.counts("place", index.all)
    return show(
        request,
        reading,
        "reader/place.html",
        f"/places/{slug}/",
        place=document,
        meta=metadata.of_place(document, reading),
        names=names_of(reading, document),
        kind=labels.words(document["kind"]),
        around=[maker.named("place", outer) for outer in _around(catalogue, slug)],
        contains=sorted(
            (
                Counted(maker.named("place", inner), counts.get(inner, 0), query_url)
                for inner, entry in catalogue.items()
                if entry["within"] == slug
                for query_url in [events_url(reading, "place", inner)]
            ),
            key=lambda row: alphabetical(row.thing.name),
        ),
        about_count=len(index.having("about", slug)),
        about_url=events_url(reading, "about", slug),
        who=together(reading, "actor", query, own),
        moments=ends(reading, own, by_rank),
        disputes=disputes_of(reading, own),
        map_url=_map_url(document),
        map=map_of(
            catalogue,
            [slug, *(inner for inner, entry in catalogue.items() if entry["within"] == slug)],
            counts,
            edition=reading.asked,
            current=slug,
        ),
        years=grouped(cards_of(reading, ranks, events)),
        overview=picture_of(selected(reading, query), alone=True),
        count=len(own),
        shown=len(ranks),
        total=len(own),
        events_url=events_url(reading, "place", slug),
    )


def _around(catalogue: dict[str, PlaceEntry], slug: str) -> list[str]:
    """The places that a place lies within, the largest first."""
    chain: list[str] = []
    step = catalogue[slug]["within"] if slug in catalogue else None
    while step is not None and step in catalogue and step not in chain:
        chain.insert(0, step)
        step = catalogue[step]["within"]
    return chain


_ZOOMS = {"country": 5, "region": 7, "city": 10}


def _map_url(place: Any) -> str:
    """Where OpenStreetMap shows the place; empty without coordinates."""
    if not place["latitude"] or not place["longitude"]:
        return ""
    latitude, longitude = place["latitude"], place["longitude"]
    zoom = _ZOOMS.get(place["kind"], 14)
    return (
        f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}"
        f"#map={zoom}/{latitude}/{longitude}"
    )
