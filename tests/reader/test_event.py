"""The page of one event. The corpus is in tests/timeline_data.py."""

from datetime import UTC, datetime, time

import pytest

from tests.html import page_of
from tests.timeline_data import PERSIAN, Desk, forget_indexes
from timeline.reader import clocks
from timeline.reader.caching import LATEST, PERMANENT

# -- works -----------------------------------------------------------------------------------------


def test_what_happened_and_who_says_so(client, published):
    response = client.get("/events/closing/")
    page = page_of(response).one("main")
    assert response.status_code == 200
    assert page_of(response).one("title").text == "The Old Bridge closes | Aftermath"
    assert page.one("h1").text == "The Old Bridge closes"
    assert page.one(class_="date").text == "3 January 2020, 01:00 Asia/Baghdad"
    assert page.one(class_="date").one("time")["datetime"] == "2020-01-03"
    assert page.one(class_="basis").text == "day stated"
    assert page.one(class_="stand").text == "The Old Bridge closes, as sources say."
    assert page.one(class_="who").links() == {
        "Ministry of Works": "/actors/ministry/",
        "Ada Reed": "/actors/ada/",
        "Old Bridge": "/places/old-bridge/",
    }
    assert page.one(class_="tally").text == "Decision · 3 excerpts · 2 independent origins"
    assert page.one("nav", class_="crumb").links() == {
        "The timeline": "/#closing",
        "The closing": "/?phase=closing",
    }


def test_excerpts_stand_by_the_publisher_whose_words_they_are(client, published):
    page = page_of(client.get("/events/closing/"))
    wire, courier = page.all("section", class_="origin")
    assert wire.one("h3").text == "Origin 1 North Wire news agency, state-owned"
    assert wire.texts("blockquote") == ["The bridge was closed at one o'clock."] * 2
    assert [figure["id"] for figure in wire.all("figure")] == ["closing-1", "closing-3"]
    assert wire.one(class_="copies").text == (
        "Read in copies at Evening Gazette; copies and original count as one origin."
    )
    assert "read in the copy at Evening Gazette" in wire.all("figcaption")[1].text
    assert courier.one("h3").text == "Origin 2 The Courier newspaper, private"
    assert courier.all(class_="copies") == []


def test_what_disputes_an_event_and_what_gives_it_context_stand_apart(client, published):
    page = page_of(client.get("/events/tally/"))
    support, against = (
        page.one("section", aria_labelledby="said"),
        page.one("section", aria_labelledby="denied"),
    )
    assert support.texts("blockquote") == ["Twelve vehicles were turned back."]
    assert against.texts("blockquote") == ["no vehicle waited"]
    assert page.one(class_="tally").text == (
        "Finding · 2 excerpts · 1 origin · sources differ on 1 point"
    )
    page = page_of(client.get("/events/denial/"))
    assert page.one("section", aria_labelledby="context").texts("blockquote") == [
        "in the week of the storm"
    ]
    assert page.one(class_="tally").text == "Denial · 2 excerpts · 1 origin"


def test_both_answers_of_a_dispute_with_the_passages_that_give_them(client, published):
    page = page_of(client.get("/events/tally/"))
    dispute = page.one(class_="dispute")
    assert dispute.one("h3")["id"] == "how-many"
    assert dispute.one("h3").text == "How many vehicles were turned back?"
    assert "The sources count different hours." in dispute.text
    elsewhere, here = dispute.all("li")  # both were published on one day: by the alphabet
    assert here.one(class_="answer").text == "Twelve"
    assert here.texts("blockquote") == ["Twelve vehicles were turned back."]
    assert elsewhere.one(class_="answer").text == "None at all"
    assert elsewhere.texts("blockquote") == [
        "We opened the gate ourselves, and nobody was turned back"
    ]
    assert "Ada Reed, reported by The Courier" in elsewhere.text
    assert elsewhere.links()["The mayor meets Ben Cole"] == "/events/meeting/#meeting-1"
    # The same from the other event.
    other = page_of(client.get("/events/meeting/")).one(class_="dispute")
    assert other.all("li")[1].links()["The crew counts vehicles"] == "/events/tally/#tally-1"


def test_an_answer_given_by_a_source_that_only_another_event_quotes(client, published: Desk):
    published.dispute(
        "how-busy", "How busy is the bridge?", "", {"Busy": ("traffic-1",), "Not": ("review-1",)}
    )
    published.publish("A dispute.")
    _, busy = page_of(client.get("/events/review/")).one(class_="dispute").all("li")
    assert busy.texts("blockquote") == ["Every day since, queues."]
    assert "Evening Gazette" in busy.text
    assert busy.links()["Traffic is heavier than before"] == "/events/traffic/#traffic-1"


