"""Events of an edition as HTML, each made once: an edition never changes, so neither do its cards.

What differs from view to view stands in a card as a mark, and is put in at the end: the parameters
that its links carry along. The mark holds a random number of this process, so that no text can look
like it.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from pyroaring import BitMap

from timeline.editions.facts import Heading
from timeline.reader.query.reading import Reading
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.query.view import TimelineView
from timeline.reader.show.cards import CardMaker
from timeline.reader.show.list_item import html_of

KEPT = 2000  # cards of an edition; some 2 KB each
_EDITIONS = 4
_MARK = secrets.token_hex(8)
_VIEW = f"?view-{_MARK}"


@dataclass(frozen=True, slots=True)
class Printed:
    """An event of a list as HTML, with the year and month that it is listed under."""

    heading: Heading
    html: SafeString


class _AnyView:
    """Stands for the view whose parameters are put in later."""

    def url(self, path: str) -> str:
        return path + _VIEW


@lru_cache(maxsize=_EDITIONS)
def _kept(number: int, sha256: str, asked: int | None) -> dict[int, Printed]:
    """The cards that were made of an edition, by rank."""
    return {}


def forget() -> None:
    """Let every card be made anew (for tests, which reuse the numbers of editions)."""
    _kept.cache_clear()


def can_print(view: TimelineView) -> bool:
    """Whether the cards of a view are those of every view: nothing marked, nothing left out."""
    query = view.query
    return not (query.q or query.known_by or view.reading.snapshot.is_preview or settings.DEBUG)


def printed(view: TimelineView) -> list[Printed]:
    """The events of a view's page. At most one query; none when each card was made before."""
    found, ranks = view.reading, view.ranks()
    kept = _kept(found.edition.number, found.edition.state, found.asked)
    cards = {rank: kept[rank] for rank in ranks if rank in kept}
    missing = [rank for rank in ranks if rank not in cards]
    if missing:
        made = dict(_made(found, missing))
        cards |= made
        if len(kept) + len(made) > KEPT:
            kept.clear()
        kept.update(made)
    query = view.query.changed()
    if not query.filters:  # then links carry the edition alone
        query = TimelineQuery(edition=query.edition)
    carried = escape(query.url(""))
    shown = [cards[rank] for rank in ranks]
    return [Printed(one.heading, _filled(one.html, carried)) for one in shown]


def _made(reading: Reading, ranks: list[int]) -> Iterable[tuple[int, Printed]]:
    documents = reading.snapshot.documents(reading.index.record_ids(ranks))
    maker = CardMaker(reading.index, {}, edition=reading.asked, view=_AnyView())
    disputed = BitMap.union(BitMap(), *reading.index.facets.get("dispute", {}).values())
    for rank, document in zip(ranks, documents, strict=True):
        card = maker.listed(document, rank in disputed)
        yield rank, Printed(card.heading, html_of(card))


def _filled(html: str, carried: str) -> SafeString:
    """The HTML with its mark replaced; `carried` is escaped."""
    text = html.replace(_VIEW, carried)
    return mark_safe(text)  # noqa: S308  made by a template, and what is put in is escaped
