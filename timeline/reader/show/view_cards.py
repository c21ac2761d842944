"""The events of a view as cards."""

from typing import Any

from timeline.editions.search import read_words
from timeline.reader.query.view import TimelineView
from timeline.reader.show.cards import CardMaker, EventCard
from timeline.reader.show.highlight import Highlighter


def cards_of_view(view: TimelineView, *, linked: bool = False) -> list[EventCard]:
    """The events of the page as cards.

    If `linked`, their links carry the filters along, so that one goes on within the view.
    """
    events, sources = view.documents()
    maker = CardMaker(
        view.reading.index,
        sources,
        edition=view.reading.asked,
        highlight=highlighter(view.query.q),
        view=view.query.changed() if linked and view.query.filters else None,
    )
    return cards_from(view, maker, view.ranks(), events)


def highlighter(typed: str) -> Highlighter | None:
    """What marks the words of a search in a text; None without a search."""
    return Highlighter(read_words(typed)) if typed else None


def cards_from(
    view: TimelineView, maker: CardMaker, ranks: list[int], events: list[Any]
) -> list[EventCard]:
    """Event documents and their ranks as cards."""
    disputes = view.reading.index.facets.get("dispute", {})
    return [
        maker.event(document, [slug for slug, within in disputes.items() if rank in within])
        for rank, document in zip(ranks, events, strict=True)
    ]