def test_what_it_follows_and_what_followed(client, published):
    page = page_of(client.get("/events/reopening/"))
    assert page.one("section", aria_labelledby="before").texts("li") == [
        "3 January 2020 · Continues: the same worksThe Old Bridge closes"
    ]
    page = page_of(client.get("/events/tally/"))
    after = page.one("section", aria_labelledby="after")
    assert after.links() == {"The ministry denies delays": "/events/denial/"}
    assert "responds to this" in after.text
    assert page.all("section", aria_labelledby="before") == []


def test_the_events_before_and_after(client, published):
    def turn(slug: str) -> dict[str, str | None]:
        return page_of(client.get(f"/events/{slug}/")).one("nav", class_="turn").links()

    assert turn("plan") == {"The mayor meets Ben Cole": "/events/meeting/"}
    assert turn("tally") == {
        "The Old Bridge closes": "/events/closing/",
        "The ministry denies delays": "/events/denial/",
    }
    assert turn("traffic") == {"The bridge opens again": "/events/reopening/"}
    assert "This is the first event." in page_of(client.get("/events/plan/")).text
    assert "This is the last event." in page_of(client.get("/events/traffic/")).text


def test_how_the_date_is_known(client, published):
    page = page_of(client.get("/events/closing/"))
    assert page.one("section", aria_labelledby="dated").texts("p") == [
        "3 January 2020, day stated.",
        "The agency gives the day and the hour.",
        "In EDTF: 2020-01-03",
    ]


def test_one_moment_on_four_clocks(client, published):
    rows = page_of(client.get("/events/closing/")).one("table").all("tr")[1:]
    assert [[cell.text for cell in row.content if not isinstance(cell, str)] for row in rows] == [
        ["Baghdad UTC+3", "3 January", "01:00"],
        ["Tehran UTC+3:30", "3 January", "01:30"],
        ["UTC UTC", "2 January", "22:00"],
        ["Washington UTC−5", "2 January", "17:00"],
    ]
    assert [row["class"] for row in rows] == [None, None, "other", "other"]


def test_no_clocks_without_an_hour(client, published):
    assert page_of(client.get("/events/review/")).all("table") == []


@pytest.mark.parametrize(
    ("date", "hour", "zone", "shown"),
    [
        ("2020-07-01", "12:00", "America/New_York", ["19:00", "20:30", "16:00", "12:00"]),
        ("2020-01", "12:00", "Asia/Baghdad", []),  # not one day
        ("2020-01-03~", "12:00", "Asia/Baghdad", []),  # not for certain
        ("2020-01-03", None, "", []),
        ("0001-01-01", "00:30", "Asia/Baghdad", []),  # it would be year 0 elsewhere
        ("9999-12-31", "23:30", "America/New_York", []),
    ],
)
def test_clocks_by_hand(date, hour, zone, shown):
    found = clocks.of({"date": date, "time": hour, "zone": zone})
    assert [f"{clock.moment:%H:%M}" for clock in found] == shown


def test_a_quotation_from_right_to_left_with_its_translation(client, published):
    (figure,) = page_of(client.get("/events/plan/")).all("figure")
    quote, translation = figure.all("blockquote")
    assert (quote["lang"], quote["dir"], quote.text) == ("fa", "rtl", PERSIAN)
    assert quote["cite"] is None  # its source has no address
    assert (translation["lang"], translation["dir"]) == ("en", None)
    assert translation.text == "The bridge stays closed until tomorrow"
    assert figure.one("figcaption").links() == {"source: پل قدیمی": "/sources/wire-persian/"}


def test_the_addresses_of_the_page(client, republished):
    page = page_of(client.get("/events/review/"))
    assert page.one("link", rel="canonical")["href"] == "http://testserver/events/review/"
    assert page.one("input", id="link")["value"] == "http://testserver/events/review/"
    assert page.one("input", id="pin")["value"] == "http://testserver/events/review/?edition=2"


# -- not found, bad input --------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["nowhere", "Closing", "x" * 500, "-", "_"])
def test_what_no_edition_has_is_not_found(client, published, slug):
    response = client.get(f"/events/{slug}/")
    assert response.status_code == 404
    assert page_of(response).one("h1").text == "There is no such event"
    assert response["Cache-Control"] == LATEST


