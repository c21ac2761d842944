"""What differs between two editions, and the versions that one thing has had."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from timeline.editions.identity import HOWS, Said, how
from timeline.editions.index import Index
from timeline.editions.kinds import KINDS
from timeline.editions.models import Edition, Record
from timeline.editions.snapshot import PublishedSnapshot


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two editions do not have alike.

    `slug` is its slug in the later edition, in the earlier one where it was withdrawn; `former` its
    slug in the earlier one where that is another. `old` and `new` identify its records, None where
    the edition does not have it. `into` is the slug of the thing that it was merged into.
    """

    kind: str
    slug: str
    how: str  # one of HOWS
    old: int | None
    new: int | None
    former: str = ""
    into: str = ""


def compare(a: Edition, b: Edition) -> list[Difference]:
    """Everything that differs between edition `a` and the later edition `b`, in a fixed order.

    By kind (`KINDS`), then by how it differs (`HOWS`), then by slug. What came after `a` and was
    withdrawn before `b`, or was changed and changed back, is no difference; nor is what only names
    something by another slug. One query, which reads no documents (`documents_of`).
    """
    old: dict[tuple[str, str], tuple[int, Said]] = {}
    new: dict[tuple[str, str], tuple[int, Said]] = {}
    records = Record.objects.filter(
        Q(since__gt=a.number, since__lte=b.number) | Q(until__gt=a.number, until__lte=b.number)
    ).order_by()
    for pk, kind, since, until, name, slug, text, told in records.values_list(
        "pk", "kind", "since_id", "until_id", "identity", "slug", "statement", "told_id"
    ):
        one = Said(name, slug, text, told)
        if since <= a.number:  # it ended in between, so it was there at the beginning
            old[kind, one.identity] = pk, one
        if since > a.number and (until is None or until > b.number):
            new[kind, one.identity] = pk, one
    index = PublishedSnapshot(b).index
    found = (
        _difference(kind, old.get((kind, name)), new.get((kind, name)), index)
        for kind, name in old.keys() | new.keys()
    )
    return sorted((one for one in found if one), key=_place)


def _difference(
    kind: str, old: tuple[int, Said] | None, new: tuple[int, Said] | None, index: Index
) -> Difference | None:
    before, after = old[1] if old else None, new[1] if new else None
    into = index.present_slug(kind, before.slug) if before and not after else None
    told = how(before, after, into)
    slug = (after or before).slug  # type: ignore[union-attr]
    former = before.slug if before and before.slug != slug else ""
    if not told:
        return None
    return Difference(
        kind, slug, told, old[0] if old else None, new[0] if new else None, former, into or ""
    )


_ORDER = {kind: number for number, kind in enumerate(KINDS)}
_HOW = {name: number for number, name in enumerate(HOWS)}


def _place(one: Difference) -> tuple[int, int, str]:
    return _ORDER[one.kind], _HOW[one.how], one.slug


def documents_of(differences: Iterable[Difference]) -> dict[int, Any]:
    """The documents of both sides of differences, by identifiers of their records; one query."""
    pks = [pk for one in differences for pk in (one.old, one.new) if pk is not None]
    return dict(Record.objects.filter(pk__in=pks).values_list("pk", "document"))
