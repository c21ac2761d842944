"""What a public page reads: one edition, its index and its documents.

A `Snapshot` is a published edition (`PublishedSnapshot`) or a preview of drafts
(`timeline.editions.draft.DraftSnapshot`); whoever shows one does not know which.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any, Protocol

from django.db import connection
from django.db.models import Q
from pyroaring import BitMap

from timeline.editions.facts import index_of_documents
from timeline.editions.index import Index, IndexFormatError
from timeline.editions.kinds import Kind
from timeline.editions.models import Edition, EditionIndex, Record

LISTED = 5000  # records that a query names one by one
_KEPT = 8  # indexes a process keeps at hand: the latest edition and some that are cited
_TABLE, _EDITIONS = Record._meta.db_table, Edition._meta.db_table
_DATED = ("pk", "document", "told_id", "told__published_at")


@dataclass(frozen=True, slots=True)
class Dated:
    """A document with the edition that said this first, and when that was published."""

    pk: int
    document: Any
    edition: int
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a published thing, in the editions from `since` to the one before `until`."""

    pk: int
    slug: str
    since: int
    published: datetime  # when edition `since` was
    until: int | None
    document: Any
    statement: str  # the digest of what it says (`timeline.editions.identity`)

    def is_in(self, number: int) -> bool:
        return self.since <= number and (self.until is None or number < self.until)


@dataclass(slots=True)
class Gathered:
    """Documents of one edition, by kind and slug, and by the identifiers of their records."""

    by_kind: dict[str, dict[str, Any]] = field(default_factory=dict)
    by_pk: dict[int, Any] = field(default_factory=dict)

    def of(self, kind: str) -> dict[str, Any]:
        return self.by_kind.get(kind, {})

    def add(self, pk: int, kind: str, slug: str, document: Any) -> None:
        self.by_kind.setdefault(kind, {})[slug] = document
        self.by_pk[pk] = document


Slugs = Mapping[str, Collection[str]]  # of each kind


class Snapshot(Protocol):
    """An edition as pages read it. All documents are of this edition, whatever came later."""

    @property
    def edition(self) -> Edition: ...

    @property
    def index(self) -> Index: ...

    @property
    def is_preview(self) -> bool:
        """Whether it only exists in memory, for one person: nothing of it may be kept or linked."""
        ...

    def documents(self, pks: Iterable[int]) -> list[Any]:
        """The documents of records, in the order of their identifiers given; at most one query."""
        ...

    def gather(self, slugs: Slugs, pks: Collection[int] = ()) -> Gathered:
        """Documents named by kind and slug, and those of `pks`; at most one query."""
        ...

    def all_of(self, kind: str) -> list[Any]:
        """All documents of a kind, by slug."""
        ...

    def record(self, kind: str, slug: str) -> Record | None:
        """The record of one thing; None when the edition does not have it."""
        ...

    def publisher_with_sources(self, slug: str) -> tuple[Any | None, list[Any]]:
        """A publisher's document, None when the edition has none, and those of the sources that it
        put out or whose words are its own; at most one query."""
        ...

    def versions(self, kind: str, slugs: Iterable[str]) -> list[Version]:
        """Every version published under any of the slugs (a thing's present and former ones),
        oldest first, and that of a preview; one query."""
        ...

    def dated(self, pks: Iterable[int]) -> list[Dated]:
        """The documents of records with when each became public, in the order given."""
        ...

    def by_change(self, selection: BitMap, start: int, length: int) -> list[Dated]:
        """The events at `start` to `start + length` of a selection, the latest published first."""
        ...

    def count(self, kinds: Collection[str]) -> int:
        """How many things of these kinds there are."""
        ...

    def since(
        self, kinds: Collection[str], start: int, stop: int
    ) -> list[tuple[str, str, datetime]]:
        """Kind and slug of the things of these kinds, and since when each is as it is.

        In order of kind and slug; `start` and `stop` are of that order, like those of a slice.
        """
        ...


