"""An event as one of a view of the timeline: where it stands there, what is before and after."""

from dataclasses import dataclass

from timeline.editions.index import Index
from timeline.reader.query.describe import describe
from timeline.reader.query.parameters import PAGE_SIZE
from timeline.reader.query.select import search, select
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
            at = selection.rank(rank) - 1  # how many stand before it
            before = selection[at - 1] if at else None
            after = selection[at + 1] if at + 1 < len(selection) else None
            if query.order == "newest":
                before, after, at = after, before, len(selection) - 1 - at
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
