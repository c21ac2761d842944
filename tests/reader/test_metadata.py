"""What pages tell machines of themselves: Open Graph, and schema.org as JSON-LD."""

import json

import pytest

from tests.html import page_of
from tests.timeline_data import PERSIAN, Desk
from timeline.reader.metadata.base import Metadata, coverage
from timeline.reader.metadata.citation import tags
from timeline.reader.metadata.event import when_known
from timeline.text import dates

EVIL = "</script><script>alert(1)</script><!-- \"'&amp;"
PAGES = [
    "/", "/?actor=ada", "/events/closing/", "/sources/", "/sources/wire-closing/", "/actors/",
    "/actors/ada/", "/places/", "/places/harbour-town/", "/about/",
]  # fmt: skip


def graph(page):
    """Open Graph by name; fails when a property is given twice."""
    given = [(m["property"], m["content"]) for m in page.all("meta") if m["property"]]
    assert len(dict(given)) == len(given)
    return dict(given)


def data(client, path):
    script = page_of(client.get(path)).one("script", type="application/ld+json")
    return json.loads(script.text)


# -- Open Graph ------------------------------------------------------------------------------------


def test_open_graph_of_a_view(client, published):
    page = page_of(client.get("/?actor=ada"))
    assert graph(page) == {
        "og:site_name": "Aftermath",
        "og:locale": "en_GB",
        "og:type": "website",
        "og:title": "Events that name Ada Reed",
        "og:description": "Events that name Ada Reed: 3 events, each standing on verbatim excerpts "
        "of named sources.",
        "og:url": "http://testserver/?actor=ada",
        "og:image": "http://testserver/card.png?actor=ada&edition=1",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Events that name Ada Reed: 3 events, and a chart of when they were.",
    }
    assert page.one("meta", name="twitter:card")["content"] == "summary_large_image"
    assert page.one("title").text == "Events that name Ada Reed | Aftermath"


def reference(page):
    """What reference managers read, by name; fails when a name is given twice."""
    names = ("citation_", "z:", "DC.")
    given = [
        (m["name"], m["content"]) for m in page.all("meta") if (m["name"] or "").startswith(names)
    ]
    assert len(dict(given)) == len(given)
    return dict(given)


OURS = {
    "z:itemType": "webpage",
    "citation_author": "Aftermath,",
    "citation_publisher": "Aftermath",
    "citation_publication_date": "2026/03/01",
    "citation_language": "en-GB",
    "DC.rights": "Titles, summaries and notes: CC BY 4.0. Quotations belong to their publishers "
    "and are quoted for study and reporting.",
}


def test_reference_managers_read_the_page_of_an_event_in_its_edition(client, published):
    expected = OURS | {
        "citation_title": "The Old Bridge closes",
        "citation_public_url": "http://testserver/events/closing/?edition=1",
    }
    for path in ("/events/closing/", "/events/closing/?edition=1", "/events/closing/?actor=ada"):
        assert reference(page_of(client.get(path))) == expected


def test_reference_managers_read_of_a_source_the_source(client, published):
    assert reference(page_of(client.get("/sources/courier-bridge/"))) == {
        "z:itemType": "newspaperArticle",
        "citation_title": "What happened at the Old Bridge",
        "citation_author": "J. Hill,",
        "citation_journal_title": "The Courier",
        "citation_publication_date": "2020/01/04",
        "citation_language": "en",
        "citation_public_url": "https://courier.example/courier-bridge",
        "DC.rights": "All rights reserved",
    }


PINNED = {
    "/": "The whole timeline", "/?actor=ada": "Events that name Ada Reed",
    "/actors/ada/": "Ada Reed",
    "/places/": "Places", "/disputes/how-many/": "How many vehicles were turned back?",
    "/about/": "Method",
}  # fmt: skip


@pytest.mark.parametrize(("path", "title"), PINNED.items())
def test_other_pages_are_cited_only_where_they_are_pinned(client, published, path, title):
    pinned = f"{path}{'&' if '?' in path else '?'}edition=1"
    assert reference(page_of(client.get(path))) == {}
    assert reference(page_of(client.get(pinned))) == OURS | {
        "citation_title": title,
        "citation_public_url": f"http://testserver{pinned}",
    }


