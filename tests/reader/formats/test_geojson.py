"""The view as GeoJSON: the structure of RFC 7946, and points that claim no more than is known."""

import json
from typing import Any

from tests.reader.formats.conftest import HOSTILE_TITLE
from tests.timeline_data import Desk


def collection(client, address: str = "/timeline.geojson") -> dict[str, Any]:
    return json.loads(client.get(address).content)


def features(client, address: str = "/timeline.geojson") -> dict[str, Any]:
    return {feature["id"]: feature for feature in collection(client, address)["features"]}


def test_a_feature(client, published):
    assert collection(client, "/timeline.geojson?kind=legal-step") == {
        "type": "FeatureCollection",
        "title": "Legal steps",
        "url": "http://testserver/?kind=legal-step",
        "permanent_url": "http://testserver/?kind=legal-step&edition=1",
        "edition": 1,
        "attribution": "Aftermath, edition 1",
        "licence": "CC BY 4.0",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/",
        "rights": "Titles, summaries and notes: CC BY 4.0. Quotations belong to their publishers "
        "and are quoted for study and reporting.",
        "features": [
            {
                "type": "Feature",
                "id": "review",
                "geometry": {"type": "Point", "coordinates": [-0.125, 51.5]},
                "properties": {
                    "title": "A court reviews the closing",
                    "summary": "A court reviews the closing, as sources say.",
                    "date": "2021-03-02",
                    "date_phrase": "2 March 2021",
                    "earliest": "2021-03-02",
                    "latest": "2021-03-02",
                    "time": None,
                    "zone": None,
                    "fold": None,
                    "phase": "Afterwards",
                    "kind": "legal-step",
                    "importance": "major",
                    "actors": ["Ada Reed", "Ministry of Works"],
                    "url": "http://testserver/events/review/",
                    "places": [
                        {
                            "slug": "harbour-town",
                            "name": "Harbour Town",
                            "kind": "city",
                            "within": "northland",
                            "coordinates": [-0.125, 51.5],
                            "point": "stands for an area",
                        }
                    ],
                    "about": [],
                    "excerpts": 1,
                    "origins": ["The Courier"],
                },
            }
        ],
    }


def test_coordinates_are_not_lent_by_what_a_place_lies_within(client, published):
    """The Old Bridge is in Harbour Town, whose coordinates are known."""
    found = features(client)
    assert len(found) == 8
    assert {slug for slug, feature in found.items() if feature["geometry"]} == {"review"}
    (bridge,) = found["closing"]["properties"]["places"]
    assert (bridge["within"], bridge["coordinates"], bridge["point"]) == (
        "harbour-town", None, None,
    )  # fmt: skip
    assert found["traffic"]["properties"]["latest"] is None


def test_several_places_are_a_multi_point(client, published: Desk):
    published.place("pier", "Pier", "building", latitude="-12.30000", longitude="45.67000")
    event = published.events["review"]
    event.places.add(published.places["pier"])
    published.change(event)
    published.publish("A place more.")
    feature = features(client)["review"]
    assert feature["geometry"] == {
        "type": "MultiPoint", "coordinates": [[-0.125, 51.5], [45.67, -12.3]],
    }  # fmt: skip
    assert feature["properties"]["places"][1]["point"] == "marks the place"


def test_what_was_not_yet_known_is_not_counted(client, published):
    found = features(client, "/timeline.geojson?known_by=2020-01-03")
    assert found["closing"]["properties"]["excerpts"] == 2
    assert found["closing"]["properties"]["origins"] == ["North Wire"]


def test_hostile_text_stays_text(client, hostile):
    assert features(client)["bad-event"]["properties"]["title"] == HOSTILE_TITLE
