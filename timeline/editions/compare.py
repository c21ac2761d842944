"""What differs between two editions, and the versions that one thing has had."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Q

from timeline.editions.identity import ADDED, HOWS, RENAMED, Said, how
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
    old: Side = {}
    new: Side = {}
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
    return _differences(old, new, b)


Side = dict[tuple[str, str], tuple[int, Said]]  # by kind and identity: a record and what it says


def _differences(old: Side, new: Side, later: Edition) -> list[Difference]:
    found = (
        _difference(kind, old.get((kind, name)), new.get((kind, name)), later)
        for kind, name in old.keys() | new.keys()
    )
    return sorted((one for one in found if one), key=_place)


def _difference(
    kind: str, old: tuple[int, Said] | None, new: tuple[int, Said] | None, later: Edition
) -> Difference | None:
    before, after = old[1] if old else None, new[1] if new else None
    gone = before if before and not after else None
    into = PublishedSnapshot(later).index.present_slug(kind, gone.slug) if gone else None
    told = how(before, after, into)
    slug = (after or before).slug  # type: ignore[union-attr]
    former = before.slug if before and before.slug != slug else ""
    if not told:
        return None
    return Difference(
        kind, slug, told, old[0] if old else None, new[0] if new else None, former, into or ""
    )


@dataclass(frozen=True, slots=True)
class Step:
    """What an edition has otherwise than the one before it, but for what was only renamed."""

    edition: Edition
    differences: tuple[Difference, ...]


def steps(latest: Edition) -> tuple[Step, ...]:
    """Those of all editions from the second up to one, the latest first; one without differences
    is left out. Read once for an edition, for it never changes."""
    return _steps(latest.number, latest.state)


def corrections(latest: Edition) -> list[Step]:
    """The same without what was added: what was public, and was changed, merged or withdrawn."""
    kept = (
        Step(one.edition, tuple(each for each in one.differences if each.how != ADDED))
        for one in steps(latest)
    )
    return [one for one in kept if one.differences]


@lru_cache(maxsize=2)
def _steps(number: int, sha256: str) -> tuple[Step, ...]:
    """`sha256` tells apart the editions of databases that one process serves in turn (tests)."""
    old: dict[int, Side] = {}
    new: dict[int, Side] = {}
    records = Record.objects.filter(Q(since__gt=1) | Q(until__lte=number), since__lte=number)
    for pk, kind, since, until, name, slug, text, told in records.order_by().values_list(
        "pk", "kind", "since_id", "until_id", "identity", "slug", "statement", "told_id"
    ):
        one = pk, Said(name, slug, text, told)
        if since > 1:
            new.setdefault(since, {})[kind, name] = one
        if until is not None and until <= number:
            old.setdefault(until, {})[kind, name] = one
    editions = Edition.objects.in_bulk(old.keys() | new.keys())
    found = []
    for each in sorted(editions, reverse=True):
        differences = _differences(old.get(each, {}), new.get(each, {}), editions[each])
        told_of = tuple(one for one in differences if one.how != RENAMED)
        if told_of:
            found.append(Step(editions[each], told_of))
    return tuple(found)


def forget_steps() -> None:
    """Let them be read anew (for tests, which reuse the numbers of editions)."""
    _steps.cache_clear()


_ORDER = {kind: number for number, kind in enumerate(KINDS)}
_HOW = {name: number for number, name in enumerate(HOWS)}


def _place(one: Difference) -> tuple[int, int, str]:
    return _ORDER[one.kind], _HOW[one.how], one.slug


def documents_of(differences: Iterable[Difference]) -> dict[int, Any]:
    """The documents of both sides of differences, by identifiers of their records; one query."""
    pks = [pk for one in differences for pk in (one.old, one.new) if pk is not None]
    return dict(Record.objects.filter(pk__in=pks).values_list("pk", "document"))
