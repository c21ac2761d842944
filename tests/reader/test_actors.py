"""The pages of all actors and of one. The corpus is in tests/timeline_data.py."""

import pytest

from tests.html import Element, page_of
from tests.timeline_data import Desk, forget_indexes
from timeline.reader.door.caching import LATEST, PERMANENT


def groups(page: Element) -> dict[str, dict[str, str | None]]:
    return {
        group.one("h2").text: group.links() for group in page.all("section", class_="group")
    }  # fmt: skip


# -- works -----------------------------------------------------------------------------------------


def test_all_actors_by_kind_with_their_counts(client, published):
    page = page_of(client.get("/actors/"))
    assert page.one("title").text == "Actors | Aftermath"
    assert page.one("nav", class_="site").one(aria_current="page").text == "Actors"
    assert groups(page) == {
        "People": {
            "Ada Reed": "/actors/ada/",
            "3 events with Ada Reed": "/?actor=ada",
            "Ben Cole": "/actors/ben/",
            "1 event with Ben Cole": "/?actor=ben",
            "Town clerk": "/actors/clerk/",
            "0 events with Town clerk": "/?actor=clerk",
        },
        "Speakers named only together": {
            "Bridge crew": "/actors/crew/",
            "2 events with Bridge crew": "/?actor=crew",
        },
        "Government bodies": {
            "Ministry of Works": "/actors/ministry/",
            "5 events with Ministry of Works": "/?actor=ministry",
        },
    }


def test_one_actor(client, published):
    page = page_of(client.get("/actors/ada/"))
    assert page.one("title").text == "Ada Reed | Aftermath"
    assert page.one("h1").text == "Ada Reed"
    assert page.one(class_="stand").text == "Mayor of Harbour Town."
    assert page.one(class_="tally").links() == {
        "3 events name this actor": "/?actor=ada",
        "2 quote its words": "/?said_by=ada",
    }
    assert page.texts("h4") == [
        "The mayor meets Ben Cole", "The Old Bridge closes", "A court reviews the closing",
    ]  # fmt: skip
    name, language = page.one("ul", class_="names").all("span")
    assert (name.text, name["lang"], name["dir"]) == ("آدا رید", "fa", "auto")
    assert language.text == "Persian"
    assert page.one("section", aria_labelledby="roles").text == (
        "Takes part asParticipant2Host1Speaker1"
    )
    assert page.one("section", aria_labelledby="where").links() == {
        "Harbour Town": "/places/harbour-town/",
        "2 events at Harbour Town": "/?actor=ada&place=harbour-town",
        "Northland": "/places/northland/",
        "2 events at Northland": "/?actor=ada&place=northland",
        "Old Bridge": "/places/old-bridge/",
        "1 event at Old Bridge": "/?actor=ada&place=old-bridge",
        "South Isle": "/places/south-isle/",
        "1 event at South Isle": "/?actor=ada&place=south-isle",
    }
    assert page.one("section", aria_labelledby="moments").texts("li") == [
        "First event, January 2020The mayor meets Ben Cole",
        "Last event, 2 March 2021A court reviews the closing",
    ]
    assert page.one("section", aria_labelledby="disputes").links() == {
        "How many vehicles were turned back?": "/disputes/how-many/"
    }
    assert page.one("section", aria_labelledby="with").links() == {
        "Ministry of Works": "/actors/ministry/",
        "2 shared events with Ministry of Works": "/?actor=ada&actor=ministry",
        "Ben Cole": "/actors/ben/",
        "1 shared event with Ben Cole": "/?actor=ada&actor=ben",
    }
    assert page.one("link", rel="canonical")["href"] == "http://testserver/actors/ada/"


def test_an_actor_who_is_quoted_but_takes_part_in_nothing(client, published):
    page = page_of(client.get("/actors/clerk/"))
    tally = page.one(class_="tally")
    assert tally.text == "No event names this actor as taking part · 1 quotes its words"
    assert page.texts("h4") == ["The ministry denies delays"]


def test_the_counts_are_those_of_the_views_they_lead_to(client, published):
    for slug, count in [("ada", 3), ("ministry", 5), ("crew", 2), ("ben", 1), ("clerk", 0)]:
        assert len(page_of(client.get(f"/?actor={slug}")).all("h4")) == count


