"""The pages of all sources and of one. The corpus is in tests/timeline_data.py."""

import pytest

from tests.html import Element, page_of
from tests.timeline_data import Desk, forget_indexes
from timeline.reader.door.caching import LATEST, PERMANENT


def record(page: Element) -> dict[str, list[str]]:
    """The bibliographic record: what stands under each term."""
    found: dict[str, list[str]] = {}
    term = ""
    for part in page.one("dl").all():
        if part.tag == "dt":
            term = part.text
        elif part.tag == "dd":
            found.setdefault(term, []).append(part.text)
    return found


# -- works -----------------------------------------------------------------------------------------


def test_all_sources_by_the_publisher_whose_words_they_are(client, published):
    page = page_of(client.get("/sources/"))
    assert page.one("title").text == "Sources | Aftermath"
    listed = {
        group.one("h2").text: [
            (row.one("a")["href"], row.one("p").text, row.one(class_="n").text)
            for row in group.all("li")
        ]
        for group in page.all("section", class_="group")
    }
    assert listed == {
        "Evening Gazette newspaper, private": [
            ("/sources/gazette-traffic/", "October 2022", "1 event")
        ],
        "North Wire news agency, state-owned": [
            ("/sources/wire-closing/", "3 January 2020", "4 events"),
            ("/sources/wire-persian/", "date not known", "1 event"),
            ("/sources/gazette-copy/", "Copy at Evening Gazette, 4 January 2020", "1 event"),
        ],
        "The Courier newspaper, private": [
            ("/sources/courier-bridge/", "4 January 2020, J. Hill", "6 events")
        ],
    }
    (persian,) = [a for a in page.all("a") if a["href"] == "/sources/wire-persian/"]
    assert (persian["lang"], persian["dir"]) == ("fa", "auto")


def test_sources_of_a_publisher_stand_by_date_however_it_is_written(client, published: Desk):
    slugs = {"a": "2020-07-22", "b": "[2020-07-21,2020-07-22]", "c": "2019", "d": ""}
    published.publisher("monthly", "The Monthly")
    for slug, date in slugs.items():
        published.source(slug, "monthly", f"Page {slug}", published=date)
    published.event(
        "quoted", "A quoted event", "2023", "after", "visit",
        excerpts=tuple({"source": slug, "quote": "Quoted."} for slug in slugs),
    )  # fmt: skip
    published.publish("Four pages.")
    page = page_of(client.get("/sources/"))
    (group,) = [g for g in page.all("section", class_="group") if "The Monthly" in g.text]
    assert [row.one("a").text for row in group.all("li")] == [
        "Page c", "Page b", "Page a", "Page d",
    ]  # fmt: skip


def test_the_record_of_one_source(client, published):
    page = page_of(client.get("/sources/courier-bridge/"))
    assert page.one("h1").text == "What happened at the Old Bridge"
    assert page.one(class_="stand").text == "The Courier, newspaper, private. 4 January 2020."
    assert record(page) == {
        "Title": ["What happened at the Old Bridge"],
        "Publisher": ["The Courier, newspaper, private"],
        "Byline": ["J. Hill"],
        "Kind": ["Article"],
        "Published": ["4 January 2020"],
        "Language": ["English"],
        "Address": ["https://courier.example/courier-bridge"],
        "Archived": ["https://archive.example/courier-bridge"],
        "Origin": ["The Courier, newspaper, private"],
        "Rights": ["All rights reserved"],
        "Digest of the text read": ["a" * 64 + " SHA-256"],
    }


def test_its_excerpts_stand_by_event_in_order(client, published):
    page = page_of(client.get("/sources/wire-closing/"))
    assert page.one(id="excerpts").text == "4 excerpts, by event"
    quoted = page.all("section", class_="quoted")
    assert [(q.one("a", href=q.one("h3").one("a")["href"]).text, q.texts("blockquote"))
            for q in quoted] == [
        ("The Old Bridge closes", ["The bridge was closed at one o'clock."]),
        ("The crew counts vehicles", ["no vehicle waited"]),
        ("The ministry denies delays", ["There was no delay."]),
        ("The bridge opens again", ["It is open."]),
    ]  # fmt: skip


