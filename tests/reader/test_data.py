"""Data for everything: what pages are as JSON, who is led to it, and how it is described."""

import json

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.html import read
from tests.reader.test_corrections import GONE, corrected  # noqa: F401  # a corpus
from timeline.reader.door.negotiation import OF_A_VIEW
from timeline.reader.formats import FORMATS
from timeline.reader.formats.schema import schemas

THINGS = {
    "event": "/events/closing.json",
    "source": "/sources/courier-bridge.json",
    "actor": "/actors/ministry.json",
    "place": "/places/old-bridge.json",
    "publisher": "/publishers/wire.json",
}
LISTS = ["sources", "actors", "places", "publishers", "disputes"]


def problems(document):
    """What the schema that a document names says against it."""
    name = document["schema"].rpartition("/")[2].removesuffix("-1.json")
    checker = Draft202012Validator(schemas()[name], format_checker=FormatChecker())
    return [error.message for error in checker.iter_errors(document)]


# -- schemas ---------------------------------------------------------------------------------------


def test_every_schema_is_one_and_stands_at_its_address(client, published):
    for name, schema in schemas().items():
        Draft202012Validator.check_schema(schema)
        response = client.get(f"/schema/{name}-1.json")
        assert response["Content-Type"] == "application/schema+json"
        assert response.json() == json.loads(json.dumps(schema))
        assert schema["$id"] == f"http://testserver/schema/{name}-1.json"
    assert client.get("/schema/event-2.json").status_code == 404
    assert client.get("/schema/nothing-1.json").status_code == 404


VIEWS = [
    "",
    "?kind=denial",
    "?q=court",
    "?q=nothing+whatever",
    "?edition=1&actor=ada",
    "?known_by=2020",
]


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_as_its_schema_says(client, republished, view):
    assert problems(client.get(f"/timeline.json{view}").json()) == []


@pytest.mark.parametrize("kind", THINGS)
@pytest.mark.parametrize("edition", ["", "?edition=1"])
def test_every_thing_is_as_its_schema_says(client, republished, kind, edition):
    found = client.get(THINGS[kind] + edition).json()
    assert problems(found) == []
    assert (found["kind"], found["edition"]) == (kind, 1 if edition else 2)
    assert "CC BY" in found["rights"]


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_as_its_schema_says(client, published, name):
    found = client.get(f"/{name}.json").json()
    assert problems(found) == []
    assert found["total"] == len(found["documents"]) > 0
    slugs = [one["slug"] for one in found["documents"]]
    assert slugs == sorted(slugs)


def test_a_document_that_is_not_as_its_schema_says_is_found(client, published):
    found = client.get("/events/closing.json").json()
    found["document"]["date"] = 2020
    found["more"] = 1
    assert len(problems(found)) == 2


def test_the_shipped_timeline_is_as_the_schemas_say(client, lighthouse):
    assert problems(client.get("/timeline.json").json()) == []
    for name in LISTS:
        assert problems(client.get(f"/{name}.json").json()) == []


# -- things ----------------------------------------------------------------------------------------


def test_an_event_comes_with_its_sources_and_its_history(client, corrected):  # noqa: F811
    found = client.get("/events/plan.json").json()
    assert found["identity"] == "plan"
    assert list(found["sources"]) == ["wire-persian"]
    assert [(one["edition"], one["how"], one["why"]) for one in found["history"]] == [
        (1, "added", ""), (4, "changed", "It only warned."),
    ]  # fmt: skip
    renamed = client.get("/events/count.json").json()
    assert [(one["edition"], one["how"]) for one in renamed["history"]] == [
        (1, "added"), (3, "renamed"),
    ]  # fmt: skip


def test_what_is_renamed_gone_or_was_never_there(client, corrected):  # noqa: F811
    moved = client.get("/events/tally.json")
    assert (moved.status_code, moved["Location"]) == (301, "/events/count.json")
    gone = client.get("/events/meeting.json")
    assert (gone.status_code, gone["Content-Type"]) == (410, "application/problem+json")
    assert gone.json()["detail"] == (
        f"Edition 4 does not have the event “meeting”; 1 has it. Edition 2 ended it: {GONE}"
    )
    assert client.get("/events/nobody.json").status_code == 404
    assert client.get("/events/meeting.json?edition=1").status_code == 200


def test_pages_of_a_list(client, desk):
    desk.publisher("wire", "Wire")
    desk.phase("log", "The log")
    for number in range(101):
        desk.source(f"s-{number:03}", "wire", f"Source {number}")
    quoted = tuple({"source": f"s-{n:03}", "quote": f"q {n}"} for n in range(101))
    desk.event("all", "All", "2020", "log", "visit", excerpts=quoted)
    desk.publish()
    first = client.get("/sources.json").json()
    assert (first["total"], first["pages"], len(first["documents"])) == (101, 2, 100)
    assert first["next"] == "http://testserver/sources.json?page=2"
    second = client.get("/sources.json?page=2").json()
    assert (second["previous"], second["next"]) == ("http://testserver/sources.json", None)
    assert [one["slug"] for one in second["documents"]] == ["s-100"]
    assert client.get("/sources.json?page=3").status_code == 400


def test_all_editions(client, corrected):  # noqa: F811
    found = client.get("/editions.json").json()["editions"]
    assert [one["number"] for one in found] == [4, 3, 2, 1]
    assert [one["withdrawn"] for one in found] == [0, 0, 1, 0]
    assert client.get(found[0]["url"]).status_code == 200


# -- who is led to it ------------------------------------------------------------------------------