@pytest.mark.parametrize(
    ("issued", "said"),
    [
        ({"date-parts": [[2020, 1, 3]]}, "2020/01/03"),
        ({"date-parts": [[2020, 6]]}, "2020/06"),
        ({"date-parts": [[987]]}, "0987"),
        ({"date-parts": [[2020]], "circa": True}, None),
        ({"date-parts": [[2020], [2021]]}, None),
        ({"date-parts": [[2020]], "season": 2}, None),
        ({"literal": "2020 or 2022"}, None),
        ({}, None),
    ],
)
def test_a_date_is_told_to_reference_managers_only_if_it_is_exact(issued, said):
    item = {"type": "webpage", "title": "A", "issued": issued}
    assert dict(tags(item)).get("citation_publication_date") == said


def test_names_are_told_to_reference_managers_only_if_they_stay_whole():
    names = ["Ferry Watch", "Jane Doe, of the coast", "A; B", "AP"]
    item = {"type": "post-weblog", "title": "A", "author": [{"literal": one} for one in names]}
    assert tags(item) == (
        ("z:itemType", "blogPost"), ("citation_title", "A"),
        ("citation_author", "Ferry Watch,"), ("citation_author", "AP,"),
    )  # fmt: skip


def test_open_graph_of_an_event(client, published):
    told = graph(page_of(client.get("/events/closing/")))
    assert told["og:type"] == "article"
    assert told["og:title"] == "The Old Bridge closes"
    assert told["og:description"] == "3 January 2020: The Old Bridge closes, as sources say."
    assert told["og:image"] == "http://testserver/events/closing/card.png?edition=1"
    assert told["og:image:alt"] == (
        "The Old Bridge closes, 3 January 2020, and a chart of where it lies in the timeline."
    )


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_its_own(client, published, path):
    page = page_of(client.get(path))
    told = graph(page)
    assert f"{told['og:title']} | Aftermath" == page.one("title").text
    assert told["og:description"] == page.one("meta", name="description")["content"]
    assert told["og:url"] == page.one("link", rel="canonical")["href"]
    picture = client.get(told["og:image"].removeprefix("http://testserver"))
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")
    assert "immutable" in picture["Cache-Control"]


def test_past_editions_tell_of_themselves(client, republished):
    told = graph(page_of(client.get("/actors/ada/?edition=1")))
    assert told["og:title"] == "Ada Reed"
    assert told["og:url"] == "http://testserver/actors/ada/?edition=1"
    assert told["og:image"] == "http://testserver/card.png?actor=ada&edition=1"
    assert graph(page_of(client.get("/actors/ada/")))["og:title"] == "Ada Hale"


def test_pages_that_are_none_tell_nothing(client, published):
    for path in ("/events/none/", "/about/?x=1"):
        page = page_of(client.get(path))
        assert graph(page) == {}
        assert page.all("script", type="application/ld+json") == []


# -- JSON-LD ---------------------------------------------------------------------------------------


def test_a_view(client, published):
    assert data(client, "/?from=2020&to=2020-12&kind=finding") == {
        "@context": "https://schema.org",
        "@type": ["CollectionPage", "Dataset"],
        "@id": "http://testserver/?from=2020&to=2020-12&kind=finding",
        "url": "http://testserver/?from=2020&to=2020-12&kind=finding",
        "name": "Findings, 2020 to December 2020",
        "description": "Findings, 2020 to December 2020: 1 event, each standing on verbatim "
        "excerpts of named sources.",
        "inLanguage": "en-GB",
        "isPartOf": {"@type": "WebSite", "name": "Aftermath", "url": "http://testserver/"},
        "version": "1",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "dateModified": "2026-03-01",
        "creator": {"@type": "Organization", "name": "Aftermath"},
        "isAccessibleForFree": True,
        "temporalCoverage": "2020-01-01/2020-12-31",
        "distribution": data(client, "/?from=2020&to=2020-12&kind=finding")["distribution"],
        "size": "1 event",
    }
    forms = data(client, "/?kind=finding")["distribution"]
    assert {
        "@type": "DataDownload",
        "encodingFormat": "application/json",
        "contentUrl": "http://testserver/timeline.json?kind=finding",
    } in forms
    assert len(forms) == 2


