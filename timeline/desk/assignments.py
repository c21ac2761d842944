"""Who does what a thing needs next: the box of a review page, and where its buttons lead."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from timeline.curation import actions
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models.base import Stage, Staged
from timeline.desk.links import assign_url, review_url
from timeline.desk.queue_filters import KINDS, people

ASSIGN_OTHERS = "curation.approve_event"


@dataclass(frozen=True, slots=True)
class Assigning:
    """What the box shows: who has the thing, and whom a person may give it to."""

    url: str
    to: str  # nobody, when empty
    takes: str  # the person's own name, when they may take it
    may_give_back: bool
    others: list[str]  # whom they may assign it to


def assigning(thing: Staged, person: Any) -> Assigning | None:
    """None of what nobody has to do anything with."""
    if thing.stage not in (Stage.DRAFT, Stage.IN_REVIEW) or not _may_work_on(thing, person):
        return None
    held = actions.assignment_of(thing)
    name, to = person.get_username(), held.person.get_username() if held else ""
    editor = person.has_perm(ASSIGN_OTHERS)
    return Assigning(
        assign_url(thing),
        to,
        name if to != name else "",
        bool(to) and (editor or to == name),
        [one for one in people() if one not in (name, to)] if editor else [],
    )


def _may_work_on(thing: Staged, person: Any) -> bool:
    return bool(person.has_perm(f"curation.change_{thing._meta.model_name}"))


@require_POST
def assign(request: Any, kind: str, pk: int) -> HttpResponse:
    """Assigns a thing to the person whom the field `to` names, or to nobody where it is empty."""
    if kind not in KINDS or pk >= 2**63:
        raise Http404(f"There is no {kind} {pk}.")
    thing: Any = get_object_or_404(apps.get_model("curation", kind), pk=pk)
    if not _may_work_on(thing, request.user):
        raise PermissionDenied
    to = request.POST.get("to")
    if to is None:
        raise BadRequest("to= is missing. Write the name of a person, or nothing for nobody.")
    name = request.user.get_username()
    held = actions.assignment_of(thing)
    mine = to == name or (not to and held is not None and held.person == request.user)
    if not mine and not request.user.has_perm(ASSIGN_OTHERS):
        raise PermissionDenied
    try:
        messages.success(request, _assign(thing, to, by=request.user))
    except ActionRefusedError as refused:
        messages.error(request, " ".join(refused.problems))
    return HttpResponseRedirect(_back(request, thing))


def _assign(thing: Staged, to: str, *, by: Any) -> str:
    if not to:
        actions.give_back(thing, by=by)
        return f"“{thing}” is assigned to nobody."
    person = get_user_model()._default_manager.filter(username=to).first()
    if person is None:
        raise ActionRefusedError(f"“{to[:150]}” is nobody of the desk.")
    actions.assign(thing, to=person, by=by)
    return f"“{thing}” is assigned to {'you' if person == by else person}."


def _back(request: Any, thing: Staged) -> str:
    """The page that asked, of the desk."""
    given: str = request.POST.get("next", "")
    own = given.startswith("/admin/") and url_has_allowed_host_and_scheme(given, None)
    return given if own else review_url(thing)
