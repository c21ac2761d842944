"""Suggestions while somebody types."""

import pytest


def labels(client, **parameters):
    rows = client.get("/suggest", parameters).json()["suggestions"]
    return [(row["kind"], row["label"], row["count"], row["url"]) for row in rows]


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("ad", [("Who", "Ada Reed", 3, "/?actor=ada")]),
        ("ADA RE", [("Who", "Ada Reed", 3, "/?actor=ada")]),
        ("آدا", [("Who", "Ada Reed", 3, "/?actor=ada")]),
        ("harb", [("Where", "Harbour Town", 4, "/?place=harbour-town")]),
        ("afterw", [("Phase", "Afterwards", 4, "/?phase=after")]),
        ("two years", [("Source", "Two years on", 1, "/sources/gazette-traffic/")]),
        ("zzz", []),
        ("", []),
        ("\x00", []),
        ("x" * 5000, []),
    ],
)
def test_works(client, published, typed, rows):
    assert labels(client, typed=typed) == rows


def test_counts_are_those_of_the_present_view(client, published):
    rows = labels(client, typed="ada", phase="after")
    assert rows == [("Who", "Ada Reed", 1, "/?phase=after&actor=ada")]


def test_what_leaves_nothing_is_not_suggested(client, published):
    assert labels(client, typed="ben", phase="after") == []


def test_an_edition_suggests_its_own_names(client, republished):
    assert labels(client, typed="ada") == [("Who", "Ada Hale", 2, "/?actor=ada")]
    assert labels(client, typed="ada", edition="1") == [
        ("Who", "Ada Reed", 3, "/?actor=ada&edition=1")
    ]


def test_bad_parameters_of_the_view_are_named(client, published):
    response = client.get("/suggest", {"typed": "ad", "colour": "red", "phase": "nowhere"})
    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == ["colour", "phase"]


def test_no_cookie_and_few_queries(client, published, django_assert_num_queries):
    client.get("/")
    with django_assert_num_queries(1):
        response = client.get("/suggest", {"typed": "ada"})
    assert not response.cookies
