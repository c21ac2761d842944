"""Admin of excerpts by themselves: to find them, see their history and go back to a version."""

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from timeline.curation import actions
from timeline.curation.forms import ExcerptForm
from timeline.curation.models import Event, Excerpt
from timeline.desk.records.base import DeskAdmin
from timeline.desk.records.spellings import AnySpelling


@admin.register(Excerpt)
class ExcerptAdmin(AnySpelling, DeskAdmin):
    """Excerpts are added and removed on the page of their event; here they can be corrected too."""

    spelled = ("quote", "event__title", "said_by__name")
    form = ExcerptForm
    list_display = ["slug", "short_quote", "event", "source", "stance", "said_by"]
    list_select_related = ["event", "source__publisher", "said_by"]
    list_filter = ["stance", "language", ("source__publisher", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["quote", "slug", "event__title", "source__title", "said_by__name"]
    search_help_text = "Searches quotes, slugs, titles of events and sources, and who says it."
    autocomplete_fields = ["source", "said_by"]
    readonly_fields = ["event", "carries", "slug", "locator"]
    fields = [
        "event",
        "carries",
        "slug",
        "source",
        "quote",
        ("prefix", "suffix"),
        "stance",
        "said_by",
        "language",
        "translation",
        "locator",
        "position",
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Excerpt]:
        found: models.QuerySet[Excerpt] = super().get_queryset(request)
        return found.defer("source__text")

    @admin.display(description="quote")
    def short_quote(self, excerpt: Excerpt) -> str:
        return str(excerpt)

    @admin.display(description="carries too")
    def carries(self, excerpt: Excerpt) -> str:
        """The further events that it is tied to."""
        return "; ".join(str(tie.event) for tie in excerpt.ties.select_related("event")) or "–"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def versioned(self, obj: Any) -> Event:
        event: Event = obj.event
        return event

    def record(self, request: Any, thing: Any) -> str:
        thing._history_user = request.user
        thing.save()
        thing.event._change_reason = f"Excerpt {thing.slug} edited"[:100]
        said = actions.record_change(thing.event, by=request.user)
        request.desk_carried = actions.record_carried([thing], by=request.user)
        return f"Its event is “{thing.event}”. {said}"

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        excerpt = self.get_object(request, object_id)
        if excerpt is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        self.message_user(
            request, "An excerpt is removed here, on the page of its event.", messages.WARNING
        )
        return HttpResponseRedirect(
            reverse("admin:curation_event_change", args=(excerpt.event_id,))
        )

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        context["show_delete"] = False
        return super().render_change_form(request, context, *args, **kwargs)
