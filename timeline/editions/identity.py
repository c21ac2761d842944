"""One identity of a thing through renames and merges, and what an edition says anew of it.

A thing is known by the slug under which it was first public, whatever it is called later. What is
said of it is its *statement*: its document without what things are called in addresses. So a change
of slug, its own or that of something it names, is no change of what is said.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from timeline.editions.models import Record, digest

Key = tuple[str, str]  # kind, slug
ADDED, CHANGED, RENAMED, MERGED, WITHDRAWN = "added", "changed", "renamed", "merged", "withdrawn"
HOWS: Final = (ADDED, CHANGED, RENAMED, MERGED, WITHDRAWN)

# The fields whose values, in any document, are slugs of things of a kind.
NAMES_A: Final = {
    "phase": "phase", "actor": "actor", "actors": "actor", "said_by": "actor",
    "part_of": "actor", "places": "place", "about": "place", "within": "place",
    "publisher": "publisher", "origin": "publisher", "source": "source", "republishes": "source",
    "event": "event", "events": "event",
}  # fmt: skip
# What things are called in addresses, and what follows from other fields or from who approved.
NOT_SAID: Final = {"slug", "former_slugs", "fragment", "approval"}


@dataclass(frozen=True, slots=True)
class Said:
    """A thing in an edition: its identity, its slug there, the digest of what is said of it, and
    the number of the edition that said this first."""

    identity: str
    slug: str
    statement: str
    told: int


def statement(document: Mapping[str, Any], identities: Mapping[Key, str]) -> str:
    """The digest of what a document says, with all that it names called by its identity."""
    return digest(_said(document, identities))


def _said(value: Any, identities: Mapping[Key, str], kind: str = "") -> Any:
    if isinstance(value, Mapping):
        return {
            name: _said(inner, identities, NAMES_A.get(name, ""))
            for name, inner in value.items()
            if name not in NOT_SAID
        }
    if isinstance(value, list):
        return [_said(inner, identities, kind) for inner in value]
    return identities.get((kind, value), value) if kind and isinstance(value, str) else value


def what_is_said(
    documents: Mapping[Key, Any], kept: Collection[Key], number: int
) -> tuple[dict[Key, Said], dict[Key, str]]:
    """What the next edition, of this number, says of each thing that is new or changed in it; and
    the identity of everything that it holds, `kept` as it was or not. At most two queries."""
    public = {
        (kind, slug): Said(identity, slug, said, told)
        for kind, slug, identity, said, told in Record.objects.current().values_list(
            "kind", "slug", "identity", "statement", "told_id"
        )
    }
    identities = {key: public[key].identity for key in kept}
    new = []
    for key, document in documents.items():
        if key in public:
            identities[key] = public[key].identity
        else:
            new.append((key, document))
    taken = {(kind, identity) for (kind, _), identity in identities.items()}
    past = _past(new)
    for (kind, slug), document in sorted(new, key=lambda item: item[0]):
        names = [*document.get("former_slugs", ()), slug]
        known = [past[kind, name] for name in names if (kind, name) in past]
        free = [one for one in [*known, slug, *names] if (kind, one) not in taken]
        identities[kind, slug] = free[0] if free else slug
        taken.add((kind, identities[kind, slug]))
    before = {(kind, one.identity): one for (kind, _), one in public.items()}
    found = {}
    for key, document in documents.items():
        text = statement(document, identities)
        last = before.get((key[0], identities[key]))
        same = last is not None and last.statement == text
        found[key] = Said(identities[key], key[1], text, last.told if last and same else number)
    return found, identities


def _past(new: list[tuple[Key, Any]]) -> dict[Key, str]:
    """The identities of what was ever public under a present or former slug of what is new."""
    slugs = {name for (_, slug), one in new for name in (slug, *one.get("former_slugs", ()))}
    if not slugs:
        return {}
    rows = Record.objects.filter(slug__in=slugs).order_by("since_id")
    return {
        (kind, slug): identity
        for kind, slug, identity in rows.values_list("kind", "slug", "identity")
    }


def how(before: Said | None, after: Said | None, present: str | None) -> str:
    """What became of a thing between two editions; nothing where it is called and said alike.

    `present` is the slug that the later edition leads to from its former one, where it does.
    """
    if before is None:
        return ADDED
    if after is None:
        return MERGED if present else WITHDRAWN
    if before.statement != after.statement:
        return CHANGED
    return RENAMED if before.slug != after.slug else ""
