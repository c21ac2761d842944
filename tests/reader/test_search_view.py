"""Searching the timeline, and what was known by a day."""

import pytest

from tests.html import page_of
from tests.reader.test_timeline import HTMX, heading, titles
from tests.search_terms import QUERIES_OF_A_SEARCH
from timeline.editions.search import rules

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
        ("Adda Reed", [CLOSING, "A court reviews the closing", "The mayor meets Ben Cole"]),
        ("vehicles counted", [TALLY]),
        ('"turned back"', ["The mayor meets Ben Cole", TALLY]),
        ("vehicle -twelve", []),
        ("queues", ["Traffic is heavier than before"]),
        ("ميدان", []),
        ("آدا", [CLOSING, "A court reviews the closing", "The mayor meets Ben Cole"]),
        ("closed until tomorrow", [PLAN]),
        ("2021-03-02", ["A court reviews the closing"]),
        ("trafic", ["Traffic is heavier than before", REOPENING]),
        ("-", []),
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
    assert page.all("h4")[0].one("mark").text == "counts"


def test_nothing_but_marks_is_markup(client, desk):
    from tests.timeline_data import bridge

    bridge(desk)
    desk.change(desk.events["tally"], title="Count <script>alert(1)</script> & vehicles")
    desk.publish()
    response, _ = search(client, "script vehicles")
    assert b"<script>alert" not in response.content
    assert b"&lt;<mark>script</mark>&gt;" in response.content


def test_the_best_match_comes_first(client, published):
    _, page = search(client, "bridge")
    assert set(titles(page)[:2]) == {CLOSING, REOPENING}  # the word is in their titles
    _, page = search(client, {"q": "bridge", "sort": "oldest"})
    assert titles(page)[0] == PLAN
    assert page.one("a", id="sort-relevance")["href"] == "/?q=bridge"


def test_an_htmx_search_pushes_the_canonical_address(client, published):
    response = client.get("/?to=&q=%20bridge%20%20opens", headers=HTMX)
    assert response["HX-Push-Url"] == "/?q=bridge%20opens"


def note(page) -> str:
    return page.one(id="search-note").text


def test_a_similar_spelling_is_said_to_be_one(client, published):
    desk = published
    desk.change(desk.actors["ben"], name="Qasem Soleimani")
    desk.publish("Renamed")
    _, page = search(client, "Ghasem Suleimany")
    assert titles(page) == ["The mayor meets Ben Cole"]
    assert note(page).startswith(
        "Read as: Ghasem Suleimany (by a similar spelling as Qasem Soleimani)"
    )


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("trafic", "Read as: trafic (as “traffic”) Search exactly as typed"),
        ("bridge nowhere", "Read as: bridge · nowhere (in no event) No event has all of it."),
        ("who counts the vehicles", "Read as: counts · vehicles Without weight: who, the."),
        ("آدا رید", "Read as: آدا رید (as Ada Reed)"),
        ("vehi", "Read as: vehi (as the beginning of a word)"),
        ("2021-03-02", "Read as: 2021-03-02 (as a date: 2 March 2021; as words)"),
        (
            "ope*ns bridge",
            "Read as: ope · ns (in no event) · bridge Without meaning where they stand: *",
        ),
        ("-", "There is no word to look for in “-”. Write a name, a word or a date."),
    ],
)
def test_what_became_of_a_search_is_said_above_the_list(client, published, query, said):
    _, page = search(client, query)
    assert note(page).startswith(said)


def test_nothing_is_said_of_a_search_that_was_made_as_typed(client, published):
    _, page = search(client, "bridge opens")
    assert not page.all(id="search-note")


def test_a_search_can_be_made_exactly_as_typed_and_widened_again(client, published):
    _, page = search(client, "trafic")
    exactly = page.one(id="search-note").links()["Search exactly as typed"]
    assert exactly == "/?q=trafic&match=all"
    page = page_of(client.get(exactly))
    assert titles(page) == []
    assert page.one(id="search-note").links()["Search more widely"] == "/?q=trafic"


