"""What the next edition is to hold: the only module here that reads what curators edit.

`plan()` answers with every document that would be public, and with which of them are new, changed
or withdrawn. It writes nothing.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType

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
from timeline.curation.models.base import Curated, NameKind, Stage
from timeline.curation.models.lexicon import lines_of
from timeline.curation.models.review import FROM_FILES
from timeline.curation.models.site import STEPS_MIN
from timeline.curation.proof import fragment_of
from timeline.curation.twins import count_as_one
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
_BATCH = 500


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
    # Approved events that cannot be shown yet, with what each names and nobody has approved.
    waiting: dict[Key, list[Key]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.withdrawn)

    def digest(self) -> str:
        """SHA-256 over every change that the plan lists, a line each, in order."""
        drafts = sorted((self.added | self.changed).items(), key=lambda item: item[0])
        lines = [f"{kind} {slug} {draft.sha256}" for (kind, slug), draft in drafts]
        lines += [f"{kind} {slug} withdrawn" for kind, slug in sorted(self.withdrawn)]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def lines(self) -> list[tuple[str, str, str, Any]]:
        """Kind, slug, what becomes of it, and its new document (None of what is withdrawn): every
        change that the plan lists, by kind and slug."""
        found = [
            (key[0], key[1], verb, draft.document)
            for verb, drafts in (("added", self.added), ("changed", self.changed))
            for key, draft in drafts.items()
        ]
        found += [(kind, slug, "withdrawn", None) for kind, slug in self.withdrawn]
        order = list(Kind.values)
        return sorted(found, key=lambda line: (order.index(line[0]), line[1]))

    def touched(self) -> list[Key]:
        """What is public now and would be changed or withdrawn, in order."""
        return sorted([*self.changed, *self.withdrawn])


def plan(also: Collection[int] = (), *, texts: bool = False) -> Plan:
    """Compare everything approved with everything public.

    What is not approved as it is now stays as it is public, and is not there where it never was.
    For a preview, `also` are the identifiers of events to be treated as if they and all that they
    name were approved, and with `texts` everything is.
    """
    current = {
        (kind, slug): (sha256, version)
        for kind, slug, sha256, version in Record.objects.current().values_list(
            "kind", "slug", "sha256", "version"
        )
    }
    desk = DeskSurroundings(current.keys(), _named_at_desk(also), every=texts)
    events, kept_events, waiting = _events(current, also, desk)
    wanted: dict[Key, Draft] = {(Kind.EVENT.value, slug): draft for slug, draft in events.items()}
    documents = [draft.document for draft in events.values()]
    documents += _kept_documents(kept_events)
    around, kept = _surroundings(documents, desk, current.keys())
    wanted |= around
    further, kept_further = _further(current.keys(), documents, {*around, *kept}, every=texts)
    wanted |= further
    result = Plan(waiting=waiting)
    for key, draft in wanted.items():
        if key not in current:
            result.added[key] = draft
        elif current[key][0] != draft.sha256:
            result.changed[key] = draft
        else:
            result.kept.add(key)
    result.kept |= {(Kind.EVENT.value, slug) for slug in kept_events}
    result.kept |= (kept | kept_further) - wanted.keys()
    result.withdrawn = sorted(current.keys() - wanted.keys() - result.kept)
    return result


def _named_at_desk(pks: Collection[int]) -> set[Key]:
    """What these events name at the desk, as it is there now."""
    return {
        key
        for event in _in_batches(list(pks))
        for key in _named_by(Kind.EVENT.value, event_document(event))
    }


def _events(
    current: dict[Key, tuple[str, int]], also: Collection[int], desk: "DeskSurroundings"
) -> tuple[dict[str, Draft], set[str], dict[Key, list[Key]]]:
    """Drafts of the approved events that changed, the slugs of those that stay as they are, and
    what keeps approved ones waiting.

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
            kept |= _public_slugs(slug, former, current)
            continue
        public = current.get((Kind.EVENT.value, slug))
        if stage == Event.Stage.APPROVED:
            if public and public[1] == version:
                kept.add(slug)
            else:
                fresh.append(pk)
    from_files = _approved_by_files()
    drafts: dict[str, Draft] = {}
    waiting: dict[Key, list[Key]] = {}
    for event in _in_batches(fresh):
        draft = _event_draft(event, event.pk in from_files)
        named = dict.fromkeys(_named_by(Kind.EVENT.value, draft.document))
        if missing := [key for key in named if not desk.can_show(key)]:
            waiting[(Kind.EVENT.value, event.slug)] = missing
            kept |= _public_slugs(event.slug, event.former_slugs, current)
        else:
            drafts[event.slug] = draft
    return drafts, kept, waiting


