"""The view as an Atom feed (RFC 4287), a page of 50 entries linked to the next (RFC 5005, 3).

What changed last comes first, whatever order the view has: a correction of an old event is news to
who follows the feed. `updated` is when what this version of an event says was first published, and
its content begins with why. What the view has no more leaves a tombstone (RFC 6721). The feed's own
`updated` is that of the latest of all these: an edition which changes nothing of the view changes
no feed, and it never goes back. The identifier of an entry is the address under which the event was
first public; renaming keeps it.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from xml.sax.xmlreader import AttributesImpl

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from timeline.editions import archive
from timeline.editions.site import rights
from timeline.reader.formats.files import Addresses, answer, capital
from timeline.reader.query.parameters import PAGE_SIZE
from timeline.reader.query.past import Departure, Departures, departures
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.query.view import TimelineView
from timeline.reader.show.cards import CardMaker
from timeline.reader.show.view_cards import cards_from
from timeline.site_url import absolute

NOT_XML = re.compile("[\ufffe\uffff]")  # are characters, but in no XML document


TOMBSTONES: Final = "http://purl.org/atompub/tombstones/1.0"


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What says that an entry is no more (RFC 6721): its identifier, since when, why, and where the
    change stands."""

    ref: str
    when: datetime
    comment: str
    link: str


class Feed(Atom1Feed):
    """An Atom feed with links to its other pages, entries with content of their own, and tombstones
    of those that it had."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tombstones: list[Tombstone] = []

    def write_items(self, handler: SimplerXMLGenerator) -> None:
        for one in self.tombstones:
            named = {"xmlns:at": TOMBSTONES, "ref": one.ref, "when": rfc3339_date(one.when)}
            handler.startElement("at:deleted-entry", AttributesImpl(named))
            handler.addQuickElement("at:comment", one.comment)
            handler.addQuickElement("link", "", {"rel": "via", "href": one.link})
            handler.endElement("at:deleted-entry")
        super().write_items(handler)

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
        if phase := item.get("phase"):
            handler.addQuickElement("category", "", {"term": phase[0], "label": phase[1]})


def render(view: TimelineView, request: HttpRequest) -> HttpResponse:
    """The page of the feed that the view asks for."""
    addresses = Addresses(view)
    index, query = view.reading.index, view.query
    start = (query.page - 1) * PAGE_SIZE
    dated = view.reading.snapshot.by_change(view.selection, start, PAGE_SIZE)
    events, sources = view.with_sources([one.document for one in dated])
    site = view.reading.site
    left = departures(view) if query.page == 1 else Departures()
    told = archive.tellings(one.pk for one in dated)
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
        updated=_updated([*(one.published_at for one in dated), *left.moments], view),
        pages=_pages(view),
    )
    maker = CardMaker(index, sources, edition=view.reading.asked)
    ranks = [rank for one in dated if (rank := index.rank_of(one.pk)) is not None]
    cards = cards_from(view, maker, ranks, events)
    for card, one in zip(cards, dated, strict=True):
        telling = told.get(one.pk)
        context = {
            "event": card,
            "base": addresses.base,
            "telling": telling,
            "change": _change(telling),
        }
        feed.add_item(
            title=card.title,
            link=addresses.event(card.slug),
            description="",
            unique_id=addresses.event_id(card.document),
            pubdate=telling.first if telling else one.published_at,
            updateddate=one.published_at,
            summary=f"{capital(card.when.phrase)}. {card.summary}",
            content=render_to_string("reader/formats/_entry.html", context),
            phase=(card.phase.slug, card.phase.name),
        )
    feed.tombstones = _tombstones(left)
    return answer(
        view,
        NOT_XML.sub("\ufffd", feed.writeString("utf-8")),
        "application/atom+xml; charset=utf-8",
        "atom",
        attached=False,
    )


def _updated(moments: list[datetime], view: TimelineView) -> datetime:
    """When what the view has, or had, last changed: it never goes back. A view that never had
    anything is as old as the first edition."""
    if moments or view.reading.snapshot.is_preview:
        return max(moments, default=view.reading.edition.published_at)
    return archive.editions_by_number([1])[1].published_at


def _change(telling: archive.Telling | None) -> str:
    """Where a change of an event stands word by word; empty where it was never changed."""
    if telling is None or telling.edition is None:
        return ""
    number = telling.edition.number
    return f"{reverse('comparison', args=[number - 1, number])}?kind=event&slug={telling.slug}"


def _tombstones(left: Departures) -> list[Tombstone]:
    editions = {one.edition.number: one.edition for one in left.found}
    reasons = {number: archive.reasons_of(one) for number, one in editions.items()}
    return [
        _tombstone(
            one,
            reasons[one.edition.number].get((one.difference.kind, one.difference.slug))
            or one.edition.note,
        )
        for one in left.found
    ]


def _tombstone(departure: Departure, why: str) -> Tombstone:
    one, edition = departure.difference, departure.edition
    number, slug = edition.number, one.slug
    said = {"withdrawn": "Withdrawn", "merged": "Merged into another"}
    address = f"{reverse('comparison', args=[number - 1, number])}?kind=event&slug={slug}"
    return Tombstone(
        absolute(reverse("event", args=[departure.identity])),
        edition.published_at,
        f"{said.get(one.how, 'Changed, and no part of this view any more')}: {why}",
        absolute(address),
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
