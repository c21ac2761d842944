"""Events of an edition as HTML, each made once: an edition never changes, so neither do its cards.

What differs from view to view stands in a card as a mark, and is put in at the end: the parameters
that its links carry along, and the numbers of its notes. The marks hold a random number of this
process, so that no text can look like one.
"""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from django.conf import settings
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from timeline.editions.documents import EventDocument
from timeline.editions.facts import Heading, sources_of
from timeline.reader.query.reading import Reading
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.query.view import TimelineView
from timeline.reader.show.cards import CardMaker, EventCard, Note

KEPT = 2000  # cards of an edition; some 5 KB each
_EDITIONS = 4
_MARK = secrets.token_hex(8)
_VIEW = f"?view-{_MARK}"
_NOTE = re.compile(rf"note-{_MARK}-([\w-]+);")


@dataclass(frozen=True, slots=True)
class Printed:
    """An event of a list: its card, and the same as HTML."""

    card: EventCard
    html: SafeString

    @property
    def heading(self) -> Heading:
        return self.card.heading

    @property
    def url(self) -> str:
        return self.card.url

    @property
    def document(self) -> EventDocument:
        return self.card.document


@dataclass(slots=True)
class _Kept:
    """What is kept of an edition: cards by rank, and the notes of the sources that they quote."""

    cards: dict[int, Printed]
    notes: dict[str, Note]


class _AnyView:
    """Stands for the view whose parameters are put in later."""

    def url(self, path: str) -> str:
        return path + _VIEW


@lru_cache(maxsize=_EDITIONS)
def _kept(number: int, sha256: str, asked: int | None) -> _Kept:
    return _Kept({}, {})


def forget() -> None:
    """Let every card be made anew (for tests, which reuse the numbers of editions)."""
    _kept.cache_clear()


def can_print(view: TimelineView) -> bool:
    """Whether the cards of a view are those of every view: nothing marked, nothing left out."""
    query = view.query
    return not (query.q or query.known_by or view.reading.snapshot.is_preview or settings.DEBUG)


def printed(view: TimelineView) -> tuple[list[Printed], list[Note]]:
    """The events of a view's page, and the sources that they quote as notes.

    At most two queries; none when each card was made before.
    """
    found, ranks = view.reading, view.ranks()
    kept = _kept(found.edition.number, found.edition.sha256, found.asked)
    cards = {rank: kept.cards[rank] for rank in ranks if rank in kept.cards}
    missing = [rank for rank in ranks if rank not in cards]
    if missing:
        made = dict(_made(found, missing, kept))
        cards |= made
        if len(kept.cards) + len(made) > KEPT:
            kept.cards.clear()
        kept.cards.update(made)
    shown = [cards[rank] for rank in ranks]
    quoted = (excerpt.source.slug for one in shown for excerpt in one.card.excerpts)
    numbers = {slug: number for number, slug in enumerate(dict.fromkeys(quoted), 1)}
    query = view.query.changed()
    if not query.filters:  # then links carry the edition alone
        query = TimelineQuery(edition=query.edition)
    carried = query.url("")
    return (
        [replace(one, html=_filled(one.html, escape(carried), numbers)) for one in shown],
        [replace(kept.notes[slug], number=number) for slug, number in numbers.items()],
    )


def _made(reading: Reading, ranks: list[int], kept: _Kept) -> Iterable[tuple[int, Printed]]:
    documents = reading.snapshot.documents(reading.index.record_ids(ranks))
    sources = reading.snapshot.gather({"source": sources_of(documents)}).of("source")
    maker = CardMaker(
        reading.index,
        sources,
        edition=reading.asked,
        view=_AnyView(),
        number=lambda slug: f"note-{_MARK}-{slug};",
    )
    template = get_template("reader/_event.html")
    disputes = reading.index.facets.get("dispute", {})
    for rank, document in zip(ranks, documents, strict=True):
        card = maker.event(document, [slug for slug, within in disputes.items() if rank in within])
        html = SafeString(template.render({"event": card, "notes": True}))
        yield rank, Printed(card, html)
    for note in maker.notes():
        kept.notes.setdefault(note.slug, note)


def _filled(html: str, carried: str, numbers: dict[str, int]) -> SafeString:
    """The HTML with its marks replaced; `carried` is escaped."""
    text = _NOTE.sub(lambda mark: str(numbers[mark[1]]), html.replace(_VIEW, carried))
    return mark_safe(text)  # noqa: S308  made by a template, and what is put in is escaped
