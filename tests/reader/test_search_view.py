"""Searching the timeline, and what was known by a day."""

import pytest

from tests.html import page_of
from tests.reader.test_timeline import HTMX, heading, titles

CLOSING = "The Old Bridge closes"
PLAN = "The ministry plans works"
TALLY = "The crew counts vehicles"
REOPENING = "The bridge opens again"


def search(client, query, **headers):
    response = client.get("/", {"q": query} if isinstance(query, str) else query, headers=headers)
    return response, page_of(response)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Adda Reed", ["The mayor meets Ben Cole", CLOSING, "A court reviews the closing"]),
        ("vehicles counted", [TALLY]),
        ('"turned back"', ["The mayor meets Ben Cole", TALLY]),
        ("vehicle -twelve", []),
        ("queues", ["Traffic is heavier than before"]),
        ("ميدان", []),
        ("آدا", ["The mayor meets Ben Cole", CLOSING, "A court reviews the closing"]),
        ("closed until tomorrow", [PLAN]),
        ("2021-03-02", ["A court reviews the closing"]),
    ],
)
def test_works(client, published, query, found):
    response, page = search(client, query)
    assert response.status_code == 200
    assert titles(page) == found


def test_the_heading_says_what_was_searched(client, published):
    _, page = search(client, "bridge opens")
    assert heading(page).startswith("Events matching “bridge opens”")
    assert page.one("title").text == "Events matching “bridge opens” | Aftermath"


def test_what_was_found_is_marked(client, published):
    _, page = search(client, "counting")
    assert page.one("h4").one("mark").text == "counts"


def test_nothing_but_marks_is_markup(client, desk):
    from tests.timeline_data import bridge

    bridge(desk)
    desk.change(desk.events["tally"], title="Count <script>alert(1)</script> & vehicles")
    desk.publish()
    response, _ = search(client, "script vehicles")
    assert b"<script>alert" not in response.content
    assert b"&lt;<mark>script</mark>&gt;" in response.content


def test_the_best_match_comes_first_when_asked(client, published):
    _, page = search(client, {"q": "bridge", "sort": "relevance"})
    assert set(titles(page)[:2]) == {CLOSING, REOPENING}  # the word is in their titles


def test_an_htmx_search_pushes_the_canonical_address(client, published):
    response = client.get("/?to=&q=%20bridge%20%20opens", headers=HTMX)
    assert response["HX-Push-Url"] == "/?q=bridge%20opens"


def test_a_similar_spelling_is_said_to_be_one(client, published):
    desk = published
    desk.change(desk.actors["ben"], name="Qasem Soleimani")
    desk.publish("Renamed")
    _, page = search(client, "Ghasem Suleimany")
    assert titles(page) == ["The mayor meets Ben Cole"]
    assert page.one(class_="notes").text == "Found by a similar spelling: “Ghasem”, “Suleimany”."


def test_a_mistyped_word_gets_a_suggestion(client, published):
    _, page = search(client, "trafic")
    assert page.one(class_="notes").links() == {"traffic": "/?q=traffic"}
    assert page.one(class_="nothing").links() == {"Without “Search: trafic”": "/"}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ('""', "has no word to look for"),
        ("-bridge", "only says what to leave out"),
        ("x" * 201, "has 201 characters"),
        ("a1 b1 c1 d1 e1 f1 g1 h1 i1 j1 k1 l1 m1", "more than 12 words"),
    ],
)
def test_bad_input_is_named_and_kept(client, published, query, message):
    response, page = search(client, query)
    assert response.status_code == 400
    assert message in page.one(id="err-q").text
    assert page.one(id="q")["value"] == query
    assert len(titles(page)) == 8


def test_relevance_without_a_search_is_named(client, published):
    response = client.get("/?sort=relevance")
    assert response.status_code == 400
    assert "needs a search" in page_of(response).one(class_="problem").text


def test_a_search_costs_one_more_query(client, published, django_assert_num_queries):
    client.get("/")
    with django_assert_num_queries(4):
        client.get("/?q=bridge%20-twelve%20%22at%20one%22")


def test_counts_are_those_of_the_search(client, published):
    _, page = search(client, "bridge")
    rows = [row for section in page.all("section", class_="facet") for row in section.all("a")]
    assert len(rows) > 10
    for row in rows:
        count = int("".join(c for c in row.one(class_="n").text if c.isdigit()))
        assert len(titles(page_of(client.get(row["href"])))) == count


# -- as reported by a day --------------------------------------------------------------------------


def test_known_by_leaves_out_what_was_published_later(client, published):
    page = page_of(client.get("/?known_by=2020-01-03"))
    assert titles(page) == [CLOSING, TALLY, "The ministry denies delays", REOPENING]
    assert heading(page) == "Events, as reported by 3 January 2020 4 of 8 events"


def test_known_by_leaves_out_later_excerpts(client, published):
    page = page_of(client.get("/?known_by=2020-01-03"))
    closing = page.one("li", id="closing")
    assert closing.one("u").text == "2 excerpts"
    (link,) = closing.one("details").all("a")
    assert page_of(client.get(link["href"])).texts("blockquote") == [
        "The bridge was closed at one o'clock.",
        "The bridge was closed at one o'clock.",  # in a copy of the day after, of what was known
    ]
    everything = page_of(client.get("/")).one("li", id="closing")
    assert everything.one("u").text == "3 excerpts"


def test_a_source_without_a_date_is_never_known_by(client, published):
    assert PLAN not in titles(page_of(client.get("/?known_by=9999")))


def test_known_by_in_data(client, published):
    events = client.get("/timeline.json?known_by=2020-01-03").json()["events"]
    assert [len(event["excerpts"]) for event in events] == [2, 1, 1, 1]


@pytest.mark.parametrize("value", ["banana", "2020-13", "2020/.."])
def test_a_bad_known_by_is_named(client, published, value):
    response = client.get("/", {"known_by": value})
    page = page_of(response)
    assert response.status_code == 400
    assert page.one(id="known_by")["value"] == value
    assert page.one(id="err-known_by").text
