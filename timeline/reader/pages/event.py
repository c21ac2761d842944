"""The page of one event: excerpts by origin, where sources differ, what led to it and followed."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from pyroaring import BitMap

from timeline.editions import archive
from timeline.editions.documents import DisputeDocument, EventDocument
from timeline.editions.facts import sources_of
from timeline.editions.index import Index
from timeline.editions.kinds import Kind
from timeline.editions.snapshot import Version
from timeline.reader import metadata
from timeline.reader.door.edition_view import (
    RefusedProblemsError,
    edition_view,
    gone,
    query_of,
    within_view,
)
from timeline.reader.pictures.map import PlaceMap, map_of
from timeline.reader.query.parse import SHOWN, ParameterProblem, clean
from timeline.reader.query.position import Within, within
from timeline.reader.query.reading import Reading
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.show import clocks
from timeline.reader.show.cards import CardMaker, EventCard, ExcerptCard, Named
from timeline.reader.show.history import history
from timeline.reader.show.questions import question
from timeline.reader.show.story import in_story, story_of
from timeline.site_url import absolute
from timeline.text.dates import HistoricalDate

_LINKS = {
    "responds-to": ("Responds to", "responds to this"),
    "continues": ("Continues", "continues this"),
    "part-of": ("Part of", "part of this"),
}


@dataclass(slots=True)
class QuotedSource:
    """What an event quotes of one source: said once of all its excerpts."""

    thing: Named
    first_published: HistoricalDate | None
    published: HistoricalDate | None  # here, which for a copy may be later
    read_at: Named | None
    excerpts: list[ExcerptCard] = field(default_factory=list)


@dataclass(slots=True)
class QuotedOrigin:
    """One publisher's own words, with all excerpts that carry them, copies included.

    What an excerpt before it has in the very same words is among the `repeats`.
    """

    publisher: Named
    nature: str
    excerpts: list[ExcerptCard] = field(default_factory=list)
    repeats: list[ExcerptCard] = field(default_factory=list)  # the same words, in a copy
    copies: list[Named] = field(default_factory=list)  # publishers of copies that were read

    @property
    def sources(self) -> list[QuotedSource]:
        """The excerpts by source, in their order."""
        found: dict[str, QuotedSource] = {}
        for one in self.excerpts:
            made = QuotedSource(one.source, one.first_published, one.published, one.read_at)
            found.setdefault(one.source.slug, made).excerpts.append(one)
        return list(found.values())


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


@edition_view(within_view("story"))
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
    why = archive.reasons_for(Kind.EVENT, [slug, *former]) if len(past) > 1 else {}
    around = _read(reading, record, query_of(request, reading, ("story",)).query)
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
        "meta": metadata.of_event(card, reading),
        "supporting": _by_origin(card, "supports"),
        "disputing": _by_origin(card, "disputes"),
        "context_of": _by_origin(card, "context"),
        "clocks": clocks.of(around.event, reading.site.clocks),
        "map": _map(around.event, reading),
        "disputes": [question(d, around.events, maker) for _, d in sorted(around.disputes.items())],
        "led_by": _led_by(around),
        "followed_by": _followed_by(around),
        "within": place,
        "story": _story(request, reading, slug),
        "previous": turning.turned(around.before) if around.before else None,
        "next": turning.turned(around.after) if around.after else None,
        "history": history(Kind.EVENT, past, number, why),
        "canonical": absolute(card.url),
        "permanent": absolute(reading.pinned(card.url.split("?")[0])),
    }
    return render(request, "reader/event.html", context)


def _map(event: EventDocument, reading: Reading) -> PlaceMap | None:
    """Where it happened; the events of all places are counted only for a map that is drawn."""
    places = reading.index.catalogue["place"]
    if not any(places[slug].get("latitude") for slug in event["places"] if slug in places):
        return None
    counts = reading.index.counts("place", reading.index.all)
    return map_of(places, event["places"], counts, edition=reading.asked)


@dataclass(frozen=True, slots=True)
class InStory:
    """Where an event stands in the story that one goes through: the addresses of its neighbours
    are empty at the ends."""

    heading: str
    number: int
    total: int
    back: str
    next: str


def _story(request: HttpRequest, reading: Reading, slug: str) -> InStory | None:
    """The step that the address names; None when it names none. Refused when this is not it."""
    if "story" not in request.GET:
        return None
    story = story_of(reading)
    step, total = story.step_of(slug), len(story.steps)
    given = clean(request.GET["story"])
    if step is None or given != str(step.number):
        there = f"It is step {step.number}." if step else "It is no step of the story."
        said = f"This event is not step “{given[:SHOWN]}” of the story. {there}"
        raise RefusedProblemsError([ParameterProblem("story", given[:SHOWN], said)])

    def address(number: int) -> str:
        if not 1 <= number <= total:
            return ""
        return in_story(reading, story.steps[number - 1].slug, number)

    return InStory(
        story.heading, step.number, total, address(step.number - 1), address(step.number + 1)
    )


def _by_origin(card: EventCard, stance: str) -> list[QuotedOrigin]:
    """The excerpts of one stance by whose words they are, in the order of the excerpts."""
    origins: dict[str, QuotedOrigin] = {}
    for excerpt in card.excerpts:
        if excerpt.stance != stance:
            continue
        origin = origins.setdefault(
            excerpt.origin.slug, QuotedOrigin(excerpt.origin, excerpt.nature)
        )
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