def _public_slugs(slug: str, former: list[str], current: Collection[Key]) -> set[str]:
    """The slugs under which an event is public: a renamed one may be so under its old slug."""
    return {one for one in (slug, *former) if (Kind.EVENT.value, one) in current}


def _approved_by_files() -> set[int]:
    """The identifiers of the events whose last approval says that a dataset's files gave it."""
    of_events = ContentType.objects.get_for_model(Event)
    approvals = Decision.objects.filter(thing_type=of_events, kind=Decision.Kind.APPROVED)
    last = dict(approvals.order_by("at", "pk").values_list("thing_key", "note"))
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
    if not event.hands or event.decided_by_id is None:
        return ""
    return "same-person" if f",{event.decided_by_id}," in event.hands else "another-person"


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


class DeskSurroundings:
    """The things that events name, as readers can be shown each: as it is at the desk where it is
    approved, else as it is public.

    `lenient` are keys of things to be taken for approved, with all that they name; with `every`
    all are.
    """

    def __init__(
        self, current: Collection[Key], lenient: Collection[Key] = (), *, every: bool = False
    ) -> None:
        self.current, self.every = current, every
        self.things: dict[Key, Any] = {
            (kind.value, thing.slug): thing
            for kind, found in (
                (Kind.PUBLISHER, Publisher.objects.all()),
                (Kind.SOURCE, _sources()),
                (Kind.ACTOR, _with_outer(Actor, "part_of")),
                (Kind.PLACE, _with_outer(Place, "within")),
                (Kind.PHASE, Phase.objects.all()),
            )
            for thing in found
        }
        self.lenient: set[Key] = set()
        self._take_for_approved(lenient)
        self._fresh: dict[Key, bool] = {}
        self._documents = self._public_documents()

    def _take_for_approved(self, keys: Collection[Key]) -> None:
        for key in keys:
            if key in self.things and key not in self.lenient:
                self.lenient.add(key)
                self._take_for_approved(self._names(key))

    def _names(self, key: Key) -> list[Key]:
        """What a thing of the desk names."""
        thing = self.things[key]
        found: list[tuple[Kind, Any]] = []
        if key[0] == Kind.SOURCE:
            found = [(Kind.PUBLISHER, thing.publisher), (Kind.SOURCE, thing.republishes)]
        elif key[0] == Kind.PLACE:
            found = [(Kind.PLACE, thing.within)]
        elif key[0] == Kind.ACTOR:
            found = [(Kind.ACTOR, thing.part_of)]
        return [(kind.value, one.slug) for kind, one in found if one is not None]

    def is_fresh(self, key: Key) -> bool:
        """Whether a thing is shown as it is at the desk now."""
        if key not in self._fresh:
            thing = self.things[key]
            approved = thing.is_approved or self.every or key in self.lenient
            self._fresh[key] = approved and all(map(self.can_show, self._names(key)))
        return self._fresh[key]

    def can_show(self, key: Key) -> bool:
        """Whether readers can be shown a thing of the desk at all."""
        if key not in self.things:
            return False
        return self.is_fresh(key) or len(self._public_as(key)) == 1

    def _public_as(self, key: Key) -> list[Key]:
        """The keys under which a thing is public.

        There are two of one that has just taken in another, which it does for readers only once
        somebody has approved that; none of what is withdrawn.
        """
        thing = self.things[key]
        if thing.stage == Stage.WITHDRAWN:
            return []
        slugs = (thing.slug, *thing.former_slugs)
        return [(key[0], slug) for slug in slugs if (key[0], slug) in self.current]

    def _public_documents(self) -> dict[Key, Any]:
        """What is public of the things that are not shown as they are at the desk."""
        keys = {
            one for key in self.things if not self.is_fresh(key) for one in self._public_as(key)
        }
        return _current_documents(keys)

    def shown(self, key: Key) -> Draft | Any | None:
        """The draft to publish of a thing, the public document that stays, or None."""
        if key not in self.things:
            return None
        thing = self.things[key]
        if self.is_fresh(key):
            return Draft.of(_DOCUMENTS[key[0]](thing), thing.version)
        public = self._public_as(key)
        if len(public) != 1:
            return None
        document = self._documents[public[0]]
        if public[0] == key:
            return document
        renamed = document | {"slug": thing.slug} | _renamed(thing)
        return Draft.of(renamed, thing.version)