@pytest.mark.parametrize("path", ["a%00b", "%D9%A3", "a.b", "a%2Fb", "%ED%A0%80", "a b"])
def test_what_cannot_be_a_name_is_not_found_either(client, published, path):
    assert client.get(f"/events/{path}/").status_code == 404


def test_a_withdrawn_event_is_gone_and_leads_to_the_last_edition_that_has_it(client, republished):
    response = client.get("/events/meeting/")
    assert response.status_code == 410
    page = page_of(response)
    assert page.one("h1").text == "Not in edition 2"
    assert page.one("main").links() == {"read it as edition 1 had it": "/events/meeting/?edition=1"}
    assert response["Cache-Control"] == LATEST
    assert client.get("/events/meeting/?edition=1").status_code == 200


def test_an_event_is_not_in_an_edition_before_its_first(client, published: Desk):
    published.event(
        "later", "A later event", "2023", "after", "visit",
        excerpts=({"source": "gazette-traffic", "quote": "Later."},),
    )  # fmt: skip
    published.publish("One more.")
    published.withdraw("traffic")
    published.publish("One less.")
    response = client.get("/events/later/?edition=1")
    assert response.status_code == 410
    assert page_of(response).one("main").links() == {
        "read it as edition 3 had it": "/events/later/?edition=3"
    }
    assert client.get("/events/later/?edition=3").status_code == 200


# -- bad edition -----------------------------------------------------------------------------------


def test_an_edition_shows_the_event_as_it_had_it(client, republished):
    old = page_of(client.get("/events/review/?edition=1"))
    new = page_of(client.get("/events/review/"))
    assert old.one("h1").text == "A court reviews the closing"
    assert old.one("main").links()["Ada Reed"] == "/actors/ada/?edition=1"
    assert new.one("h1").text == "A court looks at the closing again"
    assert new.one("main").links()["Ada Hale"] == "/actors/ada/"
    inner = [a for a in old.all("a") if a["href"].startswith("/")]
    assert {a.text for a in inner if "edition=1" not in a["href"]} == {
        "Edition 1",
        "Read this page in the latest edition",
    }


def test_a_dispute_that_an_edition_ended_is_not_on_its_page(client, republished):
    # Only one answer is left when the meeting is withdrawn.
    assert page_of(client.get("/events/tally/")).all(class_="dispute") == []
    assert len(page_of(client.get("/events/tally/?edition=1")).all(class_="dispute")) == 1


@pytest.mark.parametrize("edition", ["2", "0", "abc", "1_0", "%D9%A1", "1&edition=2"])
def test_an_edition_that_does_not_exist_is_not_found(client, published, edition):
    assert client.get(f"/events/closing/?edition={edition}").status_code == 404


# -- caching, queries ------------------------------------------------------------------------------


def test_caching(client, published):
    response = client.get("/events/closing/")
    assert response["Cache-Control"] == LATEST
    again = client.get("/events/closing/", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again["ETag"]) == (304, response["ETag"])
    kept = client.get("/events/closing/?edition=1")
    assert kept["Cache-Control"] == PERMANENT
    assert kept["ETag"] != response["ETag"]


@pytest.mark.parametrize("slug", ["closing", "tally", "plan", "reopening", "traffic"])
def test_queries(client, published, django_assert_num_queries, slug):
    forget_indexes()
    with django_assert_num_queries(4):  # edition, index, event, all around it
        client.get(f"/events/{slug}/")
    with django_assert_num_queries(3):
        client.get(f"/events/{slug}/")


def test_queries_of_what_is_gone(client, republished, django_assert_num_queries):
    client.get("/")
    with django_assert_num_queries(3):  # edition, event, the last edition that has it
        assert client.get("/events/meeting/").status_code == 410


def test_an_hour_of_another_day_in_the_zone_of_the_event(client, published: Desk):
    published.event(
        "night", "Night falls", "2020-06-30", "after", "visit", local_time=time(23, 30),
        zone="America/New_York", excerpts=({"source": "wire-closing", "quote": "Night."},),
    )  # fmt: skip
    published.publish("Night.", datetime(2026, 5, 1, tzinfo=UTC))
    rows = page_of(client.get("/events/night/")).one("table").all("tr")[1:]
    assert [row.texts("td") for row in rows] == [
        ["1 July", "06:30"],
        ["1 July", "08:00"],
        ["1 July", "03:30"],
        ["30 June", "23:30"],
    ]
