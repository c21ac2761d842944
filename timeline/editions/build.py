"""What the next edition is to hold: the only module here that reads what curators edit.

`plan()` answers with every document that would be public, and with which of them are new, changed
or withdrawn. It writes nothing.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from timeline.curation.models import (
    Actor,
    ActorName,
    Decision,
    Dispute,
    Event,
    Excerpt,
    Gap,
    Phase,
    Place,
    PlaceName,
    Publisher,
    Site,
    Source,
    Story,
    Term,
)
from timeline.curation.models.base import Curated, NameKind
from timeline.curation.models.lexicon import lines_of
from timeline.curation.models.review import FROM_FILES
from timeline.curation.models.site import STEPS_MIN
from timeline.curation.proof import fragment_of
from timeline.editions.documents import (
    ActorDocument,
    Approval,
    Concerns,
    DisputeDocument,
    EventDocument,
    ExcerptDocument,
    FirstPublished,
    GapDocument,
    LocalTime,
    NameDocument,
    Parted,
    PhaseDocument,
    PlaceDocument,
    PositionDocument,
    PositionExcerptDocument,
    PublisherDocument,
    Renamable,
    ShownBy,
    SiteDocument,
    SourceDocument,
    StepDocument,
    StoryDocument,
    TermDocument,
    Traits,
    places_of,
)
from timeline.editions.kinds import Kind
from timeline.editions.models import Record, digest
from timeline.text.degrees import degrees

Key = tuple[str, str]  # kind, slug


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as it would be published, and the curated version that it was made from."""

    document: Any
    version: int
    sha256: str

    @classmethod
    def of(cls, document: Any, version: int) -> "Draft":
        return cls(document, version, digest(document))


@dataclass(slots=True)
class Plan:
    """What an edition published now would change of what is public."""

    added: dict[Key, Draft] = field(default_factory=dict)
    changed: dict[Key, Draft] = field(default_factory=dict)
    withdrawn: list[Key] = field(default_factory=list)
    kept: set[Key] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.withdrawn)

    def digest(self) -> str:
        """SHA-256 over every change that the plan lists, a line each, in order."""
        drafts = sorted((self.added | self.changed).items(), key=lambda item: item[0])
        lines = [f"{kind} {slug} {draft.sha256}" for (kind, slug), draft in drafts]
        lines += [f"{kind} {slug} withdrawn" for kind, slug in sorted(self.withdrawn)]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def touched(self) -> list[Key]:
        """What is public now and would be changed or withdrawn, in order."""
        return sorted([*self.changed, *self.withdrawn])


def plan(also: Collection[int] = (), *, texts: bool = False) -> Plan:
    """Compare everything approved with everything public.

    For a preview, `also` are the identifiers of events to be treated as if they were approved, and
    with `texts` whatever the timeline says of itself is.
    """
    current = {
        (kind, slug): (sha256, version)
        for kind, slug, sha256, version in Record.objects.current().values_list(
            "kind", "slug", "sha256", "version"
        )
    }
    events, kept_events = _events(current, also)
    wanted: dict[Key, Draft] = {(Kind.EVENT.value, slug): draft for slug, draft in events.items()}
    documents = [draft.document for draft in events.values()]
    documents += _kept_documents(kept_events)
    for key, draft in _surroundings(documents):
        wanted[key] = draft
    own_words, kept_texts = _texts(current, documents, every=texts)
    wanted |= own_words
    result = Plan(kept=kept_texts)
    for key, draft in wanted.items():
        if key not in current:
            result.added[key] = draft
        elif current[key][0] != draft.sha256:
            result.changed[key] = draft
        else:
            result.kept.add(key)
    result.kept |= {(Kind.EVENT.value, slug) for slug in kept_events}
    result.kept |= _still_named(documents, current, wanted)
    result.withdrawn = sorted(current.keys() - wanted.keys() - result.kept)
    return result


