"""What one may do on an event's review page, each by the action of the desk for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404

from timeline.curation import actions
from timeline.curation.errors import ActionRefused
from timeline.curation.models import Comment, Event
from timeline.desk.review.page import Review
from timeline.desk.safe_lists import is_key

Stage = Event.Stage
SUBMIT, APPROVE, COMMENT = (
    "curation.submit_event",
    "curation.approve_event",
    "curation.change_event",
)


@dataclass(frozen=True, slots=True)
class Move:
    """A decision that one may make: from which stages, and what its button and its answer say."""

    name: str
    permission: str
    stages: frozenset[str]
    label: str
    done: str
    action: Callable[..., Any]
    says: str = "reason"  # what the action calls the text that goes with it


_MOVES = (
    Move(
        "submit",
        SUBMIT,
        frozenset({Stage.DRAFT}),
        "Submit for review",
        "was submitted for review",
        actions.submit_for_review,
        says="note",
    ),
    Move(
        "approve",
        APPROVE,
        frozenset({Stage.IN_REVIEW}),
        "Approve",
        "was approved: the next edition publishes it",
        actions.approve,
        says="note",
    ),
    Move(
        "return",
        APPROVE,
        frozenset({Stage.IN_REVIEW}),
        "Send back",
        "was sent back to whoever wrote it",
        actions.return_to_draft,
    ),
    Move(
        "take-back",
        APPROVE,
        frozenset({Stage.APPROVED}),
        "Take the approval back",
        "is in review again",
        actions.take_back_approval,
    ),
    Move(
        "restore",
        APPROVE,
        frozenset({Stage.WITHDRAWN}),
        "Make it a draft again",
        "is a draft again",
        actions.return_to_draft,
    ),
    Move(
        "withdraw",
        APPROVE,
        frozenset({Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED}),
        "Withdraw",
        "was withdrawn: the next edition ends its publication",
        actions.withdraw,
    ),
)


def moves_for(person: Any, event: Event, review: Review) -> list[Move]:
    """The decisions that a person may make on an event as it stands."""
    found = []
    for move in _MOVES:
        if event.stage not in move.stages or not person.has_perm(move.permission):
            continue
        if move.name == "approve" and review.needs_another:
            continue
        if move.name == "approve" and any(lack.blocks for lack in review.lacks):
            continue
        if move.name == "withdraw" and not actions.was_ever_approved(event):
            continue  # it can be deleted
        found.append(move)
    return found


@transaction.atomic
def carry_out(request: Any, pk: int) -> str:
    """Do what a POST of the review page asks for; answers what was done.

    `ActionRefused` says why not, and then nothing was written. A decision is refused, too, when the
    event is another than the one that was read.
    """
    event = get_object_or_404(Event.objects.select_for_update(), pk=pk)
    wanted = request.POST.get("do", "")
    if wanted in {"comment", "resolve"}:
        if not request.user.has_perm(COMMENT):
            raise PermissionDenied
        return _comment(request, event) if wanted == "comment" else _resolve(request, event)
    move = next((move for move in _MOVES if move.name == wanted), None)
    if move is None:
        known = ", ".join(["comment", "resolve", *(move.name for move in _MOVES)])
        raise BadRequest(f"do={wanted[:40]!r} is nothing that can be done. Known are: {known}.")
    if not request.user.has_perm(move.permission):
        raise PermissionDenied
    if request.POST.get("version") != str(event.version):
        raise ActionRefused(
            "Not done: somebody changed this event since you opened the page. It is shown below as "
            "it is now; what you wrote is kept. Read it, then decide again."
        )
    if event.stage not in move.stages:
        stage = event.get_stage_display().lower()
        raise ActionRefused(f"“{event.title}” is {stage}; “{move.label}” is not possible now.")
    move.action(event, by=request.user, **{move.says: request.POST.get("note", "")})
    return f"“{event.title}” {move.done}."


def _comment(request: Any, event: Event) -> str:
    actions.comment(event, by=request.user, text=request.POST.get("text", ""))
    return "Your comment is there for all who work on this event."


def _resolve(request: Any, event: Event) -> str:
    key = request.POST.get("comment", "")
    if not is_key(key):
        raise BadRequest(f"comment={key[:40]!r} is not the number of a comment.")
    actions.resolve_comment(get_object_or_404(Comment, pk=key, event=event), by=request.user)
    return "The comment is marked as resolved."
