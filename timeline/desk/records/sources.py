"""Admin of sources."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from timeline.curation import twins
from timeline.curation.forms import SourceForm
from timeline.curation.models import Source
from timeline.desk.links import twins_url
from timeline.desk.records.renaming import RenamePages
from timeline.desk.records.reviewing import StagedAdmin
from timeline.desk.records.spellings import AnySpelling
from timeline.desk.source_desk import SourceDesk
from timeline.text import dates

_EXCERPTS = 50  # that a source's form lists


@admin.register(Source)
class SourceAdmin(AnySpelling, SourceDesk, RenamePages, StagedAdmin):
    spelled = ("title", "publisher__name", "byline")
    form = SourceForm
    list_display = [
        "title",
        "publisher",
        "published_phrase",
        "kind",
        "language",
        "has_text",
        "read",
    ]
    list_select_related = ["publisher"]
    list_filter = ["kind", "language", ("publisher", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["title", "slug", "publisher__name", "byline", "url"]
    search_help_text = "Searches titles, publishers, bylines, addresses and slugs."
    autocomplete_fields = ["publisher", "republishes"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["published_phrase", "excerpts_from_it", "text_from", "file_sha256"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "publisher", "byline", "kind", "language"]}),
        ("Published", {"fields": ["published", "published_phrase", "published_note"]}),
        ("Where it is", {"fields": ["url", "archived_url", "rights"]}),
        ("Origin", {"fields": ["republishes", "note"]}),
        (
            "Text",
            {
                "fields": ["text", "text_sha256", "text_from", "file_sha256"],
                "description": "The whole text as you read it. It is never public; the quotes of "
                "excerpts are looked up in it.",
            },
        ),
        ("Excerpts", {"fields": ["excerpts_from_it"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Source]:
        """Lists and suggestions do without the texts, which are long."""
        found: models.QuerySet[Source] = super().get_queryset(request)
        found = found.select_related("publisher")
        page = request.resolver_match.url_name if request.resolver_match else None
        if page not in {"curation_source_changelist", "autocomplete"}:
            return found
        return found.defer("text").annotate(
            text_there=models.Case(
                models.When(text="", then=False), default=True, output_field=models.BooleanField()
            )
        )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        sets = super().get_fieldsets(request, obj)
        return sets if obj else sets[:-1]

    def desk_tools(self, request: HttpRequest, thing: Any) -> list[tuple[str, str]]:
        tools = super().desk_tools(request, thing)
        found = twins.twins_of(thing)
        return [*tools, (twins_url(thing), f"Twins ({len(found)})")] if found else tools

    def response_add(
        self, request: Any, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        self.tell_twins(request, obj)
        return response

    def response_change(self, request: Any, obj: Any) -> HttpResponse:
        response = super().response_change(request, obj)
        if request.desk_changed:
            self.tell_twins(request, obj)
        return response

    @admin.display(boolean=True, description="text", ordering="text_there")
    def has_text(self, source: Any) -> bool:
        return bool(source.text_there)

    @admin.display(description="desk")
    def read(self, source: Source) -> str:
        address = reverse("admin:curation_source_read", args=(source.pk,))
        return format_html(
            '<a href="{}" aria-label="Read and mark {}">Read and mark</a>', address, source.title
        )

    @admin.display(description="understood as", ordering="published")
    def published_phrase(self, source: Source) -> str:
        if not source.published:
            return ""
        try:
            return dates.parse(source.published).phrase
        except dates.DateError:
            return source.published

    @admin.display(description="excerpts")
    def excerpts_from_it(self, source: Source) -> str:
        rows = [
            (
                reverse("admin:curation_event_change", args=(excerpt.event_id,)),
                excerpt.event.title,
                excerpt.quote,
            )
            for excerpt in source.excerpts.select_related("event").order_by("event", "position")[
                :_EXCERPTS
            ]
        ]
        if not rows:
            return "None yet."
        items = format_html_join("", '<li><a href="{}">{}</a><br>{}</li>', rows)
        more = source.excerpts.count() - len(rows)
        if not more:
            return format_html('<ul class="desk-list">{}</ul>', items)
        read = reverse("admin:curation_source_read", args=(source.pk,))
        return format_html(
            '<ul class="desk-list">{}</ul>And {} more, under <a href="{}">Read and mark</a>.',
            items, more, read,
        )  # fmt: skip
