"""The pages of all places and of one. The corpus is in tests/timeline_data.py."""

import pytest

from tests.html import page_of
from tests.timeline_data import Desk, forget_indexes
from timeline.reader.door.caching import LATEST, PERMANENT

# -- works -----------------------------------------------------------------------------------------


def test_all_places_each_under_the_one_around_it(client, published):
    page = page_of(client.get("/places/"))
    assert page.one("title").text == "Places | Aftermath"
    assert [(row["class"], row.links()) for row in page.one("ul", class_="tree").all("li")] == [
        ("depth-0", {"Northland": "/places/northland/",
                     "5 events at Northland": "/?place=northland"}),
        ("depth-1", {"Harbour Town": "/places/harbour-town/",
                     "4 events at Harbour Town": "/?place=harbour-town"}),
        ("depth-2", {"Old Bridge": "/places/old-bridge/",
                     "3 events at Old Bridge": "/?place=old-bridge"}),
        ("depth-0", {"South Isle": "/places/south-isle/",
                     "1 event at South Isle": "/?place=south-isle"}),
    ]  # fmt: skip


def test_one_place_has_the_events_of_all_places_within_it(client, published):
    page = page_of(client.get("/places/harbour-town/"))
    assert page.one("title").text == "Harbour Town | Aftermath"
    assert page.one("h1").text == "Harbour Town"
    assert page.one(class_="tally").text == "City · 4 events"
    assert page.one(class_="tally").links() == {"4 events": "/?place=harbour-town"}
    assert page.one("nav", class_="crumb").links() == {
        "Places": "/places/",
        "Northland": "/places/northland/",
    }
    assert page.texts("h4") == [
        "The Old Bridge closes", "The crew counts vehicles", "A court reviews the closing",
        "The bridge opens again",
    ]  # fmt: skip
    where = page.one("section", aria_labelledby="where")
    assert where.texts("p")[0] == "51.5, -0.125 degrees, WGS 84"
    assert where.links() == {
        "Harbour Town": "/places/harbour-town/",  # on the map
        "Show on OpenStreetMap": "https://www.openstreetmap.org/?mlat=51.5&mlon=-0.125"
        "#map=10/51.5/-0.125",
        "Open in a map program": "geo:51.5,-0.125",
    }
    assert where.one("a", rel="noopener nofollow").text == "Show on OpenStreetMap"
    assert page.one("section", aria_labelledby="contains").links() == {
        "Old Bridge": "/places/old-bridge/",
        "3 events at Old Bridge": "/?place=old-bridge",
    }
    assert page.one("section", aria_labelledby="who").links() == {
        "Ministry of Works": "/actors/ministry/",
        "3 events with Ministry of Works": "/?actor=ministry&place=harbour-town",
        "Ada Reed": "/actors/ada/",
        "2 events with Ada Reed": "/?actor=ada&place=harbour-town",
        "Bridge crew": "/actors/crew/",
        "2 events with Bridge crew": "/?actor=crew&place=harbour-town",
    }
    assert page.one("section", aria_labelledby="moments").texts("li") == [
        "First event, 3 January 2020The Old Bridge closes",
        "Last event, late June 2021The bridge opens again",
    ]
    assert page.one("section", aria_labelledby="disputes").links() == {
        "How many vehicles were turned back?": "/disputes/how-many/"
    }


def test_all_that_a_place_lies_within(client, published):
    page = page_of(client.get("/places/old-bridge/"))
    assert list(page.one("nav", class_="crumb").links()) == ["Places", "Northland", "Harbour Town"]


def test_a_place_without_coordinates_says_nothing_of_them(client, published):
    page = page_of(client.get("/places/old-bridge/"))
    assert page.all("section", aria_labelledby="where") == []
    assert page.all("section", aria_labelledby="contains") == []


# -- not found, bad input --------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["nowhere", "Northland", "ada", "x" * 500, "a%00b"])
def test_what_is_in_no_edition_is_not_found(client, published, slug):
    assert client.get(f"/places/{slug}/").status_code == 404


