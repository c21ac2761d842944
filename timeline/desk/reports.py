"""Admin of reports: a list to work through; each can be read and handled, and nothing else."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from timeline.desk.safe_lists import SafeLists
from timeline.reports import actions
from timeline.reports.forms import HandleForm
from timeline.reports.models import Report

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Report]
else:
    Base = admin.ModelAdmin


@admin.register(Report)
class ReportAdmin(SafeLists, Base):
    form = HandleForm
    list_display = ["reference", "title", "problem", "received_at", "state", "handled_by"]
    list_filter = ["state", "problem", "kind"]
    list_select_related = ["handled_by"]
    search_fields = ["reference", "slug", "title", "message", "answer"]
    search_help_text = "Searches references, slugs, titles, messages and answers."
    actions = None
    fields = [
        "reference",
        "thing",
        "edition",
        "problem",
        "text",
        "contact",
        "received_at",
        "state",
        "answer",
        "handled_by",
        "handled_at",
        "version",
    ]
    readonly_fields = [
        "reference",
        "thing",
        "edition",
        "problem",
        "text",
        "contact",
        "received_at",
        "handled_by",
        "handled_at",
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("edition", "handled_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # readers report, on the public page

    @admin.display(description="about")
    def thing(self, report: Report) -> SafeString:
        """The thing as the reader saw it, as it is published now, and at the desk."""
        path = report.path
        links = format_html(
            '<a href="{}?edition={}">{}</a> ({}; <a href="{}">as published now</a>',
            path, report.edition_id, report.title, report.get_kind_display(), path,
        )  # fmt: skip
        try:
            desk = reverse(f"admin:curation_{report.kind}_changelist")
        except NoReverseMatch:  # the timeline as a whole
            return format_html("{})", links)
        return format_html('{}; <a href="{}?q={}">at the desk</a>)', links, desk, report.slug)

    @admin.display(description="message")
    def text(self, report: Report) -> SafeString:
        return format_html('<span class="report-text" dir="auto">{}</span>', report.message)

    def save_model(self, request: Any, obj: Report, form: Any, change: bool) -> None:
        data = form.cleaned_data
        actions.handle(
            obj,
            by=request.user,
            state=data["state"],
            answer=data["answer"],
            version=data["version"],
        )

    def _changeform_view(
        self, request: Any, object_id: str | None, form_url: str, extra_context: Any
    ) -> HttpResponse:
        try:
            view: Any = super()._changeform_view  # type: ignore[misc]
            response: HttpResponse = view(request, object_id, form_url, extra_context)
        except actions.HandledMeanwhileError:
            # Between the form's own look and the save: the page is shown anew.
            self.message_user(
                request, "Not saved: somebody else handled this report just now.", "ERROR"
            )
            return HttpResponseRedirect(request.get_full_path())
        return response