def test_a_copy_and_what_it_copies_name_each_other(client, published):
    copy = record(page_of(client.get("/sources/gazette-copy/")))
    assert copy["Origin"] == ["North Wire, news agency, state-owned"]
    for path, links in (
        ("/sources/gazette-copy/", {"North Wire": "/sources/wire-closing/"}),
        ("/sources/wire-closing/", {"Evening Gazette": "/sources/gazette-copy/"}),
    ):
        chain = page_of(client.get(path)).one("section", aria_labelledby="chain")
        assert chain.links() == links
        texts = [item.text.replace(", this page", "") for item in chain.all("li")]
        assert texts == [
            "North Wire original, 3 January 2020", "Evening Gazette copy, 4 January 2020",
        ]  # fmt: skip


def test_a_chain_of_copies_of_copies(client, published: Desk):
    published.source("copy-of-copy", "courier", "A copy of a copy", "gazette-copy")
    published.event(
        "copied", "A copied event", "2023", "after", "visit",
        excerpts=({"source": "copy-of-copy", "quote": "Copied."},),
    )  # fmt: skip
    published.publish("A copy.")
    chain = page_of(client.get("/sources/copy-of-copy/")).one("section", aria_labelledby="chain")
    assert [(item["class"], item.text) for item in chain.all("li")] == [
        ("depth-0", "North Wire original, 3 January 2020"),
        ("depth-1", "Evening Gazette copy, 4 January 2020"),
        ("depth-2", "The Courier, this page copy, 4 January 2020"),
    ]


def test_a_source_that_nothing_repeats_has_no_chain(client, published):
    assert page_of(client.get("/sources/courier-bridge/")).all(aria_labelledby="chain") == []


def test_the_disputes_in_which_a_source_gives_an_answer(client, published):
    def disputes(slug: str) -> dict[str, str | None]:
        page = page_of(client.get(f"/sources/{slug}/"))
        found = page.all("section", aria_labelledby="disputes")
        return found[0].links() if found else {}

    assert disputes("courier-bridge") == {
        "How many vehicles were turned back?": "/disputes/how-many/"
    }
    # It is quoted for an event of the dispute, but gives neither answer.
    assert disputes("wire-closing") == {}


def test_excerpts_stand_in_the_order_of_the_document(client, published: Desk):
    places = {"late": "paragraph 12", "early": "paragraph 2", "top": "headline", "none": ""}
    for slug, locator in places.items():
        published.event(
            slug, f"Event {slug}", "2023", "after", "visit",
            excerpts=({"source": "wire-persian", "quote": slug, "locator": locator},),
        )  # fmt: skip
    published.publish("Places.")
    page = page_of(client.get("/sources/wire-persian/"))
    assert page.one(id="excerpts").text == "5 excerpts, in the order of the document"
    quotes = [figure.one("blockquote").text for figure in page.all("figure")
              if not figure.all("blockquote", class_="translation")]  # fmt: skip
    assert quotes == ["top", "early", "late", "none"]


def test_an_excerpt_of_several_events_stands_once_with_all_of_them(client, published: Desk):
    for slug, stance in (("denial", "context"), ("plan", "supports")):
        published.tie(slug, "closing-1", stance)
        published.change(published.events[slug])
    published.publish("A sentence that carries three events.")
    page = page_of(client.get("/sources/wire-closing/"))
    assert page.one(id="excerpts").text == "4 excerpts, by event"
    section = page.all("section", class_="quoted")[0]
    assert section.texts("blockquote") == ["The bridge was closed at one o'clock."]
    assert section.texts("h3") == [
        "The ministry plans works November 2019",
        "The Old Bridge closes 3 January 2020",
        "The ministry denies delays 22 February 2020 or 23 February 2020, as context",
    ]
    assert section.all("span", class_="stance") == []  # it would speak of one event alone
    shown = page.all("section", class_="quoted")
    assert sum("one o'clock" in text for s in shown for text in s.texts("blockquote")) == 1


