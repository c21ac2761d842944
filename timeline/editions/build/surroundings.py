"""What events name, and what that names in turn, as readers can be shown each."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from timeline.curation.models import Actor, Phase, Place, Publisher, Source
from timeline.curation.models.base import Stage
from timeline.curation.twins import count_as_one
from timeline.editions.build.keys import Key, current_documents, is_held, named_by, public_keys
from timeline.editions.build.things import DOCUMENTS, _renamed
from timeline.editions.documents import EventDocument
from timeline.editions.kinds import Kind
from timeline.editions.models import digest

# The kinds that events name. They go when no event names them any more, not by a decision.
AROUND: Final = (Kind.PUBLISHER, Kind.SOURCE, Kind.ACTOR, Kind.PLACE, Kind.PHASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as it would be published, and the curated version that it was made from."""

    document: Any
    version: int
    sha256: str

    @classmethod
    def of(cls, document: Any, version: int) -> "Draft":
        return cls(document, version, digest(document))


class DeskSurroundings:
    """The things that events name, as readers can be shown each: as it is at the desk where it is
    approved, else as it is public.

    `lenient` are keys of things to be taken for approved, with all that they name; with `every`
    all are. What is on `hold` is shown as it is public, whatever was decided.
    """

    def __init__(
        self,
        current: Collection[Key],
        lenient: Collection[Key] = (),
        *,
        every: bool = False,
        hold: Collection[Key] = (),
    ) -> None:
        self.current, self.every, self.hold = current, every, hold
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
            approved = approved and not self._is_held(key)
            self._fresh[key] = approved and all(map(self.can_show, self._names(key)))
        return self._fresh[key]

    def _is_held(self, key: Key) -> bool:
        return is_held(key, self.things[key].former_slugs, self.hold)

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
        if thing.stage == Stage.WITHDRAWN and not self._is_held(key):
            return []
        return public_keys(key, thing.former_slugs, self.current)

    def _public_documents(self) -> dict[Key, Any]:
        """What is public of the things that are not shown as they are at the desk."""
        keys = {
            one for key in self.things if not self.is_fresh(key) for one in self._public_as(key)
        }
        return current_documents(keys)

    def shown(self, key: Key) -> Draft | Any | None:
        """The draft to publish of a thing, the public document that stays, or None."""
        if key not in self.things:
            return None
        thing = self.things[key]
        if self.is_fresh(key):
            return Draft.of(DOCUMENTS[key[0]](thing), thing.version)
        public = self._public_as(key)
        if len(public) != 1:
            return None
        document = self._documents[public[0]]
        if public[0] == key:
            return document
        renamed = document | {"slug": thing.slug} | _renamed(thing)
        return Draft.of(renamed, thing.version)


def surroundings_of(
    events: list[EventDocument], desk: DeskSurroundings, current: Collection[Key]
) -> tuple[dict[Key, Draft], set[Key]]:
    """All that the public events name, and what that names in turn: drafts, and what stays.

    What a public document names and the desk no longer has stays, too.
    """
    drafts: dict[Key, Draft] = {}
    kept: dict[Key, Any] = {}
    missing: set[Key] = set()
    named = {key for event in events for key in named_by(Kind.EVENT.value, event)}
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
        kept |= current_documents(gone)
        known = {key: draft.document for key, draft in drafts.items()} | kept
        named = {
            other for key in named & known.keys() for other in named_by(key[0], known[key])
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
