"""Frames of views and events for other sites."""

import pytest

from tests.html import page_of
from tests.reader.test_secrets import SENTINEL, SLUG, add_draft
from tests.timeline_data import Desk, forget_indexes, many
from timeline.curation.models import Event
from timeline.reader.door.caching import LATEST, PERMANENT, UNSETTLED

FRAMES = ["/embed/", "/embed/?actor=ada", "/embed/events/closing/", "/embed/?edition=1"]
EVIL = "<script>alert(1)</script>\"'&amp;"


def test_a_view_as_cards(client, published):
    page = page_of(client.get("/embed/?actor=ada"))
    heading = page.one("h1").one("a")
    assert (heading.text, heading["href"]) == ("Events that name Ada Reed", "/?actor=ada")
    assert page.one(class_="count").text == "3 of 8 events"
    assert page.texts("h2") == [
        "The mayor meets Ben Cole", "The Old Bridge closes", "A court reviews the closing",
    ]  # fmt: skip
    closing = page.all("li")[1]
    assert closing.one("time")["datetime"] == "2020-01-03"
    assert closing.one(class_="when").text == "3 January 2020, 01:00 Asia/Baghdad The closing"
    assert "The Old Bridge closes, as sources say." in closing.text
    assert closing.one(class_="evidence").text == "3 excerpts · 2 independent origins"
    source = page.one("footer").one("a")
    assert (source.text, source["href"]) == ("Aftermath, edition 1", "/?actor=ada&edition=1")
    assert page.one("title").text == "Events that name Ada Reed | Aftermath"


def test_the_whole_timeline_and_an_empty_view(client, published):
    assert page_of(client.get("/embed/")).one(class_="count").text == "8 events"
    page = page_of(client.get("/embed/?actor=ben&kind=denial"))
    assert page.one(class_="count").text == "0 of 8 events"
    assert "No event answers to all of this." in page.text


def test_an_event_with_its_excerpts(client, published):
    page = page_of(client.get("/embed/events/plan/"))
    assert page.one("h1").text == "The ministry plans works"
    quote, translation = page.all("blockquote")
    assert (quote["lang"], quote["dir"]) == ("fa", "rtl")
    assert translation.text == "The bridge stays closed until tomorrow"
    assert page.one("figcaption").text == (
        "Ministry of Works, reported by North Wire, news agency, state-owned"
    )
    assert page.one("footer").one("a")["href"] == "/events/plan/?edition=1"
    disputed = page_of(client.get("/embed/events/tally/"))
    assert disputed.texts(class_="stance") == ["Disputes this"]
    assert disputed.one(class_="evidence").text.endswith("sources differ")


@pytest.mark.parametrize("path", FRAMES)
def test_a_frame_needs_no_script_and_leads_out(client, published, path):
    page = page_of(client.get(path))
    assert page.all("script") == []
    assert page.one("meta", name="robots")["content"] == "noindex"
    links = page.all("a")
    assert len(links) > 2
    for link in links:
        assert link["target"] == "_blank"
        assert "noopener" in link["rel"].split()


def test_the_full_page_is_the_canonical_one(client, published):
    assert (
        page_of(client.get("/embed/?to=2020-12&from=2020")).one("link", rel="canonical")["href"]
        == "http://testserver/?from=2020&to=2020-12"
    )
    page = page_of(client.get("/embed/events/closing/?edition=1"))
    assert page.one("link", rel="canonical")["href"] == (
        "http://testserver/events/closing/?edition=1"
    )
    assert page.one("h1").one("a")["href"] == "/events/closing/?edition=1"


def test_a_frame_is_light(client, published):
    many(published, 120)
    published.publish("Many more.")
    page = client.get("/embed/")
    assert len(page.content) < 40_000
    assert (
        page_of(page)
        .one(class_="count")
        .text.startswith("128 events, of which this shows 30. See all of them")
    )


# -- who may frame what ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", [*FRAMES, "/embed/?actor=nobody", "/embed/events/none/", "/embed/events/closing/?x=1"]
)  # fmt: skip
def test_frames_may_stand_anywhere(client, published, path):
    response = client.get(path)
    directives = response["Content-Security-Policy"].split("; ")
    assert "frame-ancestors *" in directives
    assert "default-src 'none'" in directives
    assert "X-Frame-Options" not in response.headers