def test_an_actor_of_many_events_shows_the_first_and_leads_to_all(client, long):
    page = page_of(client.get("/actors/guard/"))
    assert len(page.all("h4")) == 30
    assert page.one("main").links()["All 120 events"] == "/?actor=guard"
    assert page.one("section", aria_labelledby="roles").text == (
        "Takes part asAgent30In the first 30 events."
    )
    assert page.one("section", aria_labelledby="moments").texts("a") == ["Entry 0", "Entry 119"]


def test_jumping_to_a_kind(client, published):
    page = page_of(client.get("/actors/"))
    assert page.one("nav", class_="jump").texts("li") == [
        "People 3", "Speakers named only together 1", "Government bodies 1",
    ]  # fmt: skip
    for href in page.one("nav", class_="jump").links().values():
        assert page.one(id=href[1:]).tag == "h2"


def test_the_alphabet_leaves_out_articles_and_accents(client, published: Desk):
    names = {"a": "al-Qasim", "b": "Émile", "c": "Erik", "d": "The Quiet One", "e": "Rosa"}
    for slug, name in names.items():
        published.actor(f"x{slug}", name, "state")
    published.event(
        "many", "Many", "2023", "after", "visit",
        actors=tuple((f"x{slug}", "agent") for slug in names),
        excerpts=({"source": "courier-bridge", "quote": "Many."},),
    )  # fmt: skip
    published.publish("Names.")
    listed = [
        name for name in groups(page_of(client.get("/actors/")))["States"] if " with " not in name
    ]
    assert listed == ["Émile", "Erik", "al-Qasim", "The Quiet One", "Rosa"]


# -- not found, bad input --------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["nobody", "Ada", "x" * 500])
def test_who_is_in_no_edition_is_not_found(client, published, slug):
    response = client.get(f"/actors/{slug}/")
    assert response.status_code == 404
    assert page_of(response).one("h1").text == "There is no such actor"


def test_what_cannot_be_a_name_is_not_found_either(client, published):
    assert client.get("/actors/a%00b/").status_code == 404


def test_the_slug_of_something_else_is_no_actor(client, published):
    for slug in ("northland", "courier", "closing", "courier-bridge"):
        assert client.get(f"/actors/{slug}/").status_code == 404


def test_an_actor_of_a_withdrawn_event_is_gone(client, republished):
    response = client.get("/actors/ben/")
    assert response.status_code == 410
    assert (
        page_of(response).one("main").links().items()
        >= {"read it as edition 1 had it": "/actors/ben/?edition=1"}.items()
    )
    assert client.get("/actors/ben/?edition=1").status_code == 200


# -- editions --------------------------------------------------------------------------------------


def test_an_edition_shows_the_names_it_had(client, republished):
    old = page_of(client.get("/actors/?edition=1"))
    assert groups(old)["People"]["Ada Reed"] == "/actors/ada/?edition=1"
    assert groups(old)["People"]["3 events with Ada Reed"] == "/?actor=ada&edition=1"
    new = page_of(client.get("/actors/"))
    assert list(groups(new)["People"]) == [
        "Ada Hale", "2 events with Ada Hale", "Town clerk", "0 events with Town clerk",
    ]  # fmt: skip
    assert page_of(client.get("/actors/ada/?edition=1")).one("h1").text == "Ada Reed"
    assert page_of(client.get("/actors/ada/")).one("h1").text == "Ada Hale"


# -- caching, queries ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/actors/", "/actors/ada/"])
def test_caching(client, published, path):
    response = client.get(path)
    assert response["Cache-Control"] == LATEST
    assert client.get(path, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.get(path + "?edition=1")["Cache-Control"] == PERMANENT


def test_queries(client, published: Desk, django_assert_num_queries):
    forget_indexes()
    with django_assert_num_queries(2):  # the edition and its index
        client.get("/actors/")
    forget_indexes()
    with django_assert_num_queries(4):  # and the actor with its events, and their sources
        client.get("/actors/ada/")
    with django_assert_num_queries(3):
        client.get("/actors/ministry/")
