"""What differs between two editions, and the versions that one thing has had."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from timeline.editions.kinds import KINDS
from timeline.editions.models import Edition, Record
from timeline.editions.snapshot import PublishedSnapshot

ADDED, CHANGED, WITHDRAWN = "added", "changed", "withdrawn"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two editions do not have alike.

    `slug` is its slug in the later edition, in the earlier one where it was withdrawn; `former` its
    slug in the earlier one where that is another. `old` and `new` identify its records, None where
    the edition does not have it.
    """

    kind: str
    slug: str
    how: str  # added, changed or withdrawn
    old: int | None
    new: int | None
    former: str = ""


def compare(a: Edition, b: Edition) -> list[Difference]:
    """Everything that differs between edition `a` and the later edition `b`, in a fixed order.

    By kind (`KINDS`), then added, changed, withdrawn, then by slug. What came after `a` and was
    withdrawn before `b`, or was changed and changed back, is no difference. A thing under another
    slug is one that changed. One query, which reads no documents (`documents_of`).
    """
    old: dict[tuple[str, str], tuple[int, str]] = {}
    new: dict[tuple[str, str], tuple[int, str]] = {}
    records = Record.objects.filter(
        Q(since__gt=a.number, since__lte=b.number) | Q(until__gt=a.number, until__lte=b.number)
    ).order_by()
    for pk, kind, slug, sha256, since, until in records.values_list(
        "pk", "kind", "slug", "sha256", "since_id", "until_id"
    ):
        if since <= a.number:  # it ended in between, so it was there at the beginning
            old[kind, slug] = pk, sha256
        if since > a.number and (until is None or until > b.number):
            new[kind, slug] = pk, sha256
    found = _renamed(old, new, b)
    for key in old.keys() | new.keys():
        before, after = old.get(key), new.get(key)
        if before and after and before[1] == after[1]:
            continue
        how = CHANGED if before and after else ADDED if after else WITHDRAWN
        found.append(
            Difference(*key, how, before[0] if before else None, after[0] if after else None)
        )
    return sorted(found, key=_place)


def _renamed(
    old: dict[tuple[str, str], tuple[int, str]],
    new: dict[tuple[str, str], tuple[int, str]],
    b: Edition,
) -> list[Difference]:
    """Take out of `old` and `new` what is one thing under two slugs."""
    found = []
    moved = PublishedSnapshot(b).index.catalogue["moved"]
    for kind, slug in sorted(old.keys() - new.keys()):
        present = moved.get(kind, {}).get(slug)
        if present and (kind, present) in new and (kind, present) not in old:
            before, after = old.pop((kind, slug)), new.pop((kind, present))
            found.append(Difference(kind, present, CHANGED, before[0], after[0], slug))
    return found


_ORDER = {kind: number for number, kind in enumerate(KINDS)}
_HOW = {ADDED: 0, CHANGED: 1, WITHDRAWN: 2}


def _place(one: Difference) -> tuple[int, int, str]:
    return _ORDER[one.kind], _HOW[one.how], one.slug


def documents_of(differences: Iterable[Difference]) -> dict[int, Any]:
    """The documents of both sides of differences, by identifiers of their records; one query."""
    pks = [pk for one in differences for pk in (one.old, one.new) if pk is not None]
    return dict(Record.objects.filter(pk__in=pks).values_list("pk", "document"))
