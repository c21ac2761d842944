"""The events of a view as cards."""

from typing import Any

from timeline.editions.search import read_words
from timeline.reader.query.view import TimelineView
from timeline.reader.show.cards import CardMaker, EventCard, Note
from timeline.reader.show.highlight import Highlighter


def cards_of_view(view: TimelineView, *, linked: bool = False) -> list[EventCard]:
    """The events of the page as cards."""
    return cards_with_notes(view, linked=linked)[0]


def cards_with_notes(
    view: TimelineView, *, linked: bool = False
) -> tuple[list[EventCard], list[Note]]:
    """The events of the page as cards, and the sources that they quote as notes.

    If `linked`, their links carry the filters along, so that one goes on within the view.
    """
    events, sources = view.documents()
    maker = CardMaker(
        view.reading.index,
        sources,
        edition=view.reading.asked,
        highlight=Highlighter(read_words(view.query.q)) if view.query.q else None,
        view=view.query.changed() if linked and view.query.filters else None,
    )
    cards = cards_from(view, maker, view.ranks(), events)
    return cards, maker.notes()


def cards_from(
    view: TimelineView, maker: CardMaker, ranks: list[int], events: list[Any]
) -> list[EventCard]:
    """Event documents and their ranks as cards."""
    disputes = view.reading.index.facets.get("dispute", {})
    return [
        maker.event(document, [slug for slug, within in disputes.items() if rank in within])
        for rank, document in zip(ranks, events, strict=True)
    ]
