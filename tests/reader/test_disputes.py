"""The pages of all disagreements and of one. The corpus is in tests/timeline_data.py."""

from datetime import UTC, date, datetime

import pytest

from tests.html import Element, page_of
from tests.timeline_data import Desk, forget_indexes
from timeline.curation.actions import rename
from timeline.reader.door.caching import LATEST, PERMANENT
from timeline.reader.pictures.publication_dots import Scale
from timeline.reader.show.questions import letter

QUESTION = "How many vehicles were turned back?"


def answers(page: Element) -> list[tuple[str, list[str]]]:
    """Each answer with the quotations that give it, in their order."""
    return [
        (answer.one("h3").text, answer.texts("blockquote"))
        for answer in page.one("ol", class_="sides").all("li")
    ]


@pytest.fixture
def dated(published: Desk) -> Desk:
    """A second question, whose answers were published in 2021, in 2022 and on an unknown day."""
    published.source("in-2021", "wire", "In 2021", published="2021-03")
    published.source("in-2022", "courier", "In 2022", published="[2022-05-01,2022-05-02]")
    published.event(
        "works", "Works begin", "2023", "after", "visit",
        excerpts=(
            {"slug": "works-a", "source": "in-2022", "quote": "Ten people work there."},
            {"slug": "works-b", "source": "in-2021", "quote": "Nobody works there."},
            {"slug": "works-c", "source": "wire-persian", "quote": "Some work there."},
            {"slug": "works-d", "source": "in-2022", "quote": "Nobody, we said."},
        ),
    )  # fmt: skip
    published.dispute(
        "who-works", "Who works there?", "",
        {"Ten": ("works-a",), "Some": ("works-c",), "Nobody": ("works-b", "works-d")},
    )  # fmt: skip
    published.publish("A second question.")
    return published


# -- works -----------------------------------------------------------------------------------------


def test_one_disagreement(client, published):
    page = page_of(client.get("/disputes/how-many/"))
    assert page.one("title").text == f"{QUESTION} | Aftermath"
    assert page.one("h1").text == QUESTION
    assert page.one(class_="stand").text == "The sources count different hours."
    assert answers(page) == [
        ("A: None at all", ["We opened the gate ourselves, and nobody was turned back"]),
        ("B: Twelve", ["Twelve vehicles were turned back."]),
    ]
    none, twelve = page.one("ol", class_="sides").all("li")
    assert "Ada Reed reported by The Courier" in none.one("figcaption").text
    assert "First published 4 January 2020." in twelve.text
    assert twelve.one(class_="of").links() == {"The crew counts vehicles": "/events/tally/#tally-1"}
    assert twelve.one("figure")["id"] == "tally-1"
    assert twelve.one("figcaption").links() == {
        "Read the passage at The Courier": "https://courier.example/courier-bridge"
        "#:~:text=Twelve%20vehicles%20were%20turned%20back.",
        "archived copy": "https://archive.example/courier-bridge"
        "#:~:text=Twelve%20vehicles%20were%20turned%20back.",
        "source: What happened at the Old Bridge": "/sources/courier-bridge/",
    }
    assert page.one("link", rel="canonical")["href"] == "http://testserver/disputes/how-many/"


def test_answers_of_one_origin_say_so(client, published):
    page = page_of(client.get("/disputes/how-many/"))
    assert page.one(class_="origins").text == (
        "All answers come from one origin, The Courier, in its own words or in copies of them."
    )
    assert page.one(class_="origins").links() == {"The Courier": "/publishers/courier/"}


def test_its_events_are_a_filtered_view(client, published):
    page = page_of(client.get("/disputes/how-many/"))
    url = page.one("main").links()["The 2 events of this question on the timeline"]
    assert url == "/?dispute=how-many"
    view = page_of(client.get(url))
    assert view.one("h1").text == f"Events on the question “{QUESTION}” 2 of 8 events"
    assert view.texts("h4") == ["The mayor meets Ben Cole", "The crew counts vehicles"]
    assert view.one("ul", class_="chips").texts("a")[0] == (
        f"Question: {QUESTION}, remove this filter"
    )