def _current_documents(keys: Collection[Key]) -> dict[Key, Any]:
    """The public documents of these keys."""
    found: dict[Key, Any] = {}
    for kind in {kind for kind, _ in keys}:
        slugs = keys_by_kind(keys, kind)
        for start in range(0, len(slugs), _BATCH):
            rows = Record.objects.current().filter(
                kind=kind, slug__in=slugs[start : start + _BATCH]
            )
            found |= {(kind, slug): one for slug, one in rows.values_list("slug", "document")}
    return found


def with_documents(
    lines: Iterable[tuple[str, str, str, Any]],
) -> list[tuple[str, str, str, Any]]:
    """Lines of a plan, those of what is withdrawn with the document that is public now."""
    listed = list(lines)
    public = _current_documents({(kind, slug) for kind, slug, _, one in listed if one is None})
    return [
        (kind, slug, verb, one if one is not None else public[kind, slug])
        for kind, slug, verb, one in listed
    ]


def _surroundings(
    events: list[EventDocument], desk: DeskSurroundings, current: Collection[Key]
) -> tuple[dict[Key, Draft], set[Key]]:
    """All that the public events name, and what that names in turn: drafts, and what stays.

    What a public document names and the desk no longer has stays, too.
    """
    drafts: dict[Key, Draft] = {}
    kept: dict[Key, Any] = {}
    missing: set[Key] = set()
    named = {key for event in events for key in _named_by(Kind.EVENT.value, event)}
    named |= {key for key in desk.things if key[0] == Kind.PHASE and desk.can_show(key)}
    while named:
        gone: set[Key] = set()
        for key in named:
            shown = desk.shown(key)
            if isinstance(shown, Draft):
                drafts[key] = shown
            elif shown is not None:
                kept[key] = shown
            elif key in current:
                gone.add(key)
            else:
                missing.add(key)
        kept |= _current_documents(gone)
        known = {key: draft.document for key, draft in drafts.items()} | kept
        named = {
            other for key in named & known.keys() for other in _named_by(key[0], known[key])
        } - (drafts.keys() | kept.keys() | missing)
    return drafts, set(kept)


def _sources() -> list[Source]:
    """All sources, each with the one that it republishes at hand."""
    by_pk = {s.pk: s for s in Source.objects.select_related("publisher").defer("text")}
    for source in by_pk.values():
        if source.republishes_id:
            source.republishes = by_pk[source.republishes_id]
    count_as_one(source for source in by_pk.values() if source.is_approved)
    return list(by_pk.values())


def _with_outer(model: type[Any], name: str) -> list[Any]:
    """All things of a kind, each with what it belongs to by the field of this name at hand."""
    by_pk = {thing.pk: thing for thing in model.objects.prefetch_related("names")}
    for thing in by_pk.values():
        if outer := getattr(thing, f"{name}_id"):
            setattr(thing, name, by_pk[outer])
    return list(by_pk.values())


def _further(
    current: Collection[Key], events: list[EventDocument], around: set[Key], *, every: bool
) -> tuple[dict[Key, Draft], set[Key]]:
    """What no event names: disputes, terms, and what the timeline says of itself.

    One that is being edited stays public as it was, but for what in it is not public any more,
    until it is approved again; unless `every` one is to be taken for approved.
    """
    drafts: dict[Key, Draft] = {}
    edited: dict[Key, int] = {}
    public = PublicThings.of(events, around)
    for kind, thing, document in _further_documents(public):
        key = (kind.value, thing.slug)
        if thing.is_approved or every:
            if document is not None:
                drafts[key] = Draft.of(document, thing.version)
        elif key in current and thing.stage != Stage.WITHDRAWN:
            edited[key] = thing.version
    kept: set[Key] = set()
    for key, document in _current_documents(edited).items():
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
    return _DOCUMENTS[str(thing._meta.model_name)](thing)


def _dispute_at_desk(dispute: Dispute) -> Any:
    events = {event.slug for event in dispute.events.all()}
    excerpts = {
        excerpt.slug: {excerpt.event.slug}
        for position in dispute.positions.all()
        for excerpt in position.excerpts.select_related("event")
    }
    return dispute_document(dispute, PublicThings(events, set(), set(), excerpts)) or {}


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


# The documents of those kinds of things whose document needs nothing but the thing.
_DOCUMENTS: Final[dict[str, Any]] = {
    Kind.PUBLISHER.value: publisher_document,
    Kind.SOURCE.value: source_document,
    Kind.ACTOR.value: actor_document,
    Kind.PLACE.value: place_document,
    Kind.PHASE.value: phase_document,
    Kind.SITE.value: site_document,
    Kind.GAP.value: gap_document,
}
