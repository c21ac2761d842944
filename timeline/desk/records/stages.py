"""From draft to publication: the same moves as buttons on the form of a thing and on its list."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from timeline.curation import actions
from timeline.curation.actions.approving import content_problems
from timeline.curation.actions.moves import APPROVE, MOVES, Move, moves_for
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models.base import Stage, Staged
from timeline.desk.links import review_url
from timeline.desk.review.reading import read

if TYPE_CHECKING:
    AdminBase = admin.ModelAdmin[Any]
else:
    AdminBase = object

AT_ONCE = 50  # things that one confirmation shows, each with what it changes


class StageActions(AdminBase):
    """Mixin: the moves of the things chosen on the list, once each has been seen and confirmed."""

    def action_checkbox(self, obj: Any) -> SafeString:
        """With the version that the list shows, so that what became another is noticed."""
        return format_html(
            '{}<input type="hidden" name="seen" value="{}:{}">',
            super().action_checkbox(obj),
            obj.pk,
            obj.version,
        )

    def get_actions(self, request: Any) -> Any:
        found = super().get_actions(request)
        if IS_POPUP_VAR in request.GET:
            return found
        moves = {
            move.action.__name__: (_list_action(move), move.action.__name__, f"{move.label}…")
            for move in MOVES.values()
            if request.user.has_perm(move.permission)
        }
        return moves | found

    def has_publish_permission(self, request: Any) -> bool:
        return bool(request.user.has_perm("editions.publish_edition"))

    @admin.action(description="Publish an edition…", permissions=["publish"])
    def publish_edition(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> Any:
        """An edition publishes all that is approved, whatever is chosen here."""
        return HttpResponseRedirect(reverse("admin:editions_edition_publish"))


def _list_action(move: Move) -> Callable[[Any, Any, models.QuerySet[Any]], HttpResponse | None]:
    def make_each(page: Any, request: Any, queryset: models.QuerySet[Any]) -> HttpResponse | None:
        things = list(queryset[: AT_ONCE + 1])
        if len(things) > AT_ONCE:
            said = f"Choose at most {AT_ONCE} at a time: each is shown before it is decided on."
            page.message_user(request, said, messages.ERROR)
            return None
        if "confirmed" not in request.POST:
            return _confirmation(page, request, things, move)
        seen = _seen(request)
        for thing in things:
            _make(page, request, thing, move, seen=seen.get(thing.pk, ""))
        return None

    return make_each


def _seen(request: Any) -> dict[int, str]:
    """The versions that a page showed, by key."""
    pairs = (text.partition(":") for text in request.POST.getlist("seen")[:1000])
    return {int(key): version for key, _, version in pairs if key.isascii() and key.isdecimal()}


def _confirmation(page: Any, request: Any, things: list[Any], move: Move) -> HttpResponse:
    """What would be decided: each thing with what it says otherwise to readers."""
    seen = _seen(request)
    rows = [
        {
            "read": read(thing, request.user),
            "changed_since": seen.get(thing.pk, str(thing.version)) != str(thing.version),
            "problems": [] if thing.stage not in move.stages else list(
                move.problems(thing, by=request.user)
            ),
            "possible": thing.stage in move.stages,
        }
        for thing in things
    ]  # fmt: skip
    context = {
        **page.admin_site.each_context(request),
        "title": f"{move.label}: {len(things)} {page.opts.verbose_name_plural}"
        if len(things) > 1
        else f"{move.label}: {things[0]}",
        "opts": page.opts,
        "move": move,
        "action": move.action.__name__,
        "rows": rows,
        "needs_reason": move.says == "reason",
        "list_url": request.get_full_path(),
    }
    return TemplateResponse(request, "desk/confirm_moves.html", context)


def _make(page: Any, request: Any, thing: Any, move: Move, *, seen: str | None = None) -> None:
    """Make a move, and tell the person what was done or why it was not."""
    try:
        move.make(thing, by=request.user, text=request.POST.get("reason", ""), seen=seen)
    except ActionRefusedError as refused:
        text = f"“{thing}” was not {move.done.partition(':')[0]}: "
        page.message_user(request, text + " ".join(refused.problems), messages.ERROR)
    else:
        page.message_user(request, f"“{thing}” was {move.done}.", messages.SUCCESS)


class StageButtons(AdminBase):
    """Mixin: on the form, the stage, what keeps it from approval, and the moves one may make."""

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        thing: Any = kwargs.get("obj")
        if thing is not None:
            # A form that was refused has put what was typed into `thing`.
            stored = self.model._default_manager.select_related("edited_by", "decided_by")
            thing = stored.get(pk=thing.pk)
            context |= self._stage_context(request, thing)
        moves = moves_for(request.user, thing or self.model())
        # An edit makes it a draft again: it can be handed over anew by the same button.
        open_again = thing is not None and thing.stage in (Stage.IN_REVIEW, Stage.APPROVED)
        may_submit = request.user.has_perm(MOVES["submit"].permission)
        context["desk_hands_over"] = open_again and may_submit
        context["desk_moves"] = moves
        context["desk_takes_reason"] = any(move.says == "reason" for move in moves)
        return super().render_change_form(request, context, *args, **kwargs)

    def _stage_context(self, request: Any, thing: Staged) -> dict[str, Any]:
        problems = content_problems(thing) if thing.stage != Stage.WITHDRAWN else ()
        last = thing.decisions.select_related("by").last()
        against = last is not None and last.kind in {"returned", "taken-back"}
        found: dict[str, Any] = {
            "desk_stage": thing,
            "desk_problems": [] if thing.is_approved else list(problems),
            "desk_against": last if against and thing.stage in ("draft", "in-review") else None,
            "desk_needs_another": thing.stage == Stage.IN_REVIEW
            and request.user.has_perm(APPROVE)
            and actions.needs_another(thing, by=request.user),
            "desk_review_url": review_url(thing),
        }
        if actions.was_ever_approved(thing):
            found |= {"show_delete": False, "desk_was_approved": True}
        return found

    def response_add(
        self, request: Any, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        if "_stage" in request.POST:
            return self._saved_and_moved(request, obj, changed=True)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: Any, obj: Any) -> HttpResponse:
        if "_stage" in request.POST:
            return self._saved_and_moved(request, obj, changed=request.desk_changed)
        return super().response_change(request, obj)

    def _saved_and_moved(self, request: Any, thing: Any, *, changed: bool) -> HttpResponse:
        move = MOVES.get(request.POST["_stage"])
        if move is None:
            raise BadRequest(f"_stage={request.POST['_stage'][:40]!r} is not a change of stage.")
        if not request.user.has_perm(move.permission):
            raise PermissionDenied
        if changed and move.name == "approve":
            # Nobody has reviewed what this very form changed.
            self.message_user(
                request,
                f"“{thing}” was saved with your changes. {thing.edit_says} It was not approved: "
                "have the change reviewed first.",
                messages.WARNING,
            )
        else:
            if changed:
                self.message_user(request, f"“{thing}” was saved.", messages.SUCCESS)
            stored = self.model._default_manager.get(pk=thing.pk)
            if not (changed and move.name == "return" and stored.stage == Stage.DRAFT):
                _make(self, request, thing, move)  # else saving a change returned it already
        name = f"admin:curation_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=(thing.pk,)))

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """What cannot be deleted answers why, before asking whether one is sure."""
        thing = self.get_object(request, object_id)
        if thing is not None and self.has_delete_permission(request, thing):
            problems = list(actions.deletion_problems(thing))
            for problem in problems:
                self.message_user(request, problem, messages.ERROR)
            if problems:
                name = f"admin:curation_{self.opts.model_name}_change"
                return HttpResponseRedirect(reverse(name, args=(thing.pk,)))
        return super().delete_view(request, object_id, extra_context)
