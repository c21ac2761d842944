"""The pages of all publishers and of one. The corpus is in tests/timeline_data.py."""

import pytest

from tests.html import page_of
from tests.timeline_data import Desk, forget_indexes
from timeline.curation.actions import rename
from timeline.curation.models import Publisher
from timeline.reader.door.caching import LATEST, PERMANENT
from timeline.reader.pages.publishers import MEANINGS
from timeline.reader.show.countries import country_name

# -- works -----------------------------------------------------------------------------------------


def test_all_publishers_with_what_stands_on_them(client, published):
    page = page_of(client.get("/publishers/"))
    assert page.one("title").text == "Publishers | Aftermath"
    rows = page.one("tbody").all("tr")
    assert [(row.one("a").text, row.one("a")["href"], row.texts("td")) for row in rows] == [
        # “The Courier” stands under C.
        ("The Courier", "/publishers/courier/", ["6", "5", "3"]),
        ("Evening Gazette", "/publishers/gazette/", ["2", "1", "1"]),
        ("North Wire", "/publishers/wire/", ["5", "4", "2"]),
    ]
    assert "newspaper, private" in rows[0].one("th").text


def test_one_publisher(client, published: Desk):
    published.change(
        published.publishers["wire"], country="IQ", homepage="https://wire.example/",
        description="An agency of the north.",
    )  # fmt: skip
    published.publish("More of the Wire.")
    page = page_of(client.get("/publishers/wire/"))
    assert page.one("title").text == "North Wire | Aftermath"
    assert page.one("h1").text == "North Wire"
    assert page.one(class_="stand").text == "An agency of the north."
    assert page.one("nav", class_="crumb").links() == {
        "Sources": "/sources/", "Publishers": "/publishers/",
    }  # fmt: skip
    nature = page.one("section", aria_labelledby="nature")
    assert nature.texts("p")[0] == "News agency, state-owned."
    assert nature.texts("p")[1].startswith("Owned or financed by a state.")
    assert nature.texts("p")[2].startswith("A news agency: its texts are repeated by others")
    facts = page.one("section", aria_labelledby="facts")
    assert facts.texts("dd") == ["Iraq", "https://wire.example/"]
    assert facts.one("a")["rel"] == "noopener nofollow"


def test_what_stands_on_its_word(client, published):
    page = page_of(client.get("/publishers/wire/"))
    rests = page.one("section", aria_labelledby="rests")
    assert rests.texts("li") == [
        "4 events stand on its own words, read on its pages or in copies of them.",
        "2 of these stand on nothing else: no other origin supports them.",
    ]
    assert rests.links() == {
        "4 events": "/?origin=wire",
        "2 of these": "/?evidence=single&origin=wire",
    }
    assert page.one(class_="tally").links() == {
        "5 events quote what it published or wrote": "/?publisher=wire"
    }


@pytest.mark.parametrize("slug", ["wire", "courier", "gazette"])
def test_the_counts_are_those_of_the_views_they_lead_to(client, published, slug):
    page = page_of(client.get(f"/publishers/{slug}/"))
    links = page.one("section", aria_labelledby="rests").links() | page.one(class_="tally").links()
    assert links
    for text, url in links.items():
        assert len(page_of(client.get(url)).all("h4")) == int(text.split()[0])


def test_what_stands_on_a_publisher_alone_is_told_by_origin_not_by_copy(client, published):
    # The plan rests on the Wire alone; the closing is also told by the Courier.
    view = page_of(client.get("/?evidence=single&origin=wire"))
    assert view.texts("h4") == ["The ministry plans works", "The ministry denies delays"]
    assert view.one("h1").text == (
        "Events that stand on the words of North Wire with one origin 2 of 8 events"
    )
    # The Gazette’s copy of the Wire is no word of its own.
    assert page_of(client.get("/?origin=gazette")).texts("h4") == ["Traffic is heavier than before"]


def test_originals_and_copies(client, published):
    def lines(slug: str, section: str) -> list[str]:
        found = page_of(client.get(f"/publishers/{slug}/")).all(aria_labelledby=section)
        return [item.text for part in found for item in part.all("li")]

    assert lines("wire", "originals") == [
        "Old Bridge closes3 January 20204 events", "پل قدیمیdate not known1 event",
    ]  # fmt: skip
    assert lines("wire", "copies") == []
    assert lines("wire", "repeated") == [
        "Bridge closes, agency saysAt Evening Gazette, 4 January 20201 event"
    ]
    assert lines("gazette", "copies") == [
        "Bridge closes, agency says4 January 2020. Repeats Old Bridge closes, North Wire1 event"
    ]
    page = page_of(client.get("/publishers/gazette/"))
    assert "For 1 event it is where the words of another publisher were read." in page.text
    counted = page.one("section", aria_labelledby="counted")
    assert counted.texts("dd") == ["1", "1", "0"]


def test_publishers_are_linked_to_from_sources_and_events(client, published):
    assert page_of(client.get("/sources/wire-closing/")).one("dl").links()["North Wire"] == (
        "/publishers/wire/"
    )
    event = page_of(client.get("/events/closing/"))
    assert event.all("section", class_="origin")[0].one("h3").links() == {
        "North Wire": "/publishers/wire/"
    }
    assert page_of(client.get("/sources/")).one("main").links()["Who the publishers are"] == (
        "/publishers/"
    )


