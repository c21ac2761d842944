"""From draft to approved and back: the decisions of review."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from timeline.curation.errors import ActionRefused
from timeline.curation.models import Event
from timeline.curation.models.events import Stage
from timeline.curation.proof import event_problems


@transaction.atomic
def submit_for_review(event: Event, *, by: AbstractBaseUser) -> Event:
    """Hand a draft over to an editor."""
    stored = _locked(event, {Stage.DRAFT}, "submitted for review")
    return _move(stored, Stage.IN_REVIEW, by=by, reason="Submitted for review")


@transaction.atomic
def approve(event: Event, *, by: AbstractBaseUser) -> Event:
    """Let the next edition publish the event as it is now.

    Refused while an excerpt is missing or is not proven by its source, and, under `FOUR_EYES`, to
    the person who edited the event last.
    """
    stored = _locked(event, {Stage.IN_REVIEW}, "approved")
    if settings.FOUR_EYES and stored.edited_by_id == by.pk:
        raise ActionRefused(
            f"“{stored.title}” was last edited by you. Another person has to approve it."
        )
    problems = tuple(event_problems(stored))
    if problems:
        raise ActionRefused(problems)
    return _move(stored, Stage.APPROVED, by=by, reason="Approved", decided_at=timezone.now())


@transaction.atomic
def return_to_draft(event: Event, *, by: AbstractBaseUser, reason: str = "") -> Event:
    """Give the event back to its author; what is public of it stays so."""
    stored = _locked(event, {Stage.IN_REVIEW, Stage.APPROVED, Stage.WITHDRAWN}, "returned to draft")
    return _move(stored, Stage.DRAFT, by=by, reason=reason or "Returned to draft")


@transaction.atomic
def withdraw(event: Event, *, by: AbstractBaseUser, reason: str = "") -> Event:
    """Let the next edition end the event's publication; past editions keep it."""
    stored = _locked(event, {Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED}, "withdrawn")
    return _move(
        stored, Stage.WITHDRAWN, by=by, reason=reason or "Withdrawn", decided_at=timezone.now()
    )


def _locked(event: Event, allowed: set[Stage], verb: str) -> Event:
    """The stored event, held until the end of the transaction (SQLite holds the whole file)."""
    stored = Event.objects.select_for_update().get(pk=event.pk)
    if stored.stage not in allowed:
        needed = " or ".join(sorted(stage.label.lower() for stage in allowed))
        raise ActionRefused(
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
    decided_at: datetime | None = None,
) -> Event:
    event.stage = stage
    event.decided_by_id = by.pk if decided_at else None
    event.decided_at = decided_at
    event.version += 1
    event._history_user = by
    event._change_reason = reason[:100]
    event.save()
    moved: Event = event
    return moved
