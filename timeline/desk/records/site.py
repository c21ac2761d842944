"""Admin of what the timeline says of itself: site, story, and what is known to be missing."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from timeline.curation import actions
from timeline.curation.errors import ActionRefusedError
from timeline.curation.forms import GapForm
from timeline.curation.models import Clock, Gap, GapAddress, Site, Story, StoryStep
from timeline.desk.records.base import DeskAdmin, PartInline
from timeline.desk.safe_lists import is_key
from timeline.editions.build import text_document
from timeline.editions.diff import field_changes
from timeline.editions.models import Record

if TYPE_CHECKING:
    ApproveBase = admin.ModelAdmin[Any]
else:
    ApproveBase = object


class ApprovePages(ApproveBase):
    """Mixin of a `DeskAdmin`: a page that shows what changes for readers, and approves it."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.approve_view)
        name = f"curation_{self.opts.model_name}_approve"
        return [path("<path:object_id>/approve/", view, name=name), *super().get_urls()]

    def has_approve_permission(self, request: Any) -> bool:
        return bool(request.user.has_perm("curation.approve_event"))

    def desk_tools(self, request: Any, thing: Any) -> list[tuple[str, str]]:
        tools: list[tuple[str, str]] = super().desk_tools(request, thing)  # type: ignore[misc]
        if self.has_view_permission(request, thing):
            name = f"admin:curation_{self.opts.model_name}_approve"
            tools.append((reverse(name, args=(thing.pk,)), "Review"))
        return tools

    def approve_view(self, request: Any, object_id: str) -> HttpResponse:
        """What readers would read otherwise, and what keeps it from approval; POST approves."""
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        thing = self.get_object(request, object_id) if is_key(object_id) else None
        if thing is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        if request.method != "POST":
            if not self.has_view_permission(request, thing):
                raise PermissionDenied
            return self._approve_page(request, thing)
        if not self.has_approve_permission(request):
            raise PermissionDenied
        if request.POST.get("version") != str(thing.version):
            said = "Not approved: it was changed since you opened this page. Read it again."
            self.message_user(request, said, messages.ERROR)
            return HttpResponseRedirect(request.path)
        try:
            actions.approve_text(thing, by=request.user)
        except ActionRefusedError as refused:
            self.message_user(
                request, f"Not approved: {' '.join(refused.problems)}", messages.ERROR
            )
            return HttpResponseRedirect(request.path)
        said = f"“{thing}” was approved: the next edition publishes it."
        self.message_user(request, said, messages.SUCCESS)
        name = f"admin:curation_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=(thing.pk,)))

    def _approve_page(self, request: HttpRequest, thing: Any) -> TemplateResponse:
        kind = str(self.opts.model_name)
        public = Record.objects.current().filter(kind=kind, slug=thing.slug).first()
        before = public.document if public else {}
        context = {
            **self.admin_site.each_context(request),
            "title": f"Review the {self.opts.verbose_name}",
            "subtitle": str(thing),
            "opts": self.opts,
            "original": thing,
            "public": public,
            "changes": field_changes(before, text_document(thing)),
            "problems": list(actions.text_problems(thing, by=request.user)),
            "may_approve": self.has_approve_permission(request),
        }
        return TemplateResponse(request, "desk/approve.html", context)


class TextAdmin(ApprovePages, DeskAdmin):
    """A text of the timeline's own: whoever changes it leaves it to be approved."""

    @admin.display(boolean=True)
    def approved(self, thing: Any) -> bool:
        return bool(thing.is_approved)


class OnlyOne(TextAdmin):
    """A thing of which there is one: made when there is none yet, under a slug of its own."""

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Leads to the one that there is, where there is one."""
        there = self.model._default_manager.only("pk").first()
        if there is not None and self.has_add_permission(request):
            name = f"admin:curation_{self.opts.model_name}_change"
            return HttpResponseRedirect(reverse(name, args=(there.pk,)))
        return super().add_view(request, *args, **kwargs)


class ClockInline(PartInline):
    model = Clock
    verbose_name_plural = "clocks on which hours are shown"


@admin.register(Site)
class SiteAdmin(OnlyOne):
    list_display = ["name", "title", "approved"]
    fields = [
        "name", "title", "heading", "standfirst", "introduction", "method", "coverage",
        "languages", ("licence", "licence_url"), "contact",
    ]  # fmt: skip
    inlines = [ClockInline]
    parts = [(Clock, "site")]


class StoryStepInline(PartInline):
    model = StoryStep
    fields = ["position", "event", "caption"]
    autocomplete_fields = ["event"]


@admin.register(Story)
class StoryAdmin(OnlyOne):
    list_display = ["heading", "approved"]
    fields = ["heading"]
    inlines = [StoryStepInline]
    parts = [(StoryStep, "story")]


class GapAddressInline(PartInline):
    model = GapAddress


@admin.register(Gap)
class GapAdmin(TextAdmin):
    form = GapForm
    list_display = ["line", "date", "phase", "checked", "approved"]
    list_select_related = ["phase"]
    list_filter = ["phase"]
    search_fields = ["line", "slug", "addresses__publisher"]
    search_help_text = "Searches lines, slugs and publishers."
    prepopulated_fields = {"slug": ["line"]}
    fields = ["line", "slug", "date", "phase", "reason", "checked"]
    inlines = [GapAddressInline]
    parts = [(GapAddress, "gap")]
