"""An event as one of a view of the timeline: where it stands there, what is before and after."""

from dataclasses import dataclass

from pyroaring import BitMap

from timeline.editions.index import Index
from timeline.reader.query.describe import describe
from timeline.reader.query.parameters import PAGE_SIZE
from timeline.reader.query.select import by_certainty, search, select
from timeline.reader.query.timeline_query import TimelineQuery


@dataclass(frozen=True, slots=True)
class Within:
    """The place of an event in a view.

    `position` counts from 1 in the order of the view and is None when the event is not in it;
    `before` and `after` are the ranks of its neighbours; `url` is the page of the view that has it.
    """

    query: TimelineQuery
    description: str
    total: int
    position: int | None
    before: int | None
    after: int | None
    url: str

    @property
    def narrowed(self) -> bool:
        """Whether the view is any other than the whole timeline in its own order."""
        return self.query.changed(edition=None) != TimelineQuery()


def _in_parts(
    parts: tuple[BitMap, ...], rank: int, *, newest_first: bool
) -> tuple[int, int | None, int | None]:
    """How many stand before a rank in parts that follow each other, and its two neighbours."""

    def at(position: int) -> int | None:
        for part in parts:
            if 0 <= position < len(part):
                return part[len(part) - 1 - position if newest_first else position]
            position -= len(part)
        return None

    position = 0
    for part in parts:
        if rank in part:
            inside = part.rank(rank) - 1
            position += len(part) - 1 - inside if newest_first else inside
            break
        position += len(part)
    return position, at(position - 1) if position else None, at(position + 1)


def within(query: TimelineQuery, index: Index, rank: int) -> Within:
    """Where the event of a rank stands in a view. A view with a search asks the database once."""
    found = search(query, index)
    selection = select(query, index, found)
    position: int | None = None
    before: int | None = None
    after: int | None = None
    if rank in selection:
        if query.order == "relevance" and found is not None:
            order = list(found.in_order(selection))
            at = order.index(rank)
            before = order[at - 1] if at else None
            after = order[at + 1] if at + 1 < len(order) else None
        else:
            parts = by_certainty(query, index, selection)
            at, before, after = _in_parts(parts, rank, newest_first=query.order == "newest")
        position = at + 1
    page = (position - 1) // PAGE_SIZE + 1 if position else 1
    return Within(
        query=query,
        description=describe(query, index),
        total=len(selection),
        position=position,
        before=before,
        after=after,
        url=query.changed(page=page).url(),
    )
