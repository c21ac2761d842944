"""The page of one event. The corpus is in tests/timeline_data.py."""

import gzip
from datetime import UTC, datetime, time

import pytest

from tests import factories
from tests.html import page_of
from tests.search_terms import QUERIES_OF_A_SEARCH
from tests.timeline_data import PERSIAN, SECOND, Desk, forget_indexes
from timeline.curation.actions import rename
from timeline.curation.models import Excerpt
from timeline.reader.door.caching import LATEST, PERMANENT, UNSETTLED
from timeline.reader.show import clocks

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
    assert page.one("section", aria_labelledby="roles").links() == {
        "Ministry of Works": "/actors/ministry/",
        "Ada Reed": "/actors/ada/",
    }
    assert page.one("section", aria_labelledby="where").links() == {
        "Old Bridge": "/places/old-bridge/"
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
    assert wire.one("details").one("summary").text == "The same words in 1 copy"
    assert [figure["id"] for figure in wire.one("details").all("figure")] == ["closing-3"]
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
    assert page.one(class_="tally").text == "Finding · 2 excerpts"
    assert page.one("nav", class_="differs").links() == {
        "How many vehicles were turned back?": "#how-many"
    }
    page = page_of(client.get("/events/denial/"))
    assert page.one("section", aria_labelledby="context").texts("blockquote") == [
        "in the week of the storm"
    ]
    assert page.one(class_="tally").text == "Denial · 2 excerpts"


def test_both_answers_of_a_dispute_with_the_passages_that_give_them(client, published):
    page = page_of(client.get("/events/tally/"))
    dispute = page.one(class_="dispute")
    assert dispute.one("h3")["id"] == "how-many"
    assert dispute.one("h3").text == "How many vehicles were turned back?"
    assert "The sources count different hours." in dispute.text
    elsewhere, here = dispute.all("li")  # both were published on one day: by the alphabet
    assert here.one(class_="answer").text == "B: Twelve"
    assert here.texts("blockquote") == ["Twelve vehicles were turned back."]
    assert elsewhere.one(class_="answer").text == "A: None at all"
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


FOUR = [
    ("Baghdad", "Asia/Baghdad"), ("Tehran", "Asia/Tehran"), ("UTC", "UTC"),
    ("Washington", "America/New_York"),
]  # fmt: skip


def test_one_moment_on_the_clocks_of_the_site(client, published):
    site = factories.site()
    for name, zone in FOUR:
        site.clocks.create(name=name, zone=zone)
    published.publish("With a site.", SECOND)
    assert "One moment, 4 clocks" in page_of(client.get("/events/closing/")).text
    rows = page_of(client.get("/events/closing/")).one("table").all("tr")[1:]
    assert [[cell.text for cell in row.content if not isinstance(cell, str)] for row in rows] == [
        ["Baghdad UTC+3", "3 January", "01:00"],
        ["Tehran UTC+3:30", "3 January", "01:30"],
        ["UTC UTC", "2 January", "22:00"],
        ["Washington UTC−5", "2 January", "17:00"],
    ]
    assert [row["class"] for row in rows] == [None, None, "other", "other"]


def test_one_moment_where_the_site_names_no_clocks(client, published):
    rows = page_of(client.get("/events/closing/")).one("table").all("tr")[1:]
    assert [row.one("th").text for row in rows] == ["Baghdad UTC+3", "UTC UTC"]


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
    found = clocks.of({"date": date, "time": hour, "zone": zone}, FOUR)
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


# -- within a view ---------------------------------------------------------------------------------


def turn_of(client, path: str) -> dict[str, str | None]:
    return page_of(client.get(path)).one("nav", class_="turn").links()


def test_before_and_after_are_those_of_the_view_one_came_from(client, published):
    listed = page_of(client.get("/?place=old-bridge"))
    titles = {a.text: a["href"] for h4 in listed.all("h4") for a in h4.all("a")}
    assert titles == {
        "The Old Bridge closes": "/events/closing/?place=old-bridge",
        "The crew counts vehicles": "/events/tally/?place=old-bridge",
        "The bridge opens again": "/events/reopening/?place=old-bridge",
    }
    assert turn_of(client, titles["The crew counts vehicles"]) == {
        "The Old Bridge closes": "/events/closing/?place=old-bridge",
        "The bridge opens again": "/events/reopening/?place=old-bridge",
    }
    page = page_of(client.get(titles["The crew counts vehicles"]))
    crumb = page.one("nav", class_="crumb")
    assert crumb.text == "Back to: Events located in Old Bridge 2 of 3"
    assert crumb.links() == {"Back to: Events located in Old Bridge": "/?place=old-bridge#tally"}
    assert (
        "This is the first event of this view."
        in page_of(client.get(titles["The Old Bridge closes"])).text
    )
    assert (
        "This is the last event of this view."
        in page_of(client.get(titles["The bridge opens again"])).text
    )


def test_the_addresses_of_an_event_within_a_view_are_its_own(client, published):
    page = page_of(client.get("/events/tally/?place=old-bridge"))
    assert page.one("link", rel="canonical")["href"] == "http://testserver/events/tally/"
    assert page.one("input", id="link")["value"] == "http://testserver/events/tally/"
    assert page.one("input", id="pin")["value"] == "http://testserver/events/tally/?edition=1"
    # What is not of the view leads out of it.
    assert page.one("section", aria_labelledby="after").links() == {
        "The ministry denies delays": "/events/denial/"
    }


def test_a_view_in_its_own_order(client, published):
    assert list(turn_of(client, "/events/tally/?place=old-bridge&sort=newest").values()) == [
        "/events/reopening/?place=old-bridge&sort=newest",
        "/events/closing/?place=old-bridge&sort=newest",
    ]
    listed = page_of(client.get("/?q=bridge"))
    order = [h4.one("a")["href"] for h4 in listed.all("h4")]
    assert len(order) > 3
    assert all(href.endswith("/?q=bridge") for href in order)
    assert list(turn_of(client, order[0]).values()) == [order[1]]
    assert list(turn_of(client, order[2]).values()) == [order[1], order[3]]
    assert list(turn_of(client, order[-1]).values()) == [order[-2]]


def test_one_goes_through_a_whole_view_and_back(client, published):
    path, seen = "/events/closing/?actor=ministry&importance=major", []
    while path:
        page = page_of(client.get(path))
        seen.append(page.one("h1").text)
        following = page.one("nav", class_="turn").all("a", rel="next")
        path = following[0]["href"] if following else ""
    assert seen == [
        "The Old Bridge closes", "A court reviews the closing", "The bridge opens again",
    ]  # fmt: skip


def test_back_leads_to_the_page_of_the_view_that_has_it(client, long):
    crumb = page_of(client.get("/events/entry-119/?kind=statement")).one("nav", class_="crumb")
    assert crumb.links() == {"Back to: Statements": "/?kind=statement&page=2#entry-119"}
    back = page_of(client.get("/?kind=statement&page=2"))
    assert (
        back.one("li", id="entry-119").one("h4").one("a")["href"]
        == "/events/entry-119/?kind=statement"
    )
    crumb = page_of(client.get("/events/entry-119/")).one("nav", class_="crumb")
    assert crumb.links()["The timeline"] == "/?page=4#entry-119"


def test_an_event_that_is_not_in_the_view(client, published):
    page = page_of(client.get("/events/plan/?place=old-bridge"))
    assert page.one("h1").text == "The ministry plans works"
    crumb = page.one("nav", class_="crumb")
    assert crumb.text == "Back to: Events located in Old Bridge This event is not among them."
    assert crumb.links() == {"Back to: Events located in Old Bridge": "/?place=old-bridge"}
    assert page.all("nav", class_="turn") == []


def test_a_view_of_an_edition(client, republished):
    path = "/events/review/?actor=ada&edition=1"
    page = page_of(client.get(path))
    assert list(turn_of(client, path).values()) == ["/events/closing/?actor=ada&edition=1"]
    assert page.one("nav", class_="crumb").links() == {
        "Back to: Events that name Ada Reed": "/?actor=ada&edition=1#review"
    }
    assert page.links()["Read this page in the latest edition"] == "/events/review/?actor=ada"
    assert client.get(path)["Cache-Control"] == PERMANENT
    bare = page_of(client.get("/events/review/?edition=1"))
    assert bare.links()["Read this page in the latest edition"] == "/events/review/"


def test_of_what_was_known_by_a_day_all_excerpts_are_shown(client, published):
    page = page_of(client.get("/events/closing/?known_by=2020-01-03"))
    assert len(page.all("figure")) == 3
    assert (
        "This page shows every excerpt, also of sources published after 3 January 2020."
        in page.text
    )


@pytest.mark.parametrize(
    ("query", "problems"),
    [
        ("place=bridge", ["“bridge” is not a place of this edition. The nearest is “old-bridge”."]),
        ("from=banana", ["“banana” is not a date"]),
        ("colour=red", ["There is no parameter “colour”."]),
        ("place=old-bridge&page=2", ["There is no parameter “page” here"]),
        ("sort=relevance", ["Sorting by relevance needs a search (q)"]),
        ("%3Cscript%3E=1", ["There is no parameter “<script>”."]),
        ("q=%22unclosed", None),
    ],
)
def test_what_cannot_be_used_of_a_view_is_named(client, published, query, problems):
    response = client.get(f"/events/closing/?{query}")
    if problems is None:  # taken as the timeline takes it
        assert response.status_code == client.get(f"/?{query}").status_code
        return
    assert response.status_code == 400
    told = page_of(response).one("main").texts("li")
    assert [text.startswith(problem) for text, problem in zip(told, problems, strict=True)] == [
        True
    ]
    assert b"<script>" not in response.content
    assert response["Cache-Control"] == UNSETTLED


def test_each_view_has_a_tag_of_its_own(client, published):
    bare = client.get("/events/closing/")["ETag"]
    within = client.get("/events/closing/?place=old-bridge")
    assert within["ETag"] != bare
    tag = {"If-None-Match": within["ETag"]}
    assert client.get("/events/closing/?place=old-bridge", headers=tag).status_code == 304
    assert client.get("/events/closing/?place=northland", headers=tag).status_code == 200


def test_queries_within_a_view(client, published, django_assert_num_queries):
    client.get("/")
    with django_assert_num_queries(3):
        client.get("/events/closing/?place=old-bridge")
    with django_assert_num_queries(3 + QUERIES_OF_A_SEARCH):
        client.get("/events/closing/?q=bridge")


def test_a_filtered_list_hardly_grows_by_it(client, published):
    path = "/?from=2019&to=2023&phase=after&phase=closing&actor=ministry"
    page = client.get(path).content
    plain = page.replace(path[1:].replace("&", "&amp;").encode(), b"")
    assert len(plain) < len(page)
    assert len(gzip.compress(page)) - len(gzip.compress(plain)) < 400


# -- history ---------------------------------------------------------------------------------------


def past(client, path: str) -> list[tuple[str, list[str | None]]]:
    section = page_of(client.get(path)).one("section", aria_labelledby="past")
    return [(item.text, list(item.links().values())) for item in section.all("li")] or [
        (section.one("p").text, [])
    ]


def test_the_editions_in_which_an_entry_changed(client, republished):
    assert past(client, "/events/plan/") == [("Unchanged since edition 1, which first had it.", [])]
    assert past(client, "/events/review/") == [
        ("Edition 1 1 March 2026 First published", []),
        ("Edition 2 2 April 2026 Changed: title",
         ["/editions/1...2/?kind=event&slug=review"]),
    ]  # fmt: skip
    comparison = page_of(client.get("/editions/1...2/?kind=event&slug=review"))
    assert len(comparison.all("article")) == 1


def test_an_edition_knows_no_later_change(client, republished):
    assert past(client, "/events/review/?edition=1") == [
        ("Unchanged since edition 1, which first had it.", [])
    ]


def test_an_entry_that_was_withdrawn_and_came_back(client, published: Desk):
    published.withdraw("traffic")
    published.publish("One less.", datetime(2026, 4, 1, tzinfo=UTC))
    published.change(published.events["traffic"], stage="approved", summary="Another summary.")
    published.publish("It is back.", datetime(2026, 5, 1, tzinfo=UTC))
    assert past(client, "/events/traffic/") == [
        ("Edition 1 1 March 2026 First published", []),
        ("Edition 2 Withdrawn", ["/editions/1...2/?kind=event&slug=traffic"]),
        ("Edition 3 1 May 2026 Published again", ["/editions/2...3/?kind=event&slug=traffic"]),
    ]


def test_a_renamed_entry_keeps_its_history(client, published: Desk):
    rename(published.events["review"], to="court-review", by=published.editor)
    published.publish("A better address.", datetime(2026, 4, 1, tzinfo=UTC))
    assert past(client, "/events/court-review/") == [
        ("Edition 1 1 March 2026 First published", []),
        ("Edition 2 1 April 2026 Another address",
         ["/editions/1...2/?kind=event&slug=court-review"]),
    ]  # fmt: skip


def test_the_archived_copy_scrolls_to_the_passage_too(client, published):
    figure = page_of(client.get("/events/review/")).one("figure", class_="excerpt")
    assert figure.links()["archived copy"] == (
        "https://archive.example/courier-bridge#:~:text=The%20court%20heard%20both%20sides."
    )


def test_the_language_of_a_quotation_is_named(client, published):
    caption = page_of(client.get("/events/plan/")).one("figcaption").text
    assert "Persian, our translation beside it" in caption
    assert "English" not in page_of(client.get("/events/closing/")).one("main").text


def test_a_long_chain_is_folded(client, published: Desk):
    for number in range(8):
        published.event(
            f"answer-{number}", f"Answer {number}", f"2023-01-0{number + 1}", "after", "visit",
            excerpts=({"source": "wire-closing", "quote": "An answer."},),
        )  # fmt: skip
        published.link(f"answer-{number}", "responds-to", "review")
    published.publish("Answers.")
    after = page_of(client.get("/events/review/")).one("section", aria_labelledby="after")
    assert len(after.all("li")) == 8
    assert after.one("details").one("summary").text == "2 more"
    assert len(after.one("details").all("li")) == 2


# -- not found, bad input --------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["nowhere", "Closing", "x" * 500, "-", "_"])
def test_what_no_edition_has_is_not_found(client, published, slug):
    response = client.get(f"/events/{slug}/")
    assert response.status_code == 404
    assert page_of(response).one("h1").text == "There is no such event"
    assert response["Cache-Control"] == UNSETTLED


@pytest.mark.parametrize("path", ["a%00b", "%D9%A3", "a.b", "a%2Fb", "%ED%A0%80", "a b"])
def test_what_cannot_be_a_name_is_not_found_either(client, published, path):
    assert client.get(f"/events/{path}/").status_code == 404


def test_a_withdrawn_event_is_gone_and_leads_to_the_last_edition_that_has_it(client, republished):
    response = client.get("/events/meeting/")
    assert response.status_code == 410
    page = page_of(response)
    assert page.one("h1").text == "Not in edition 2"
    assert page.one("main").links() == {
        "read it as edition 1 had it": "/events/meeting/?edition=1",
        "What edition 2 changed of it": "/editions/1...2/?kind=event&slug=meeting",
        "All corrections": "/corrections/",
    }
    assert "Edition 2, of 2 April 2026, did not have it any more. Why: A name" in page.text
    assert response["Cache-Control"] == UNSETTLED
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
        "what has changed since",
    }