def test_an_event(client, published):
    told = data(client, "/events/closing/")
    assert told["@type"] == "WebPage"
    assert told["temporalCoverage"] == "2020-01-03"
    event = told["mainEntity"]
    claims = event.pop("subjectOf")
    assert event == {
        "@type": "Event",
        "@id": "http://testserver/events/closing/#event",
        "name": "The Old Bridge closes",
        "description": "The Old Bridge closes, as sources say.",
        "startDate": "2020-01-03T01:00:00+03:00",
        "about": [
            {"@type": "GovernmentOrganization", "name": "Ministry of Works",
             "url": "http://testserver/actors/ministry/"},
            {"@type": "Person", "name": "Ada Reed", "url": "http://testserver/actors/ada/"},
        ],
        "location": [
            {"@type": "Place", "name": "Old Bridge", "url": "http://testserver/places/old-bridge/"}
        ],
    }  # fmt: skip
    assert claims[1] == {
        "@type": ["Claim", "Quotation"],
        "@id": "http://testserver/events/closing/#closing-2",
        "text": "The gates shut in the night",
        "inLanguage": "en",
        "spokenByCharacter": {
            "@type": "Person", "name": "Ada Reed", "url": "http://testserver/actors/ada/",
        },
        "appearance": {
            "@type": "CreativeWork",
            "@id": "http://testserver/sources/courier-bridge/",
            "name": "What happened at the Old Bridge",
            "url": "https://courier.example/courier-bridge",
            "archivedAt": "https://archive.example/courier-bridge",
            "publisher": {"@type": "Organization", "name": "The Courier"},
            "datePublished": "2020-01-04",
        },
    }  # fmt: skip
    copy = claims[2]["appearance"]
    assert copy["publisher"]["name"] == "Evening Gazette"
    assert copy["sourceOrganization"]["name"] == "North Wire"


def test_a_translation_and_a_stance(client, published):
    plan = data(client, "/events/plan/")
    assert plan["temporalCoverage"] == "2019-11-01/2019-11-30"
    assert "startDate" not in plan["mainEntity"]  # a month is no day
    claim = plan["mainEntity"]["subjectOf"][0]
    assert claim["text"] == PERSIAN
    assert claim["workTranslation"] == {
        "@type": "Quotation", "inLanguage": "en", "text": "The bridge stays closed until tomorrow",
    }  # fmt: skip
    assert "datePublished" not in claim["appearance"]
    tally = data(client, "/events/tally/")["mainEntity"]
    assert (tally["startDate"], tally["endDate"]) == ("2020-01-03", "2020-01-05")
    assert [c.get("description") for c in tally["subjectOf"]] == [None, "Disputes the event."]


@pytest.mark.parametrize(
    ("edtf", "known", "covered"),
    [
        ("2020-01-03", {"startDate": "2020-01-03"}, "2020-01-03"),
        ("2020-01-03~", {}, "2020-01-02/2020-01-04"),
        ("2020-01-03?", {}, "2020-01-03/2020-01-03"),
        ("2020-01", {}, "2020-01-01/2020-01-31"),
        ("1979", {}, "1979-01-01/1979-12-31"),
        ("[2020-02-22,2020-02-23]", {}, "2020-02-22/2020-02-23"),
        ("[2021-06-21..2021-06-30]", {}, "2021-06-21/2021-06-30"),
        ("2020-01-03/2020-01-05", {"startDate": "2020-01-03", "endDate": "2020-01-05"},
         "2020-01-03/2020-01-05"),
        ("2020-01/2020-01-05", {"endDate": "2020-01-05"}, "2020-01-01/2020-01-05"),
        ("2022-09-24/..", {"startDate": "2022-09-24"}, "2022-09-24/.."),
        ("../2022-09-24", {"endDate": "2022-09-24"}, "../2022-09-24"),
        ("2022-09/", {}, "2022-09-01/.."),
        ("[..2022-09-24]", {}, "../2022-09-24"),
    ],
)  # fmt: skip
def test_only_a_day_that_is_known_is_a_start(edtf, known, covered):
    when = dates.parse(edtf)
    assert when_known(when, None, "") == known
    assert coverage(when) == covered


def test_an_hour_has_the_offset_of_its_day(published):
    day = dates.parse("2020-07-01")
    assert when_known(day, "23:30", "America/New_York") == {
        "startDate": "2020-07-01T23:30:00-04:00"
    }
    # An hour of a day that is not certain is no moment.
    assert when_known(dates.parse("2020-07"), "23:30", "America/New_York") == {}


def test_a_source(client, published):
    told = data(client, "/sources/courier-bridge/")
    assert told["mainEntity"] == {
        "@id": "http://testserver/sources/courier-bridge/#source",
        "@type": "NewsArticle",
        "headline": "What happened at the Old Bridge",
        "url": "https://courier.example/courier-bridge",
        "archivedAt": "https://archive.example/courier-bridge",
        "inLanguage": "en",
        "publisher": {"@type": "Organization", "name": "The Courier"},
        "creditText": "J. Hill",
        "datePublished": "2020-01-04",
    }
    copy = data(client, "/sources/gazette-copy/?edition=1")["mainEntity"]
    assert copy["isBasedOn"] == "http://testserver/sources/wire-closing/?edition=1"


