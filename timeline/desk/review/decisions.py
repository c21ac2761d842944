"""What one may do on the review page of a thing, each by the action of the desk for it."""

from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404

from timeline.curation import actions
from timeline.curation.actions.moves import MOVES
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Comment, Event
from timeline.curation.models.base import Staged
from timeline.curation.naming import all_named_by
from timeline.curation.unconfirmed import open_guesses
from timeline.desk.safe_lists import is_key

COMMENT = "curation.change_event"
CHANGED = (
    "Not done: somebody changed this {kind} since you opened the page. It is shown below as it is "
    "now; what you wrote is kept. Read it, then decide again."
)


@transaction.atomic
def carry_out(request: Any, model: type[Staged], pk: int) -> str:
    """Do what a POST of the review page asks for; answers what was done.

    `ActionRefusedError` says why not, and then nothing was written. A decision is refused, too,
    when the thing is another than the one that was read.
    """
    thing: Any = get_object_or_404(model._default_manager.select_for_update(), pk=pk)
    wanted = request.POST.get("do", "")
    if wanted in {"comment", "resolve"} and isinstance(thing, Event):
        if not request.user.has_perm(COMMENT):
            raise PermissionDenied
        return _comment(request, thing) if wanted == "comment" else _resolve(request, thing)
    if wanted == "confirm":
        return _confirm(request, thing)
    move = MOVES.get(wanted)
    if move is None:
        known = ", ".join(["comment", "resolve", "confirm", *MOVES])
        raise BadRequest(f"do={wanted[:40]!r} is nothing that can be done. Known are: {known}.")
    if not request.user.has_perm(move.permission):
        raise PermissionDenied
    if request.POST.get("version") != str(thing.version):
        raise ActionRefusedError(CHANGED.format(kind=model._meta.verbose_name))
    note = request.POST.get("note", "")
    if wanted != "approve":
        move.make(thing, by=request.user, text=note)
        return f"“{thing}” was {move.done}."
    along = _along(request, thing)
    actions.approve(thing, by=request.user, note=note, along=along)
    with_them = f", together with {len(along)} that it names" if along else ""
    return f"“{thing}” was {move.done}{with_them}."


def _confirm(request: Any, thing: Staged) -> str:
    """Take a guess for right that stands in the thing as the page showed it."""
    if not may_confirm(request.user, thing):
        raise PermissionDenied
    key, value = request.POST.get("guess", ""), request.POST.get("value", "")
    there = {str(one.guess.pk): one for one in open_guesses(thing)}
    one = there.get(key)
    if one is None or one.guess.value != value:
        raise ActionRefusedError(
            "Not done: this guess is not there any more. Somebody confirmed it or wrote something "
            "else; what stands there now is below."
        )
    actions.confirm_guess(one.guess, by=request.user)
    return f"You confirmed the {one.label}, “{value}”."


def may_confirm(person: Any, thing: Staged) -> bool:
    """Whether a person may confirm the guesses of a thing: whoever may write it."""
    return bool(person.has_perm(f"curation.change_{thing._meta.model_name}"))


def along_key(thing: Staged) -> str:
    """What a box of the page says of something that is to be approved with what names it."""
    return f"{thing._meta.model_name}:{thing.pk}:{thing.version}"


def _along(request: Any, thing: Staged) -> list[Staged]:
    """What is ticked to be approved along, in the versions that were shown."""
    ticked = set(request.POST.getlist("along"))
    there = {along_key(one): one for one in all_named_by(thing)}
    if ticked - there.keys():
        raise ActionRefusedError(
            "Not done: something that is to be approved along was changed since you opened the "
            "page. It is shown below as it is now. Read it, then decide again."
        )
    return [one for key, one in there.items() if key in ticked]


def _comment(request: Any, event: Event) -> str:
    actions.comment(event, by=request.user, text=request.POST.get("text", ""))
    return "Your comment is there for all who work on this event."


def _resolve(request: Any, event: Event) -> str:
    key = request.POST.get("comment", "")
    if not is_key(key):
        raise BadRequest(f"comment={key[:40]!r} is not the number of a comment.")
    actions.resolve_comment(get_object_or_404(Comment, pk=key, event=event), by=request.user)
    return "The comment is marked as resolved."
