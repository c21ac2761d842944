"""The review page of what is no event: what readers would read otherwise, and the decision."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path

from timeline.curation.actions.approving import content_problems
from timeline.curation.errors import ActionRefusedError
from timeline.desk.records.base import DeskAdmin
from timeline.desk.records.stages import StageActions, StageButtons
from timeline.desk.review import decisions
from timeline.desk.review.checks import ReviewCheck, guess_checks
from timeline.desk.review.reading import deciding, read
from timeline.desk.safe_lists import is_key

if TYPE_CHECKING:
    ReviewBase = admin.ModelAdmin[Any]
else:
    ReviewBase = object


class ReviewPages(ReviewBase):
    """Mixin of a `DeskAdmin`: a page that shows what changes for readers, and decides on it."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.review_view)
        name = f"curation_{self.opts.model_name}_review"
        return [path("<path:object_id>/review/", view, name=name), *super().get_urls()]

    def review_view(self, request: Any, object_id: str) -> HttpResponse:
        """What readers would read otherwise, and what keeps it from approval; POST decides."""
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        thing = self.get_object(request, object_id) if is_key(object_id) else None
        if thing is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        if not self.has_view_permission(request, thing):
            raise PermissionDenied
        refused: tuple[str, ...] = ()
        if request.method == "POST":
            try:
                said = decisions.carry_out(request, self.model, thing.pk)
            except ActionRefusedError as error:
                refused = error.problems
                thing.refresh_from_db()
            else:
                self.message_user(request, said, messages.SUCCESS)
                return HttpResponseRedirect(request.path)
        return self._review_page(request, thing, refused)

    def _review_page(
        self, request: HttpRequest, thing: Any, refused: tuple[str, ...]
    ) -> TemplateResponse:
        guessed = [] if thing.is_approved else guess_checks(thing)
        told = {check.text for check in guessed}
        problems = [] if thing.is_approved else content_problems(thing)
        others = [ReviewCheck(one, blocks=True) for one in problems if one not in told]
        context = {
            **self.admin_site.each_context(request),
            "title": f"Review the {self.opts.verbose_name}",
            "subtitle": str(thing),
            "opts": self.opts,
            "thing": thing,
            "read": read(thing, request.user),
            "checks": [*guessed, *others],
            "may_confirm": decisions.may_confirm(request.user, thing),
            "deciding": deciding(thing, request.user),
            "decisions": list(thing.decisions.select_related("by")),
            "refused": refused,
            "typed_note": request.POST.get("note", "") if refused else "",
        }
        return TemplateResponse(request, "desk/review_thing.html", context)


class StagedAdmin(ReviewPages, StageActions, StageButtons, DeskAdmin):
    """Admin of what readers see once it is approved, and is no event."""

    actions = ["publish_edition"]  # and the moves between stages

    def get_list_display(self, request: HttpRequest) -> Any:
        return [*super().get_list_display(request), "stage"]

    def get_list_filter(self, request: HttpRequest) -> Any:
        return ["stage", *super().get_list_filter(request)]
