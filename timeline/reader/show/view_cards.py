"""The events of a view as cards."""

from dataclasses import replace
from typing import Any

from timeline.reader.query.view import TimelineView
from timeline.reader.show.cards import CardMaker, EventCard, Note
from timeline.reader.show.highlight import Highlighter
from timeline.reader.show.why import Reasons


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
        highlight=Highlighter(view.found.parts) if view.found else None,
        view=view.query.changed() if linked and view.query.filters else None,
    )
    ranks = view.ranks()
    cards = cards_from(view, maker, ranks, events)
    if view.found is not None:
        reasons = Reasons(view.reading.index, view.found.parts, sources)
        cards = [
            replace(card, why=tuple(reasons.of(rank, card.document)))
            for rank, card in zip(ranks, cards, strict=True)
        ]
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
