"""Another dataset is another timeline: its public pages speak of it, and of no other.

The corpus is tests/datasets/lighthouse; all of it is made up.
"""

import json
import re

import pytest

from tests.crawl import crawl
from tests.html import page_of
from timeline.editions.models import Edition
from timeline.editions.snapshot import PublishedSnapshot
from timeline.reader.formats import FORMATS
from timeline.reader.query.reading import Reading
from timeline.reader.show.story import story_of

NAME = "Grey Skerry"
TITLE = "The dispute over the light of Grey Skerry (made up)"
# What only the shipped story says, and what a site without a name would be called.
ANOTHERS = re.compile(r"Aftermath|Soleimani|Baghdad|\bIran|\bIraq|\bstrike\b|CC BY", re.IGNORECASE)


def test_no_public_page_speaks_of_another_story(client, lighthouse):
    def read(address):
        response = client.get(address)
        assert response.status_code == 200, address
        return b"".join(response).decode()

    def links(text):
        return [link for link in page_of_text(text) if "/report/" not in link]

    texts, _ = crawl(["/", "/gaps/", "/about/"], read, links)
    assert len(texts) > 40
    found = {
        address: sorted(set(ANOTHERS.findall(without_names_of_files(text))))
        for address, text in texts.items()
        if ANOTHERS.search(without_names_of_files(text))
    }
    assert found == {}


def page_of_text(text):
    """The addresses of this site that a page leads to."""
    return [
        link.replace("&amp;", "&").partition("#")[0]
        for link in re.findall(r'\shref="(/(?!/)[^"]*)"', text)
        if not link.startswith(("/static/", "/timeline.", "/card"))
    ]


def without_names_of_files(text):
    """The style sheet of this program has its name, and so has the maker of a calendar."""
    return re.sub(r"/static/css/[\w.]+css|PRODID:\S+", "", text)


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_form_speaks_of_another_story(client, lighthouse, suffix):
    response = client.get(f"/timeline.{suffix}")
    text = b"".join(response).decode()
    assert not ANOTHERS.search(without_names_of_files(text)), ANOTHERS.search(text)
    assert "aftermath" not in response.get("Content-Disposition", "")
    assert "Grey" in text


@pytest.mark.parametrize(
    "address",
    ["/embed/", "/embed/events/light-goes-out/", "/cite/", "/events/light-goes-out/cite/",
     "/report/", "/report/?gap=oil-is-weighed", "/editions/1/", "/gaps/", "/events/none/"],
)  # fmt: skip
def test_each_kind_of_page_bears_the_name_of_the_site(client, lighthouse, address):
    text = client.get(address).content.decode()
    assert page_of(client.get(address)).one("title").text.endswith(f"| {NAME}")
    assert not ANOTHERS.search(without_names_of_files(text)), ANOTHERS.search(text)


def test_the_front_page_says_what_happened(client, lighthouse):
    page = page_of(client.get("/"))
    assert page.one("title").text == f"{TITLE}: 8 events, with their sources | {NAME}"
    assert page.one("h1").text.startswith(
        "The light of Grey Skerry went out on 2 November 1998, and nobody agrees why."
    )
    tags = {tag["property"]: tag["content"] for tag in page.all("meta") if tag["property"]}
    assert tags["og:site_name"] == NAME
    assert tags["og:title"] == f"{TITLE}: 8 events, with their sources"
    told = json.loads(page.one("script", type="application/ld+json").text)
    assert told["isPartOf"]["name"] == NAME
    assert told["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert told["creator"]["name"] == NAME


def test_a_frame_says_what_happened(client, lighthouse):
    page = page_of(client.get("/embed/"))
    assert page.one("h1").text.startswith("The light of Grey Skerry went out")
    found = client.get("/oembed?url=http://testserver/").json()
    assert found["provider_name"] == NAME
    assert found["title"] == f"{TITLE}: 8 events, with their sources"


def test_feeds_and_files_bear_its_title(client, lighthouse):
    assert f"<title>{TITLE} | {NAME}</title>" in client.get("/timeline.atom").content.decode()
    csv = client.get("/timeline.csv")
    assert 'filename="grey-skerry-' in csv["Content-Disposition"]
    assert client.get("/timeline.json").json()["title"] == TITLE


def test_hours_are_shown_on_its_clocks(client, lighthouse):
    rows = page_of(client.get("/events/light-goes-out/")).one("table").all("tr")[1:]
    assert [row.one("th").text for row in rows] == ["Selna UTC+1", "London UTC", "UTC UTC"]


def test_what_it_rests_on_is_counted_in_the_edition(client, lighthouse):
    said = (
        "This made-up edition rests on five made-up documents of two origins, in English and "
        "Norwegian Bokmål. There are two happenings that are known to be missing."
    )
    for address in ("/about/", "/sources/", "/timeline.html", "/?q=nothing-of-the-kind"):
        assert said in page_of(client.get(address)).text, address
    coverage = client.get("/timeline.json").json()["coverage"]
    assert (coverage["statement"], coverage["documents"], coverage["gaps"]) == (said, 5, 2)
    assert [one["name"] for one in coverage["origins"]] == [
        "The Coast Post", "Harbour Board of Selna",
    ]  # fmt: skip


def test_a_phase_is_introduced_where_it_is_chosen(client, lighthouse):
    said = "The board and the keeper tell it differently, and a court hears both."
    assert said in page_of(client.get("/?phase=after")).text
    assert said in page_of(client.get("/timeline.html?phase=after")).text
    assert said in page_of(client.get("/about/")).text
    assert said not in page_of(client.get("/?phase=night")).text


def test_its_story(lighthouse):
    story = story_of(Reading(PublishedSnapshot(Edition.objects.get())))
    assert (story.heading, story.written) == ("The dark night in five steps", True)
    assert [(step.number, step.slug, step.caption) for step in story.steps] == [
        (1, "tolle-becomes-keeper", "Anna Tolle becomes keeper of the light"),
        (2, "light-goes-out", "The light is out for five hours"),
        (3, "marit-runs-aground", "The Marit runs aground, and her crew is taken off"),
        (4, "board-blames-keeper", "The harbour board says that the keeper put the light out"),
        (5, "court-clears-keeper", "The court finds no fault in the keeper"),
    ]
