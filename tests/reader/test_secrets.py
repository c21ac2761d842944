"""A draft never leaks, and nothing that curators or visitors write is taken for markup."""

import re
from html import unescape
from typing import Any

import pytest

from tests.corpora import corpus, make
from tests.crawl import crawl
from tests.html import page_of, read
from tests.timeline_data import Desk
from timeline.curation.models import Event
from timeline.reader.query.parameters import FACETS

SENTINEL = "Quixotic"  # in everything that is not public
SLUG = "quixotic"
EVIL = "<script>alert(1)</script>\"'&amp;"


def add_draft(desk: Desk, stage: str, slug: str = SLUG) -> None:
    """An event that is not approved, with a name of every kind that only it uses."""
    desk.publisher(f"{slug}-paper", f"{SENTINEL} Paper", f"{SENTINEL} nature")
    desk.source(f"{slug}-page", f"{slug}-paper", f"{SENTINEL} page")
    desk.actor(slug, f"{SENTINEL} Person")
    desk.place(f"{slug}-land", f"{SENTINEL} Land", "country")
    desk.event(
        f"{slug}-event", f"{SENTINEL} title", "1999-09-09", "before", "appointment", stage=stage,
        actors=((slug, "agent"), ("ada", "target")), places=(f"{slug}-land",),
        excerpts=(
            {"source": f"{slug}-page", "quote": f"{SENTINEL} quote", "said_by": slug,
             "language": "tlh"},
            {"source": "courier-bridge", "quote": f"{SENTINEL} other quote", "said_by": "ada"},
        ),
    )  # fmt: skip
    desk.dispute(
        f"{slug}-point", f"{SENTINEL} question?", "",
        {"Yes": (f"{slug}-event-1",), "No": (f"{slug}-event-2",)},
    )  # fmt: skip


def every_page(client: Any) -> tuple[dict[str, str], set[str]]:
    """What is at the public addresses that can be reached from the front page; all addresses."""

    def read_page(path: str) -> str:
        response = client.get(path)
        assert response.status_code == 200, path
        return b"".join(response).decode()

    def links(text: str) -> list[str]:
        return [unescape(link) for link in re.findall(r'href="(/[^"#]*)', text)]

    return crawl({"/", "/timeline.json"}, read_page, links)


def test_a_draft_is_nowhere(client, published: Desk):
    _, before = every_page(client)
    for stage in (Event.Stage.DRAFT, Event.Stage.IN_REVIEW, Event.Stage.WITHDRAWN):
        add_draft(published, stage, f"{SLUG}-{stage}")
    published.change(published.events["traffic"], summary="Approved anew.")  # something to publish
    published.publish("With drafts at the desk.")
    pages, after = every_page(client)
    assert {path.partition("?")[0] for path in pages} >= {
        "/", "/timeline.json", "/about/", "/sources/", "/actors/", "/places/", "/actors/ada/",
        "/events/closing/", "/sources/courier-bridge/", "/places/old-bridge/", "/disputes/",
        "/disputes/how-many/", "/publishers/", "/publishers/wire/", "/editions/1...2/",
    }  # fmt: skip
    assert {"/?actor=ada", "/?actor=ministry", "/?kind=denial", "/?place=old-bridge"} <= set(pages)
    assert len(pages) > 60

    def latest(addresses: set[str]) -> set[str]:
        return {path for path in addresses if not re.search("edition|since=", path)}

    assert latest(after) == latest(before)  # no new facet value, no new page
    assert "/editions/2/records.jsonl" in pages
    assert "Approved anew." in pages["/"]
    assert [path for path, text in pages.items() if SLUG in text.lower()] == []
    assert [path for path in after if SLUG in path.lower()] == []


def test_a_draft_cannot_be_asked_for(client, published: Desk):
    add_draft(published, Event.Stage.DRAFT)
    published.change(published.events["traffic"], summary="Approved anew.")
    published.publish("With a draft at the desk.")
    for path in (f"/events/{SLUG}-event/", f"/actors/{SLUG}/", f"/places/{SLUG}-land/",
                 f"/sources/{SLUG}-page/"):  # fmt: skip
        response = client.get(path)
        assert response.status_code == 404
        assert SENTINEL not in response.content.decode()
    values = {"actor": SLUG, "place": f"{SLUG}-land", "publisher": f"{SLUG}-paper",
              "said_by": SLUG, "kind": "appointment", "language": "tlh"}  # fmt: skip
    for facet, value in values.items():
        assert facet in FACETS
        response = client.get("/", {facet: value})
        assert response.status_code == 400
        assert SENTINEL not in response.content.decode()
    # Not by the nearest name, and not by a count either.
    assert SENTINEL not in client.get("/?actor=quixoti").content.decode()
    assert client.get("/timeline.json?actor=ada").json()["total"] == 3
    assert client.get("/?from=1999&to=1999").content.decode().count("0 of 8 events") == 1