def test_answers_stand_by_first_publication_and_the_undated_last(client, dated):
    page = page_of(client.get("/disputes/who-works/"))
    assert answers(page) == [
        ("A: Nobody", ["Nobody works there.", "Nobody, we said."]),
        ("B: Ten", ["Ten people work there."]),
        ("C: Some", ["Some work there."]),
    ]
    nobody, ten, some = page.one("ol", class_="sides").all("li")
    assert "First published March 2021." in nobody.text
    assert "First published 1 May 2022 or 2 May 2022." in ten.text
    assert "Date of publication not known." in some.text
    assert page.one(class_="origins").text == "2 origins: North Wire, The Courier."


def test_the_picture_of_when_each_answer_was_published(client, dated):
    picture = page_of(client.get("/disputes/who-works/")).one("svg", role="img")
    assert picture["aria-label"] == (
        "When each answer was published. A: March 2021; B: 1 May 2022 or 2 May 2022; "
        "C: date not known"
    )
    assert picture.texts("text", class_="year-name") == ["2020", "2021", "2022"]
    assert picture.texts("text", class_="letter") == ["A", "B", "C"]
    nobody, ten, some = picture.all("g")
    assert len(nobody.all("rect")) == 2  # a month, and one of two days
    assert len(ten.all("rect")) == 1
    assert some.all("rect") == some.all("circle") == []
    # March 2021 begins 425 days after 1 January 2020, of 1096 days drawn from 8% to 97%.
    assert nobody.all("rect")[0]["x"] == "42.51%"
    assert {e["style"] for e in picture.all()} == {None}


def test_a_copy_counts_from_the_day_of_what_it_copies(client, published: Desk):
    published.source("late-copy", "gazette", "Copied later", "wire-closing", published="2024-05")
    published.event(
        "copied", "A copied event", "2023", "after", "visit",
        excerpts=({"slug": "copied-1", "source": "late-copy", "quote": "Thirteen."},),
    )  # fmt: skip
    published.dispute("count", "What count?", "", {"9": ("tally-1",), "13": ("copied-1",)})
    published.publish("A copy.")
    page = page_of(client.get("/disputes/count/"))
    # The original is of 3 January 2020, the other answer of the day after.
    assert answers(page)[0] == ("A: 13", ["Thirteen."])
    assert "First published 3 January 2020." in page.one("ol", class_="sides").all("li")[0].text


def test_all_disagreements_in_the_order_of_their_first_event(client, dated):
    page = page_of(client.get("/disputes/"))
    assert page.one("title").text == "Disagreements | Aftermath"
    assert page.one("h1").text == "Disagreements 2 questions"
    assert page.one("nav", class_="site").one(aria_current="page").text == "Disagreements"
    first, second = page.all("section", class_="question")
    assert first.one("h2").links() == {QUESTION: "/disputes/how-many/"}
    assert second.one("h2").links() == {"Who works there?": "/disputes/who-works/"}
    assert answers(first) == [
        ("A: None at all", ["We opened the gate ourselves, and nobody was turned back"]),
        ("B: Twelve", ["Twelve vehicles were turned back."]),
    ]
    assert first.links()["2 events on the question How many vehicles were turned back?"] == (
        "/?dispute=how-many"
    )
    assert second.links()["Works begin"] == "/events/works/"
    # One scale for all.
    years = [s.texts("text", class_="year-name") for s in page.all("svg", role="img")]
    assert years == [["2020", "2021", "2022"]] * 2
    assert page.one("main").links()["All events on which sources differ"] == "/?evidence=disputed"


def test_no_answer_is_marked_as_true(client, dated):
    page = page_of(client.get("/disputes/who-works/"))
    sides = page.one("ol", class_="sides").all("li")
    assert {side["class"] for side in sides} == {None}
    assert "none is marked as true" in page_of(client.get("/disputes/")).text


def test_nothing_to_disagree_on(client, long):
    page = page_of(client.get("/disputes/"))
    assert page.one("h1").text == "Disagreements 0 questions"
    assert "On nothing in this edition" in page.text


# -- not found, bad input --------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["nothing", "How-many", "x" * 500, "-", "tally", "a%00b"])
def test_what_no_edition_has_is_not_found(client, published, slug):
    assert client.get(f"/disputes/{slug}/").status_code == 404