def _events(
    current: dict[Key, tuple[str, int]], also: Collection[int]
) -> tuple[dict[str, Draft], set[str]]:
    """Drafts of the approved events that changed, and the slugs of those that stay as they are.

    An event stays when it is approved and public in its very version, or when it is being edited:
    what was published of it remains until the edit is approved.
    """
    kept: set[str] = set()
    fresh: list[int] = []
    for pk, slug, former, stage, version in Event.objects.order_by().values_list(
        "pk", "slug", "former_slugs", "stage", "version"
    ):
        if pk in also:
            stage = Event.Stage.APPROVED
        if stage not in (Event.Stage.APPROVED, Event.Stage.WITHDRAWN):
            # A renamed event that is being edited stays public under its old slug until then.
            kept |= {s for s in (slug, *former) if (Kind.EVENT.value, s) in current}
            continue
        public = current.get((Kind.EVENT.value, slug))
        if stage == Event.Stage.APPROVED:
            if public and public[1] == version:
                kept.add(slug)
            else:
                fresh.append(pk)
    from_files = _approved_by_files()
    drafts = {
        event.slug: _event_draft(event, event.pk in from_files) for event in _in_batches(fresh)
    }
    return drafts, kept


def _approved_by_files() -> set[int]:
    """The identifiers of the events whose last approval says that a dataset's files gave it."""
    approvals = Decision.objects.filter(kind=Decision.Kind.APPROVED).order_by("at", "pk")
    last = dict(approvals.values_list("event_id", "note"))
    return {pk for pk, note in last.items() if note == FROM_FILES}


def _event_draft(event: Event, from_files: bool) -> Draft:
    document = event_document(event)
    if approval := _approval(event, from_files):
        document["approval"] = approval
    return Draft.of(document, event.version)


def _approval(event: Event, from_files: bool) -> str:
    """How an event was approved; empty where nobody knows, or a preview only takes it for so."""
    if event.stage != Event.Stage.APPROVED:
        return ""
    if from_files:
        return "files"
    if event.edited_by_id is None or event.decided_by_id is None:
        return ""
    return "same-person" if event.edited_by_id == event.decided_by_id else "another-person"


def _in_batches(pks: list[int], size: int = 500) -> Iterator[Event]:
    for start in range(0, len(pks), size):
        yield from Event.objects.filter(pk__in=pks[start : start + size]).with_all()


def _kept_documents(slugs: set[str]) -> list[EventDocument]:
    return [
        document
        for slug, document in Record.objects.current()
        .of_kind(Kind.EVENT)
        .values_list("slug", "document")
        .iterator()
        if slug in slugs
    ]


def _surroundings(events: list[EventDocument]) -> Iterator[tuple[Key, Draft]]:
    """All that the public events name, and what that names in turn."""
    sources = _sources({e["source"] for event in events for e in event["excerpts"]})
    for source in sources:
        yield (Kind.SOURCE.value, source.slug), Draft.of(source_document(source), source.version)
    publishers = {source.publisher for source in sources}
    for publisher in publishers:
        key = (Kind.PUBLISHER.value, publisher.slug)
        yield key, Draft.of(publisher_document(publisher), publisher.version)
    actors = {p["actor"] for event in events for p in event["actors"]}
    actors |= {e["said_by"] for event in events for e in event["excerpts"] if e["said_by"]}
    named = _actors(actors)
    for actor in named:
        yield (Kind.ACTOR.value, actor.slug), Draft.of(actor_document(actor), actor.version)
    places = _places({slug for event in events for slug in places_of(event)})
    for place in places:
        yield (Kind.PLACE.value, place.slug), Draft.of(place_document(place), place.version)
    there = {place.slug for place in places}
    for term in Term.objects.prefetch_related("actors", "places"):
        document = term_document(term, {actor.slug for actor in named}, there)
        yield (Kind.TERM.value, term.slug), Draft.of(document, term.version)
    for phase in Phase.objects.all():
        yield (Kind.PHASE.value, phase.slug), Draft.of(phase_document(phase), phase.version)
    yield from _disputes(events)


def _sources(slugs: set[str]) -> list[Source]:
    """The sources of these slugs and all that they republish."""
    by_pk = {s.pk: s for s in Source.objects.select_related("publisher").defer("text")}
    found: dict[str, Source] = {}
    for source in by_pk.values():
        if source.slug in slugs:
            step: Source | None = source
            while step is not None and step.slug not in found:
                found[step.slug] = step
                step = by_pk[step.republishes_id] if step.republishes_id else None
    for source in found.values():
        if source.republishes_id:
            source.republishes = by_pk[source.republishes_id]
    return sorted(found.values(), key=lambda source: source.slug)


def _actors(slugs: set[str]) -> list[Actor]:
    """The actors of these slugs and all that they are part of."""
    return _with_outer(Actor, "part_of", slugs)


