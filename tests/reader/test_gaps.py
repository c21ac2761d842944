"""What is known to be missing: a list of its own, which no count, filter or feed holds."""

import pytest

from tests import factories
from tests.html import page_of
from tests.timeline_data import SECOND, Desk
from timeline.curation.models import Phase

UNREAD = "Not read for this edition; nothing here rests on it."


@pytest.fixture
def listed(published: Desk):
    """The bridge with two gaps in edition 2: one unopened, one that a person has opened."""
    factories.gap(
        slug="inquiry", line="A coroner opens an inquiry", date="2020-02",
        phase=Phase.objects.get(slug="after"),
    )  # fmt: skip
    factories.gap(slug="storm", line="A storm damages the bridge", date="2019-12-24~",
                  checked="2026-03-02")  # fmt: skip
    published.publish("With what is missing.", SECOND)
    return published


def test_the_page_says_what_is_missing_and_that_nothing_rests_on_it(client, listed):
    response = client.get("/gaps/")
    page = page_of(response)
    assert response.status_code == 200
    assert page.one("h1").text == "Not told here 2"
    storm, inquiry = page.one("ul", class_="rows").all("li", id="storm") + page.all(id="inquiry")
    assert "about 24 December 2019 A storm damages the bridge" in storm.text
    assert "None of the documents read tells it." in inquiry.text
    assert f"{UNREAD} Opened by a person on 2 March 2026." in storm.text
    assert f"{UNREAD} Not opened by a person." in inquiry.text
    assert inquiry.one("a", rel="noopener nofollow").text == "Far Gazette"
    report = next(url for text, url in inquiry.links().items() if text.startswith("Bring a source"))
    assert report == "/report/?gap=inquiry&edition=2"
    assert "A person has opened the addresses of 1 of these lines" in page.text


def test_where_nobody_has_opened_any_it_says_so(client, published):
    factories.gap(slug="inquiry")
    published.publish("With a gap.", SECOND)
    assert "No person has opened any of these addresses yet" in page_of(client.get("/gaps/")).text


def test_an_edition_without_any(client, listed):
    page = page_of(client.get("/gaps/?edition=1"))
    assert "This edition lists nothing that is known to be missing." in page.text
    assert client.get("/gaps.json?edition=1").json()["gaps"] == []


def test_the_same_as_data(client, listed):
    found = client.get("/gaps.json").json()
    assert found["title"] == "Not told here | Aftermath"
    assert found["permanent_url"] == "http://testserver/gaps/?edition=2"
    assert found["note"] == UNREAD
    assert [gap["slug"] for gap in found["gaps"]] == ["storm", "inquiry"]
    assert found["gaps"][1] == {
        "slug": "inquiry",
        "line": "A coroner opens an inquiry",
        "date": "2020-02",
        "phase": "after",
        "reason": "None of the documents read tells it.",
        "checked": None,
        "addresses": found["gaps"][1]["addresses"],
        "date_phrase": "February 2020",
        "earliest": "2020-02-01",
        "latest": "2020-02-29",
        "report_url": "http://testserver/report/?gap=inquiry&edition=2",
    }
    (address,) = found["gaps"][1]["addresses"]
    assert (address["publisher"], address["kind"], address["published"]) == (
        "Far Gazette", "news", "",
    )  # fmt: skip


def test_no_count_search_feed_or_suggestion_holds_a_gap(client, listed):
    assert client.get("/timeline.json").json()["total"] == 8
    assert client.get("/timeline.json?q=coroner").json()["total"] == 0
    for address in ("/", "/?phase=after", "/timeline.atom", "/timeline.html", "/timeline.ics",
                    "/suggest?typed=coroner", "/timeline.csv"):  # fmt: skip
        assert "coroner" not in b"".join(client.get(address)).decode(), address
    held = page_of(client.get("/editions/2/")).one("dl", class_="figures")
    assert dict(zip(held.texts("dt"), held.texts("dd"), strict=True))["Gaps"] == "2"


def test_a_reader_brings_a_source(client, listed):
    page = page_of(client.get("/report/?gap=inquiry&edition=2"))
    assert "Bring a source for what is missing here: “A coroner opens an inquiry”" in page.text
    options = page.one("select", id="id_problem").all("option")
    (chosen,) = [option for option in options if "selected" in option.attributes]
    assert chosen.text == "A source is missing, or says otherwise"
    sent = client.post(
        "/report/?gap=inquiry&edition=2",
        {"problem": "missing-source", "message": "The coroner’s own page.", "contact": ""},
    )
    assert sent.status_code == 303
    state = page_of(client.get(sent["Location"]))
    assert state.links()["A coroner opens an inquiry"] == "/gaps/?edition=2#inquiry"


def test_pages_lead_to_it_where_there_are_any(client, listed):
    assert page_of(client.get("/about/")).links()["What we know to be missing"] == "/gaps/"
    assert page_of(client.get("/")).one("footer").links()["Not told here"] == "/gaps/"
    links = page_of(client.get("/about/?edition=1")).links()
    assert "What we know to be missing" not in links
    assert "/gaps/</loc>" in client.get("/sitemap.xml").content.decode()
    assert b'id="storm"' in client.get("/gaps/").content


def test_two_editions_compared(client, listed):
    page = page_of(client.get("/editions/1...2/"))
    assert page.links()["A coroner opens an inquiry"] == "/gaps/?edition=2#inquiry"


def test_queries(client, listed, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):  # the edition, its index, the gaps
        client.get("/gaps/")
