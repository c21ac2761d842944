"""Applying a query to the index of an edition."""

from functools import reduce
from itertools import islice

from pyroaring import BitMap

from timeline.editions.index import Index
from timeline.editions.search import Result, find
from timeline.reader.query.parameters import FACETS, PAGE_SIZE, Choosing
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.text.date_days import Day


def search(query: TimelineQuery, index: Index) -> Result | None:
    """What the query's search finds in the edition; None without a search. Asks the database."""
    return find(index, query.q, query.match) if query.q else None


def select(query: TimelineQuery, index: Index, found: Result | None = None) -> BitMap:
    """The ranks of all events that the query asks for.

    `found` is what its search found; it is left aside when the query has no search. Of what the
    query may have asked the index before, as reported by another day, nothing is left.
    """
    index = index.as_reported(query.reported_by)
    parts = [part for facet in FACETS if (part := _of_facet(query, index, facet)) is not None]
    if query.q and found is not None:
        parts.append(found.ranks)
    if query.reported_by:
        parts.append(index.known_by(query.reported_by))
    return reduce(BitMap.intersection, parts, _of_dates(query, index))


def select_without(
    query: TimelineQuery, index: Index, facet: str, found: Result | None = None
) -> BitMap:
    """The ranks that the query asks for when nothing is chosen of one facet."""
    return select(query.without(facet), index, found)


def _of_facet(query: TimelineQuery, index: Index, facet: str) -> BitMap | None:
    """The ranks that the chosen values of a facet leave; None when nothing is chosen."""
    chosen = [index.having(facet, value) for value in query.values(facet)]
    if not chosen:
        return None
    if FACETS[facet].choosing is Choosing.WIDEN:
        return BitMap.union(*chosen)
    return BitMap.intersection(*chosen)


def _range(query: TimelineQuery) -> tuple[Day | None, Day | None]:
    """The first and the last day that the query asks for; None where it is open."""
    return (query.from_.start if query.from_ else None, query.to.end if query.to else None)


def _of_dates(query: TimelineQuery, index: Index) -> BitMap:
    first, last = _range(query)
    if first is None and last is None:
        return index.all
    return index.certain(first, last) if query.certain else index.overlapping(first, last)


def by_certainty(query: TimelineQuery, index: Index, selection: BitMap) -> tuple[BitMap, BitMap]:
    """What of a selection certainly lies in the query's range of dates, and what only may.

    Without a range of dates, and where the query asks for the certain alone, nothing only may.
    """
    first, last = _range(query)
    if query.certain or (first is None and last is None):
        return selection, BitMap()
    certain = selection & index.certain(first, last)
    return certain, selection - certain


def page_of(
    query: TimelineQuery, index: Index, selection: BitMap, found: Result | None = None
) -> list[int]:
    """The ranks of the query's page, in the order it asks for."""
    start = (query.page - 1) * PAGE_SIZE
    if query.order == "relevance" and found is not None:
        return list(islice(found.in_order(selection), start, start + PAGE_SIZE))
    return _by_date(query, index, selection, start, PAGE_SIZE)


def _by_date(
    query: TimelineQuery, index: Index, selection: BitMap, start: int, count: int
) -> list[int]:
    """Ranks in the order of their dates: what is certainly in the range before what may be."""
    newest = query.order == "newest"
    ranks: list[int] = []
    for part in by_certainty(query, index, selection):
        if len(ranks) < count and start < len(part):
            ranks += index.page(part, start, count - len(ranks), newest_first=newest)
        start = max(0, start - len(part))
    return ranks


def all_of(
    query: TimelineQuery, index: Index, selection: BitMap, found: Result | None = None
) -> list[int]:
    """The ranks of all that is selected, in the order that the query asks for."""
    if query.order == "relevance" and found is not None:
        return list(found.in_order(selection))
    return _by_date(query, index, selection, 0, len(selection))


def page_count(selection: BitMap) -> int:
    """How many pages a selection has; an empty one has one."""
    return max(1, -(-len(selection) // PAGE_SIZE))
