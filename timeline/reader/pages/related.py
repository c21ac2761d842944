"""What the pages of actors, places and sources tell beyond the document itself."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
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


def in_document_order(
    quoted: list[tuple[EventCard, list[ExcerptCard]]],
) -> list[tuple[EventCard, list[ExcerptCard]]]:
    """Excerpts as the document has them: what stands above the text, then by the number of their
    place (paragraph, page), then those whose place is not noted; else by event.

    Excerpts in a row that belong to one event are together; an event may come up more than once.
    """
    pairs = [(event, excerpt) for event, excerpts in quoted for excerpt in excerpts]
    pairs.sort(key=lambda pair: _place(pair[1].locator))
    groups = (list(group) for _, group in groupby(pairs, key=lambda pair: pair[0].slug))
    return [(group[0][0], [excerpt for _, excerpt in group]) for group in groups]


def _place(locator: str) -> tuple[int, int]:
    text = locator.lower()
    for number, words in enumerate(_BEFORE_THE_TEXT):
        if text.startswith(words):
            return 0, number
    found = _NUMBER.search(text)
    return (1, int(found[0])) if found else (2, 0)