def test_a_dispute_that_an_edition_ended_is_not_on_its_page(client, republished):
    # Only one answer is left when the meeting is withdrawn.
    assert page_of(client.get("/events/tally/")).all(class_="dispute") == []
    assert len(page_of(client.get("/events/tally/?edition=1")).all(class_="dispute")) == 1


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
    # Edition, event, the last edition that has it; the edition that ended it, and why.
    with django_assert_num_queries(5):
        assert client.get("/events/meeting/").status_code == 410


def test_an_hour_of_another_day_in_the_zone_of_the_event(client, published: Desk):
    published.event(
        "night", "Night falls", "2020-06-30", "after", "visit", local_time=time(23, 30),
        zone="America/New_York", excerpts=({"source": "wire-closing", "quote": "Night."},),
    )  # fmt: skip
    published.publish("Night.", datetime(2026, 5, 1, tzinfo=UTC))
    rows = page_of(client.get("/events/night/")).one("table").all("tr")[1:]
    assert [row.texts("td") for row in rows] == [
        ["30 June", "23:30"],
        ["1 July", "03:30"],
    ]


def test_the_words_around_an_excerpt_stand_faintly_beside_it(client, published: Desk):
    Excerpt.objects.filter(slug="closing-2").update(
        prefix="On Friday,\n\n", suffix=", the mayor said."
    )
    published.change(published.events["closing"])
    published.publish("With context.")
    page = page_of(client.get("/events/closing/"))
    (figure,) = [f for f in page.all("figure") if f.attributes.get("id") == "closing-2"]
    assert figure.texts(class_="around") == [
        "[before it:] … On Friday,",
        "[after it:] , the mayor said. …",
    ]
    assert figure.one("blockquote").text == (
        "[before it:] … On Friday, The gates shut in the night [after it:] , the mayor said. …"
    )
    without = [f for f in page.all("figure") if f.attributes.get("id") == "closing-1"]
    assert without[0].all(class_="around") == []