def _places(slugs: set[str]) -> list[Place]:
    """The places of these slugs and all that they lie within."""
    return _with_outer(Place, "within", slugs)


def _with_outer(model: type[Any], name: str, slugs: set[str]) -> list[Any]:
    """Things of these slugs, and what each belongs to by the field of this name, and so on."""
    by_pk = {thing.pk: thing for thing in model.objects.prefetch_related("names")}
    found: dict[str, Any] = {}
    for thing in by_pk.values():
        step = thing if thing.slug in slugs else None
        while step is not None and step.slug not in found:
            found[step.slug] = step
            outer = getattr(step, f"{name}_id")
            step = by_pk[outer] if outer else None
    for thing in found.values():
        if outer := getattr(thing, f"{name}_id"):
            setattr(thing, name, by_pk[outer])
    return sorted(found.values(), key=lambda thing: thing.slug)


def _disputes(events: list[EventDocument]) -> Iterator[tuple[Key, Draft]]:
    """The disputes of which at least two positions are given by public excerpts."""
    there = {event["slug"] for event in events}
    public: dict[str, set[str]] = {}
    for event in events:
        for excerpt in event["excerpts"]:
            public.setdefault(excerpt["slug"], set()).add(event["slug"])
    for dispute in Dispute.objects.prefetch_related("events", "positions__excerpts__event"):
        shown_by = {event.slug for event in dispute.events.all()} & there
        positions: list[PositionDocument] = []
        for position in dispute.positions.all():
            given = sorted(position.excerpts.all(), key=lambda excerpt: excerpt.slug)
            found: list[PositionExcerptDocument] = [
                {
                    "event": _shown_at(excerpt, public[excerpt.slug], shown_by),
                    "excerpt": excerpt.slug,
                }
                for excerpt in given
                if excerpt.slug in public
            ]
            if found:
                positions.append(
                    {
                        "answer": position.answer,
                        "note": position.note,
                        "excerpts": found,
                    }
                )
        if len(positions) > 1:
            named: ShownBy = {"events": sorted(shown_by)} if shown_by else {}
            document: DisputeDocument = {
                **_renamed(dispute),
                **named,
                "slug": dispute.slug,
                "question": dispute.question,
                "note": dispute.note,
                "positions": positions,
            }
            yield (Kind.DISPUTE.value, dispute.slug), Draft.of(document, dispute.version)


def _shown_at(excerpt: Excerpt, carried: set[str], shown_by: set[str]) -> str:
    """The event at which a dispute shows an excerpt: one that shows the dispute, if it can be.

    Of these its own comes first. `carried` are the public events that have it, one at least.
    """
    among, own = carried & shown_by or carried, excerpt.event.slug
    return own if own in among else min(among)


def _texts(
    current: dict[Key, tuple[str, int]], events: list[EventDocument], *, every: bool
) -> tuple[dict[Key, Draft], set[Key]]:
    """What the timeline says of itself: the approved texts, and the keys of those that stay.

    A text that is being edited stays public as it was until it is approved again, unless `every`
    one is to be taken for approved.
    """
    there = {event["slug"] for event in events}
    drafts: dict[Key, Draft] = {}
    kept: set[Key] = set()

    def note(kind: Kind, thing: Any, document: Any) -> None:
        key = (kind.value, thing.slug)
        approved = thing.is_approved or every
        if approved and document is not None:
            drafts[key] = Draft.of(document, thing.version)
        elif not approved and key in current:
            kept.add(key)

    for site in Site.objects.prefetch_related("clocks"):
        note(Kind.SITE, site, site_document(site))
    for story in Story.objects.prefetch_related("steps__event"):
        note(Kind.STORY, story, story_document(story, there))
    for gap in Gap.objects.select_related("phase").prefetch_related("addresses"):
        note(Kind.GAP, gap, gap_document(gap))
    return drafts, kept


def _still_named(
    events: list[EventDocument], current: dict[Key, tuple[str, int]], wanted: dict[Key, Draft]
) -> set[Key]:
    """Public records that a kept event names, or these in turn, and the desk no longer has."""
    found: set[Key] = set()
    named = {key for event in events for key in _named_by(Kind.EVENT.value, event)}
    while missing := {key for key in named if key in current and key not in wanted} - found:
        found |= missing
        records = Record.objects.current().filter(slug__in={slug for _, slug in missing})
        named = {
            key
            for kind, slug, document in records.values_list("kind", "slug", "document")
            if (kind, slug) in missing
            for key in _named_by(kind, document)
        }
    return found


