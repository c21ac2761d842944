"""The names of published things, what a document names, and what is public of it."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from timeline.editions.documents import places_of
from timeline.editions.kinds import Kind
from timeline.editions.models import Record

Key = tuple[str, str]  # kind, slug


BATCH = 500


def keys_by_kind(keys: Iterable[Key], kind: str) -> list[str]:
    """The slugs of one kind among keys, in order."""
    return sorted(slug for key_kind, slug in keys if key_kind == kind)


def named_by(kind: str, document: Any) -> Iterator[Key]:
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


def current_documents(keys: Collection[Key]) -> dict[Key, Any]:
    """The public documents of these keys."""
    found: dict[Key, Any] = {}
    for kind in {kind for kind, _ in keys}:
        slugs = keys_by_kind(keys, kind)
        for start in range(0, len(slugs), BATCH):
            rows = Record.objects.current().filter(kind=kind, slug__in=slugs[start : start + BATCH])
            found |= {(kind, slug): one for slug, one in rows.values_list("slug", "document")}
    return found


def public_keys(key: Key, former: Collection[str], current: Collection[Key]) -> list[Key]:
    """The keys under which a thing is public: a renamed one may be so under its old slug."""
    return [(key[0], slug) for slug in (key[1], *former) if (key[0], slug) in current]


def is_held(key: Key, former: Collection[str], hold: Collection[Key]) -> bool:
    """Whether a thing is on hold, by its slug or one that it had."""
    return bool(hold) and bool(public_keys(key, former, hold))
