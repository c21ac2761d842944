"""What is made of the records to be asked quickly: the indexes, and the words of the search.

No digest of an edition is of these, for they say nothing that the records do not say. But what
readers find goes by them: whether they are still what the records give is looked at here.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from django.db import connection, transaction

from timeline.editions import search
from timeline.editions.chain import Fault
from timeline.editions.index import Index, IndexFormatError
from timeline.editions.kinds import KINDS, Kind
from timeline.editions.models import EditionIndex, Record, SearchText
from timeline.editions.search.engines import ENGINES
from timeline.editions.search.lookups import Row, key_of, split_key
from timeline.editions.search.store import parts_of
from timeline.editions.snapshot import index_from_records
from timeline.progress import Told

_BATCH: Final = 200
CHANGED: Final = "it is not the one that was made of its records"


def changed_indexes() -> Iterator[Fault]:
    """Indexes whose bytes have not the digest that they were given, or of which there is none.

    Reads each once: a second for some two gigabytes.
    """
    rows = EditionIndex.objects.order_by("edition_id").values_list("edition_id", "data", "sha256")
    for number, data, sha256 in rows.iterator(1):
        if hashlib.sha256(data).hexdigest() != sha256:
            yield Fault(number, "index", CHANGED)


def lost_words() -> Iterator[Fault]:
    """Records that have words and that no search can find; one query."""
    kinds = [Kind.EVENT, *(kind for kind, one in KINDS.items() if one.searched)]
    rows = Record.objects.filter(kind__in=kinds, search_text=None).by_name()
    for since, kind, slug, document in rows.values_list("since_id", "kind", "slug", "document"):
        if any(any(columns.values()) for _, columns in parts_of(kind, document)):
            yield Fault(since, f"{kind}/{slug}", "the search has none of its words")


def faults(told: Told) -> Iterator[Fault]:
    """All that is not what the records give, made anew: as long as publishing all of it takes.

    An index of a format that this program does not read is left out: it is not asked either.
    """
    changed = list(changed_indexes())
    yield from changed
    rows = EditionIndex.objects.order_by("edition_id").values_list("edition_id", flat=True)
    numbers = [one for one in rows if one not in {fault.edition for fault in changed}]
    for place, number in enumerate(numbers, 1):
        told(f"Index {place} of {len(numbers)}")
        kept = EditionIndex.objects.get(pk=number)
        if _is_read(kept.data) and index_from_records(number).columns()["sha256"] != kept.sha256:
            yield Fault(number, "index", CHANGED)
    yield from _changed_words(told)


def _is_read(data: bytes | memoryview) -> bool:
    try:
        Index.from_bytes(data)
    except IndexFormatError:
        return False
    return True


def _changed_words(told: Told) -> Iterator[Fault]:
    pks = {split_key(key)[0] for key in ENGINES[connection.vendor].differing(_rows(told))}
    for since, kind, slug in Record.objects.filter(pk__in=pks).values_list(
        "since_id", "kind", "slug"
    ):
        yield Fault(since, f"{kind}/{slug}", "the search has other words of it than its document")


def _rows(told: Told) -> Iterator[Row]:
    """The keys and texts that the search has to have, of all records."""
    count = Record.objects.count()
    records = Record.objects.order_by("pk").values_list("pk", "kind", "document")
    for place, (pk, kind, document) in enumerate(records.iterator(_BATCH), 1):
        told(f"Words of record {place} of {count}")
        for part, columns in parts_of(kind, document):
            if any(columns.values()):
                yield key_of(pk, part), columns


def make_anew(numbers: Iterable[int], told: Told) -> None:
    """Make the words of the search anew, of all records, and the indexes of these editions."""
    with transaction.atomic():
        told("Words of the search")
        # All of it: of single records SQLite could forget nothing without the very text.
        SearchText.objects.all().delete()
        search.store(Record.objects.order_by().iterator(_BATCH))
        for number in numbers:
            told(f"Index of edition {number}")
            made = index_from_records(number).columns()
            EditionIndex.objects.update_or_create(edition_id=number, defaults=made)
