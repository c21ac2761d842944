"""How the public pages reach what is published: an edition, its index, its records."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, reduce
from itertools import islice
from operator import or_
from typing import Any

from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform
from pyroaring import BitMap

from timeline.editions.facts import index_of_documents
from timeline.editions.index import Index, IndexFormatError
from timeline.editions.models import Edition, EditionIndex, Kind, Reason, Record

LISTED = 5000  # records that a query names one by one
_KEPT = 8  # indexes a process keeps at hand: the latest edition and some that are cited


def latest_edition() -> Edition | None:
    """The edition that is public now; None before the first."""
    return Edition.objects.latest_first().first()


def edition(number: int) -> Edition | None:
    return Edition.objects.filter(pk=number).first()


def index_of(edition: Edition) -> Index:
    """The index of an edition, loaded on first use and kept, for it never changes."""
    if edition.shelf is not None:
        return edition.shelf.index
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


def documents(pks: Iterable[int], edition: Edition | None = None) -> list[Any]:
    """The documents of records, in the order of their identifiers given.

    `edition` is needed where it may be a preview, whose records are in no database.
    """
    wanted = list(pks)
    if edition is not None and edition.shelf is not None:
        return [edition.shelf.by_pk[pk].document for pk in wanted]
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
    edition: Edition,
    slugs: Mapping[str, Collection[str]],
    pks: Collection[int] = (),
    *,
    originals: bool = False,
) -> Gathered:
    """Documents of an edition in one query: those named by kind and slug, and those of `pks`.

    With `originals` also what the sources named republish.
    """
    found = Gathered()
    if edition.shelf is not None:
        asked = edition.shelf.with_originals(slugs) if originals else slugs
        for one in edition.shelf.named(asked, pks):
            found.by_kind.setdefault(one.kind, {})[one.slug] = one.document
            found.by_pk[one.pk] = one.document
        return found
    wanted = [Q(kind=kind, slug__in=names) for kind, names in slugs.items() if names]
    sources = slugs.get(Kind.SOURCE, ())
    if originals and sources:
        copies = Record.objects.in_edition(edition.number).filter(
            kind=Kind.SOURCE, slug__in=sources
        )
        copied = copies.values_list(KeyTextTransform("republishes", "document"))
        wanted.append(Q(kind=Kind.SOURCE, slug__in=copied.order_by()))
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
    if edition.shelf is not None:
        return [one.document for one in edition.shelf.of_kind(kind)]
    records = Record.objects.in_edition(edition.number).of_kind(kind).order_by("slug")
    return list(records.values_list("document", flat=True))


def count(edition: Edition, kinds: Collection[str]) -> int:
    """How many things of these kinds an edition has."""
    return Record.objects.in_edition(edition.number).filter(kind__in=kinds).count()


def since(
    edition: Edition, kinds: Collection[str], start: int, stop: int
) -> list[tuple[str, str, datetime]]:
    """Kind and slug of the things of these kinds in an edition, and since when each is as it is.

    In order of kind and slug; `start` and `stop` are of that order, like those of a slice.
    """
    records = Record.objects.in_edition(edition.number).filter(kind__in=kinds)
    rows = records.order_by("kind", "slug").values_list("kind", "slug", "since__published_at")
    return list(rows[start:stop])


def record(edition: Edition, kind: str, slug: str) -> Record | None:
    """The record of one thing in an edition; None when the edition does not have it."""
    if edition.shelf is not None:
        return edition.shelf.by_name.get((str(kind), slug))
    return Record.objects.in_edition(edition.number).filter(kind=kind, slug=slug).first()


def last_edition_with(kind: str, slug: str) -> int | None:
    """The number of the last edition that has the thing; None when none ever had it."""
    last = Record.objects.filter(kind=kind, slug=slug).order_by("-since_id").first()
    if last is None:
        return None
    if last.until_id is None:
        return Edition.objects.latest_first().values_list("number", flat=True).first()
    return int(last.until_id) - 1


def reasons_of(edition: Edition) -> dict[tuple[str, str], str]:
    """Why an edition changed or withdrew what was public before it, by kind and slug.

    Where a change has no reason of its own, the edition's note is its reason.
    """
    rows = Reason.objects.filter(edition=edition.number).values_list("kind", "slug", "text")
    return {(kind, slug): text for kind, slug, text in rows}


def reasons_since(earlier: Edition, later: Edition) -> dict[tuple[str, str], list[tuple[int, str]]]:
    """Why the editions after one and up to another changed things, by kind and slug: the number of
    the edition and its reason, the oldest first."""
    rows = Reason.objects.filter(edition__gt=earlier.number, edition__lte=later.number)
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for number, kind, slug, text in rows.order_by("edition").values_list(
        "edition_id", "kind", "slug", "text"
    ):
        found.setdefault((kind, slug), []).append((number, text))
    return found


def editions_until(number: int) -> list[Edition]:
    """All editions up to one, the latest first."""
    return list(Edition.objects.filter(number__lte=number).latest_first())


def editions_by_number(numbers: Iterable[int]) -> dict[int, Edition]:
    """Those editions of the numbers that exist, in one query."""
    return Edition.objects.in_bulk(set(numbers))


def digests(edition: Edition) -> list[tuple[str, str, str]]:
    """Kind, slug and SHA-256 of every record of an edition, in the order of its digest.

    Sorted here: databases sort text by rules of their own.
    """
    records = Record.objects.in_edition(edition.number).order_by()
    return sorted(records.values_list("kind", "slug", "sha256"))


def records(edition: Edition) -> Iterator[dict[str, Any]]:
    """Every record of an edition, one after the other, however many there are."""
    found = Record.objects.in_edition(edition.number).order_by("kind", "slug")
    for kind, slug, since, sha256, document in found.values_list(
        "kind", "slug", "since_id", "sha256", "document"
    ).iterator(500):
        yield {
            "kind": kind,
            "slug": slug,
            "since": since,
            "sha256": sha256,
            "document": document,
        }


def publisher_with_sources(edition: Edition, slug: str) -> tuple[Any | None, list[Any]]:
    """A publisher's document, None when the edition has none, and those of the sources that it put
    out or whose words are its own; one query."""
    if edition.shelf is not None:
        kept = edition.shelf.by_name.get((Kind.PUBLISHER.value, slug))
        sources = [one.document for one in edition.shelf.of_kind(Kind.SOURCE)]
        own = [one for one in sources if slug in (one["publisher"], one["origin"])]
        return (kept.document if kept else None), own
    wanted = Q(kind=Kind.PUBLISHER, slug=slug) | Q(kind=Kind.SOURCE) & (
        Q(document__publisher=slug) | Q(document__origin=slug)
    )
    records = Record.objects.in_edition(edition.number).filter(wanted).order_by("slug")
    found = list(records.values_list("kind", "document"))
    publisher = next((document for kind, document in found if kind == Kind.PUBLISHER), None)
    return publisher, [document for kind, document in found if kind == Kind.SOURCE]
