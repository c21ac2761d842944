"""The view as GeoJSON (RFC 7946): a feature an event, at the places that curators tied it to.

An event at one place is a point, at several a multi-point, and one whose places have no coordinates
has a null geometry: the coordinates of what a place lies within are not lent to it. Coordinates
are those of the curated place, longitude first; `places` says of each what kind of place it is, and
whether its point stands for an area. Places that an event only concerns are in `about`, never in
its geometry.
"""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from timeline.editions.documents import EventDocument, PlaceDocument, places_of
from timeline.editions.facts import origins, sources_of
from timeline.editions.kinds import Kind
from timeline.reader.door.answers import json_text
from timeline.reader.formats.files import Addresses, answer, terms
from timeline.reader.query import labels
from timeline.reader.query.view import TimelineView
from timeline.text import dates

AREAS: Final = frozenset({"country", "region", "city", "island"})  # kinds of places


def render(view: TimelineView, request: HttpRequest) -> HttpResponse:
    """The whole view as a feature collection, in its order."""
    index, edition = view.reading.index, view.reading.edition
    addresses = Addresses(view)
    documents = view.reading.snapshot.documents(index.record_ids(view.all_ranks()))
    named = {slug for event in documents for slug in places_of(event)}
    gathered = view.reading.snapshot.gather({Kind.PLACE: named, Kind.SOURCE: sources_of(documents)})
    sources, places = gathered.of(Kind.SOURCE), gathered.of(Kind.PLACE)
    features = []
    for event in view.as_known(documents, sources):
        here = [places[slug] for slug in event["places"] if slug in places]
        properties = _properties(event, view) | {
            "url": addresses.event(event["slug"]),
            "places": [_place(place) for place in here],
            "about": [_place(places[slug]) for slug in event.get("about", ()) if slug in places],
            "excerpts": len(event["excerpts"]),
            "origins": [labels.of(index, "publisher", slug) for slug in origins(event, sources)],
        }
        features.append(
            {
                "type": "Feature",
                "id": event["slug"],
                "geometry": geometry(here),
                "properties": properties,
            }
        )
    collection = {
        "type": "FeatureCollection",
        "title": view.said,
        "url": addresses.view,
        "permanent_url": addresses.permanent,
        "edition": edition.number,
        **terms(view.reading),
        "features": features,
    }
    body = json_text(collection)
    return answer(view, body, "application/geo+json", "geojson")


def geometry(places: list[PlaceDocument]) -> dict[str, Any] | None:
    """The points of places that have coordinates; None when none has."""
    points = [point for place in places if (point := _point(place))]
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points} if points else None


def _point(place: PlaceDocument) -> list[float] | None:
    if place["latitude"] is None or place["longitude"] is None:
        return None
    return [float(place["longitude"]), float(place["latitude"])]


def _place(place: PlaceDocument) -> dict[str, Any]:
    point = _point(place)
    area = place["kind"] in AREAS
    return {
        "slug": place["slug"],
        "name": place["name"],
        "kind": place["kind"],
        "within": place["within"],
        "coordinates": point,
        "point": None if point is None else "stands for an area" if area else "marks the place",
    }


def _properties(event: EventDocument, view: TimelineView) -> dict[str, Any]:
    index, when = view.reading.index, dates.parse(event["date"])
    return {
        "title": event["title"],
        "summary": event["summary"],
        "date": event["date"],
        "date_phrase": when.phrase,
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
        "time": event["time"],
        "zone": event["zone"] or None,
        "fold": event.get("fold"),
        "phase": labels.of(index, "phase", event["phase"]),
        "kind": event["kind"],
        "importance": event["importance"],
        "actors": list(
            dict.fromkeys(labels.of(index, "actor", one["actor"]) for one in event["actors"])
        ),
    }
