"""The page on method, the address for whoever watches the server, and the time before edition 1."""

import pytest
from django.db import OperationalError, connection

from tests.html import page_of
from tests.timeline_data import Desk, forget_indexes
from timeline.reader.door.caching import LATEST, PERMANENT

PUBLIC = [
    "/", "/sources/", "/actors/", "/places/", "/about/", "/events/closing/", "/actors/ada/",
    "/places/northland/", "/sources/wire-closing/", "/disputes/", "/disputes/how-many/",
    "/publishers/", "/publishers/wire/", "/editions/",
]  # fmt: skip


def test_the_method_with_the_numbers_of_the_edition(client, published):
    page = page_of(client.get("/about/"))
    text = page.one("main").text
    assert page.one("h1").text == "Method"
    assert "Of 8 events in this edition, 2 stand on two or more independent origins and 6" in text
    assert "This edition has 1 such question." in text
    assert "The excerpts come from 3 publishers" in text
    assert "You are reading edition 1: The first edition." in text


def test_every_part_of_the_method_has_an_address(client, published):
    page = page_of(client.get("/about/"))
    jumps = page.one("nav", class_="jump").links()
    assert list(jumps.values()) == [
        "#rests", "#events", "#excerpts", "#origins", "#disagreements", "#dates", "#search",
        "#editions", "#corrections", "#publishers", "#use", "#report",
    ]  # fmt: skip
    assert [heading["id"] for heading in page.all("h2")] == [href[1:] for href in jumps.values()]
    assert page.one(id="report").text == "How to report an error"


def test_the_method_leads_to_what_it_speaks_of(client, republished):
    links = page_of(client.get("/about/?edition=1")).one("main").links()
    assert links["such question"] == "/disputes/?edition=1"
    assert links["publishers"] == "/publishers/?edition=1"
    assert links["editions"] == "/editions/?edition=1"
    assert links["page of an edition"] == "/editions/1/"


def test_the_legend_of_dates_has_every_shape_of_mark(client, published):
    legend = page_of(client.get("/about/")).one("dl", class_="legend")
    assert legend.texts("dd") == [
        "a day: 3 May 2021",
        "a span, all of it: 3 to 5 May 2021",
        "some time within: late June 2021, or 2019 where no more is known",
        "one of these: 22 February 2021 or 23 February 2021",
        "open at one end: since 24 September 2021",
    ]


def test_the_method_of_an_edition(client, republished):
    page = page_of(client.get("/about/?edition=1"))
    assert "Of 8 events in this edition" in page.text
    assert page.one("main").links()["JSON"] == "/timeline.json?edition=1"
    assert "Of 7 events in this edition" in page_of(client.get("/about/")).text


def test_caching_and_queries(client, published, django_assert_num_queries):
    forget_indexes()
    with django_assert_num_queries(2):
        response = client.get("/about/")
    assert response["Cache-Control"] == LATEST
    assert client.get("/about/", headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.get("/about/?edition=1")["Cache-Control"] == PERMANENT


# -- before anything is published ------------------------------------------------------------------


@pytest.mark.parametrize("path", PUBLIC)
def test_every_page_waits_for_the_first_edition(client, db, path):
    response = client.get(path)
    assert response.status_code == 503
    assert page_of(response).one("h1").text == "Nothing is published yet"
    assert client.get(path + "?edition=1").status_code == 503


def test_data_waits_for_the_first_edition(client, db):
    response = client.get("/timeline.json")
    assert response.status_code == 503
    assert response["Content-Type"] == "application/problem+json"


# -- healthz ---------------------------------------------------------------------------------------


def test_health(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Cache-Control"] == "no-store"
    assert client.post("/healthz").status_code == 405


def test_readiness_names_each_part(client, republished):
    response = client.get("/readyz")
    name = "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"
    said = f"database: {name}\nedition: 2\nindex: 7 events\nsearch: answers\n"
    assert (response.status_code, response.content.decode()) == (200, said)
    assert response["Cache-Control"] == "no-store"


def test_readiness_before_the_first_edition(client, db):
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response["Retry-After"] == "10"
    assert response.content.decode().splitlines()[1] == "edition: LookupError"


@pytest.mark.parametrize(
    ("part", "where"),
    [("database", "timeline.editions.readiness.connection"),
     ("index", "timeline.editions.readiness.PublishedSnapshot"),
     ("search", "timeline.editions.readiness.find")],
)  # fmt: skip
def test_what_is_not_there_is_named_by_its_kind(client, published, monkeypatch, part, where):
    def fail(*arguments):
        raise OperationalError("password authentication failed for desk")

    fail.cursor = fail  # as of a connection
    monkeypatch.setattr(where, fail)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content.decode().splitlines()[-1] == f"{part}: OperationalError"


# -- all public pages ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*PUBLIC, "/timeline.json", "/healthz", "/nowhere", "/?from=x",
                                  "/events/none/", "/?page=1"])  # fmt: skip
def test_no_public_page_sets_a_cookie_or_depends_on_one(client, published: Desk, path):
    for signed_in in (False, True):
        if signed_in:
            client.force_login(published.editor)
        response = client.get(path)
        assert "Set-Cookie" not in response.headers
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("path", PUBLIC)
def test_a_person_of_the_desk_sees_the_page_that_everybody_sees(client, published: Desk, path):
    before = client.get(path).content
    client.force_login(published.editor)
    assert client.get(path).content == before


@pytest.mark.parametrize("path", PUBLIC)
def test_every_page_has_what_every_page_must_have(client, published, path):
    page = page_of(client.get(path))
    assert page.one("html")["lang"] == "en-GB"
    assert page.one("title").text.endswith(" | Aftermath")
    assert page.one("meta", name="description")["content"]
    assert page.one("meta", name="viewport")["content"] == "width=device-width, initial-scale=1"
    assert page.one("link", rel="canonical")["href"] == f"http://testserver{path}"
    assert len(page.all("h1")) == 1
    assert page.one(class_="skip")["href"] == "#main"
    assert page.one(id="main")["tabindex"] == "-1"
    assert [e for e in page.all() if e["style"] is not None] == []
    # Data is not run, so the content security policy does not mind it.
    inline = [s for s in page.all("script") if s["src"] is None]
    assert {s["type"] for s in inline} <= {"application/ld+json"}
    ids = {element["id"] for element in page.all()}
    for link in page.all("a"):
        if link["href"].startswith("#"):
            assert link["href"][1:] in ids
    for element in page.all():
        for name in ("aria-labelledby", "aria-describedby", "for"):
            for target in (element[name] or "").split():
                assert target in ids, f"{element.tag} {name}={target}"


@pytest.mark.parametrize("path", PUBLIC)
def test_every_link_within_the_site_leads_somewhere(client, published, path):
    for link in {a["href"].partition("#")[0] for a in page_of(client.get(path)).all("a")}:
        if link.startswith("/"):
            assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("path", PUBLIC)
def test_head_answers_like_get_without_the_page(client, published, path):
    get, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == get["ETag"]


@pytest.mark.parametrize("path", PUBLIC)
def test_nothing_public_can_be_written_to(client, published, path):
    assert client.post(path).status_code == 405
