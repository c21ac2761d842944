"""The one exception to “nothing published is ever changed”: for a court’s order or a person’s harm.

A passage is replaced, in every edition, by a notice that is dated, signed and listed in public. The
digests of what was removed stay, so the chain of editions still checks; the next edition lists the
redaction, and with it the digest of each document as it is now.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from timeline.editions import derived, identity
from timeline.editions.models import Edition, Reason, Record, Redaction
from timeline.editions.models import digest as digest_of
from timeline.progress import Told, quiet

SHORTEST: Final = 6  # letters of a passage: a shorter one would meet what nobody meant
_REFERENCES: Final = {*identity.NAMES_A, *identity.NOT_SAID, "date", "published"}
_BATCH: Final = 500


class RedactionRefusedError(Exception):
    """Nothing was redacted, and the message says why."""


@dataclass(slots=True)
class Redacted:
    """What has the passage: versions of things, of which editions, and where it stands besides."""

    records: list[str] = field(default_factory=list)
    editions: list[int] = field(default_factory=list)
    left: list[str] = field(default_factory=list)  # notes and reasons, which are not redacted


def redact(
    passage: str,
    *,
    why: str,
    signed: str,
    write: bool,
    at: datetime | None = None,
    watch: Told = quiet,
) -> Redacted:
    """Replace a passage in all documents of all editions; without `write`, only say in which.

    `why` is told to the public, `signed` says who answers for it. Refused when one is missing, when
    the passage is too short, and when no edition has it.
    """
    if len(passage.strip()) < SHORTEST or not why.strip() or not signed.strip():
        raise RedactionRefusedError(
            f"Give a passage of {SHORTEST} letters and more, why, and who answers for it."
        )
    at = (at or timezone.now()).replace(microsecond=0)
    with transaction.atomic():
        found = [
            (one, _has(one.document, passage)) for one in Record.objects.by_name().iterator(_BATCH)
        ]
        records = [one for one, has in found if has]
        if not records:
            raise RedactionRefusedError("No document of any edition has this passage.")
        told = Redacted(
            [str(one) for one in records], sorted(_editions(records)), list(_left(passage))
        )
        if write:
            _write(records, passage, told.editions, at, why.strip(), signed.strip(), watch)
    return told


def _has(value: Any, passage: str) -> bool:
    return bool(_replaced(value, passage, "") != value)


def _replaced(value: Any, passage: str, notice: str) -> Any:
    """A document with the passage replaced wherever it is said, and no link that repeats it."""
    if isinstance(value, dict):
        said = {
            name: inner if name in _REFERENCES else _replaced(inner, passage, notice)
            for name, inner in value.items()
        }
        return said | {"fragment": ""} if said != value and "fragment" in said else said
    if isinstance(value, list):
        return [_replaced(inner, passage, notice) for inner in value]
    return value.replace(passage, notice) if isinstance(value, str) else value


def _editions(records: list[Record]) -> set[int]:
    last = Edition.objects.aggregate(last=Max("number"))["last"] or 0
    return {n for one in records for n in range(one.since_id, one.until_id or last + 1)}


def _left(passage: str) -> Iterator[str]:
    for number in Edition.objects.filter(note__contains=passage).values_list("number", flat=True):
        yield f"the note of edition {number}"
    for reason in Reason.objects.filter(text__contains=passage):
        yield f"the reason of edition {reason.edition_id} for {reason.kind}/{reason.slug}"


def _write(
    records: list[Record],
    passage: str,
    editions: list[int],
    at: datetime,
    why: str,
    signed: str,
    told: Told,
) -> None:
    number = Redaction.objects.aggregate(last=Max("number"))["last"] or 0
    for record in records:
        number += 1
        notice = f"[redacted on {at.day} {at:%B %Y}, notice {number}]"
        document = _replaced(record.document, passage, notice)
        Redaction.objects.create(
            number=number,
            at=at,
            signed=signed,
            why=why,
            record=record,
            before=digest_of(record.document),
            becomes=digest_of(document),
        )
        QuerySet(Record).filter(pk=record.pk).update(document=document)
        record.document = document
    derived.make_anew(editions, told)
    for one in editions:
        QuerySet(Edition).filter(pk=one).update(redacted=number)
    if connection.vendor == "sqlite":  # nothing of the old text may stay in the file
        transaction.on_commit(_clean)


def _clean() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