def test_a_source_that_is_public_only_because_a_copy_of_it_is_quoted(client, published: Desk):
    published.source("wire-unread", "wire", "Never read")
    published.source("gazette-second", "gazette", "A second copy", "wire-unread")
    published.event(
        "copied", "A copied event", "2023", "after", "visit",
        excerpts=({"source": "gazette-second", "quote": "Copied."},),
    )  # fmt: skip
    published.publish("A copy.")
    page = page_of(client.get("/sources/wire-unread/"))
    assert page.one(id="excerpts").text == "No excerpt is taken from here"
    assert "not read itself" in page_of(client.get("/sources/")).text


def test_a_source_without_address_or_date_says_so(client, published):
    page = page_of(client.get("/sources/wire-persian/"))
    assert record(page)["Published"] == ["not known"]
    assert "Address" not in record(page)
    assert (page.one("h1")["lang"], page.one("h1")["dir"]) == ("fa", "auto")
    assert page.one(class_="stand").text == "North Wire, news agency, state-owned."


def test_a_source_of_many_events_says_how_many_it_does_not_show(client, long):
    page = page_of(client.get("/sources/daily-log/"))
    assert len(page.all("section", class_="quoted")) == 30
    assert "90 more events quote it." in page.text


def test_the_snapshot_that_curators_see_is_nowhere(client, published):
    for path in ("/sources/courier-bridge/", "/sources/", "/timeline.json"):
        assert b"A snapshot that only curators see" not in client.get(path).content


# -- not found, bad input --------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["nothing", "courier", "Wire-Closing", "x" * 500, "a%00b"])
def test_what_is_in_no_edition_is_not_found(client, published, slug):
    assert client.get(f"/sources/{slug}/").status_code == 404


def test_a_source_that_nothing_public_quotes_any_more_is_gone(client, published: Desk):
    published.withdraw("traffic")
    published.publish("One less.")
    response = client.get("/sources/gazette-traffic/")
    assert response.status_code == 410
    assert (
        page_of(response).one("main").links().items()
        >= {"read it as edition 1 had it": "/sources/gazette-traffic/?edition=1"}.items()
    )
    assert client.get("/sources/gazette-traffic/?edition=1").status_code == 200


# -- editions --------------------------------------------------------------------------------------


def test_an_edition_shows_the_sources_as_it_had_them(client, published: Desk):
    published.change(published.sources["wire-closing"], title="Old Bridge closes at night")
    published.publish("A title.")
    assert page_of(client.get("/sources/wire-closing/")).one("h1").text == (
        "Old Bridge closes at night"
    )
    old = page_of(client.get("/sources/wire-closing/?edition=1"))
    assert old.one("h1").text == "Old Bridge closes"
    assert old.one("main").links()["The bridge opens again"] == "/events/reopening/?edition=1"
    links = page_of(client.get("/sources/?edition=1")).one("main").links()
    assert links["Old Bridge closes"] == "/sources/wire-closing/?edition=1"


# -- caching, queries ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/sources/", "/sources/wire-closing/"])
def test_caching(client, published, path):
    response = client.get(path)
    assert response["Cache-Control"] == LATEST
    assert client.get(path, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.get(path + "?edition=1")["Cache-Control"] == PERMANENT


def test_queries(client, published, django_assert_num_queries):
    forget_indexes()
    with django_assert_num_queries(3):  # the edition, its index, all sources
        client.get("/sources/")
    forget_indexes()
    with django_assert_num_queries(4):  # and the events that quote it
        client.get("/sources/wire-closing/")
    with django_assert_num_queries(3):
        client.get("/sources/gazette-copy/")