def test_a_place_of_a_withdrawn_event_is_gone(client, republished):
    response = client.get("/places/south-isle/")
    assert response.status_code == 410
    page = page_of(response)
    assert "The place “south-isle” is not part of this edition" in page.text
    assert (
        page.one("main").links().items()
        >= {"read it as edition 1 had it": "/places/south-isle/?edition=1"}.items()
    )


# -- editions --------------------------------------------------------------------------------------


def test_an_edition_shows_the_places_it_had(client, republished):
    old = page_of(client.get("/places/?edition=1")).one("main").links()
    assert old["South Isle"] == "/places/south-isle/?edition=1"
    assert old["1 event at South Isle"] == "/?place=south-isle&edition=1"
    assert "South Isle" not in page_of(client.get("/places/")).text
    assert client.get("/places/south-isle/?edition=1").status_code == 200


# -- caching, queries ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/places/", "/places/northland/"])
def test_caching(client, published, path):
    response = client.get(path)
    assert response["Cache-Control"] == LATEST
    assert client.get(path, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.get(path + "?edition=1")["Cache-Control"] == PERMANENT


def test_queries(client, published, django_assert_num_queries):
    forget_indexes()
    with django_assert_num_queries(2):
        client.get("/places/")
    forget_indexes()
    with django_assert_num_queries(4):
        client.get("/places/northland/")
    with django_assert_num_queries(3):
        client.get("/places/old-bridge/")


def test_what_is_about_a_place_did_not_happen_there(client, published: Desk):
    published.event(
        "lawsuit", "The ministry threatens a lawsuit", "2023", "after", "threat",
        places=("harbour-town",), about=("old-bridge",),
        excerpts=({"source": "wire-closing", "quote": "We will see them in court."},),
    )  # fmt: skip
    published.publish("About a place.")
    page = page_of(client.get("/places/old-bridge/"))
    assert page.links()["1 about it"] == "/?about=old-bridge"
    assert "The ministry threatens a lawsuit" not in page.text
    assert "The ministry threatens a lawsuit" in page_of(client.get("/?about=old-bridge")).text
    assert "The ministry threatens a lawsuit" in page_of(client.get("/?about=harbour-town")).text
    listed = client.get("/timeline.json?place=old-bridge").json()["events"]
    assert "lawsuit" not in [event["slug"] for event in listed]
    assert "Events about Old Bridge" in page_of(client.get("/?about=old-bridge")).text


def test_the_page_of_an_event_tells_what_it_is_about_and_how_it_is_worded(client, published: Desk):
    published.event(
        "lawsuit", "The ministry threatens a lawsuit", "2023", "after", "threat",
        about=("old-bridge",), wording="A “suit” in one, a “case” in two.",
        excerpts=({"source": "wire-closing", "quote": "We will see them in court."},),
    )  # fmt: skip
    published.publish("About a place.")
    page = page_of(client.get("/events/lawsuit/"))
    worded = page.one("section", **{"aria-labelledby": "worded"})
    assert "A “suit” in one, a “case” in two." in worded.text
    concerns = page.one("section", **{"aria-labelledby": "concerns"})
    assert concerns.links() == {"Old Bridge": "/places/old-bridge/"}
    assert "sources differ" not in page.one("article").text
    (event,) = client.get("/timeline.json?about=old-bridge").json()["events"]
    assert (event["about"], event["places"]) == (["old-bridge"], [])
    assert event["wording"] == "A “suit” in one, a “case” in two."
    (feature,) = client.get("/timeline.geojson?about=old-bridge").json()["features"]
    assert feature["geometry"] is None  # a dot on a map is a claim
    assert [place["name"] for place in feature["properties"]["about"]] == ["Old Bridge"]
    assert "A “suit” in one" in client.get("/timeline.html?about=old-bridge").content.decode()
