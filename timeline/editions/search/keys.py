"""The events that keys of the search stand for; of a day, by what had been published by then."""

from collections import defaultdict
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from pyroaring import BitMap

from timeline.editions.index import Index
from timeline.editions.search.lookups import key_of, split_key


def ranks_of_keys(index: Index, keys: Sequence[int]) -> BitMap:
    """The ranks of the events that have these keys.

    In an index as reported by a day, what an event quotes of a source counts when that source had
    been published.
    """
    first = key_of(0, 1)
    if not keys or max(keys) < first:
        return index.ranks_of(keys)
    by_part: dict[int, list[int]] = defaultdict(list)
    for key in keys:
        record, part = split_key(key)
        by_part[part].append(record)
    found = BitMap()
    for part, records in by_part.items():
        ranks = index.ranks_of(records)
        found |= _published(index, part, ranks) if part else ranks
    return found


def _published(index: Index, part: int, ranks: BitMap) -> BitMap:
    """Those of which the source with this number had been published."""
    if index.as_reported(None) is index:
        return ranks
    sources = _sources(index)
    return BitMap(
        rank
        for rank in ranks
        if len(sources[rank]) >= part and rank in index.having("source", sources[rank][part - 1])
    )


_known: WeakKeyDictionary[Index, dict[int, list[str]]] = WeakKeyDictionary()


def _sources(index: Index) -> dict[int, list[str]]:
    """The sources that each event quotes, ever, in the order of their slugs."""
    whole = index.as_reported(None)
    if whole not in _known:
        found: dict[int, list[str]] = defaultdict(list)
        for slug in sorted(whole.facets.get("source", {})):
            for rank in whole.facets["source"][slug]:
                found[rank].append(slug)
        _known[whole] = found
    return _known[whole]