ASKED = [
    ("/events/closing/", "application/json", "/events/closing.json"),
    ("/sources/?edition=1", "application/json", "/sources.json?edition=1"),
    ("/?actor=ada", "text/calendar", "/timeline.ics?actor=ada"),
    ("/", "application/atom+xml, text/html;q=0.5", "/timeline.atom"),
    ("/editions/", "application/json", "/editions.json"),
]


@pytest.mark.parametrize(("address", "accept", "data"), ASKED)
def test_who_would_rather_have_data_is_led_to_it(client, published, address, accept, data):
    response = client.get(address, headers={"Accept": accept})
    assert (response.status_code, response["Location"]) == (303, data)
    assert "Accept" in response["Vary"].split(", ")
    assert client.get(data).status_code == 200


BROWSERS = ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "*/*", "image/png"]


@pytest.mark.parametrize("accept", BROWSERS)
def test_all_others_get_the_page_which_names_its_data(client, published, accept):
    response = client.get("/events/closing/?edition=1", headers={"Accept": accept})
    assert response.status_code == 200
    assert "Accept" in response["Vary"].split(", ")
    assert (
        '</events/closing.json?edition=1>; rel="alternate"; type="application/json"'
    ) in response["Link"]


def test_every_form_that_is_asked_for_by_type_is_one(client, published):
    for media, suffix in OF_A_VIEW.items():
        assert FORMATS[suffix].content_type == media


@pytest.mark.parametrize(
    "address", ["/events/closing.json", "/timeline.json", "/editions/1/digests.txt"]
)
def test_scripts_of_other_sites_may_ask(client, published, address):
    asked = client.options(
        address,
        headers={
            "Origin": "https://example.org",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match",
        },
    )
    assert asked.status_code == 204
    assert "If-None-Match" in asked["Access-Control-Allow-Headers"]
    for response in (client.get(address), client.get(f"{address}?colour=red"), asked):
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "ETag" in response["Access-Control-Expose-Headers"]


# -- editions as mementos --------------------------------------------------------------------------


def moment(text):
    return {"Accept-Datetime": text}


def test_a_moment_leads_to_the_edition_that_was_public_then(client, republished):
    for when, number in (
        ("Sun, 01 Mar 2026 12:00:00 GMT", 1),
        ("Thu, 02 Apr 2026 11:59:59 GMT", 1),
        ("Thu, 02 Apr 2026 12:00:00 GMT", 2),
        ("Mon, 01 Jan 2035 00:00:00 GMT", 2),
        ("Mon, 01 Jan 1990 00:00:00 GMT", 1),
    ):
        response = client.get("/events/closing/?actor=ada", headers=moment(when))
        assert response.status_code == 302
        assert response["Location"] == f"/events/closing/?actor=ada&edition={number}"
        assert "Accept-Datetime" in response["Vary"]
    # The last is in a year that no database knows, once it is in UTC.
    for none in ("yesterday", "Fri, 31 Dec 9999 23:59:59 -2359"):
        assert client.get("/events/closing/", headers=moment(none)).status_code == 400


def test_a_pinned_page_says_of_when_it_is(client, republished):
    for page in ("/events/closing/", "/", "/timeline.json", "/sources/"):
        response = client.get(f"{page}?edition=1")
        assert response["Memento-Datetime"] == "Sun, 01 Mar 2026 12:00:00 GMT"
        assert f'<http://testserver{page}>; rel="original timegate"' in response["Link"]
        latest = client.get(page)
        assert "Memento-Datetime" not in latest
        assert "Accept-Datetime" in latest["Vary"]
        again = client.get(f"{page}?edition=1", headers={"If-None-Match": response["ETag"]})
        assert (again.status_code, again["Memento-Datetime"]) == (304, response["Memento-Datetime"])


def test_the_timemap_lists_all_editions(client, republished):
    response = client.get("/timemap?url=/events/closing/%3Factor%3Dada")
    assert response["Content-Type"] == "application/link-format; charset=utf-8"
    lines = response.content.decode().rstrip("\n").split(",\n")
    assert lines[0] == '<http://testserver/events/closing/?actor=ada>; rel="original timegate"'
    base = "<http://testserver/events/closing/?actor=ada&edition="
    assert lines[2:] == [
        f'{base}1>; rel="first memento"; datetime="Sun, 01 Mar 2026 12:00:00 GMT"',
        f'{base}2>; rel="last memento"; datetime="Thu, 02 Apr 2026 12:00:00 GMT"',
    ]
    for url in ("https://example.org/", "", "//example.org", "/?edition=1"):
        assert client.get("/timemap", {"url": url}).status_code == 400


# -- how it is described ---------------------------------------------------------------------------


def test_every_link_of_the_page_of_data_is_there(client, published):
    page = read(client.get("/api/").content.decode())
    for link in page.one("main").all("a"):
        address = link["href"].removeprefix("http://testserver")
        assert client.get(address).status_code == 200, address


def test_the_description_names_every_form_and_thing(client, published):
    told = client.get("/openapi.json").json()
    assert told["openapi"] == "3.1.0"
    assert {f"/timeline.{suffix}" for suffix in FORMATS} <= set(told["paths"])
    for path, item in told["paths"].items():
        address = path.replace("{number}", "1")
        for example in THINGS.values():
            if path.startswith(example.rpartition("/")[0]):
                address = path.replace("{slug}", example.rpartition("/")[2].removesuffix(".json"))
        address = address.replace("/disputes/{slug}", "/disputes/how-many")
        response = client.get(address)
        media = response["Content-Type"].partition(";")[0]
        if path.endswith((".sig", ".tsr")):  # nobody has signed or stamped this edition
            assert (response.status_code, media) == (404, "application/problem+json")
            continue
        assert response.status_code == 200, path
        assert media in item["get"]["responses"]["200"]["content"], path
