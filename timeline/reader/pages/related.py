"""What the pages of actors, places and sources tell beyond the document itself."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from pyroaring import BitMap

from timeline.reader.query.reading import Reading
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.show.cards import CardMaker, EventCard, ExcerptCard, Named

MOST = 10  # rows of a short list


@dataclass(frozen=True, slots=True)
class Counted:
    """Something with its page, in how many events it is too, and the address of these."""

    thing: Named
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Moment:
    """The first or the last event of a thing."""

    label: str
    event: EventCard


def disputes_of(reading: Reading, ranks: BitMap) -> list[Named]:
    """The disputes that any of these events takes part in, in the order of the timeline."""
    maker = CardMaker(reading.index, {}, edition=reading.asked)
    shared = [
        (members.min(), slug)
        for slug, members in reading.index.facets.get("dispute", {}).items()
        if members.intersect(ranks)
    ]
    return [maker.named("dispute", slug) for _, slug in sorted(shared)]


def together(reading: Reading, facet: str, query: TimelineQuery, ranks: BitMap) -> list[Counted]:
    """What of a facet the events have most often, with the view that has both."""
    maker = CardMaker(reading.index, {}, edition=reading.asked)
    own = query.values(facet)
    counts = [
        (-count, slug)
        for slug, count in reading.index.counts(facet, ranks).items()
        if count and slug not in own
    ]
    return [
        Counted(maker.named(facet, slug), -count, query.choosing(facet, slug).url())
        for count, slug in sorted(counts)[:MOST]
    ]


def ends(reading: Reading, ranks: BitMap, documents: dict[int, Any]) -> list[Moment]:
    """The first and the last of some events, whose documents are at hand by rank."""
    if not ranks:
        return []
    maker = CardMaker(reading.index, {}, edition=reading.asked)
    first, last = ranks.min(), ranks.max()
    if first == last:
        return [Moment("Only event", maker.event(documents[first]))]
    return [
        Moment("First event", maker.event(documents[first])),
        Moment("Last event", maker.event(documents[last])),
    ]


def roles(slug: str, events: Iterable[Any]) -> list[tuple[str, int]]:
    """The roles that an actor has in events, the most frequent first."""
    counts = Counter(p["role"] for event in events for p in event["actors"] if p["actor"] == slug)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


_NUMBER = re.compile(r"[0-9]{1,6}")
_BEFORE_THE_TEXT = ("headline", "title", "standfirst", "byline", "photo caption", "caption")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Excerpts in a row that carry the same events: these, with the stance towards each."""

    events: list[tuple[EventCard, str]]
    excerpts: list[ExcerptCard]


def in_document_order(quoted: list[tuple[EventCard, list[ExcerptCard]]]) -> list[Quoted]:
    """Excerpts as the document has them, each once with all events that it carries.

    What stands above the text comes first, then by the number of their place (paragraph, page),
    then those whose place is not noted; else by event. An event may come up more than once.
    """
    excerpts: dict[str, ExcerptCard] = {}
    events: dict[str, list[tuple[EventCard, str]]] = {}
    for event, of_event in quoted:
        for excerpt in of_event:
            excerpts.setdefault(excerpt.slug, excerpt)
            events.setdefault(excerpt.slug, []).append((event, excerpt.stance))
    ordered = sorted(excerpts.values(), key=lambda excerpt: _place(excerpt.locator))
    found: list[Quoted] = []
    for _, group in groupby(ordered, key=lambda one: _carried(events[one.slug])):
        run = list(group)
        carried = events[run[0].slug]
        if len(carried) > 1:  # an excerpt's own label would speak of one of the events alone
            run = [replace(excerpt, stance="supports") for excerpt in run]
        found.append(Quoted(carried, run))
    return found


def _carried(events: list[tuple[EventCard, str]]) -> list[tuple[str, str]]:
    """What two excerpts in a row have in common that stand under one heading."""
    if len(events) == 1:
        return [(events[0][0].slug, "")]
    return [(event.slug, stance) for event, stance in events]


def _place(locator: str) -> tuple[int, float]:
    text = locator.lower()
    for number, words in enumerate(_BEFORE_THE_TEXT):
        if text.startswith(words):
            return 0, number
    found = _NUMBER.search(text)
    if not found:
        return 2, 0
    beside = -0.5 if text.startswith("line before") else 0.5 if text.startswith("line after") else 0
    return 1, int(found[0]) + beside