def test_an_edit_that_is_not_approved_is_not_public(client, published: Desk):
    event = published.events["review"]
    published.change(
        event, title=f"{SENTINEL} title", summary=f"{SENTINEL} summary",
        stage=Event.Stage.DRAFT, decided_by=None, decided_at=None,
    )  # fmt: skip
    published.change(published.events["traffic"], summary="Approved anew.")
    published.publish("While an edit waits.")
    page = client.get("/events/review/").content.decode()
    assert SENTINEL not in page
    assert "A court reviews the closing" in page


# -- escaping --------------------------------------------------------------------------------------


@corpus
def markup() -> Desk:
    """Markup in everything that a curator can type."""
    desk = make("published")
    desk.publisher("evil", EVIL, EVIL[:100])
    desk.source(
        "evil-page", "evil", EVIL, byline=EVIL, rights=EVIL, note=EVIL, published_note=EVIL,
        url="https://evil.example/a'b?x=%22%3E%3Cscript%3E&y='",
        archived_url="https://evil.example/\"><script>alert(1)</script>",
        language="en\"><b>",
    )  # fmt: skip
    desk.actor("evil", EVIL, "person", EVIL, (EVIL, 'fa"><b>'))
    desk.place("evil", EVIL, "city", description=EVIL)
    desk.phase("evil", EVIL)
    desk.event(
        "evil", EVIL, "2023-01-01", "evil", "visit", summary=EVIL, date_basis=EVIL[:60],
        date_note=EVIL, actors=(("evil", "agent"),), places=("evil",),
        excerpts=(
            {"source": "evil-page", "quote": EVIL, "translation": EVIL, "locator": EVIL,
             "said_by": "evil", "language": 'fa"><b>', "prefix": EVIL, "suffix": EVIL},
            {"source": "evil-page", "quote": f"{EVIL} not", "stance": "disputes"},
        ),
    )  # fmt: skip
    desk.link("evil", "continues", "plan", note=EVIL)
    desk.dispute("evil", EVIL, EVIL, {EVIL: ("evil-1",), f"{EVIL}2": ("evil-2",)})
    desk.publish(EVIL)
    return desk


@pytest.mark.parametrize(
    "path",
    [
        "/", "/?actor=evil", "/?phase=evil&place=evil&publisher=evil&said_by=evil",
        "/events/evil/", "/events/plan/", "/events/traffic/", "/sources/", "/sources/evil-page/",
        "/actors/", "/actors/evil/", "/places/", "/places/evil/", "/about/", "/disputes/",
        "/disputes/evil/", "/publishers/", "/publishers/evil/", "/editions/", "/editions/2/",
        "/editions/1...2/", "/events/evil/?actor=evil&phase=evil",
    ],
)  # fmt: skip
def test_markup_in_what_curators_write_is_text(client, markup, path):
    response = client.get(path)
    assert response.status_code == 200
    body = response.content.decode()
    assert "<script>alert" not in body
    page = page_of(response)  # which fails on an attribute or a tag that does not belong
    assert EVIL.split("&amp;")[0] in page.text or path in ("/events/traffic/", "/about/")
    assert [b for b in page.all("b") if b.text == ""] == []
    for link in page.all("a"):
        assert link["href"].startswith(("/", "https://", "#", "?"))


def test_a_fragment_and_its_headers_are_as_safe(client, markup):
    response = client.get("/?actor=evil&phase=evil", headers={"HX-Request": "true"})
    assert "<script>alert" not in response.content.decode()
    assert response["HX-Push-Url"] == "/?phase=evil&actor=evil"


def test_quotes_in_an_address_cannot_leave_their_attribute(client, markup):
    page = page_of(client.get("/sources/evil-page/"))
    addresses = [a["href"] for a in page.one("dl").all("a") if a["href"].startswith("https")]
    assert addresses == [
        "https://evil.example/a'b?x=%22%3E%3Cscript%3E&y='",
        'https://evil.example/"><script>alert(1)</script>',
    ]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)",
             "'-alert(1)-'", "{{ 7|add:7 }}", "\r\nX-Injected: 1", "%0d%0aX-Injected: 1"]
)  # fmt: skip
@pytest.mark.parametrize("name", ["from", "to", "actor", "page", "edition", "sort"])
def test_markup_in_what_visitors_send_is_text(client, published, name, text):
    for headers in ({}, {"HX-Request": "true"}):
        response = client.get("/", {name: text, text: "x"}, headers=headers)
        assert response.status_code == 400
        assert "X-Injected" not in response.headers
        body = response.content.decode()
        assert "<script>alert" not in body
        assert "<img src=x" not in body
        read(body.replace("<!doctype html>", ""))
        assert ">14<" not in body
