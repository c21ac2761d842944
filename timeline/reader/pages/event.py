"""The page of one event: excerpts by origin, where sources differ, what led to it and followed."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from pyroaring import BitMap

from timeline.editions.documents import DisputeDocument, EventDocument
from timeline.editions.facts import sources_of
from timeline.editions.index import Index
from timeline.editions.kinds import Kind
from timeline.editions.snapshot import Version
from timeline.reader import metadata
from timeline.reader.door.edition_view import WITHIN_VIEW, edition_view, gone, query_of
from timeline.reader.query.position import Within, within
from timeline.reader.query.reading import Reading
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.show import clocks
from timeline.reader.show.cards import CardMaker, EventCard, ExcerptCard, Named
from timeline.reader.show.history import history
from timeline.reader.show.questions import question

_LINKS = {
    "responds-to": ("Responds to", "responds to this"),
    "continues": ("Continues", "continues this"),
    "part-of": ("Part of", "part of this"),
}


@dataclass(slots=True)
class Origin:
    """One publisher's own words, with all excerpts that carry them, copies included.

    What an excerpt before it has in the very same words is among the `repeats`.
    """

    publisher: Named
    nature: str
    excerpts: list[ExcerptCard] = field(default_factory=list)
    repeats: list[ExcerptCard] = field(default_factory=list)  # the same words, in a copy
    copies: list[Named] = field(default_factory=list)  # publishers of copies that were read


@dataclass(frozen=True, slots=True)
class RelatedEvent:
    """A link to another event, and how the one relates to the other."""

    how: str
    note: str
    event: EventCard


@dataclass(slots=True)
class _Around:
    """An event's record with every document that its page needs, in one more query."""

    record: Version
    event: EventDocument
    place: Within
    disputes: dict[str, DisputeDocument]
    events: dict[str, EventDocument]
    followers: list[EventDocument]
    before: EventDocument | None
    after: EventDocument | None
    maker: CardMaker


def _read(reading: Reading, record: Version, query: TimelineQuery) -> _Around:
    index, document = reading.index, record.document
    rank = index.rank_of(record.pk)
    place = within(query, index, rank if rank is not None else len(index))
    disputes = {
        slug: ranks
        for slug, ranks in index.facets.get("dispute", {}).items()
        if rank is not None and rank in ranks
    }
    followers = list(index.having("follows", document["slug"]))
    beside = [r for r in (place.before, place.after) if r is not None]
    sharing = BitMap.union(BitMap(), *disputes.values())
    gathered = reading.snapshot.gather(
        {
            Kind.EVENT: {link["event"] for link in document["links"]},
            Kind.DISPUTE: set(disputes),
            # Of the other events only those that share a dispute show excerpts here.
            Kind.SOURCE: sources_of([document]) | _sources_at(index, sharing),
        },
        pks=index.record_ids([*followers, *beside, *sharing]),
        originals=True,
    )
    events = gathered.of(Kind.EVENT) | {document["slug"]: document}

    def at(number: int | None) -> EventDocument | None:
        return None if number is None else gathered.by_pk.get(index.records[number])

    return _Around(
        record=record,
        event=document,
        place=place,
        disputes=gathered.of(Kind.DISPUTE),
        events=events,
        followers=[other for n in followers if (other := at(n)) is not None],
        before=at(place.before),
        after=at(place.after),
        maker=CardMaker(index, gathered.of(Kind.SOURCE), edition=reading.asked),
    )


def _sources_at(index: Index, ranks: BitMap) -> set[str]:
    """The slugs of all sources that the events of these ranks quote."""
    if not ranks:
        return set()
    return {
        slug for slug, quoting in index.facets.get("source", {}).items() if quoting.intersect(ranks)
    }


@edition_view(WITHIN_VIEW)
def event(request: HttpRequest, reading: Reading, slug: str) -> HttpResponseBase:
    """The page of one event; 410 when the edition does not have it any more.

    In the parameters of a view it is one of that view: the events before and after are the view's.
    """
    number = reading.edition.number
    moved = reading.index.catalogue["moved"].get(Kind.EVENT.value, {})
    former = [old for old, present in moved.items() if present == slug]
    past = reading.snapshot.versions(Kind.EVENT, [slug, *former])
    record = next((one for one in past if one.slug == slug and one.is_in(number)), None)
    if record is None:
        return gone(request, reading, Kind.EVENT, slug)
    around = _read(reading, record, query_of(request, reading).query)
    maker, place = around.maker, around.place
    turning = CardMaker(
        reading.index,
        maker.sources,
        edition=reading.asked,
        view=place.query if place.narrowed else None,
    )
    card = maker.event(around.event, list(around.disputes))
    context: dict[str, Any] = {
        **reading.context,
        "event": card,
        "meta": metadata.of_event(card, reading, request),
        "supporting": _by_origin(card, "supports"),
        "disputing": _by_origin(card, "disputes"),
        "context_of": _by_origin(card, "context"),
        "clocks": clocks.of(around.event, reading.site.clocks),
        "disputes": [question(d, around.events, maker) for _, d in sorted(around.disputes.items())],
        "led_by": _led_by(around),
        "followed_by": _followed_by(around),
        "within": place,
        "previous": turning.event(around.before) if around.before else None,
        "next": turning.event(around.after) if around.after else None,
        "history": history(Kind.EVENT, past, number),
        "canonical": request.build_absolute_uri(card.url),
        "permanent": request.build_absolute_uri(reading.pinned(card.url.split("?")[0])),
    }
    return render(request, "reader/event.html", context)


def _by_origin(card: EventCard, stance: str) -> list[Origin]:
    """The excerpts of one stance by whose words they are, in the order of the excerpts."""
    origins: dict[str, Origin] = {}
    for excerpt in card.excerpts:
        if excerpt.stance != stance:
            continue
        origin = origins.setdefault(excerpt.origin.slug, Origin(excerpt.origin, excerpt.nature))
        told = {one.quote for one in origin.excerpts}
        (origin.repeats if excerpt.quote in told else origin.excerpts).append(excerpt)
        if excerpt.read_at and excerpt.read_at not in origin.copies:
            origin.copies.append(excerpt.read_at)
    return list(origins.values())


def _led_by(around: _Around) -> list[RelatedEvent]:
    """What this event responds to, continues or is part of, as far as it is public."""
    return [
        RelatedEvent(
            _LINKS[link["kind"]][0], link["note"], around.maker.event(around.events[link["event"]])
        )
        for link in around.event["links"]
        if link["event"] in around.events
    ]


def _followed_by(around: _Around) -> list[RelatedEvent]:
    """What links to this event, in the order of the timeline."""
    slug = around.event["slug"]
    return [
        RelatedEvent(_LINKS[link["kind"]][1], link["note"], around.maker.event(document))
        for document in around.followers
        for link in document["links"]
        if link["event"] == slug
    ]
