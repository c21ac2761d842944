"""The view as JSON: one answer typed by hand, and what is the same in every view."""

import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from tests.timeline_data import FIRST, Desk, forget_indexes
from timeline.reader.door.caching import LATEST, PERMANENT

GOLDEN: dict[str, Any] = {
    "format": 1,
    "schema": "http://testserver/schema/timeline-1.json",
    "rights": (
        "Titles, summaries and notes: CC BY 4.0. Quotations belong to their publishers and are "
        "quoted for study and reporting."
    ),
    "title": "Denials",
    "url": "http://testserver/?kind=denial",
    "permanent_url": "http://testserver/?kind=denial&edition=1",
    "edition": {
        "number": 1,
        "published": "2026-03-01T12:00:00+00:00",
        "note": "The first edition.",
    },
    "site": {
        "name": "Aftermath",
        "title": "",
        "licence": "CC BY 4.0",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/",
    },
    "coverage": {
        "statement": "This edition rests on five documents of three origins.",
        "documents": 5,
        "origins": [
            {"publisher": "courier", "name": "The Courier", "nature": "newspaper, private"},
            {"publisher": "gazette", "name": "Evening Gazette", "nature": "newspaper, private"},
            {"publisher": "wire", "name": "North Wire", "nature": "news agency, state-owned"},
        ],
        "languages": ["English", "Persian"],
        "gaps": 0,
        "gaps_url": "http://testserver/gaps.json",
    },
    "query": [["kind", "denial"]],
    "search": None,
    "total": 1,
    "page": 1,
    "pages": 1,
    "previous": None,
    "next": None,
    "events": [
        {
            "slug": "denial",
            "title": "The ministry denies delays",
            "summary": "The ministry denies delays, as sources say.",
            "date": "[2020-02-22,2020-02-23]",
            "date_phrase": "22 February 2020 or 23 February 2020",
            "earliest": "2020-02-22",
            "latest": "2020-02-23",
            "date_basis": "",
            "date_note": "",
            "time": None,
            "zone": "",
            "phase": "after",
            "kind": "denial",
            "importance": "minor",
            "position": 0,
            "url": "http://testserver/events/denial/",
            "origins": ["wire"],
            "actors": [{"actor": "ministry", "role": "speaker"}],
            "places": [],
            "about": [],
            "wording": "",
            "links": [{"event": "tally", "kind": "responds-to", "note": ""}],
            "excerpts": [
                {
                    "slug": "denial-1",
                    "source": "wire-closing",
                    "quote": "There was no delay.",
                    "prefix": "",
                    "suffix": "",
                    "stance": "supports",
                    "said_by": "clerk",
                    "language": "en",
                    "translation": "",
                    "locator": "",
                    "passage_url": (
                        "https://wire.example/wire-closing#:~:text=There%20was%20no%20delay."
                    ),
                },
                {
                    "slug": "denial-2",
                    "source": "courier-bridge",
                    "quote": "in the week of the storm",
                    "prefix": "",
                    "suffix": "",
                    "stance": "context",
                    "said_by": None,
                    "language": "en",
                    "translation": "",
                    "locator": "",
                    "passage_url": (
                        "https://courier.example/courier-bridge"
                        "#:~:text=in%20the%20week%20of%20the%20storm"
                    ),
                },
            ],
        }
    ],
    "sources": {
        "courier-bridge": {
            "slug": "courier-bridge",
            "title": "What happened at the Old Bridge",
            "publisher": "courier",
            "origin": "courier",
            "republishes": None,
            "byline": "J. Hill",
            "published": "2020-01-04",
            "published_note": "",
            "url": "https://courier.example/courier-bridge",
            "archived_url": "https://archive.example/courier-bridge",
            "language": "en",
            "kind": "article",
            "rights": "All rights reserved",
            "note": "",
            "text_sha256": "a" * 64,
        },
        "wire-closing": {
            "slug": "wire-closing",
            "title": "Old Bridge closes",
            "publisher": "wire",
            "origin": "wire",
            "republishes": None,
            "byline": "",
            "published": "2020-01-03",
            "published_note": "",
            "url": "https://wire.example/wire-closing",
            "archived_url": "",
            "language": "en",
            "kind": "article",
            "rights": "",
            "note": "",
            "text_sha256": "",
        },
    },
    "actors": {"clerk": "Town clerk", "ministry": "Ministry of Works"},
    "places": {},
    "publishers": {
        "courier": {"name": "The Courier", "nature": "newspaper, private"},
        "gazette": {"name": "Evening Gazette", "nature": "newspaper, private"},
        "wire": {"name": "North Wire", "nature": "news agency, state-owned"},
    },
    "phases": {
        "before": {"name": "Before", "description": ""},
        "closing": {"name": "The closing", "description": ""},
        "after": {"name": "Afterwards", "description": ""},
    },
}


# -- works -----------------------------------------------------------------------------------------


def test_a_view_as_json(client, published: Desk):
    response = client.get("/timeline.json?kind=denial")
    found = response.json()
    sha256 = found["edition"].pop("sha256")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    documents = found.pop("documents")
    assert found == GOLDEN
    assert len(sha256) == 64
    assert {name: list(things) for name, things in documents.items()} == {
        "actors": ["clerk", "ministry"], "places": [], "publishers": ["courier", "wire"],
        "disputes": [],
    }  # fmt: skip
    assert documents["actors"]["clerk"]["kind"] == "person"