SENTENCES = {
    "state-owned": "Owned or financed by a state. Where that state is a party to what is reported, "
    "it has an interest in how it is told.",
    "party": "Published by a political party. What it reports, and in which words, may follow the "
    "party’s view.",
    "affiliated": "Owned by, or close to, those whom its description names; they may have an "
    "interest in what is reported.",
    "authority": "An authority speaking for itself: a first-hand source of what it says, and a "
    "party to it.",
    "agency": "A news agency: its texts are repeated by others, and all their copies are one "
    "account.",
    "reposts": "It repeats what others have written. A copy is evidence of what the original said, "
    "and no second account.",
    "personal": "Kept by one person, without an editorial office that answers for what is posted.",
}


@pytest.mark.parametrize(
    "traits",
    [
        [],
        ["state-owned", "agency"],
        ["party"],
        ["affiliated", "authority"],
        ["reposts", "personal"],
    ],
)
def test_each_trait_is_explained(client, published: Desk, traits):
    published.change(published.publishers["courier"], traits=traits, country="IQ")
    published.publish("What the Courier is.")
    nature = page_of(client.get("/publishers/courier/")).one("section", aria_labelledby="nature")
    assert nature.texts("p")[1:-1] == [SENTENCES[trait] for trait in traits]


@pytest.mark.parametrize(
    "nature",
    [
        "third-party aggregator", "unofficial fan site", "state-owned news agency",
        "party newspaper", "personal blog that reposts", "owned by a ministry",
    ],
)  # fmt: skip
def test_nothing_is_concluded_from_the_words_of_its_nature(client, published: Desk, nature):
    published.change(published.publishers["courier"], nature=nature)
    published.publish("What the Courier calls itself.")
    section = page_of(client.get("/publishers/courier/")).one("section", aria_labelledby="nature")
    first, last = section.texts("p")
    assert first == f"{nature[0].upper()}{nature[1:]}."
    assert last.startswith("The nature of a publisher stands beside each of its quotations.")


def test_every_trait_of_the_vocabulary_has_its_sentence():
    assert list(MEANINGS) == list(SENTENCES) == Publisher.Trait.values


def test_a_trait_that_the_vocabulary_has_lost_is_not_explained(client, published, monkeypatch):
    known = {trait: meaning for trait, meaning in MEANINGS.items() if trait != "agency"}
    monkeypatch.setattr("timeline.reader.pages.publishers.MEANINGS", known)
    nature = page_of(client.get("/publishers/wire/")).one("section", aria_labelledby="nature")
    assert len(nature.texts("p")) == 3


def test_a_change_of_traits_is_told_between_editions(client, published: Desk):
    published.change(published.publishers["wire"], traits=["agency", "reposts"])
    published.publish("The Wire is nobody’s.")
    fields = page_of(client.get("/editions/1...2/?kind=publisher&slug=wire")).one(
        "dl", class_="fields"
    )
    assert fields.texts("dt") == ["What bears on how it is read"] * 2
    assert fields.texts("dd") == [
        "added: Reposts end of what was added.", "removed: State owned end of what was removed.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "name"), [("IQ", "Iraq"), ("RU", "Russia"), ("", ""), ("QX", "QX")]
)
def test_countries(code, name):
    assert country_name(code) == name


# -- not found, bad input --------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["nobody", "Wire", "ada", "x" * 500, "a%00b", "-"])
def test_who_is_in_no_edition_is_not_found(client, published, slug):
    assert client.get(f"/publishers/{slug}/").status_code == 404


def test_a_publisher_that_an_edition_lost_is_gone(client, published: Desk):
    published.withdraw("traffic")
    published.change(published.events["closing"], title="The Old Bridge closes, again")
    published.events["closing"].excerpts.filter(source__slug="gazette-copy").delete()
    published.publish("Without the Gazette.")
    response = client.get("/publishers/gazette/")
    assert response.status_code == 410
    assert client.get("/publishers/gazette/?edition=1").status_code == 200


def test_a_renamed_publisher_redirects(client, published: Desk):
    rename(published.publishers["wire"], to="north-wire", by=published.editor)
    published.publish("A better address.")
    response = client.get("/publishers/wire/")
    assert (response.status_code, response["Location"]) == (301, "/publishers/north-wire/")
    assert client.get("/?origin=wire")["Location"] == "/?origin=north-wire"


@pytest.mark.parametrize("value", ["nobody", "ministry", "<b>"])
def test_an_unknown_origin_is_named(client, published, value):
    response = client.get("/", {"origin": value})
    assert response.status_code == 400
    assert "is not an origin of this edition" in page_of(response).one(role="alert").text


# -- caching, queries ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/publishers/", "/publishers/wire/"])
def test_caching(client, published, path):
    response = client.get(path)
    assert response["Cache-Control"] == LATEST
    assert client.get(path, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.get(path + "?edition=1")["Cache-Control"] == PERMANENT


@pytest.mark.parametrize("path", ["/publishers/", "/publishers/wire/"])
def test_queries(client, published, django_assert_num_queries, path):
    forget_indexes()
    with django_assert_num_queries(3):  # the edition, its index, publishers with their sources
        client.get(path)
