"""Publishing an edition: one transaction that adds records and ends others, and changes none."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from timeline.editions import build, identity, search
from timeline.editions.facts import index_of_documents
from timeline.editions.kinds import Kind
from timeline.editions.models import Edition, EditionIndex, Reason, Record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

_BATCH = 500


PLAN_CHANGED = (
    "Not published: what is approved has changed since you opened this page. Read below what would "
    "be published now, then publish again."
)


class PublishRefusedError(Exception):
    """No edition was published, nothing was written, and the message says why."""


class PlanChangedError(PublishRefusedError):
    """What would be published is not what the person who publishes has read."""


def publish(
    *,
    by: AbstractBaseUser,
    note: str,
    reasons: Mapping[build.Key, str] | None = None,
    every_reason: bool = False,
    plan: str | None = None,
    at: datetime | None = None,
) -> Edition:
    """Publish everything approved as the next edition.

    `note` tells the public what changes and why; `reasons`, by kind and slug, why a thing that is
    public already changes or is withdrawn. With `every_reason` none of them may be missing; without
    it the note covers the rest. `plan` is the digest (`build.Plan.digest`) of what the person has
    read: anything else is not published (`PlanChangedError`).

    Refused when the note is empty, when a reason is missing or is for what does not change, when
    nothing differs from what is public, and when another person publishes at the same moment.

    Called outside any transaction, it sees the desk as it was at one moment; a caller that has
    opened one already must have seen to that itself.
    """
    if not note.strip():
        raise PublishRefusedError("Write a note that tells the public what this edition changes.")
    try:
        outermost = not connection.in_atomic_block
        with transaction.atomic():
            if outermost:
                _see_one_moment()
            last = Edition.objects.select_for_update().latest_first().first()
            changes = build.plan()
            _refuse_unread(changes, plan)
            said = _reasons(changes, reasons or {}, every=every_reason)
            number = last.number + 1 if last else 1
            at = at or timezone.now()
            return _publish(number, changes, said, by=by, note=note.strip(), at=at)
    except IntegrityError as error:
        raise PublishRefusedError(
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


def _refuse_unread(changes: build.Plan, plan: str | None) -> None:
    if plan is not None and plan != changes.digest():
        raise PlanChangedError(PLAN_CHANGED)
    if not changes:
        raise PublishRefusedError(
            "Nothing differs from what is public: approve or withdraw an event first."
        )


def _reasons(
    changes: build.Plan, given: Mapping[build.Key, str], *, every: bool
) -> dict[build.Key, str]:
    """The reasons as they are stored; refused when one is missing or has nothing to explain."""
    touched = changes.touched()
    said = {key: text.strip() for key, text in given.items() if text.strip()}
    strange = sorted(said.keys() - set(touched))
    if strange:
        known = ", ".join("/".join(key) for key in touched[:10]) or "nothing"
        raise PublishRefusedError(
            f"Not published: this edition does not change or withdraw {'/'.join(strange[0])}, so "
            f"it takes no reason for it. It changes or withdraws: {known}."
        )
    missing = [key for key in touched if key not in said] if every else []
    if missing:
        named = ", ".join("/".join(key) for key in missing[:10])
        raise PublishRefusedError(
            f"Not published: say why what is public already changes. A reason is missing for "
            f"{named}{f' and {len(missing) - 10} more' if len(missing) > 10 else ''}."
        )
    return said


def _publish(
    number: int,
    changes: build.Plan,
    reasons: Mapping[build.Key, str],
    *,
    by: AbstractBaseUser,
    note: str,
    at: datetime,
) -> Edition:
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
    documents = {key: draft.document for key, draft in new.items()}
    said, identities = identity.what_is_said(documents, changes.kept, number)
    edition = Edition.objects.create(
        number=number,
        published_at=at,
        published_by_id=by.pk,
        note=note,
        events=len(build.keys_by_kind(digests, Kind.EVENT)),
        **_counts(ended, said, documents),
        sha256=_digest_of(digests),
        search_rules=search.LATEST,
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
                identity=said[kind, slug].identity,
                statement=said[kind, slug].statement,
                told_id=said[kind, slug].told,
            )
            for (kind, slug), draft in sorted(new.items(), key=lambda item: item[0])
        ),
        batch_size=_BATCH,
    )
    Reason.objects.bulk_create(
        (
            Reason(edition=edition, kind=kind, slug=slug, text=text)
            for (kind, slug), text in sorted(reasons.items())
        ),
        batch_size=_BATCH,
    )
    search.store(records)
    index = index_of_documents(
        Record.objects.current().values_list("pk", "kind", "document").iterator(_BATCH),
        search_rules=edition.search_rules,
        identities=identities,
    )
    EditionIndex.objects.create(edition=edition, data=index.to_bytes())
    return edition


def _counts(
    ended: list[build.Key],
    said: Mapping[build.Key, identity.Said],
    documents: Mapping[build.Key, Any],
) -> dict[str, int]:
    """How many events the edition adds, changes, renames, merges and withdraws."""
    event = Kind.EVENT.value
    slugs = [slug for kind, slug in ended if kind == event]
    rows = Record.objects.current().filter(kind=event, slug__in=slugs)
    before = {
        one[0]: identity.Said(*one)
        for one in rows.values_list("identity", "slug", "statement", "told_id")
    }
    after = {one.identity: one for (kind, _), one in said.items() if kind == event}
    present = {
        former: slug
        for (kind, slug), document in documents.items()
        if kind == event
        for former in document.get("former_slugs", ())
    }
    hows = [
        identity.how(old, after.get(name), present.get(old.slug if old else ""))
        for name in before.keys() | after.keys()
        for old in [before.get(name)]
    ]
    return {how: hows.count(how) for how in identity.HOWS}


def _end(pks: list[int], edition: Edition) -> None:
    """Say of records that they are not in this edition; their documents stay untouched."""
    for start in range(0, len(pks), _BATCH):
        Record.objects.filter(pk__in=pks[start : start + _BATCH], until=None).update(until=edition)


def _digest_of(digests: dict[build.Key, str]) -> str:
    """SHA-256 over “kind slug digest” of every record, a line each, in order."""
    lines = "".join(f"{kind} {slug} {sha}\n" for (kind, slug), sha in sorted(digests.items()))
    return hashlib.sha256(lines.encode()).hexdigest()