@pytest.mark.parametrize(
    "path",
    ["/", "/events/closing/", "/about/", "/report/", "/actors/ada/", "/card.png", "/oembed",
     "/sitemap.xml", "/admin/login/", "/timeline.json", "/nowhere"],
)  # fmt: skip
def test_nothing_else_may_be_framed(client, published, path):
    response = client.get(path)
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


# -- drafts ----------------------------------------------------------------------------------------


def test_a_draft_is_in_no_frame_and_no_picture(client, published: Desk):
    add_draft(published, Event.Stage.DRAFT)
    published.change(published.events["traffic"], summary="Approved anew.")
    published.publish("With a draft at the desk.")
    body = client.get("/embed/").content.decode()
    assert "Approved anew." in body
    assert SENTINEL not in body
    for path in (f"/embed/events/{SLUG}-event/", f"/events/{SLUG}-event/card.png",
                 f"/oembed?url=http://testserver/events/{SLUG}-event/"):  # fmt: skip
        response = client.get(path)
        assert response.status_code == 404
        assert SENTINEL not in response.content.decode()
    for path in (f"/embed/?actor={SLUG}", f"/card.png?actor={SLUG}"):
        response = client.get(path)
        assert response.status_code == 400
        assert SENTINEL not in response.content.decode()


# -- bad input -------------------------------------------------------------------------------------


def test_bad_values_are_named_and_the_rest_is_shown(client, published):
    response = client.get("/embed/?actor=adda&kind=finding")
    assert response.status_code == 400
    page = page_of(response)
    assert page.one(role="alert").texts("li") == [
        "actor: “adda” is not an actor of this edition. The nearest is “ada”."
    ]
    assert page.texts("h2") == ["The crew counts vehicles"]
    assert response["Cache-Control"] == UNSETTLED
    response = client.get("/embed/events/closing/?actor=ada&edition=9")
    assert response.status_code == 400
    assert (
        "There is no edition “9”. The latest is 1. This page has no parameter “actor”; it takes "
        "“edition” alone."
    ) in page_of(response).text


def test_an_event_that_is_not_there(client, republished):
    response = client.get("/embed/events/none/")
    assert response.status_code == 404
    assert page_of(response).one("h1").text == "The timeline has no such event."
    response = client.get("/embed/events/meeting/")
    assert response.status_code == 410
    page = page_of(response)
    assert page.one("h1").text == "This event is not part of edition 2 of the timeline."
    assert page.links() == {"Read it as edition 1 had it": "/events/meeting/?edition=1"}
    assert client.get("/embed/events/meeting/?edition=1").status_code == 200


def test_an_event_that_was_renamed(client, published: Desk):
    event = published.events["review"]
    event.former_slugs = ["review"]
    published.change(event, slug="court-review")
    published.publish("Renamed.")
    response = client.get("/embed/events/review/")
    assert (response.status_code, response["Location"]) == (302, "/embed/events/court-review/")


def test_before_the_first_edition(client, db):
    for path in ("/embed/", "/embed/events/closing/"):
        response = client.get(path)
        assert response.status_code == 503
        assert "frame-ancestors *" in response["Content-Security-Policy"]


@pytest.mark.parametrize("path", FRAMES)
def test_methods(client, published, path):
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200


def test_markup_is_text(client, published: Desk):
    published.event(
        "evil", EVIL, "2023-01-01", "after", "visit", summary=EVIL,
        excerpts=({"source": "wire-closing", "quote": EVIL, "translation": EVIL},),
    )  # fmt: skip
    published.publish(EVIL)
    for path in ("/embed/", "/embed/events/evil/"):
        response = client.get(path)
        assert b"<script" not in response.content
        assert EVIL in page_of(response).text


# -- caching and queries ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", FRAMES)
def test_caching(client, published, path):
    response = client.get(path)
    assert response["Cache-Control"] == (PERMANENT if "edition" in path else LATEST)
    assert not response.cookies
    again = client.get(path, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "frame-ancestors *" in again["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/embed/?actor=ada", "/embed/events/tally/"])
def test_queries(client, published, django_assert_num_queries, path):
    forget_indexes()
    with django_assert_num_queries(4):
        client.get(path)
