"""From draft to publication: the same actions as buttons on an event's page and on the list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from timeline.curation import actions
from timeline.curation.errors import ActionRefused
from timeline.curation.models import Event
from timeline.curation.models.review import NOTE_MAX
from timeline.curation.proof import event_problems

if TYPE_CHECKING:
    AdminBase = admin.ModelAdmin[Event]
else:
    AdminBase = object

Stage = Event.Stage
SUBMIT, APPROVE = "curation.submit_event", "curation.approve_event"


@dataclass(frozen=True, slots=True)
class Move:
    """One change of stage: who may make it, from where, and what the button says."""

    name: str
    permission: str
    stages: frozenset[str]  # that it starts from
    label: str
    done: str
    action: Callable[..., Event]
    takes_reason: bool = False

    def make(self, event: Event, *, by: Any, reason: str) -> None:
        if self.takes_reason:
            self.action(event, by=by, reason=reason)
        else:
            self.action(event, by=by)


MOVES = {
    move.name: move
    for move in (
        Move(
            "submit",
            SUBMIT,
            frozenset({Stage.DRAFT}),
            "Save and submit for review",
            "submitted for review",
            actions.submit_for_review,
        ),
        Move(
            "approve",
            APPROVE,
            frozenset({Stage.IN_REVIEW}),
            "Approve",
            "approved: the next edition publishes it",
            actions.approve,
        ),
        Move(
            "return",
            APPROVE,
            frozenset({Stage.IN_REVIEW, Stage.APPROVED, Stage.WITHDRAWN}),
            "Return to draft",
            "returned to draft",
            actions.return_to_draft,
            takes_reason=True,
        ),
        Move(
            "withdraw",
            APPROVE,
            frozenset({Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED}),
            "Withdraw",
            "withdrawn: the next edition ends its publication",
            actions.withdraw,
            takes_reason=True,
        ),
    )
}


class StageActionForm(ActionForm):
    """The list's choice of action, with a reason for those that record one."""

    reason = forms.CharField(
        required=False,
        max_length=NOTE_MAX,
        label="Reason",
        widget=forms.TextInput(attrs={"placeholder": "for the history", "size": 24}),
    )


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "").strip()[:NOTE_MAX]


class StageActions(AdminBase):
    """Mixin: stage changes of the events chosen on the list, each with its own answer."""

    def has_submit_permission(self, request: Any) -> bool:
        return bool(request.user.has_perm(SUBMIT))

    def has_approve_permission(self, request: Any) -> bool:
        return bool(request.user.has_perm(APPROVE))

    def has_publish_permission(self, request: Any) -> bool:
        return bool(request.user.has_perm("editions.publish_edition"))

    @admin.action(description="Submit for review", permissions=["submit"])
    def submit_for_review(self, request: HttpRequest, queryset: models.QuerySet[Event]) -> None:
        self._move_each(request, queryset, MOVES["submit"])

    @admin.action(description="Approve", permissions=["approve"])
    def approve(self, request: HttpRequest, queryset: models.QuerySet[Event]) -> None:
        self._move_each(request, queryset, MOVES["approve"])

    @admin.action(description="Return to draft", permissions=["approve"])
    def return_to_draft(self, request: HttpRequest, queryset: models.QuerySet[Event]) -> None:
        self._move_each(request, queryset, MOVES["return"])

    @admin.action(description="Withdraw", permissions=["approve"])
    def withdraw(self, request: HttpRequest, queryset: models.QuerySet[Event]) -> None:
        self._move_each(request, queryset, MOVES["withdraw"])

    @admin.action(description="Publish an edition…", permissions=["publish"])
    def publish_edition(self, request: HttpRequest, queryset: models.QuerySet[Event]) -> Any:
        """An edition publishes all that is approved, whatever is chosen here."""
        return HttpResponseRedirect(reverse("admin:editions_edition_publish"))

    def _move_each(self, request: Any, queryset: models.QuerySet[Event], move: Move) -> None:
        for event in queryset:
            self._move(request, event, move)

    def _move(self, request: Any, event: Event, move: Move) -> None:
        try:
            move.make(event, by=request.user, reason=_reason(request))
        except ActionRefused as refused:
            text = f"“{event.title}” was not {move.done.partition(':')[0]}: "
            self.message_user(request, text + " ".join(refused.problems), messages.ERROR)
        else:
            self.message_user(request, f"“{event.title}” was {move.done}.", messages.SUCCESS)


class StageButtons(AdminBase):
    """Mixin: the stage, what approval still lacks, and the moves that one may make, on the form."""

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
        context["desk_moves"] = self._moves(request, event)
        context["desk_takes_reason"] = any(move.takes_reason for move in context["desk_moves"])
        context["desk_needs_another"] = self._needs_another(request, event)
        return super().render_change_form(request, context, *args, **kwargs)

    def _moves(self, request: Any, event: Event | None) -> list[Move]:
        stage = event.stage if event else Stage.DRAFT
        moves = [
            move
            for move in MOVES.values()
            if stage in move.stages and request.user.has_perm(move.permission)
        ]
        if self._needs_another(request, event):
            moves = [move for move in moves if move.name != "approve"]
        if event is None or not actions.was_ever_approved(event):
            moves = [move for move in moves if move.name != "withdraw"]  # it can be deleted
        return moves

    def _needs_another(self, request: Any, event: Event | None) -> bool:
        return bool(
            settings.FOUR_EYES
            and event
            and event.stage == Stage.IN_REVIEW
            and event.edited_by_id == request.user.pk
            and request.user.has_perm(APPROVE)
        )

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
                self._move(request, event, move)  # type: ignore[attr-defined]
        return HttpResponseRedirect(reverse("admin:curation_event_change", args=(event.pk,)))
