"""Searches of the shipped dataset, with what a reader who knows all of its events would want.

`judged_searches.json` holds for each the events of which one must come first, and all that may be
found. What is measured: whether the right one is among the first three, whether anything is found,
and how much of the first ten is right. Where the dataset changes, so do the judgements.
"""

import json
from pathlib import Path

import pytest

from tests.corpora import SHIPPED, corpus
from tests.timeline_data import Desk
from timeline.curation.dataset import load
from timeline.curation.users import dataset_user
from timeline.editions import archive
from timeline.editions.models import Record
from timeline.editions.search import find
from timeline.editions.snapshot import PublishedSnapshot

JUDGED = json.loads((Path(__file__).parent / "judged_searches.json").read_text(encoding="utf-8"))


@corpus
def shipped_and_published() -> None:
    """The shipped dataset as edition 1."""
    load(SHIPPED, by=dataset_user())
    Desk().publish()


class Timeline:
    """The latest edition, to be searched."""

    def __init__(self) -> None:
        self.index = PublishedSnapshot(archive.latest_edition()).index
        self.records = list(Record.objects.current())
        self._slugs = {record.pk: record.slug for record in self.records}

    def of(self, kind):
        return [record for record in self.records if record.kind == kind]

    def find(self, text: str) -> list[str]:
        found = find(self.index, text)
        return [self._slugs[self.index.records[rank]] for rank in found.in_order(self.index.all)]

    def here(self, slugs) -> set[str]:
        """Events by their present slugs."""
        moved = self.index.catalogue["moved"].get("event", {})
        return {moved.get(slug, slug) for slug in slugs}


def test_the_right_events_come_first(shipped_and_published):
    timeline = Timeline()
    first_three = found = 0
    precision = []
    asked = [one for one in JUDGED["queries"] if one["relevant"]]
    for one in asked:
        relevant = one["relevant"]
        relevant = timeline.here(JUDGED["relevant"].get(relevant, relevant)
                                 if isinstance(relevant, str) else relevant)  # fmt: skip
        must = timeline.here(one["must"]) or relevant
        hits = timeline.find(one["query"])
        found += bool(hits)
        first_three += any(hit in must for hit in hits[:3])
        if hits:
            top = hits[:10]
            precision.append(sum(hit in relevant for hit in top) / len(top))
    assert first_three >= 0.90 * len(asked)
    assert found >= 0.96 * len(asked)
    assert sum(precision) >= 0.75 * len(precision)


@pytest.mark.parametrize(
    "query", [one["query"] for one in JUDGED["queries"] if not one["relevant"]]
)
def test_what_the_timeline_does_not_tell_of_is_not_found(shipped_and_published, query):
    assert Timeline().find(query) == []


@pytest.mark.parametrize(
    ("wrong", "right"), [("assasination", "assassination"), ("retalliation", "retaliation")]
)
def test_a_corrected_word_gives_the_order_of_the_right_one(shipped_and_published, wrong, right):
    timeline = Timeline()
    assert timeline.find(wrong) == timeline.find(right)


def test_every_pasted_title_finds_itself_first(shipped_and_published):
    timeline = Timeline()
    for event in timeline.of("event"):
        assert timeline.find(event.document["title"])[0] == event.slug


def test_every_pasted_quotation_finds_the_event_that_it_belongs_to_first(shipped_and_published):
    timeline = Timeline()
    for event in timeline.of("event"):
        for excerpt in event.document["excerpts"]:
            hits = timeline.find(excerpt["quote"])
            if excerpt.get("tied"):
                assert event.slug in hits, excerpt["slug"]
            else:
                assert hits[0] == event.slug, excerpt["slug"]


def test_every_address_of_a_source_finds_what_quotes_it(shipped_and_published):
    timeline = Timeline()
    for source in timeline.of("source"):
        quoting = {
            event.slug
            for event in timeline.of("event")
            if any(one["source"] == source.slug for one in event.document["excerpts"])
        }
        for address in (source.document["url"], source.document["archived_url"]):
            if address:
                assert set(timeline.find(address)) == quoting, address
                short = address.removeprefix("https://").removeprefix("http://").rstrip("/")
                assert set(timeline.find(short)) == quoting, short


@pytest.mark.parametrize("kind", ["actor", "place"])
def test_every_name_of_a_thing_finds_the_same(shipped_and_published, kind):
    timeline = Timeline()
    first_names = {
        record.document["name"] for record in timeline.records if record.kind in ("actor", "place")
    }
    for thing in timeline.of(kind):
        names = [thing.document["name"], *(one["name"] for one in thing.document["names"])]
        # One that is the first name of something else means that (Baghdad, for Iraq).
        own = [name for name in names if name == names[0] or name not in first_names]
        found = {name: frozenset(timeline.find(name)) for name in own}
        assert len(set(found.values())) == 1, found