def test_each_event_has_a_mark_or_says_by_what_it_was_found(client, published):
    for query in (
        "bridge",
        "Reed",
        "آدا",
        "twelve",
        "2020",
        "Wire",
        "queue",
        "trafic",
        "Ben OR Ada",
    ):
        _, page = search(client, query)
        cards = page.all("li", class_="event")
        assert cards, query
        for card in cards:
            shown = [
                *card.all("h4"),
                *card.all("p", class_="summary"),
                *card.all("p", class_="why"),
            ]
            marked = any(part.all("mark") for part in shown)
            assert marked or card.all("p", class_="why"), (query, card.text)


def test_by_what_an_event_was_found(client, published):
    _, page = search(client, "آدا")
    why = page.all("li", class_="event")[0].all("p", class_="why")
    assert [one.text for one in why] == ["Named: آدا رید (Ada Reed)"]
    _, page = search(client, "2021-03-02")
    assert [one.text for one in page.all("p", class_="why")] == ["By its date: 2 March 2021"]


def test_data_says_how_the_search_was_read_and_by_what_each_event_was_found(client, published):
    data = client.get("/timeline.json", {"q": "trafic nowhere the"}).json()
    assert data["search"]["without_weight"] == ["the"]
    assert data["search"]["matched_all"] is False
    assert [(c["typed"], c["dropped"], c["corrected"]) for c in data["search"]["clauses"]] == [
        ("trafic", False, ["traffic"]),
        ("nowhere", True, []),
    ]
    (matched,) = data["events"][0]["matched"]
    assert matched["clause"] == "trafic"
    assert matched["by"] == "a corrected spelling"
    assert matched["field"] == "title"
    assert data["search"]["rules"] == rules.LATEST
    assert client.get("/timeline.json").json()["search"] is None
    for query, by in (("آدا رید", "another name"), ("Ada Reed", "as it stands"),
                      ("2021-03-02", "certainly")):  # fmt: skip
        first = client.get("/timeline.json", {"q": query}).json()["events"][0]
        assert first["matched"][0]["by"] == by, query


@pytest.mark.parametrize(
    "query", ['""', "-bridge", "x" * 2001, " ".join(["a1"] * 400), "(", "OR", "*", "🕊"]
)
def test_nothing_typed_is_refused(client, published, query):
    response, page = search(client, query)
    assert response.status_code == 200
    assert page.one(id="q")["value"] == query.strip()


def test_match_without_a_search_is_named(client, published):
    response = client.get("/?match=all")
    assert response.status_code == 400
    assert "needs a search" in page_of(response).one(class_="problem").text


def test_relevance_without_a_search_is_named(client, published):
    response = client.get("/?sort=relevance")
    assert response.status_code == 400
    assert "needs a search" in page_of(response).one(class_="problem").text


def test_a_search_costs_one_more_query(client, published, django_assert_num_queries):
    client.get("/")
    with django_assert_num_queries(3 + QUERIES_OF_A_SEARCH):
        client.get("/?q=bridge%20-twelve%20%22at%20one%22")


def test_counts_are_those_of_the_search(client, published):
    _, page = search(client, "bridge")
    rows = [row for section in page.all("section", class_="facet") for row in section.all("a")]
    rows = [row for row in rows if row.all(class_="n")]  # not the link to all values
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


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("how many vehicles turned back", True),
        ("how many vehicles", True),
        ("vehicles", False),
        ("how many zeppelins", False),
    ],
)
def test_a_question_of_ours_is_answered_first(client, published, query, asked):
    _, page = search(client, query)
    found = page.all(id="questions-asked")
    assert bool(found) is asked
    if asked:
        links = {"How many vehicles were turned back?": "/disputes/how-many/"}
        assert found[0].links() == links
