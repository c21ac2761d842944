"""Putting the hits of an engine together: which events match every word, and how surely."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

from django.db import connection
from pyroaring import BitMap

from timeline.editions.index import Index
from timeline.editions.kinds import KINDS, Kind
from timeline.editions.search import postgresql, sqlite
from timeline.editions.search.lookups import Lookup, lookups_of
from timeline.editions.search.store import FIELDS
from timeline.editions.search.words import Word
from timeline.text.names import Tier

ENGINES: Final[dict[str, Callable[[Sequence[Lookup]], Iterable[tuple[int, int, int]]]]] = {
    "sqlite": sqlite.find,
    "postgresql": postgresql.find,
}

Buckets = dict[int, BitMap]  # cost to ranks; no rank is in two buckets


@dataclass(frozen=True, slots=True)
class Found:
    """The events that match, as ranks: all of them, and by cost, where a small cost is a sure hit.

    `unmatched` are the words that no event of the edition has in any spelling; `loose` those that
    are met only by a similar spelling.
    """

    ranks: BitMap
    by_cost: tuple[tuple[int, BitMap], ...]
    unmatched: tuple[Word, ...]
    loose: tuple[Word, ...]

    def in_order(self, selection: BitMap) -> Iterator[int]:
        """The ranks of a selection, the surest hits first, then in the order of the timeline."""
        for _, ranks in self.by_cost:
            yield from ranks & selection


def find(index: Index, words: Sequence[Word]) -> Found:
    """The events of an edition that match all words and none of the excluded ones.

    The cost of a hit is first its tier (exact, folded, stem, similar spelling, other script), then
    its field (title, names of actors and places, summary, excerpts and sources), added up over the
    words.
    """
    hits = _hits(index, words)
    total: Buckets = {0: index.all}
    for word, buckets in zip(words, hits, strict=True):
        if not word.excluded:
            total = _both(total, _disjoint(buckets))
    for word, buckets in zip(words, hits, strict=True):
        if word.excluded:
            gone = BitMap.union(BitMap(), *buckets.values())
            total = {cost: ranks - gone for cost, ranks in total.items()}
    ordered = tuple(sorted((cost, ranks) for cost, ranks in total.items() if ranks))
    sought = [(w, h) for w, h in zip(words, hits, strict=True) if not w.excluded]
    return Found(
        ranks=BitMap.union(BitMap(), *(ranks for _, ranks in ordered)),
        by_cost=ordered,
        unmatched=tuple(word for word, buckets in sought if not buckets),
        loose=tuple(
            word
            for word, buckets in sought
            if buckets and min(buckets) >= (Tier.KEY - 1) * len(FIELDS)
        ),
    )


def _hits(index: Index, words: Sequence[Word]) -> list[Buckets]:
    """The events that each word finds, by cost. A found actor stands for all its events."""
    lookups = lookups_of(words)
    stands_for = _stands_for(index)
    direct: list[dict[int, list[int]]] = [{} for _ in words]
    hits: list[Buckets] = [{} for _ in words]
    for number, field, record in ENGINES[connection.vendor](lookups):
        lookup = lookups[number]
        cost = (int(lookup.tier) - 1) * len(FIELDS) + field
        rank = index.ranks_by_record.get(record)
        named = [index.having(*fact) for fact in stands_for.get(record, ())]
        for word in lookup.words:
            if rank is not None:
                direct[word].setdefault(cost, []).append(rank)
            for ranks in named:
                known = hits[word].get(cost)
                hits[word][cost] = ranks | known if known else ranks
    for buckets, lists in zip(hits, direct, strict=True):
        for cost, found in lists.items():
            ranks = BitMap(found)
            buckets[cost] = ranks | buckets[cost] if cost in buckets else ranks
    return hits


_known: WeakKeyDictionary[Index, dict[int, list[tuple[str, str]]]] = WeakKeyDictionary()


def _stands_for(index: Index) -> dict[int, list[tuple[str, str]]]:
    """(facet, value) of all events that a record other than an event's stands for, by record."""
    if index not in _known:
        _known[index] = {
            record: [(facet, slug) for facet in _facets_of(kind)]
            for kind, records in index.catalogue["records"].items()
            for slug, record in records.items()
        }
    return _known[index]


def _facets_of(kind: str) -> tuple[str, ...]:
    """Which facts of events a found record stands for. A publisher stands for what it put out."""
    one = KINDS[kind]
    return (one.facet,) if kind == Kind.PUBLISHER else one.facets


def _disjoint(buckets: Buckets) -> Buckets:
    """Each rank in its cheapest bucket alone."""
    seen = BitMap()
    result: Buckets = {}
    for cost in sorted(buckets):
        ranks = buckets[cost] - seen
        if ranks:
            result[cost] = ranks
            seen |= ranks
    return result


def _both(left: Buckets, right: Buckets) -> Buckets:
    result: Buckets = {}
    for a, some in left.items():
        for b, others in right.items():
            ranks = some & others
            if ranks:
                result[a + b] = result.get(a + b, BitMap()) | ranks
    return result
