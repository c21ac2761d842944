"""The events of a view as cards."""

from dataclasses import replace
from typing import Any

from pyroaring import BitMap

from timeline.editions.search import Result
from timeline.reader.query.view import TimelineView
from timeline.reader.show.cards import CardMaker, EventCard, ListedCard
from timeline.reader.show.highlight import Highlighter
from timeline.reader.show.why import Reasons


def cards_of_view(view: TimelineView) -> list[EventCard]:
    """The events of the page as cards."""
    events, sources = view.documents()
    maker = CardMaker(
        view.reading.index, sources, edition=view.reading.asked, highlight=highlighter(view.found)
    )
    ranks = view.ranks()
    cards = cards_from(view, maker, ranks, events)
    if view.found is None:
        return cards
    reasons = Reasons(view.reading.index, view.found.parts, sources)
    return [
        replace(card, why=tuple(reasons.of(rank, card.document)))
        for rank, card in zip(ranks, cards, strict=True)
    ]


def listed_of_view(view: TimelineView) -> list[ListedCard]:
    """The events of the page for a list, with why a search found each.

    Their links carry the filters along, so that one goes on within the view. Their excerpts, of
    which a list shows the number, were most of what a page of a search took to make.
    """
    events, sources = view.documents()
    index, query = view.reading.index, view.query
    maker = CardMaker(
        index,
        sources,
        edition=view.reading.asked,
        highlight=highlighter(view.found),
        view=query.changed() if query.filters else None,
    )
    disputed = BitMap.union(BitMap(), *index.facets.get("dispute", {}).values())
    reasons = Reasons(index, view.found.parts, sources) if view.found else None
    return [
        replace(
            maker.listed(event, rank in disputed),
            why=tuple(reasons.of(rank, event)) if reasons else (),
        )
        for rank, event in zip(view.ranks(), events, strict=True)
    ]


def highlighter(found: Result | None) -> Highlighter | None:
    """What marks in a text what a search has found; None without a search."""
    return Highlighter(found.parts) if found is not None else None


def cards_from(
    view: TimelineView, maker: CardMaker, ranks: list[int], events: list[Any]
) -> list[EventCard]:
    """Event documents and their ranks as cards."""
    disputes = view.reading.index.facets.get("dispute", {})
    return [
        maker.event(document, [slug for slug, within in disputes.items() if rank in within])
        for rank, document in zip(ranks, events, strict=True)
    ]
