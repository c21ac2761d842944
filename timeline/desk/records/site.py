"""Admin of what the timeline says of itself: site, story, and what is known to be missing."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from timeline.curation.forms import GapForm
from timeline.curation.models import Clock, Gap, GapAddress, Site, Story, StoryStep
from timeline.desk.records.base import PartInline
from timeline.desk.records.reviewing import StagedAdmin
from timeline.desk.records.spellings import AnySpelling


class OnlyOne(StagedAdmin):
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
    list_display = ["name", "title"]
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
    list_display = ["heading"]
    fields = ["heading"]
    inlines = [StoryStepInline]
    parts = [(StoryStep, "story")]


class GapAddressInline(PartInline):
    model = GapAddress


@admin.register(Gap)
class GapAdmin(AnySpelling, StagedAdmin):
    spelled = ("line",)
    form = GapForm
    list_display = ["line", "date", "phase", "checked"]
    list_select_related = ["phase"]
    list_filter = ["phase"]
    search_fields = ["line", "slug", "addresses__publisher"]
    search_help_text = "Searches lines, slugs and publishers."
    prepopulated_fields = {"slug": ["line"]}
    fields = ["line", "slug", "date", "phase", "reason", "checked"]
    inlines = [GapAddressInline]
    parts = [(GapAddress, "gap")]
