"""From draft to approved and back: the decisions of review, alike for all that readers see."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from timeline.curation.actions.approving import approval_problems, withdrawal_problems
from timeline.curation.actions.telling import decided
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Decision
from timeline.curation.models.base import Stage, Staged
from timeline.curation.models.review import NOTE_MAX, DecisionKind
from timeline.curation.naming import all_named_by
from timeline.curation.validators import validate_plain


@transaction.atomic
def submit_for_review(thing: Staged, *, by: AbstractBaseUser, note: str = "") -> Staged:
    """Hand a draft over to an editor; a `note` tells what to look at.

    Drafts that it names go with it, so that nobody has to think of them.
    """
    stored = _locked(thing, {Stage.DRAFT}, "submitted for review")
    said = _clean(note)
    for one in all_named_by(stored):
        if one.stage == Stage.DRAFT:
            _submit(_locked(one, {Stage.DRAFT}, "submitted"), by, f"Together with “{stored}”")
    return _submit(stored, by, said)


def _submit(stored: Staged, by: AbstractBaseUser, note: str) -> Staged:
    return _move(
        stored,
        Stage.IN_REVIEW,
        by=by,
        reason="Submitted for review",
        note=note,
        kind=DecisionKind.SUBMITTED,
    )


@transaction.atomic
def approve(
    thing: Staged, *, by: AbstractBaseUser, note: str = "", along: Iterable[Staged] = ()
) -> Staged:
    """Let the next edition publish a thing as it is now; a `note` is kept with the decision.

    What is to be approved `along` with it comes first. Refused while something keeps any of them
    from being published, and, under `FOUR_EYES`, to who changed it since it was last approved.
    """
    for one in along:
        if one.stage == Stage.DRAFT:
            _submit(_locked(one, {Stage.DRAFT}, "submitted"), by, f"Together with “{thing}”")
        _approve(one, by, f"Together with “{thing}”")
    return _approve(thing, by, note)


def _approve(thing: Staged, by: AbstractBaseUser, note: str) -> Staged:
    stored = _locked(thing, {Stage.IN_REVIEW}, "approved")
    _refuse(approval_problems(stored, by=by))
    return _move(
        stored,
        Stage.APPROVED,
        by=by,
        reason="Approved",
        note=_clean(note),
        kind=DecisionKind.APPROVED,
    )


@transaction.atomic
def return_to_draft(thing: Staged, *, by: AbstractBaseUser, reason: str = "") -> Staged:
    """Give a thing back to its author, or undo that it was withdrawn; what is public stays so.

    Refused without a reason: whoever gets it back has to know what to mend.
    """
    stored = _locked(thing, {Stage.IN_REVIEW, Stage.APPROVED, Stage.WITHDRAWN}, "returned to draft")
    note = _reason(reason, "returned to draft")
    return _move(stored, Stage.DRAFT, by=by, reason=note, note=note, kind=DecisionKind.RETURNED)


@transaction.atomic
def take_back_approval(thing: Staged, *, by: AbstractBaseUser, reason: str = "") -> Staged:
    """Put an approved thing back into review, as it is, for a stated reason."""
    stored = _locked(thing, {Stage.APPROVED}, "put back into review")
    note = _reason(reason, "put back into review")
    return _move(
        stored, Stage.IN_REVIEW, by=by, reason=note, note=note, kind=DecisionKind.TAKEN_BACK
    )


@transaction.atomic
def withdraw(thing: Staged, *, by: AbstractBaseUser, reason: str = "") -> Staged:
    """Let the next edition end a thing's publication, for a stated reason; past editions keep it.

    Refused for what was never approved: no edition has it, and it can be deleted. Refused, too,
    while other things name it.
    """
    stored = _locked(thing, {Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED}, "withdrawn")
    _refuse(withdrawal_problems(stored, by=by))
    note = _reason(reason, "withdrawn")
    return _move(
        stored, Stage.WITHDRAWN, by=by, reason=note, note=note, kind=DecisionKind.WITHDRAWN
    )


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


def _locked(thing: Staged, allowed: set[Stage], verb: str) -> Staged:
    """The stored thing, held until the end of the transaction (SQLite holds the whole file)."""
    stored: Staged = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    if stored.stage not in allowed:
        needed = " or ".join(sorted(stage.label.lower() for stage in allowed))
        raise ActionRefusedError(
            f"“{stored}” is {Stage(stored.stage).label.lower()}; only what is {needed} can be "
            f"{verb}."
        )
    return stored


def _move(
    thing: Any,
    stage: Stage,
    *,
    by: AbstractBaseUser,
    reason: str,
    kind: DecisionKind,
    note: str = "",
) -> Staged:
    now = timezone.now()
    final = stage in (Stage.APPROVED, Stage.WITHDRAWN)
    thing.stage = stage
    thing.since = now
    thing.decided_by_id = by.pk if final else None
    thing.decided_at = now if final else None
    thing.version += 1
    thing._history_user = by
    thing._change_reason = reason if len(reason) <= 100 else f"{reason[:99]}…"
    thing.save()
    Decision.objects.create(
        thing=thing, kind=kind, by_id=by.pk, at=now, note=note, version=thing.version
    )
    decided.send(type(thing), thing=thing, kind=kind, by=by)
    moved: Staged = thing
    return moved