def test_an_actor(client, published):
    told = data(client, "/actors/ada/")
    assert told["description"] == "Mayor of Harbour Town."
    assert told["mainEntity"] == {
        "@id": "http://testserver/actors/ada/#actor",
        "@type": "Person",
        "name": "Ada Reed",
        "alternateName": [{"@value": "آدا رید", "@language": "fa"}],
        "description": "Mayor of Harbour Town.",
    }
    assert data(client, "/actors/crew/")["mainEntity"]["@type"] == "Thing"
    assert data(client, "/actors/ministry/")["mainEntity"]["@type"] == "GovernmentOrganization"


def test_a_place(client, published):
    assert data(client, "/places/harbour-town/")["mainEntity"] == {
        "@id": "http://testserver/places/harbour-town/#place",
        "@type": "City",
        "name": "Harbour Town",
        "containedInPlace": {
            "@type": "Country", "name": "Northland", "url": "http://testserver/places/northland/",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": "51.5", "longitude": "-0.125"},
    }  # fmt: skip
    assert "geo" not in data(client, "/places/northland/")["mainEntity"]


# -- safe, and small -------------------------------------------------------------------------------


def test_nothing_breaks_out(client, published: Desk):
    published.actor("evil", EVIL, "person", EVIL, (EVIL, "en"))
    published.place("evil", EVIL, "city", description=EVIL)
    published.publisher("evil", EVIL)
    published.source("evil-page", "evil", EVIL, byline=EVIL)
    published.event(
        "evil", EVIL, "2023-01-01", "after", "visit", summary=EVIL, actors=(("evil", "agent"),),
        places=("evil",),
        excerpts=({"source": "evil-page", "quote": EVIL, "translation": EVIL, "said_by": "evil"},),
    )  # fmt: skip
    published.publish("Evil.")
    for path in ("/?actor=evil", "/events/evil/", "/sources/evil-page/", "/actors/evil/",
                 "/places/evil/"):  # fmt: skip
        body = client.get(path).content.decode()
        assert "<script>alert" not in body
        page = page_of(client.get(path))
        text = page.one("script", type="application/ld+json").text
        assert not set("<>&") & set(text)
        assert EVIL in json.dumps(json.loads(text), ensure_ascii=False).replace('\\"', '"')
        told = graph(page)
        assert EVIL in told["og:title"] + told["og:description"]


def test_text_is_escaped_by_hand():
    made = Metadata("", "", {"name": "</script>&<!--"})
    assert made.json_ld == '{"name":"\\u003c/script\\u003e\\u0026\\u003c!--"}'


def test_a_fragment_has_none(client, published):
    body = client.get("/?actor=ada", headers={"HX-Request": "true"}).content
    assert b"ld+json" not in body
    assert b"og:title" not in body


def test_a_disagreement_has_suggested_answers_and_no_accepted_one(client, published):
    question = data(client, "/disputes/how-many/")["mainEntity"]
    assert question["@type"] == "Question"
    assert question["answerCount"] == 2
    assert [answer["@type"] for answer in question["suggestedAnswer"]] == ["Answer", "Answer"]
    assert "acceptedAnswer" not in question
    assert all(answer["citation"] for answer in question["suggestedAnswer"])


def test_a_publisher_and_an_edition(client, published):
    courier = data(client, "/publishers/courier/")["mainEntity"]
    assert (courier["@type"], courier["name"]) == ("Organization", "The Courier")
    edition = data(client, "/editions/1/")
    assert edition["@type"] == ["WebPage", "Dataset"]
    assert edition["version"] == "1"
    assert edition["identifier"].startswith("sha256:")
    assert edition["distribution"]["contentUrl"] == "http://testserver/editions/1/records.jsonl"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/actors/", "Actors"), ("/places/", "Places"), ("/sources/", "Sources"),
        ("/publishers/", "Publishers"), ("/disputes/", "Disagreements"), ("/editions/", "Editions"),
    ],
)  # fmt: skip
def test_lists(client, published, path, name):
    told = data(client, path)
    assert (told["@type"], told["name"]) == ("CollectionPage", name)
    assert told["url"] == f"http://testserver{path}"
    listed = len(page_of(client.get(path)).one("main").all("a"))
    assert 0 < told["mainEntity"]["numberOfItems"] <= listed


def test_the_method(client, published):
    told = data(client, "/about/?edition=1")
    assert (told["@type"], told["name"]) == ("AboutPage", "Method")
    assert told["url"] == "http://testserver/about/?edition=1"
