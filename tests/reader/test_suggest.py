"""Suggestions while somebody types."""

import pytest

from tests.search_terms import QUERIES_OF_A_SEARCH


def labels(client, **parameters):
    rows = client.get("/suggest", parameters).json()["suggestions"]
    return [(row["kind"], row["label"], row["count"], row["url"]) for row in rows]


def of_kinds(client, *kinds, **parameters):
    return [row for row in labels(client, **parameters) if row[0] in kinds]


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("ad", [("Who", "Ada Reed", 3, "/?actor=ada")]),
        ("ADA RE", [("Who", "Ada Reed", 3, "/?actor=ada")]),
        ("آدا", [("Who", "Ada Reed", 3, "/?actor=ada")]),
        ("harb", [("Where", "Harbour Town", 4, "/?place=harbour-town")]),
        ("afterw", [("Phase", "Afterwards", 4, "/?phase=after")]),
        ("two years", [("Source", "Two years on", 1, "/sources/gazette-traffic/")]),
        ("how many", [("Disagreement", "How many vehicles were turned back?", 2,
                       "/disputes/how-many/")]),
    ],
)  # fmt: skip
def test_what_is_meant(client, published, typed, rows):
    named = ("Who", "Where", "Phase", "Source", "Disagreement", "Publisher")
    assert of_kinds(client, *named, typed=typed) == rows


@pytest.mark.parametrize("typed", ["zzz", "", "\x00", "x" * 5000, "-"])
def test_what_nothing_meets_is_no_suggestion(client, published, typed):
    assert labels(client, typed=typed) == []


def test_the_first_row_searches_as_typed_with_its_count(client, published):
    rows = labels(client, typed="bridge op")
    found = client.get("/timeline.json", {"q": "bridge op"}).json()
    assert rows[0] == ("Search", "Search for “bridge op”", found["total"], "/?q=bridge%20op")
    assert found["total"] > 0


def test_events_are_suggested_the_best_first(client, published):
    events = of_kinds(client, "Event", typed="vehicles counted")
    assert events == [("Event", "The crew counts vehicles", 1, "/events/tally/")]


def test_names_come_before_events_and_sources_last(client, published):
    kinds = [row[0] for row in labels(client, typed="bridge")]
    order = ["Search", "Where", "Who", "Event", "Disagreement", "Phase", "Publisher", "Source"]
    places = [min(order.index(kind), 1) if kind in ("Who", "Where") else order.index(kind)
              for kind in kinds]  # fmt: skip
    assert places == sorted(places)
    assert kinds.count("Event") <= 3
    assert kinds.count("Source") <= 1


def test_a_question_that_is_asked_comes_before_names(client, published):
    rows = labels(client, typed="how many turned back")
    assert [row[:2] for row in rows[:2]] == [
        ("Search", "Search for “how many turned back”"),
        ("Disagreement", "How many vehicles were turned back?"),
    ]


def test_what_is_pasted_is_searched_whole(client, published):
    pasted = "The bridge is opened " + "and opened " * 20 + "again"
    assert labels(client, typed=pasted)[0][1] == f"Search for “{pasted}”"


def test_half_a_name_is_met_in_any_romanisation_and_a_by_name_is_shown(client, published):
    desk = published
    desk.change(desk.actors["ben"], name="Qasem Soleimani")
    desk.actors["ben"].names.create(name="Haj Qasem", language="fa")
    desk.publish("Renamed")
    for typed in ("gha", "ghas", "kase", "soley", "haj qas", "Haj Gha", "hajj qas", "sulei"):
        assert of_kinds(client, "Who", typed=typed), typed
    rows = client.get("/suggest", {"typed": "haj qas"}).json()["suggestions"]
    assert [row["by"] for row in rows if row["kind"] == "Who"] == ["Haj Qasem"]


def test_two_letters_begin_a_name_not_any_word_of_it(client, published):
    assert of_kinds(client, "Who", typed="re") == []
    assert [row[1] for row in of_kinds(client, "Who", typed="ree")] == ["Ada Reed"]


def test_counts_are_those_of_the_present_view(client, published):
    rows = of_kinds(client, "Who", typed="ada", phase="after")
    assert rows == [("Who", "Ada Reed", 1, "/?phase=after&actor=ada")]


def test_what_leaves_nothing_is_not_suggested(client, published):
    assert of_kinds(client, "Who", typed="ben", phase="after") == []


def test_an_edition_suggests_its_own_names(client, republished):
    assert of_kinds(client, "Who", typed="ada") == [("Who", "Ada Hale", 2, "/?actor=ada")]
    assert of_kinds(client, "Who", typed="ada", edition="1") == [
        ("Who", "Ada Reed", 3, "/?actor=ada&edition=1")
    ]


def test_bad_parameters_of_the_view_are_named(client, published):
    response = client.get("/suggest", {"typed": "ad", "colour": "red", "phase": "nowhere"})
    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == ["colour", "phase"]


def test_no_cookie_and_few_queries(client, published, django_assert_num_queries):
    client.get("/")
    with django_assert_num_queries(2 + QUERIES_OF_A_SEARCH):  # the edition, the events found
        response = client.get("/suggest", {"typed": "ada"})
    assert not response.cookies
