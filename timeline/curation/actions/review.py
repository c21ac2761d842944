"""From draft to approved and back: the decisions of review."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Decision, Event
from timeline.curation.models.events import Stage
from timeline.curation.models.review import NOTE_MAX, DecisionKind
from timeline.curation.proof import event_problems
from timeline.curation.validators import validate_plain


@transaction.atomic
def submit_for_review(event: Event, *, by: AbstractBaseUser, note: str = "") -> Event:
    """Hand a draft over to an editor; a `note` tells what to look at."""
    stored = _locked(event, {Stage.DRAFT}, "submitted for review")
    return _move(
        stored,
        Stage.IN_REVIEW,
        by=by,
        reason="Submitted for review",
        note=_clean(note),
        kind=DecisionKind.SUBMITTED,
    )


@transaction.atomic
def approve(event: Event, *, by: AbstractBaseUser, note: str = "") -> Event:
    """Let the next edition publish the event as it is now; a `note` is kept with the decision.

    Refused while an excerpt is missing or is not proven by its source, and, under `FOUR_EYES`, to
    the person who edited the event last.
    """
    stored = _locked(event, {Stage.IN_REVIEW}, "approved")
    _refuse(approval_problems(stored, by=by))
    return _move(
        stored,
        Stage.APPROVED,
        by=by,
        reason="Approved",
        note=_clean(note),
        kind=DecisionKind.APPROVED,
        decided_at=timezone.now(),
    )


def needs_another(event: Event, *, by: Any) -> bool:
    """Whether another person than `by`, who edited the event last, has to approve it."""
    return bool(settings.FOUR_EYES) and event.edited_by_id == by.pk


def approval_problems(event: Event, *, by: Any) -> Iterator[str]:
    """Each reason why `by` may not approve an event that is in review, as a sentence."""
    if needs_another(event, by=by):
        yield f"“{event.title}” was last edited by you. Another person has to approve it."
    yield from event_problems(event)


@transaction.atomic
def return_to_draft(event: Event, *, by: AbstractBaseUser, reason: str = "") -> Event:
    """Give the event back to its author; what is public of it stays so.

    Refused without a reason: whoever gets it back has to know what to mend.
    """
    stored = _locked(event, {Stage.IN_REVIEW, Stage.APPROVED, Stage.WITHDRAWN}, "returned to draft")
    note = _reason(reason, "returned to draft")
    return _move(stored, Stage.DRAFT, by=by, reason=note, note=note, kind=DecisionKind.RETURNED)


@transaction.atomic
def take_back_approval(event: Event, *, by: AbstractBaseUser, reason: str = "") -> Event:
    """Put an approved event back into review, as it is, for a stated reason."""
    stored = _locked(event, {Stage.APPROVED}, "put back into review")
    note = _reason(reason, "put back into review")
    return _move(
        stored, Stage.IN_REVIEW, by=by, reason=note, note=note, kind=DecisionKind.TAKEN_BACK
    )


@transaction.atomic
def withdraw(event: Event, *, by: AbstractBaseUser, reason: str = "") -> Event:
    """Let the next edition end the event's publication; past editions keep it.

    Refused for an event that was never approved: no edition has it, and it can be deleted.
    """
    stored = _locked(event, {Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED}, "withdrawn")
    _refuse(withdrawal_problems(stored, by=by))
    note = _clean(reason)
    return _move(
        stored,
        Stage.WITHDRAWN,
        by=by,
        reason=note or "Withdrawn",
        note=note,
        kind=DecisionKind.WITHDRAWN,
        decided_at=timezone.now(),
    )


def withdrawal_problems(event: Event, *, by: Any) -> Iterator[str]:
    """Each reason why an event may not be withdrawn, as a sentence."""
    if not was_ever_approved(event):
        yield (
            f"“{event.title}” has never been approved, so no edition has it. Delete it instead, or "
            "leave it a draft."
        )


def was_ever_approved(event: Event) -> bool:
    """Whether an edition may hold the event, which then can be withdrawn but not deleted."""
    return bool(event.history.filter(stage=Event.Stage.APPROVED).exists())


def _refuse(problems: Iterator[str]) -> None:
    found = tuple(problems)
    if found:
        raise ActionRefusedError(found)


def _reason(text: str, done: str) -> str:
    note = _clean(text)
    if not note:
        raise ActionRefusedError(f"Say why it is {done}: write a reason for whoever wrote it.")
    return note


def _clean(text: str) -> str:
    note = text.strip()
    if len(note) > NOTE_MAX:
        raise ActionRefusedError(
            f"The reason has {len(note)} characters. Write at most {NOTE_MAX}; what is longer "
            "goes into a comment."
        )
    try:
        validate_plain(note)
    except ValidationError as error:
        raise ActionRefusedError(error.messages) from error
    return note


def _locked(event: Event, allowed: set[Stage], verb: str) -> Event:
    """The stored event, held until the end of the transaction (SQLite holds the whole file)."""
    stored = Event.objects.select_for_update().get(pk=event.pk)
    if stored.stage not in allowed:
        needed = " or ".join(sorted(stage.label.lower() for stage in allowed))
        raise ActionRefusedError(
            f"“{stored.title}” is {Stage(stored.stage).label.lower()}; only an event that is "
            f"{needed} can be {verb}."
        )
    return stored


def _move(
    event: Any,
    stage: Stage,
    *,
    by: AbstractBaseUser,
    reason: str,
    kind: DecisionKind,
    note: str = "",
    decided_at: datetime | None = None,
) -> Event:
    event.stage = stage
    event.decided_by_id = by.pk if decided_at else None
    event.decided_at = decided_at
    event.version += 1
    event._history_user = by
    event._change_reason = reason if len(reason) <= 100 else f"{reason[:99]}…"
    event.save()
    Decision.objects.create(
        event=event,
        kind=kind,
        by_id=by.pk,
        at=decided_at or timezone.now(),
        note=note,
        version=event.version,
    )
    moved: Event = event
    return moved