def test_what_events_name_comes_whole(client, published: Desk):
    documents = client.get("/timeline.json").json()["documents"]
    assert documents["disputes"]["how-many"]["question"] == "How many vehicles were turned back?"
    assert documents["places"]["harbour-town"]["latitude"] == "51.5"
    assert documents["actors"]["ada"]["names"] == [
        {"name": "آدا رید", "language": "fa", "note": ""}
    ]


def test_text_is_written_as_it_is(client, published):
    body = client.get("/timeline.json").content.decode()
    assert "پل تا فردا بسته می‌ماند" in body
    assert "\\u" not in body


def test_the_same_view_as_the_page(client, published):
    for query in ("", "?actor=ada", "?sort=newest", "?from=2020-01-04&to=2020-12"):
        found = client.get(f"/timeline.json{query}").json()
        page = client.get(f"/{query}").content.decode()
        titles = [event["title"] for event in found["events"]]
        assert titles
        at = [page.index(f">{title}</a></h4>") for title in titles]
        assert at == sorted(at)
        assert found["total"] == len(titles) == page.count("</h4>")


def test_open_dates_are_null(client, published):
    (event,) = client.get("/timeline.json?kind=development").json()["events"]
    assert (event["earliest"], event["latest"]) == ("2022-09-24", None)


def test_pages_name_each_other(client, long):
    found = client.get("/timeline.json?kind=visit").json()
    assert (found["total"], found["page"], found["pages"], len(found["events"])) == (60, 1, 2, 30)
    assert found["previous"] is None
    assert found["next"] == "http://testserver/timeline.json?kind=visit&page=2"
    second = client.get("/timeline.json?kind=visit&page=2").json()
    assert second["previous"] == "http://testserver/timeline.json?kind=visit"
    assert (second["next"], len(second["events"])) == (None, 30)


def test_no_results(client, published):
    found = client.get("/timeline.json?actor=clerk").json()
    assert (found["total"], found["pages"], found["events"], found["sources"]) == (0, 1, [], {})


# -- not found, bad input --------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/timeline.xml", "/timeline.", "/timeline.json/", "/timeline"])
def test_a_form_that_does_not_exist_is_not_found(client, published, path):
    assert client.get(path, follow=True).status_code == 404


def test_a_bad_value_is_answered_with_a_problem_document(client, published):
    response = client.get("/timeline.json?actor=adda&from=2020-13&kind=denial")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert "ETag" not in response
    near = "“adda” is not an actor of this edition. The nearest is “ada”."
    month = (
        "“2020-13” is not a date we can use: there is no month 13; use a month from 01 to 12, or a "
        "season from 21 to 24."
    )
    assert response.json() == {
        "type": "about:blank",
        "title": "The address asks for something that does not exist.",
        "status": 400,
        "detail": f"{month} {near}",
        "instance": "/timeline.json?actor=adda&from=2020-13&kind=denial",
        "errors": [
            {"parameter": "from", "value": "2020-13", "detail": month, "suggestion": "2020-12"},
            {"parameter": "actor", "value": "adda", "detail": near, "suggestion": "ada"},
        ],
    }


def test_an_edition_or_a_page_that_does_not_exist(client, published):
    for query, parameter in (("edition=7", "edition"), ("page=7", "page"), ("wat=x", "wat")):
        response = client.get(f"/timeline.json?{query}")
        assert response.status_code == 400
        assert [error["parameter"] for error in response.json()["errors"]] == [parameter]


def test_what_stands_in_the_address_cannot_break_the_document(client, published):
    response = client.get("/timeline.json", {"actor": '"}\u2028<script>'})
    assert response.status_code == 400
    assert response.json()["errors"][0]["value"] == '"}\u2028<script>'
    assert response["X-Content-Type-Options"] == "nosniff"


# -- editions --------------------------------------------------------------------------------------


def test_an_edition_keeps_its_events_and_names_and_its_links(client, republished):
    old = client.get("/timeline.json?edition=1").json()
    assert old["total"] == 8
    assert old["edition"]["published"] == FIRST.isoformat()
    assert old["actors"]["ada"] == "Ada Reed"
    assert {event["url"].partition("?")[2] for event in old["events"]} == {"edition=1"}
    new = client.get("/timeline.json").json()
    assert (new["total"], new["actors"]["ada"]) == (7, "Ada Hale")
    assert new["edition"]["number"] == 2
    assert new["permanent_url"] == "http://testserver/?edition=2"


def test_nothing_of_the_desk_is_in_it(client, published: Desk):
    body = client.get("/timeline.json").content.decode()
    person = get_user_model().objects.get(username="editor")
    assert person.username not in body
    assert "approved" not in body


# -- caching, queries ------------------------------------------------------------------------------


def test_caching(client, published):
    response = client.get("/timeline.json?actor=ada")
    assert response["Cache-Control"] == LATEST
    again = client.get("/timeline.json?actor=ada", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    kept = client.get("/timeline.json?actor=ada&edition=1")
    assert kept["Cache-Control"] == PERMANENT


def test_queries(client, published, django_assert_num_queries):
    forget_indexes()
    with django_assert_num_queries(5):
        client.get("/timeline.json")
    with django_assert_num_queries(4):
        client.get("/timeline.json?actor=ada")
    with django_assert_num_queries(1):
        client.get("/timeline.json?actor=clerk")


def test_it_is_json_that_other_programs_read(client, published):
    body = client.get("/timeline.json").content
    assert json.loads(body.decode("utf-8"))["total"] == 8
    assert b"NaN" not in body
