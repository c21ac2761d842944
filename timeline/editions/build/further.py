"""What no event names: disputes, terms, and what the timeline says of itself.

Each is published with those of its parts alone that are public.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from timeline.curation.models import Dispute, Event, Excerpt, Gap, Site, Story, Term
from timeline.curation.models.base import Stage
from timeline.curation.models.site import STEPS_MIN
from timeline.editions.build.keys import Key, current_documents, is_held, keys_by_kind, public_keys
from timeline.editions.build.surroundings import Draft
from timeline.editions.build.things import (
    DOCUMENTS,
    _renamed,
    event_document,
    gap_document,
    site_document,
    story_document,
    term_document,
)
from timeline.editions.documents import (
    DisputeDocument,
    EventDocument,
    PositionDocument,
    PositionExcerptDocument,
    ShownBy,
)
from timeline.editions.kinds import Kind


@dataclass(frozen=True, slots=True)
class PublicThings:
    """What will be public: slugs of events, actors and places, and the events of each excerpt."""

    events: set[str]
    actors: set[str]
    places: set[str]
    excerpts: dict[str, set[str]]

    @classmethod
    def of(cls, events: list[EventDocument], around: set[Key]) -> "PublicThings":
        excerpts: dict[str, set[str]] = {}
        for event in events:
            for excerpt in event["excerpts"]:
                excerpts.setdefault(excerpt["slug"], set()).add(event["slug"])
        actors, places = (set(keys_by_kind(around, kind)) for kind in (Kind.ACTOR, Kind.PLACE))
        return cls({event["slug"] for event in events}, actors, places, excerpts)

    def of_it(self, kind: str, document: Any) -> Any | None:
        """A published document without what is not public any more; None when too little is."""
        if kind == Kind.DISPUTE:
            return self._of_dispute(document)
        if kind == Kind.STORY:
            steps = [step for step in document["steps"] if step["event"] in self.events]
            return document | {"steps": steps} if len(steps) >= STEPS_MIN else None
        if kind == Kind.TERM:
            actors = [slug for slug in document["actors"] if slug in self.actors]
            places = [slug for slug in document["places"] if slug in self.places]
            return document | {"actors": actors, "places": places}
        return document

    def _of_dispute(self, document: Any) -> Any | None:
        positions = []
        for position in document["positions"]:
            given = [
                one
                for one in position["excerpts"]
                if one["event"] in self.excerpts.get(one["excerpt"], ())
            ]
            positions += [position | {"excerpts": given}] if given else []
        left = document | {"positions": positions}
        if "events" in document:
            left["events"] = [slug for slug in document["events"] if slug in self.events]
        return left if len(positions) > 1 else None


def further_things(
    current: Collection[Key],
    events: list[EventDocument],
    around: set[Key],
    *,
    every: bool,
    hold: Collection[Key] = (),
) -> tuple[dict[Key, Draft], set[Key]]:
    """What no event names: disputes, terms, and what the timeline says of itself.

    One that is being edited stays public as it was, but for what in it is not public any more,
    until it is approved again; unless `every` one is to be taken for approved. So does one that is
    on `hold`, whatever was decided.
    """
    drafts: dict[Key, Draft] = {}
    edited: dict[Key, int] = {}
    public = PublicThings.of(events, around)
    for kind, thing, document in _further_documents(public):
        key = (kind.value, thing.slug)
        held = is_held(key, thing.former_slugs, hold)
        if (thing.is_approved or every) and not held:
            if document is not None:
                drafts[key] = Draft.of(document, thing.version)
        elif thing.stage != Stage.WITHDRAWN or held:
            public_as = public_keys(key, thing.former_slugs, current)
            edited |= dict.fromkeys(public_as, thing.version)
    kept: set[Key] = set()
    for key, document in current_documents(edited).items():
        left = public.of_it(key[0], document)
        if left == document:
            kept.add(key)
        elif left is not None:
            drafts[key] = Draft.of(left, edited[key])
    return drafts, kept


def _further_documents(public: "PublicThings") -> Iterator[tuple[Kind, Any, Any]]:
    """Kind, thing and document of all at the desk that no event names; None of too little."""
    for dispute in Dispute.objects.prefetch_related("events", "positions__excerpts__event"):
        yield Kind.DISPUTE, dispute, dispute_document(dispute, public)
    for term in Term.objects.prefetch_related("actors", "places"):
        yield Kind.TERM, term, term_document(term, public.actors, public.places)
    for site in Site.objects.prefetch_related("clocks"):
        yield Kind.SITE, site, site_document(site)
    for story in Story.objects.prefetch_related("steps__event"):
        yield Kind.STORY, story, story_document(story, public.events)
    for gap in Gap.objects.select_related("phase").prefetch_related("addresses"):
        yield Kind.GAP, gap, gap_document(gap)


def dispute_document(dispute: Dispute, public: PublicThings) -> DisputeDocument | None:
    """A dispute with those of its answers that public excerpts give; None of fewer than two."""
    shown_by = {event.slug for event in dispute.events.all()} & public.events
    positions: list[PositionDocument] = []
    for position in dispute.positions.all():
        given = sorted(position.excerpts.all(), key=lambda excerpt: excerpt.slug)
        found: list[PositionExcerptDocument] = [
            {
                "event": _shown_at(excerpt, public.excerpts[excerpt.slug], shown_by),
                "excerpt": excerpt.slug,
            }
            for excerpt in given
            if excerpt.slug in public.excerpts
        ]
        if found:
            positions.append({"answer": position.answer, "note": position.note, "excerpts": found})
    if len(positions) < 2:
        return None
    named: ShownBy = {"events": sorted(shown_by)} if shown_by else {}
    return {
        **_renamed(dispute),
        **named,
        "slug": dispute.slug,
        "question": dispute.question,
        "note": dispute.note,
        "positions": positions,
    }


def _shown_at(excerpt: Excerpt, carried: set[str], shown_by: set[str]) -> str:
    """The event at which a dispute shows an excerpt: one that shows the dispute, if it can be.

    Of these its own comes first. `carried` are the public events that have it, one at least.
    """
    among, own = carried & shown_by or carried, excerpt.event.slug
    return own if own in among else min(among)


def desk_document(thing: Any) -> Any:
    """What an edition would hold of a thing as it is at the desk now, if all that it names were
    public; empty where that is too little."""
    if isinstance(thing, Event):
        return event_document(Event.objects.with_all().get(pk=thing.pk))
    if isinstance(thing, Story):
        events = [step.event.slug for step in thing.steps.select_related("event")]
        return story_document(thing, events) or {}
    if isinstance(thing, Dispute):
        return _dispute_at_desk(thing)
    if isinstance(thing, Term):
        named = [{one.slug for one in many.all()} for many in (thing.actors, thing.places)]
        return term_document(thing, *named)
    return DOCUMENTS[str(thing._meta.model_name)](thing)


def _dispute_at_desk(dispute: Dispute) -> Any:
    events = {event.slug for event in dispute.events.all()}
    excerpts = {
        excerpt.slug: {excerpt.event.slug}
        for position in dispute.positions.all()
        for excerpt in position.excerpts.select_related("event")
    }
    return dispute_document(dispute, PublicThings(events, set(), set(), excerpts)) or {}