def _named_by(kind: str, document: Any) -> Iterator[Key]:
    """What a document of an event, a source, a place or an actor names; others name nothing."""
    if kind == Kind.EVENT:
        yield Kind.PHASE.value, document["phase"]
        yield from ((Kind.ACTOR.value, p["actor"]) for p in document["actors"])
        yield from ((Kind.PLACE.value, slug) for slug in places_of(document))
        for excerpt in document["excerpts"]:
            yield Kind.SOURCE.value, excerpt["source"]
            if excerpt["said_by"]:
                yield Kind.ACTOR.value, excerpt["said_by"]
    elif kind == Kind.SOURCE:
        yield Kind.PUBLISHER.value, document["publisher"]
        yield Kind.PUBLISHER.value, document["origin"]
        if document["republishes"]:
            yield Kind.SOURCE.value, document["republishes"]
    elif kind == Kind.PLACE and document["within"]:
        yield Kind.PLACE.value, document["within"]
    elif kind == Kind.ACTOR and document.get("part_of"):
        yield Kind.ACTOR.value, document["part_of"]


# -- documents ------------------------------------------------------------------------------------


def _renamed(thing: Curated) -> Renamable:
    return {"former_slugs": thing.former_slugs} if thing.former_slugs else {}


def event_document(event: Event) -> EventDocument:
    """An event as it is published; expects `Event.objects.with_all()`.

    Without how it was approved, which the plan of an edition adds.
    """
    approval: Approval = {}
    return {
        **_renamed(event),
        **_concerns(event),
        **_local_time(event),
        **approval,
        "slug": event.slug,
        "title": event.title,
        "summary": event.summary,
        "date": event.date,
        "date_basis": event.date_basis,
        "date_note": event.date_note,
        "time": event.local_time.strftime("%H:%M") if event.local_time else None,
        "zone": event.zone,
        "phase": event.phase.slug,
        "kind": event.kind,
        "importance": event.importance,
        "position": event.position,
        "actors": [{"actor": p.actor.slug, "role": p.role} for p in event.participations.all()],
        "places": sorted(place.slug for place in event.places.all()),
        "excerpts": [_excerpt_document(excerpt, event) for excerpt in event.evidence()],
        "links": [
            {"event": link.target.slug, "kind": link.kind, "note": link.note}
            for link in event.links.all()
        ],
    }


def _local_time(event: Event) -> LocalTime:
    return {"fold": event.fold} if event.fold else {}


def _concerns(event: Event) -> Concerns:
    concerns: Concerns = {}
    if about := sorted(place.slug for place in event.about.all()):
        concerns["about"] = about
    if event.wording:
        concerns["wording"] = event.wording
    return concerns


def _excerpt_document(excerpt: Excerpt, event: Event) -> ExcerptDocument:
    document: ExcerptDocument = {
        "slug": excerpt.slug,
        "source": excerpt.source.slug,
        "quote": excerpt.quote,
        "prefix": excerpt.prefix,
        "suffix": excerpt.suffix,
        "stance": excerpt.stance,
        "said_by": excerpt.said_by.slug if excerpt.said_by else None,
        "language": excerpt.language,
        "translation": excerpt.translation,
        "locator": excerpt.locator,
    }
    if (fragment := fragment_of(excerpt)) is not None:
        document["fragment"] = fragment
    if excerpt.event_id != event.pk:
        document["tied"] = True
    return document


def source_document(source: Source) -> SourceDocument:
    return {
        **_renamed(source),
        **_first_published(source),
        "slug": source.slug,
        "title": source.title,
        "publisher": source.publisher.slug,
        "byline": source.byline,
        "published": source.published,
        "published_note": source.published_note,
        "url": source.url,
        "archived_url": source.archived_url,
        "language": source.language,
        "kind": source.kind,
        "rights": source.rights,
        "republishes": source.republishes.slug if source.republishes else None,
        "origin": source.origin.publisher.slug,
        "note": source.note,
        "text_sha256": source.text_sha256,
    }


def _first_published(source: Source) -> FirstPublished:
    """When the text of a copy was published first, as far along the chain as a date is known."""
    first, step = "", source.republishes
    while step is not None:
        first, step = step.published or first, step.republishes
    return {"first_published": first} if first else {}


