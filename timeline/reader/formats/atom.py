"""The view as an Atom feed (RFC 4287), a page of 50 entries linked to the next (RFC 5005, 3).

What changed last comes first, whatever order the view has: a correction of an old event is news to
who follows the feed. `updated` is when this version of an event was published, and the feed's is
that of its latest entry, so that an edition which changes nothing of the view changes no feed. The
identifier of an entry is the address under which the event was first public; renaming keeps it.
"""

import re
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from timeline.reader.formats.files import Addresses, answer, capital, rights
from timeline.reader.query.parameters import PAGE_SIZE
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.query.view import TimelineView
from timeline.reader.show.cards import CardMaker
from timeline.reader.show.view_cards import cards_from
from timeline.site_url import absolute

_NOT_XML = re.compile("[\ufffe\uffff]")  # are characters, but in no XML document


class Feed(Atom1Feed):
    """An Atom feed with links to its other pages, and entries with content of their own."""

    def latest_post_date(self) -> datetime:
        updated: datetime = self.feed["updated"]
        return updated

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for rel, href in self.feed["pages"].items():
            handler.addQuickElement("link", "", {"rel": rel, "href": href})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item | {"description": None})  # as HTML it comes below
        handler.addQuickElement("summary", item["summary"], {"type": "text"})
        handler.addQuickElement("content", item["content"], {"type": "html"})
        term, label = item["phase"]
        handler.addQuickElement("category", "", {"term": term, "label": label})


def render(view: TimelineView, request: HttpRequest) -> HttpResponse:
    """The page of the feed that the view asks for."""
    addresses = Addresses(view)
    index, query, edition = view.reading.index, view.query, view.reading.edition
    start = (query.page - 1) * PAGE_SIZE
    dated = view.reading.snapshot.by_change(view.selection, start, PAGE_SIZE)
    events, sources = view.with_sources([one.document for one in dated])
    site = view.reading.site
    feed = Feed(
        title=f"{view.said} | {site.name}",
        link=addresses.view,
        description=None,
        language="en-GB",
        author_name=site.name,
        subtitle="Events as sources report them. The latest changes come first.",
        feed_url=_at(query, query.page),
        feed_guid=_at(query, 1),
        feed_copyright=rights(site),
        updated=max((one.published_at for one in dated), default=edition.published_at),
        pages=_pages(view),
    )
    maker = CardMaker(index, sources, edition=view.reading.asked)
    ranks = [rank for one in dated if (rank := index.rank_of(one.pk)) is not None]
    cards = cards_from(view, maker, ranks, events)
    for card, one in zip(cards, dated, strict=True):
        context = {"event": card, "base": addresses.base}
        feed.add_item(
            title=card.title,
            link=addresses.event(card.slug),
            description="",
            unique_id=addresses.event_id(card.document),
            updateddate=one.published_at,
            summary=f"{capital(card.when.phrase)}. {card.summary}",
            content=render_to_string("reader/formats/_entry.html", context),
            phase=(card.phase.slug, card.phase.name),
        )
    return answer(
        view,
        _NOT_XML.sub("\ufffd", feed.writeString("utf-8")),
        "application/atom+xml; charset=utf-8",
        "atom",
        attached=False,
    )


def _at(query: TimelineQuery, page: int) -> str:
    """A page of the feed; the order of the view makes no other feed."""
    canonical = query.changed(sort="", page=page)
    return absolute(canonical.url("/timeline.atom"))


def _pages(view: TimelineView) -> dict[str, str]:
    page, pages = view.query.page, view.pages
    numbers = {"first": 1, "last": pages, "previous": page - 1, "next": page + 1}
    return {
        rel: _at(view.query, number)
        for rel, number in numbers.items()
        if pages > 1 and 1 <= number <= pages
    }