# -- the story -------------------------------------------------------------------------------------


def test_one_goes_through_the_story_from_event_to_event(client, published):
    front = page_of(client.get("/"))
    steps = [link["href"] for link in front.one("ol", class_="steps").all("a")]
    walked, address = [], steps[0]
    while address.startswith("/events/"):
        walked.append(address)
        page = page_of(client.get(address))
        said = page.one("nav", class_="in-story")
        assert f"Step {len(walked)} of {len(steps)}" in said.text
        assert page.one("link", rel="canonical")["href"] == (
            "http://testserver" + address.partition("?")[0]
        )
        (back,) = [a["href"] for a in said.all("a") if a["rel"] == "prev"] or [""]
        assert back == (walked[-2] if len(walked) > 1 else "")
        address = said.all("a")[-1]["href"] or ""
    assert walked == steps
    assert address == "/"


def test_the_story_stays_in_its_edition(client, republished):
    front = page_of(client.get("/?edition=1"))
    first = front.one("ol", class_="steps").all("a")[0]["href"] or ""
    assert "edition=1&story=1" in first
    following = page_of(client.get(first)).one("nav", class_="in-story").all("a")[-1]["href"] or ""
    assert "edition=1" in following


@pytest.mark.parametrize("step", ["0", "2000", "x", "", "1_"])
def test_a_step_that_an_event_is_not_is_named(client, published, step):
    first = page_of(client.get("/")).one("ol", class_="steps").all("a")[0]["href"] or ""
    response = client.get(first.replace("story=1", f"story={step}"))
    assert response.status_code == 400
    assert f"This event is not step “{step}” of the story." in page_of(response).text