def _name_document(name: ActorName | PlaceName) -> NameDocument:
    document: NameDocument = {"name": name.name, "language": name.language, "note": name.note}
    if name.kind != NameKind.NAME:
        document["kind"] = name.kind
    return document


def _part_of(actor: Actor) -> Parted:
    return {"part_of": actor.part_of.slug} if actor.part_of else {}


def actor_document(actor: Actor) -> ActorDocument:
    return {
        **_renamed(actor),
        **_part_of(actor),
        "slug": actor.slug,
        "name": actor.name,
        "kind": actor.kind,
        "description": actor.description,
        "names": [_name_document(name) for name in actor.names.all()],
    }


def place_document(place: Place) -> PlaceDocument:
    return {
        **_renamed(place),
        "slug": place.slug,
        "name": place.name,
        "kind": place.kind,
        "within": place.within.slug if place.within else None,
        "latitude": degrees(place.latitude) or None,
        "longitude": degrees(place.longitude) or None,
        "description": place.description,
        "names": [_name_document(name) for name in place.names.all()],
    }


def _traits(publisher: Publisher) -> Traits:
    return {"traits": publisher.traits} if publisher.traits else {}


def publisher_document(publisher: Publisher) -> PublisherDocument:
    return {
        **_renamed(publisher),
        **_traits(publisher),
        "slug": publisher.slug,
        "name": publisher.name,
        "nature": publisher.nature,
        "country": publisher.country,
        "homepage": publisher.homepage,
        "description": publisher.description,
    }


def term_document(term: Term, actors: Collection[str], places: Collection[str]) -> TermDocument:
    """A term as it is published, with those of its actors and places that are public."""
    return {
        **_renamed(term),
        "slug": term.slug,
        "name": term.name,
        "words": lines_of(term.words),
        "equal": lines_of(term.equal),
        "broader": lines_of(term.broader),
        "actors": sorted(a.slug for a in term.actors.all() if a.slug in actors),
        "places": sorted(p.slug for p in term.places.all() if p.slug in places),
        "note": term.note,
    }


def phase_document(phase: Phase) -> PhaseDocument:
    return {
        **_renamed(phase),
        "slug": phase.slug,
        "name": phase.name,
        "description": phase.description,
        "position": phase.position,
    }


def text_document(thing: Any) -> Any:
    """What an edition would hold of a site, a story or a gap as it is at the desk now."""
    if isinstance(thing, Site):
        return site_document(thing)
    if isinstance(thing, Gap):
        return gap_document(thing)
    events = [step.event.slug for step in thing.steps.select_related("event")]
    return story_document(thing, events) or {}


def site_document(site: Site) -> SiteDocument:
    return {
        "slug": site.slug,
        "name": site.name,
        "title": site.title,
        "heading": site.heading,
        "standfirst": site.standfirst,
        "introduction": site.introduction,
        "method": site.method,
        "coverage": site.coverage,
        "clocks": [{"name": clock.name, "zone": clock.zone} for clock in site.clocks.all()],
        "languages": site.languages.split(", ") if site.languages else [],
        "licence": site.licence,
        "licence_url": site.licence_url,
        "contact": site.contact,
    }


def story_document(story: Story, public: Collection[str]) -> StoryDocument | None:
    """The story with those of its steps whose events are public; None when these are too few.

    `public` are the slugs of the public events: a renamed one may be public under its old slug.
    """
    steps: list[StepDocument] = []
    for step in story.steps.all():
        slugs = [step.event.slug, *step.event.former_slugs]
        slug = next((one for one in slugs if one in public), None)
        if slug is not None:
            steps.append({"event": slug, "caption": step.caption})
    if len(steps) < STEPS_MIN:
        return None
    return {"slug": story.slug, "heading": story.heading, "steps": steps}


def gap_document(gap: Gap) -> GapDocument:
    return {
        "slug": gap.slug,
        "line": gap.line,
        "date": gap.date,
        "phase": gap.phase.slug if gap.phase else None,
        "reason": gap.reason,
        "checked": gap.checked.isoformat() if gap.checked else None,
        "addresses": [
            {
                "publisher": address.publisher,
                "kind": address.kind,
                "published": address.published,
                "url": address.url,
            }
            for address in gap.addresses.all()
        ],
    }


def keys_by_kind(keys: Iterable[Key], kind: str) -> list[str]:
    """The slugs of one kind among keys, in order."""
    return sorted(slug for key_kind, slug in keys if key_kind == kind)
