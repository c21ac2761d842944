"""Publishing an edition: one transaction that adds records and ends others, and changes none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from timeline.editions import build, chain, identity, search
from timeline.editions.facts import index_of_documents, placement
from timeline.editions.kinds import Kind
from timeline.editions.models import Edition, EditionIndex, Reason, Record, Redaction
from timeline.progress import Told, quiet

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
    hold: Collection[build.Key] = (),
    at: datetime | None = None,
    told: Told = quiet,
) -> Edition:
    """Publish everything approved as the next edition, but for what is on `hold`: that stays as it
    is public, with whatever cannot be shown without it (`build.hold_back`).

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
            told("What differs from what is public")
            changes = _changes(hold)
            _refuse_unread(changes, plan)
            said = _reasons(changes, reasons or {}, every=every_reason)
            at = (at or timezone.now()).replace(microsecond=0)
            return _publish(last, changes, said, by=by, note=note.strip(), at=at, told=told)
    except IntegrityError as error:
        raise PublishRefusedError(
            "Another edition was published at the same moment. Look at what it changed, and "
            "publish again if anything is left."
        ) from error


def _changes(hold: Collection[build.Key]) -> build.Plan:
    """The plan without what is left out; refused when that is not in it."""
    if not hold:
        return build.plan()
    found = build.hold_back(hold)
    chosen = {one.key for one in found.left_out if not one.why}
    if strange := sorted(set(hold) - chosen):
        named = ", ".join("/".join(key) for key in strange[:10])
        raise PublishRefusedError(
            f"Not published: {named} cannot be left out. It is not in this edition, or follows "
            "from what else is in it."
        )
    return found.plan


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
    last: Edition | None,
    changes: build.Plan,
    reasons: Mapping[build.Key, str],
    *,
    by: AbstractBaseUser,
    note: str,
    at: datetime,
    told: Told,
) -> Edition:
    number = last.number + 1 if last else 1
    current = {
        (one["kind"], one["slug"]): one for one in chain.listed(Record.objects.current(), "pk")
    }
    new = changes.added | changes.changed
    ended = [*changes.changed, *changes.withdrawn]
    documents = {key: draft.document for key, draft in new.items()}
    said, identities = identity.what_is_said(documents, changes.kept, number)
    entries = {key: current[key] for key in changes.kept}
    entries |= {key: _entry(key, draft, said[key], number) for key, draft in new.items()}
    edition = Edition(
        number=number,
        published_at=at,
        published_by_id=by.pk,
        note=note,
        events=len(build.keys_by_kind(entries, Kind.EVENT)),
        **_counts(ended, said, documents),
        search_rules=search.LATEST,
    )
    redactions = Redaction.objects.filter(listed=None).select_related("record").order_by("number")
    head = chain.head(edition, last.sha256 if last else None, _why(reasons), redactions)
    edition.sha256, edition.seal = chain.sealed(head, entries.values())
    edition.save(force_insert=True)
    if head["redactions"]:
        Redaction.objects.update(listed=edition)
    end_records([current[key]["pk"] for key in ended], edition)
    told(f"{len(new)} records")
    records = _add_records(edition, new, said)
    _add_reasons(edition, reasons)
    told(f"Words of {len(records)} records, for the search")
    search.store(records)
    told("The index")
    store_index(edition, identities)
    return edition


def _why(reasons: Mapping[build.Key, str]) -> list[dict[str, str]]:
    return [{"kind": kind, "slug": slug, "text": text} for (kind, slug), text in reasons.items()]


def _add_records(
    edition: Edition, new: Mapping[build.Key, build.Draft], said: Mapping[build.Key, identity.Said]
) -> list[Record]:
    return Record.objects.bulk_create(
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
            for (kind, slug), draft in sorted(new.items(), key=_in_order)
        ),
        batch_size=_BATCH,
    )


def _in_order(one: tuple[build.Key, build.Draft]) -> tuple[str, Any, str]:
    """Events in the order of the timeline, as pages read them and the index counts them; all else
    by slug."""
    (kind, slug), draft = one
    return kind, placement(draft.document) if kind == Kind.EVENT else None, slug


def _add_reasons(edition: Edition, reasons: Mapping[build.Key, str]) -> None:
    Reason.objects.bulk_create(
        (
            Reason(edition=edition, kind=kind, slug=slug, text=text)
            for (kind, slug), text in sorted(reasons.items())
        ),
        batch_size=_BATCH,
    )


def _entry(key: build.Key, draft: build.Draft, said: identity.Said, number: int) -> chain.Entry:
    """A new record as the list of its edition has it."""
    return {
        "kind": key[0],
        "slug": key[1],
        "since": number,
        "identity": said.identity,
        "told": said.told,
        "statement": said.statement,
        "sha256": draft.sha256,
    }


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


def store_index(edition: Edition, identities: Mapping[build.Key, str]) -> None:
    """Make the index of the latest edition, from the records that are current, and keep it."""
    index = index_of_documents(
        Record.objects.current().values_list("pk", "kind", "document").iterator(_BATCH),
        search_rules=edition.search_rules,
        identities=identities,
    )
    EditionIndex.objects.create(edition=edition, **index.columns())


def end_records(pks: list[int], edition: Edition) -> None:
    """Say of records that they are not in this edition; their documents stay untouched."""
    for start in range(0, len(pks), _BATCH):
        Record.objects.filter(pk__in=pks[start : start + _BATCH], until=None).update(until=edition)
