"""How the public pages reach what is published: an edition, its index, its records."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, reduce
from itertools import islice
from operator import or_
from typing import Any

from django.db.models import Q
from pyroaring import BitMap

from timeline.editions.facts import index_of_documents
from timeline.editions.index import Index, IndexFormatError
from timeline.editions.models import Edition, EditionIndex, Kind, Record

LISTED = 5000  # records that a query names one by one
_KEPT = 8  # indexes a process keeps at hand: the latest edition and some that are cited


def latest_edition() -> Edition | None:
    """The edition that is public now; None before the first."""
    return Edition.objects.latest_first().first()


def edition(number: int) -> Edition | None:
    return Edition.objects.filter(pk=number).first()


def index_of(edition: Edition) -> Index:
    """The index of an edition, loaded on first use and kept, for it never changes."""
    return _load(edition.number, edition.sha256)


@lru_cache(maxsize=_KEPT)
def _load(number: int, sha256: str) -> Index:
    """`sha256` tells apart the editions of databases that one process serves in turn (tests)."""
    data = EditionIndex.objects.filter(pk=number).values_list("data", flat=True).first()
    if data is not None:
        try:
            return Index.from_bytes(data)
        except IndexFormatError:
            pass  # written by another version of the program: the records can answer it anew
    return index_of_documents(
        Record.objects.in_edition(number).values_list("pk", "kind", "document").iterator(500)
    )


def documents(pks: Iterable[int]) -> list[Any]:
    """The documents of records, in the order of their identifiers given."""
    wanted = list(pks)
    found = dict(Record.objects.filter(pk__in=wanted).values_list("pk", "document"))
    return [found[pk] for pk in wanted if pk in found]


@dataclass(frozen=True, slots=True)
class Dated:
    """A document with the edition that it came with, and when that was published."""

    pk: int
    document: Any
    edition: int
    published_at: datetime


_DATED = ("pk", "document", "since_id", "since__published_at")


def dated(pks: Iterable[int]) -> list[Dated]:
    """The documents of records with when each became public, in the order given: one query."""
    wanted = list(pks)
    rows = Record.objects.filter(pk__in=wanted).values_list(*_DATED)
    found = {row[0]: Dated(*row) for row in rows}
    return [found[pk] for pk in wanted if pk in found]


def by_change(
    edition: Edition, index: Index, selection: BitMap, start: int, length: int
) -> list[Dated]:
    """The events at `start` to `start + length` of a selection, the latest published first.

    One query. A large selection of a larger edition is found by walking the edition's records from
    the latest on, which costs more the later the page and the rarer the events.
    """
    if not selection:
        return []
    records = Record.objects.in_edition(edition.number).of_kind(Kind.EVENT)
    rows = records.order_by("-since_id", "-pk").values_list(*_DATED)
    if len(selection) <= LISTED:
        rows = rows.filter(pk__in=index.record_ids(selection))
    elif len(selection) < len(index):
        ranks = index.ranks_by_record
        walked = (row for row in rows.iterator(200) if ranks[row[0]] in selection)
        return [Dated(*row) for row in islice(walked, start, start + length)]
    return [Dated(*row) for row in rows[start : start + length]]


@dataclass(slots=True)
class Gathered:
    """Documents of one edition, by kind and slug, and by the identifiers of their records."""

    by_kind: dict[str, dict[str, Any]] = field(default_factory=dict)
    by_pk: dict[int, Any] = field(default_factory=dict)

    def of(self, kind: str) -> dict[str, Any]:
        return self.by_kind.get(kind, {})


def gather(
    edition: Edition, slugs: Mapping[str, Collection[str]], pks: Collection[int] = ()
) -> Gathered:
    """Documents of an edition in one query: those named by kind and slug, and those of `pks`."""
    found = Gathered()
    wanted = [Q(kind=kind, slug__in=names) for kind, names in slugs.items() if names]
    if pks:
        wanted.append(Q(pk__in=pks))
    if not wanted:
        return found
    records = Record.objects.in_edition(edition.number).filter(reduce(or_, wanted))
    for pk, kind, slug, document in records.values_list("pk", "kind", "slug", "document"):
        found.by_kind.setdefault(kind, {})[slug] = document
        found.by_pk[pk] = document
    return found


def all_of(edition: Edition, kind: str) -> list[Any]:
    """All documents of a kind in an edition, by slug."""
    records = Record.objects.in_edition(edition.number).of_kind(kind).order_by("slug")
    return list(records.values_list("document", flat=True))


def record(edition: Edition, kind: str, slug: str) -> Record | None:
    """The record of one thing in an edition; None when the edition does not have it."""
    return Record.objects.in_edition(edition.number).filter(kind=kind, slug=slug).first()


def last_edition_with(kind: str, slug: str) -> int | None:
    """The number of the last edition that has the thing; None when none ever had it."""
    last = Record.objects.filter(kind=kind, slug=slug).order_by("-since_id").first()
    if last is None:
        return None
    if last.until_id is None:
        return Edition.objects.latest_first().values_list("number", flat=True).first()
    return int(last.until_id) - 1
