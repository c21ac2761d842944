"""An actor that is part of another: its events are that one's too, from the desk to the reader."""

import json

import pytest

from tests.html import page_of
from timeline.curation.actions import rename
from timeline.curation.models import Actor
from timeline.editions import archive, compare


@pytest.fixture
def parted(published):
    """The crew is part of the works department, which nothing else names, and that of the
    ministry."""
    works = published.actor("works", "Works Department", "government-body")
    for inner, outer in ((works, published.actors["ministry"]), (published.actors["crew"], works)):
        Actor.objects.filter(pk=inner.pk).update(part_of=outer)
        inner.refresh_from_db()
        published.change(inner)
    published.publish("Who belongs to whom.")
    return published


def slugs(client, query: str) -> set[str]:
    return {one["slug"] for one in client.get(f"/timeline.json?{query}").json()["events"]}


@pytest.mark.parametrize("query", ["actor={}", "q={}&match=all"])
def test_the_events_of_a_part_are_those_of_the_whole(client, parted, query):
    crew = slugs(client, query.format("crew"))
    assert crew
    works = slugs(client, query.format("works"))
    assert works == crew if query == "actor={}" else works >= crew
    assert slugs(client, "actor=ministry") > crew
    assert slugs(client, "actor=crew&actor=works") == crew


def test_counts_are_those_of_their_views(client, parted):
    menu = page_of(client.get("/filters/"))
    for slug, name in (("works", "Works Department"), ("ministry", "Ministry of Works")):
        assert f"{name} {len(slugs(client, f'actor={slug}'))}" in menu.text.replace("\n", " ")


def test_what_an_actor_is_part_of_is_said_on_its_page(client, parted):
    page = page_of(client.get("/actors/crew/"))
    said = page.one("section", aria_labelledby="part-of")
    assert said.links() == {
        "Works Department": "/actors/works/", "Ministry of Works": "/actors/ministry/",
    }  # fmt: skip
    assert not page.all("section", aria_labelledby="with")  # nobody but those it is part of
    told = json.loads(page.one("script", type="application/ld+json").text)["mainEntity"]
    assert told["parentOrganization"]["url"] == "http://testserver/actors/works/"
    parts = page_of(client.get("/actors/ministry/")).one("section", aria_labelledby="parts")
    assert parts.links()["Works Department"] == "/actors/works/"


def test_comparisons_say_so_and_a_better_slug_is_no_news(client, parted):
    told = client.get("/editions/1...2/?kind=actor&slug=crew").content.decode()
    assert "Part of" in told
    assert "Works Department" in told
    rename(parted.actors["works"], to="works-department", by=parted.editor)
    parted.publish("A better address.")
    found = compare.compare(archive.edition(2), archive.edition(3))
    assert {(one.how, one.slug) for one in found} == {("renamed", "works-department")}