@dataclass(frozen=True)
class PublishedSnapshot:
    """A published edition, read from the database."""

    edition: Edition
    is_preview: bool = field(default=False, init=False)

    @cached_property
    def index(self) -> Index:
        """Loaded on first use by the process and kept, for it never changes."""
        return _load(self.edition.number, self.edition.state)

    @property
    def _records(self) -> Any:
        return Record.objects.in_edition(self.edition.number)

    def documents(self, pks: Iterable[int]) -> list[Any]:
        wanted = list(pks)
        if not wanted:
            return []
        marks = ",".join(["%s"] * len(wanted))
        rows = _rows(f"SELECT id, document FROM {_TABLE} WHERE id IN ({marks})", wanted)  # noqa: S608
        found = dict(rows)
        return [json.loads(found[pk]) for pk in wanted if pk in found]

    def gather(self, slugs: Slugs, pks: Collection[int] = ()) -> Gathered:
        found = Gathered()
        wanted: list[str] = []
        number = self.edition.number
        values: list[Any] = [number, number]
        for kind, names in slugs.items():
            if names:
                wanted.append(f"kind = %s AND slug IN ({','.join(['%s'] * len(names))})")
                values += [str(kind), *names]
        if pks:
            wanted.append(f"id IN ({','.join(['%s'] * len(pks))})")
            values += pks
        if not wanted:
            return found
        rows = _rows(
            f"SELECT id, kind, slug, document FROM {_TABLE} WHERE since_id <= %s AND "  # noqa: S608
            f"(until_id IS NULL OR until_id > %s) AND ({' OR '.join(wanted)})",
            values,
        )
        for pk, kind, slug, document in rows:
            found.add(pk, kind, slug, json.loads(document))
        return found

    def all_of(self, kind: str) -> list[Any]:
        return list(self._records.of_kind(kind).by_name().values_list("document", flat=True))

    def record(self, kind: str, slug: str) -> Record | None:
        found: Record | None = self._records.filter(kind=kind, slug=slug).first()
        return found

    def publisher_with_sources(self, slug: str) -> tuple[Any | None, list[Any]]:
        wanted = Q(kind=Kind.PUBLISHER, slug=slug) | Q(kind=Kind.SOURCE) & (
            Q(document__publisher=slug) | Q(document__origin=slug)
        )
        found = list(self._records.filter(wanted).by_name().values_list("kind", "document"))
        publisher = next((document for kind, document in found if kind == Kind.PUBLISHER), None)
        return publisher, [document for kind, document in found if kind == Kind.SOURCE]

    def versions(self, kind: str, slugs: Iterable[str]) -> list[Version]:
        return published_versions(kind, slugs)

    def dated(self, pks: Iterable[int]) -> list[Dated]:
        wanted = list(pks)
        rows = Record.objects.filter(pk__in=wanted).values_list(*_DATED)
        found = {row[0]: Dated(*row) for row in rows}
        return [found[pk] for pk in wanted if pk in found]

    def by_change(self, selection: BitMap, start: int, length: int) -> list[Dated]:
        """One query. A large selection of a larger edition is found by walking the edition's
        records from the latest on, which costs more the later the page and the rarer the events."""
        if not selection:
            return []
        index = self.index
        rows = self._records.of_kind(Kind.EVENT).order_by("-told_id", "-pk").values_list(*_DATED)
        if len(selection) <= LISTED:
            rows = rows.filter(pk__in=index.record_ids(selection))
        elif len(selection) < len(index):
            pks = set(index.record_ids(selection))
            walked = (row for row in rows.iterator(200) if row[0] in pks)
            return [Dated(*row) for row in islice(walked, start, start + length)]
        return [Dated(*row) for row in rows[start : start + length]]

    def count(self, kinds: Collection[str]) -> int:
        return int(self._records.filter(kind__in=kinds).count())

    def since(
        self, kinds: Collection[str], start: int, stop: int
    ) -> list[tuple[str, str, datetime]]:
        rows = self._records.filter(kind__in=kinds).by_name()
        return list(rows.values_list("kind", "slug", "since__published_at")[start:stop])


def published_versions(kind: str, slugs: Iterable[str]) -> list[Version]:
    """Every version that any edition has under any of the slugs, oldest first; one query."""
    wanted = sorted(set(slugs))
    marks = ",".join(["%s"] * len(wanted))
    rows = _rows(
        "SELECT one.id, one.slug, since_id, published_at, until_id, document, statement "  # noqa: S608
        f"FROM {_TABLE} one JOIN {_EDITIONS} since ON since.number = one.since_id "
        f"WHERE kind = %s AND slug IN ({marks})",
        [str(kind), *wanted],
    )
    found = [
        Version(pk, slug, since, _moment(at), until, json.loads(document), statement)
        for pk, slug, since, at, until, document, statement in rows
    ]
    return sorted(found, key=lambda one: (one.since, one.slug))


def _moment(stored: datetime | str) -> datetime:
    """A moment as the database has it. SQLite has no type for it and holds UTC as text, which comes
    as a text or as a moment of no zone."""
    at = stored if isinstance(stored, datetime) else datetime.fromisoformat(stored)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What the database answers, documents as JSON. For what each page asks: putting such a query
    together by the model took longer than answering it. `sql` is written here alone; all that
    anybody sent is among the `values`."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


@lru_cache(maxsize=_KEPT)
def _load(number: int, sha256: str) -> Index:
    """`sha256` tells apart the editions of databases that one process serves in turn (tests)."""
    data = EditionIndex.objects.filter(pk=number).values_list("data", flat=True).first()
    if data is not None:
        try:
            return Index.from_bytes(data)
        except IndexFormatError:
            pass  # written by another version of the program: the records can answer it anew
    return index_from_records(number)


def index_from_records(number: int) -> Index:
    """The index of a published edition, made anew; four queries."""
    return index_of_documents(
        Record.objects.in_edition(number).values_list("pk", "kind", "document").iterator(500),
        search_rules=Edition.objects.values_list("search_rules", flat=True).get(pk=number),
        identities={
            (kind, slug): identity
            for kind, slug, identity in Record.objects.in_edition(number).values_list(
                "kind", "slug", "identity"
            )
        },
    )


def renew_index() -> int | None:
    """Store the index of the latest edition anew where another version of the program wrote it, so
    that not each process has to make it. Its number; None where nothing was to be done."""
    latest = EditionIndex.objects.order_by("-edition_id").values_list("edition_id", "data").first()
    if latest is None:
        return None
    number, data = latest
    try:
        Index.from_bytes(data)
    except IndexFormatError:
        renewed = index_from_records(number).columns()
        EditionIndex.objects.filter(pk=number).update(**renewed)
        return int(number)
    return None


def forget_indexes() -> None:
    """Let every index be loaded anew (for tests, which reuse the numbers of editions)."""
    _load.cache_clear()
