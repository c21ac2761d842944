"""What one may do on an event's review page, each by the action of the desk for it."""

from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404

from timeline.curation import actions
from timeline.curation.actions.moves import MOVES
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Comment, Event
from timeline.desk.safe_lists import is_key

COMMENT = "curation.change_event"


@transaction.atomic
def carry_out(request: Any, pk: int) -> str:
    """Do what a POST of the review page asks for; answers what was done.

    `ActionRefusedError` says why not, and then nothing was written. A decision is refused, too,
    when the event is another than the one that was read.
    """
    event = get_object_or_404(Event.objects.select_for_update(), pk=pk)
    wanted = request.POST.get("do", "")
    if wanted in {"comment", "resolve"}:
        if not request.user.has_perm(COMMENT):
            raise PermissionDenied
        return _comment(request, event) if wanted == "comment" else _resolve(request, event)
    move = MOVES.get(wanted)
    if move is None:
        known = ", ".join(["comment", "resolve", *MOVES])
        raise BadRequest(f"do={wanted[:40]!r} is nothing that can be done. Known are: {known}.")
    if not request.user.has_perm(move.permission):
        raise PermissionDenied
    if request.POST.get("version") != str(event.version):
        raise ActionRefusedError(
            "Not done: somebody changed this event since you opened the page. It is shown below as "
            "it is now; what you wrote is kept. Read it, then decide again."
        )
    move.make(event, by=request.user, text=request.POST.get("note", ""))
    return f"“{event.title}” was {move.done}."


def _comment(request: Any, event: Event) -> str:
    actions.comment(event, by=request.user, text=request.POST.get("text", ""))
    return "Your comment is there for all who work on this event."


def _resolve(request: Any, event: Event) -> str:
    key = request.POST.get("comment", "")
    if not is_key(key):
        raise BadRequest(f"comment={key[:40]!r} is not the number of a comment.")
    actions.resolve_comment(get_object_or_404(Comment, pk=key, event=event), by=request.user)
    return "The comment is marked as resolved."
