"""From draft to publication: the same actions as buttons on an event's page and on the list."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from timeline.curation import actions
from timeline.curation.actions.moves import APPROVE, MOVES, Move, moves_for
from timeline.curation.actions.review import needs_another
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Event
from timeline.curation.proof import event_problems

if TYPE_CHECKING:
    AdminBase = admin.ModelAdmin[Event]
else:
    AdminBase = object

Stage = Event.Stage


class StageActionForm(ActionForm):
    """The list's choice of action, with a reason for those that record one."""

    reason = forms.CharField(
        required=False,
        label="Reason",
        widget=forms.TextInput(attrs={"placeholder": "for the history", "size": 24}),
    )


class StageActions(AdminBase):
    """Mixin: the moves of the events chosen on the list, each with its own answer."""

    def get_actions(self, request: Any) -> Any:
        found = super().get_actions(request)
        if IS_POPUP_VAR in request.GET:
            return found
        moves = {
            move.action.__name__: (_list_action(move), move.action.__name__, move.label)
            for move in MOVES.values()
            if request.user.has_perm(move.permission)
        }
        return moves | found

    def has_publish_permission(self, request: Any) -> bool:
        return bool(request.user.has_perm("editions.publish_edition"))

    @admin.action(description="Publish an edition…", permissions=["publish"])
    def publish_edition(self, request: HttpRequest, queryset: models.QuerySet[Event]) -> Any:
        """An edition publishes all that is approved, whatever is chosen here."""
        return HttpResponseRedirect(reverse("admin:editions_edition_publish"))


def _list_action(move: Move) -> Callable[[Any, Any, models.QuerySet[Event]], None]:
    def make_each(page: Any, request: Any, queryset: models.QuerySet[Event]) -> None:
        for event in queryset:
            _make(page, request, event, move)

    return make_each


def _make(page: Any, request: Any, event: Event, move: Move) -> None:
    """Make a move, and tell the person what was done or why it was not."""
    try:
        move.make(event, by=request.user, text=request.POST.get("reason", ""))
    except ActionRefusedError as refused:
        text = f"“{event.title}” was not {move.done.partition(':')[0]}: "
        page.message_user(request, text + " ".join(refused.problems), messages.ERROR)
    else:
        page.message_user(request, f"“{event.title}” was {move.done}.", messages.SUCCESS)


class StageButtons(AdminBase):
    """Mixin: on the form, the stage, what keeps it from approval, and the moves one may make."""

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        event: Event | None = kwargs.get("obj")
        if event is not None:
            # A form that was refused has put what was typed into `event`.
            event = Event.objects.select_related("edited_by", "decided_by").get(pk=event.pk)
            context["desk_stage"] = event
            problems = event_problems(event) if event.stage != Stage.WITHDRAWN else ()
            context["desk_problems"] = list(problems)
            if actions.was_ever_approved(event):
                context["show_delete"] = False
                context["desk_was_approved"] = True
        moves = moves_for(request.user, event or Event())
        context["desk_moves"] = moves
        context["desk_takes_reason"] = any(move.says == "reason" for move in moves)
        context["desk_needs_another"] = (
            event is not None
            and event.stage == Stage.IN_REVIEW
            and request.user.has_perm(APPROVE)
            and needs_another(event, by=request.user)
        )
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(
        self, request: Any, obj: Event, post_url_continue: str | None = None
    ) -> HttpResponse:
        if "_stage" in request.POST:
            return self._saved_and_moved(request, obj, changed=True)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: Any, obj: Event) -> HttpResponse:
        if "_stage" in request.POST:
            return self._saved_and_moved(request, obj, changed=request.desk_changed)
        return super().response_change(request, obj)

    def _saved_and_moved(self, request: Any, event: Event, *, changed: bool) -> HttpResponse:
        move = MOVES.get(request.POST["_stage"])
        if move is None:
            raise BadRequest(f"_stage={request.POST['_stage'][:40]!r} is not a change of stage.")
        if not request.user.has_perm(move.permission):
            raise PermissionDenied
        if changed and move.name == "approve":
            # Nobody has reviewed what this very form changed.
            self.message_user(
                request,
                f"“{event.title}” was saved with your changes and is a draft again. It was not "
                "approved: submit the changed event for review first.",
                messages.WARNING,
            )
        else:
            if changed:
                self.message_user(request, f"“{event.title}” was saved.", messages.SUCCESS)
            if not (changed and move.name == "return"):  # saving a change returned it already
                _make(self, request, event, move)
        return HttpResponseRedirect(reverse("admin:curation_event_change", args=(event.pk,)))
