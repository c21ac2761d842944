"""Searches of the shipped dataset, with what a reader who knows all of its events would want.

`judged_searches.json` holds for each the events of which one must come first, and all that may be
found. What is measured: whether the right one is among the first three, whether anything is found,
and how much of the first ten is right. Where the dataset changes, so do the judgements.

Of titles and quotations a part is pasted, always the same; with `EVERY_SEARCH=1` all are.
"""

import json
import os
import re
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

EVERY = bool(os.environ.get("EVERY_SEARCH"))
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

    def quoting(self, source) -> set[str]:
        """The events that quote a source."""
        return {
            event.slug
            for event in self.of("event")
            if any(one["source"] == source.slug for one in event.document["excerpts"])
        }

    def naming(self, actor: str) -> set[str]:
        """The events that an actor takes part or speaks in, or whose own words have a name of the
        actor's, letter by letter."""
        (document,) = (one.document for one in self.of("actor") if one.slug == actor)
        names = [document["name"], *(one["name"] for one in document["names"])]
        any_name = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names))
        found = set()
        for event in self.of("event"):
            told = event.document
            own = [one for one in told["excerpts"] if not one.get("tied")]
            texts = [told["title"], told["summary"], *(one["quote"] for one in own)]
            taking_part = {one["actor"] for one in told["actors"]}
            taking_part |= {one["said_by"] for one in told["excerpts"]}
            if actor in taking_part or any(any_name.search(text) for text in texts):
                found.add(event.slug)
        return found


def some(things: list, nth: int) -> list:
    """Every so many of them, or all."""
    return things if EVERY else things[::nth]


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


def test_what_the_timeline_does_not_tell_of_is_not_found(shipped_and_published):
    timeline = Timeline()
    asked = [one["query"] for one in JUDGED["queries"] if not one["relevant"]]
    assert {query: hits for query in asked if (hits := timeline.find(query))} == {}


@pytest.mark.parametrize(
    ("wrong", "right"), [("assasination", "assassination"), ("retalliation", "retaliation")]
)
def test_a_corrected_word_gives_the_order_of_the_right_one(shipped_and_published, wrong, right):
    timeline = Timeline()
    assert timeline.find(wrong) == timeline.find(right)


def test_every_pasted_title_finds_itself_first(shipped_and_published):
    timeline = Timeline()
    for event in some(timeline.of("event"), 2):
        assert timeline.find(event.document["title"])[0] == event.slug


def test_every_pasted_headline_finds_what_stands_on_its_source(shipped_and_published):
    timeline = Timeline()
    for source in timeline.of("source"):
        quoting = timeline.quoting(source)
        if quoting:
            assert quoting <= set(timeline.find(source.document["title"])), source.slug


def test_what_names_one_and_not_the_other(shipped_and_published):
    timeline = Timeline()
    one, other = timeline.naming("donald-trump"), timeline.naming("qasem-soleimani")
    assert one & other
    assert one - other
    assert set(timeline.find("Trump -Soleimani")) == one - other
    assert set(timeline.find("Trump NOT سلیمانی")) == one - other


def test_every_pasted_quotation_finds_the_event_that_it_belongs_to_first(shipped_and_published):
    timeline = Timeline()
    pasted = [(event, one) for event in timeline.of("event") for one in event.document["excerpts"]]
    for event, excerpt in some(pasted, 4):
        hits = timeline.find(excerpt["quote"])
        if excerpt.get("tied"):
            assert event.slug in hits, excerpt["slug"]
        else:
            assert hits[0] == event.slug, excerpt["slug"]


def test_every_address_of_a_source_finds_what_quotes_it(shipped_and_published):
    timeline = Timeline()
    for source in timeline.of("source"):
        quoting = timeline.quoting(source)
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
