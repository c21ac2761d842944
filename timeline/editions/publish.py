"""Publishing an edition: one transaction that adds records and ends others, and changes none."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from timeline.editions import build, search
from timeline.editions.facts import index_of_documents
from timeline.editions.models import Edition, EditionIndex, Kind, Record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

_BATCH = 500


class PublishRefused(Exception):
    """No edition was published, nothing was written, and the message says why."""


def publish(*, by: AbstractBaseUser, note: str, at: datetime | None = None) -> Edition:
    """Publish everything approved as the next edition.

    `note` tells the public what changes and why. Refused when the note is empty, when nothing
    differs from what is public, and when another person publishes at the same moment.

    Called outside any transaction, it sees the desk as it was at one moment; a caller that has
    opened one already must have seen to that itself.
    """
    if not note.strip():
        raise PublishRefused("Write a note that tells the public what this edition changes.")
    try:
        outermost = not connection.in_atomic_block
        with transaction.atomic():
            if outermost:
                _see_one_moment()
            return _publish(by=by, note=note.strip(), at=at or timezone.now())
    except IntegrityError as error:
        raise PublishRefused(
            "Another edition was published at the same moment. Look at what it changed, and "
            "publish again if anything is left."
        ) from error


def _see_one_moment() -> None:
    """Hide from this transaction whatever is committed after it began.

    Else an event could be read as approved and, a query later, its excerpts as somebody has just
    redrafted them. SQLite lets nobody else write meanwhile, so there it is so without a word.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _publish(*, by: AbstractBaseUser, note: str, at: datetime) -> Edition:
    last = Edition.objects.select_for_update().latest_first().first()
    number = last.number + 1 if last else 1
    changes = build.plan()
    if not changes:
        raise PublishRefused(
            "Nothing differs from what is public: approve or withdraw an event first."
        )
    current = {
        (kind, slug): (pk, sha256)
        for pk, kind, slug, sha256 in Record.objects.current().values_list(
            "pk", "kind", "slug", "sha256"
        )
    }
    new = changes.added | changes.changed
    ended = [*changes.changed, *changes.withdrawn]
    digests = {key: current[key][1] for key in changes.kept}
    digests |= {key: draft.sha256 for key, draft in new.items()}
    edition = Edition.objects.create(
        number=number,
        published_at=at,
        published_by_id=by.pk,
        note=note,
        events=len(build.keys_by_kind(digests, Kind.EVENT)),
        added=len(build.keys_by_kind(changes.added, Kind.EVENT)),
        changed=len(build.keys_by_kind(changes.changed, Kind.EVENT)),
        withdrawn=len(build.keys_by_kind(changes.withdrawn, Kind.EVENT)),
        sha256=_digest_of(digests),
    )
    _end([current[key][0] for key in ended], edition)
    records = Record.objects.bulk_create(
        (
            Record(
                kind=kind,
                slug=slug,
                since=edition,
                document=draft.document,
                sha256=draft.sha256,
                version=draft.version,
            )
            for (kind, slug), draft in sorted(new.items(), key=lambda item: item[0])
        ),
        batch_size=_BATCH,
    )
    search.store(records)
    index = index_of_documents(
        Record.objects.current().values_list("pk", "kind", "document").iterator(_BATCH)
    )
    EditionIndex.objects.create(edition=edition, data=index.to_bytes())
    return edition


def _end(pks: list[int], edition: Edition) -> None:
    """Say of records that they are not in this edition; their documents stay untouched."""
    for start in range(0, len(pks), _BATCH):
        Record.objects.filter(pk__in=pks[start : start + _BATCH], until=None).update(until=edition)


def _digest_of(digests: dict[build.Key, str]) -> str:
    """SHA-256 over “kind slug digest” of every record, a line each, in order."""
    lines = "".join(f"{kind} {slug} {sha}\n" for (kind, slug), sha in sorted(digests.items()))
    return hashlib.sha256(lines.encode()).hexdigest()
