"""The view as a feed: what RFC 4287 requires, and how its pages hang together (RFC 5005)."""

import xml.etree.ElementTree as ElementTree
from xml.etree.ElementTree import Element

import pytest

from tests.html import read
from tests.reader.formats.conftest import HOSTILE_SEEN, HOSTILE_TITLE
from tests.timeline_data import SECOND, Desk

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client, address: str = "/timeline.atom") -> Element:
    return ElementTree.fromstring(client.get(address).content)


def text(element: Element, name: str) -> str:
    found = element.findall(f"{ATOM}{name}")
    assert len(found) == 1, f"{len(found)} elements {name}"
    return found[0].text or ""


def links(element: Element) -> dict[str, str]:
    return {link.get("rel"): link.get("href") for link in element.findall(f"{ATOM}link")}


def titles(element: Element) -> list[str]:
    return [text(entry, "title") for entry in element.findall(f"{ATOM}entry")]


def test_what_every_feed_must_have(client, published):
    root = feed(client, "/timeline.atom?actor=ada")
    assert root.tag == f"{ATOM}feed"
    assert text(root, "title") == "Events that name Ada Reed | Aftermath"
    assert text(root, "id") == "http://testserver/timeline.atom?actor=ada"
    assert text(root, "updated") == "2026-03-01T12:00:00+00:00"
    assert root.find(f"{ATOM}author/{ATOM}name").text == "Aftermath"
    assert links(root) == {
        "alternate": "http://testserver/?actor=ada",
        "self": "http://testserver/timeline.atom?actor=ada",
    }
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 3
    for entry in entries:
        for name in ("id", "title", "updated", "summary", "content"):
            assert text(entry, name)
        assert links(entry)["alternate"] == text(entry, "id")
    identifiers = [text(entry, "id") for entry in entries]
    assert len(set(identifiers)) == 3


def test_an_entry(client, published):
    (entry,) = feed(client, "/timeline.atom?kind=denial").findall(f"{ATOM}entry")
    assert text(entry, "title") == "The ministry denies delays"
    assert text(entry, "id") == "http://testserver/events/denial/"
    assert text(entry, "updated") == "2026-03-01T12:00:00+00:00"
    assert text(entry, "summary") == (
        "22 February 2020 or 23 February 2020. The ministry denies delays, as sources say."
    )
    category = entry.find(f"{ATOM}category")
    assert (category.get("term"), category.get("label")) == ("after", "Afterwards")
    content = read(text(entry, "content"))
    assert content.texts("blockquote") == ["There was no delay.", "in the week of the storm"]
    assert content.links()["The ministry denies delays"] == "http://testserver/events/denial/"


def test_dates_begin_with_a_capital(client, published):
    (entry,) = feed(client, "/timeline.atom?kind=ceremony").findall(f"{ATOM}entry")
    assert text(entry, "summary").startswith("Late June 2021. ")


def test_what_changed_last_comes_first_and_is_dated_by_its_edition(client, republished):
    root = feed(client)
    assert titles(root)[0] == "A court looks at the closing again"
    assert text(root, "updated") == SECOND.isoformat()
    updated = [text(entry, "updated") for entry in root.findall(f"{ATOM}entry")]
    assert updated == [SECOND.isoformat()] + 6 * ["2026-03-01T12:00:00+00:00"]
    assert titles(feed(client, "/timeline.atom?sort=newest"))[0] == titles(root)[0]


def test_an_edition_that_changes_nothing_of_a_view_leaves_its_date(client, republished):
    assert text(feed(client, "/timeline.atom?kind=denial"), "updated") == (
        "2026-03-01T12:00:00+00:00"
    )


def test_the_order_of_the_view_makes_no_other_feed(client, published):
    root = feed(client, "/timeline.atom?sort=newest")
    assert links(root)["self"] == text(root, "id") == "http://testserver/timeline.atom"


def test_an_entry_keeps_its_identifier_when_the_event_is_renamed(client, published: Desk):
    event = published.events["review"]
    published.change(event, slug="court", former_slugs=["review"])
    published.publish("A better slug.", SECOND)
    (entry,) = feed(client, "/timeline.atom?kind=legal-step").findall(f"{ATOM}entry")
    assert text(entry, "id") == "http://testserver/events/review/"
    assert links(entry)["alternate"] == "http://testserver/events/court/"


def test_pages(client, long):
    first, last = feed(client), feed(client, "/timeline.atom?page=4")
    base = "http://testserver/timeline.atom"
    assert links(first) == {
        "alternate": "http://testserver/", "self": base, "first": base,
        "next": f"{base}?page=2", "last": f"{base}?page=4",
    }  # fmt: skip
    assert links(last) == {
        "alternate": "http://testserver/", "self": f"{base}?page=4", "first": base,
        "previous": f"{base}?page=3", "last": f"{base}?page=4",
    }  # fmt: skip
    assert text(last, "id") == base
    everything = [
        title
        for page in (1, 2, 3, 4)
        for title in titles(feed(client, f"/timeline.atom?page={page}"))
    ]
    assert len(everything) == len(set(everything)) == 120


@pytest.mark.parametrize("listed", [0, 1000])
def test_large_selections_are_walked_with_the_same_result(client, long, monkeypatch, listed):
    monkeypatch.setattr("timeline.editions.snapshot.LISTED", listed)
    root = feed(client, "/timeline.atom?kind=visit&page=2")
    assert titles(root) == [f"Entry {n}" for n in range(58, -2, -2)]
    assert len(titles(feed(client, "/timeline.atom?kind=visit"))) == 30
    assert len(titles(feed(client, "/timeline.atom?page=4"))) == 30


def test_an_empty_feed_is_dated_by_the_edition(client, published):
    root = feed(client, "/timeline.atom?actor=clerk")
    assert titles(root) == []
    assert text(root, "updated") == "2026-03-01T12:00:00+00:00"


def test_hostile_text_stays_text(client, hostile):
    (entry,) = feed(client).findall(f"{ATOM}entry")
    assert text(entry, "title") == HOSTILE_TITLE
    content = read(text(entry, "content"))
    assert [element.tag for element in content.all() if element.tag in ("script", "i", "u")] == []
    assert content.one("blockquote").text == HOSTILE_SEEN


def test_what_no_xml_document_may_hold_is_replaced(client, published):
    root = feed(client, "/timeline.atom?q=a\ufffeb")
    assert text(root, "title") == "Events matching “a\ufffdb” | Aftermath"