def test_a_dispute_that_an_edition_ended_is_gone(client, republished):
    response = client.get("/disputes/how-many/")
    assert response.status_code == 410
    assert (
        page_of(response).one("main").links().items()
        >= {"read it as edition 1 had it": "/disputes/how-many/?edition=1"}.items()
    )
    old = page_of(client.get("/disputes/how-many/?edition=1"))
    inner = [a["href"] for a in old.one("main").all("a") if a["href"].startswith("/")]
    assert all("edition=1" in href for href in inner)
    assert page_of(client.get("/disputes/")).all("section", class_="question") == []


def test_a_renamed_dispute_redirects(client, published: Desk):
    dispute = type(published.dispute("x-y", "Which?", "", {"a": ("tally-1",), "b": ("plan-1",)}))
    published.publish("A question.")
    rename(dispute.objects.get(slug="x-y"), to="which", by=published.editor)
    published.publish("A better address.", datetime(2026, 6, 1, tzinfo=UTC))
    response = client.get("/disputes/x-y/")
    assert (response.status_code, response["Location"]) == (301, "/disputes/which/")
    assert client.get("/?dispute=x-y")["Location"] == "/?dispute=which"


@pytest.mark.parametrize("value", ["nothing", "<script>", "a" * 300])
def test_an_unknown_dispute_is_named_as_a_filter(client, published, value):
    response = client.get("/", {"dispute": value})
    assert response.status_code == 400
    (problem,) = page_of(response).one(role="alert").texts("li")
    assert f"“{value[:80]}” is not a disagreement of this edition." in problem


# -- caching, queries ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/disputes/", "/disputes/how-many/"])
def test_caching(client, published, path):
    response = client.get(path)
    assert response["Cache-Control"] == LATEST
    assert client.get(path, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.get(path + "?edition=1")["Cache-Control"] == PERMANENT


def test_queries(client, dated, django_assert_num_queries):
    for path in ("/disputes/", "/disputes/how-many/"):
        forget_indexes()
        with django_assert_num_queries(3):  # the edition, its index, all that the page shows
            client.get(path)


# -- parts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "name"), [(0, "A"), (1, "B"), (25, "Z"), (26, "AA"), (51, "AZ"), (702, "AAA")]
)
def test_letters(number, name):
    assert letter(number) == name


def test_a_scale_of_years():
    scale = Scale.of({2022, 2020})
    assert scale.at(date(2020, 1, 1)) == 8.0
    assert scale.at(date(2022, 12, 31)) == 96.92
    assert scale.at(date(1999, 1, 1)) == 8.0
    assert scale.at(date(2999, 1, 1)) == 97.0
    assert [name for _, name in scale.years()] == ["2020", "2021", "2022"]
    assert [name for _, name in Scale.of({1990, 2024}).years()] == [
        "1990", "1996", "2002", "2008", "2014", "2020",
    ]  # fmt: skip
    assert Scale.of(()).years() == [(8.0, "1")]
    assert Scale.of({9999}).at(date(9999, 12, 31)) < 97


def test_a_passage_that_gives_two_answers_is_anchored_once(client, published: Desk):
    published.dispute(
        "who", "Who closed it?", "", {"The ministry": ("closing-1",), "Nobody": ("closing-1",)}
    )
    published.publish("A passage that says both.")
    page = page_of(client.get("/disputes/who/"))
    figures = page.all("figure", class_="excerpt")
    assert [figure.attributes.get("id") for figure in figures] == ["closing-1", None]


def test_the_events_that_a_dispute_names_show_it(client, published: Desk):
    published.tie("plan", "tally-1", "context")
    published.change(published.events["plan"])
    made = published.dispute(
        "named", "How many again?", "", {"Twelve": ("tally-1",), "None": ("meeting-1",)}
    )
    made.events.set([published.events["plan"], published.events["traffic"]])
    published.publish("A dispute that says where it is shown.")
    shown = {
        slug: "How many again?" in client.get(f"/events/{slug}/").content.decode()
        for slug in ("plan", "traffic", "meeting", "tally", "closing")
    }
    # The tally only lends its sentence; the meeting's is quoted nowhere else.
    assert shown == {
        "plan": True, "traffic": True, "meeting": True, "tally": False, "closing": False,
    }  # fmt: skip
    listed = page_of(client.get("/?dispute=named")).one("main").text
    assert "3 events" in listed
    assert "The 3 events of this question" in client.get("/disputes/named/").content.decode()
