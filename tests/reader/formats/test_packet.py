"""The evidence packet: one file with everything in it, for paper and for a disk."""

import base64
import hashlib
import re

from tests.html import Element, page_of
from tests.reader.formats.conftest import HOSTILE_SEEN, HOSTILE_TITLE
from timeline.editions.models import Edition


def packet(client, address: str = "/timeline.html") -> Element:
    return page_of(client.get(address))


def test_its_head(client, published):
    page = packet(client, "/timeline.html?kind=denial")
    assert page.one("title").text == "Denials | Aftermath, edition 1"
    assert page.one("h1").text == "Denials"
    assert page.one("header").one("dl").texts("dd") == [
        "1 event, 2 sources",
        "1, published on 1 March 2026, 12:00 UTC",
        "http://testserver/?kind=denial&edition=1",
        f"{Edition.objects.get().sha256} (SHA-256)",
    ]


def test_events_are_numbered_and_excerpts_lead_to_their_sources(client, published):
    page = packet(client, "/timeline.html?actor=ministry&importance=major")
    assert page.texts("h3") == [
        "1. The Old Bridge closes", "2. A court reviews the closing", "3. The bridge opens again",
    ]  # fmt: skip
    first = page.one("article", id="closing")
    assert first.texts("blockquote") == [
        "The bridge was closed at one o'clock.",
        "The gates shut in the night",
        "The bridge was closed at one o'clock.",
    ]
    assert first.texts("figcaption") == [
        "1.1 North Wire, in its own words (news agency, state-owned).1",
        "1.2 Ada Reed, reported by The Courier (newspaper, private).2",
        (
            "1.3 North Wire, in its own words (news agency, state-owned), read in the copy at "
            "Evening Gazette.3"
        ),
    ]
    assert [a["href"] for a in first.all("sup")[0].all("a")] == ["#source-1"]
    assert "1, 01:00" not in first.one("p", class_="when").text
    assert first.one("p", class_="when").text == ("3 January 2020, 01:00 Asia/Baghdad day stated")
    assert [li["id"] for li in page.one("ol").all("li")] == ["source-1", "source-2", "source-3"]
    targets = {e["id"] for e in page.all() if e["id"]}
    inside = {a["href"][1:] for a in page.all("a") if a["href"].startswith("#")}
    assert inside <= targets


def test_a_full_record_of_each_source(client, published):
    page = packet(client, "/timeline.html?kind=legal-step")
    record = page.one("li", id="source-1")
    assert record.one("p").text == "1. What happened at the Old Bridge"
    assert dict(zip(record.texts("dt"), record.texts("dd"), strict=True)) == {
        "Publisher": "The Courier, newspaper, private",
        "Byline": "J. Hill",
        "Published": "4 January 2020 (EDTF 2020-01-04)",
        "Kind, language": "Article; English",
        "Address": "https://courier.example/courier-bridge",
        "Archived": "https://archive.example/courier-bridge",
        "Rights": "All rights reserved",
        "Digest of the text read": f"{'a' * 64} (SHA-256)",
        "Record here": "http://testserver/sources/courier-bridge/?edition=1",
    }
    (copy,) = [li for li in packet(client).all("li") if "agency says" in li.text]
    assert "Old Bridge closes, North Wire" in copy.texts("dd")


def test_every_link_of_ours_is_permanent(client, published):
    for link in packet(client).all("a"):
        if link["href"].startswith("http://testserver"):
            assert link["href"].endswith("edition=1")


def test_all_of_a_long_view_in_its_order(client, long):
    titles = packet(client, "/timeline.html?sort=newest").texts("h3")
    assert (len(titles), titles[0], titles[-1]) == (120, "1. Entry 119", "120. Entry 0")


def test_originals_beside_translations(client, published):
    figure = packet(client, "/timeline.html?language=fa").one("figure")
    original, translation = figure.all("blockquote")
    assert (original["lang"], original["dir"]) == ("fa", "rtl")
    assert translation.text == "The bridge stays closed until tomorrow"
    assert "The English is a translation." in figure.one("figcaption").text


def test_it_holds_its_style_and_loads_nothing(client, published):
    response = client.get("/timeline.html")
    text = response.content.decode()
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = dict(
        part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";")
    )
    assert policy == {
        "default-src": "'none'",
        "style-src": f"'sha256-{digest}'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    assert not re.search(r"<(script|img|iframe|object|link rel=.stylesheet)|\bsrc=|style=", text)
    assert "url(" not in style
    assert "@import" not in style


def test_hostile_text_stays_text(client, hostile):
    page = packet(client)
    assert page.one("h3").text == f"1. {HOSTILE_TITLE}"
    assert page.one("blockquote").text == HOSTILE_SEEN
    assert page.all("script") == []


def test_no_event(client, published):
    page = packet(client, "/timeline.html?actor=clerk")
    assert "No event answers to this view." in page.text
    assert page.all("ol") == []
