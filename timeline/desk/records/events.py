"""Admin of events: writing them, with all that belongs to them, and moving them to publication."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import models
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from timeline.curation import actions
from timeline.curation.forms import (
    EventForm,
    EventLinkForm,
    ExcerptForm,
    ExcerptFormSet,
    TieForm,
)
from timeline.curation.models import Event, EventLink, Excerpt, Participation, Tie
from timeline.desk.finding import EVENT_TEXTS
from timeline.desk.records.base import FIELD_OVERRIDES, DeskAdmin, PartInline
from timeline.desk.records.merging import MergePages
from timeline.desk.records.renaming import RenamePages
from timeline.desk.records.spellings import AnySpelling
from timeline.desk.records.stages import StageActions, StageButtons
from timeline.desk.records.widgets import SafeAutocompletes
from timeline.text import dates

if TYPE_CHECKING:
    from datetime import date


class ExcerptInline(SafeAutocompletes, admin.StackedInline):  # type: ignore[type-arg]
    model = Excerpt
    form = ExcerptForm
    formset = ExcerptFormSet  # type: ignore[assignment]
    formfield_overrides = FIELD_OVERRIDES
    autocomplete_fields = ["source", "said_by"]
    readonly_fields = ["slug", "locator"]
    show_change_link = True
    fields = [
        "source",
        "quote",
        ("prefix", "suffix"),
        "stance",
        "said_by",
        "language",
        "translation",
        "locator",
        ("position", "slug"),
    ]

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Excerpt]:
        found: models.QuerySet[Excerpt] = super().get_queryset(request)
        return found.select_related("source__publisher", "said_by").defer("source__text")


class TieInline(PartInline):
    model = Tie
    form = TieForm
    autocomplete_fields = ["excerpt"]
    fields = ["excerpt", "stance", "position"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Tie]:
        found: models.QuerySet[Tie] = super().get_queryset(request)
        return found.select_related("excerpt")


class ParticipationInline(PartInline):
    model = Participation
    autocomplete_fields = ["actor"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Participation]:
        found: models.QuerySet[Participation] = super().get_queryset(request)
        return found.select_related("actor")


class EventLinkInline(PartInline):
    model = EventLink
    form = EventLinkForm
    fk_name = "event"
    autocomplete_fields = ["target"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[EventLink]:
        found: models.QuerySet[EventLink] = super().get_queryset(request)
        return found.select_related("target")


class HasExcerptFilter(admin.SimpleListFilter):
    title = "excerpts"
    parameter_name = "excerpts"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("none", "Has no excerpt"), ("some", "Has excerpts")]

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet[Any]
    ) -> models.QuerySet[Any]:
        if self.value() in {"none", "some"}:
            event = models.OuterRef("pk")
            own = models.Exists(Excerpt.objects.filter(event=event))
            has = own | models.Exists(Tie.objects.filter(event=event))
            return queryset.filter(has if self.value() == "some" else ~has)
        return queryset


@admin.register(Event)
class EventAdmin(AnySpelling, MergePages, RenamePages, StageActions, StageButtons, DeskAdmin):
    spelled = EVENT_TEXTS
    form = EventForm
    actions = ["publish_edition"]  # and the moves between stages
    list_display = [
        "date_phrase",
        "title",
        "phase",
        "kind",
        "stage",
        "importance",
        "excerpt_count",
        "edited_by",
    ]
    list_display_links = ["title"]
    list_select_related = ["phase", "edited_by"]
    list_filter = [
        "stage",
        "phase",
        "kind",
        "importance",
        HasExcerptFilter,
        ("excerpts__source__publisher", admin.RelatedOnlyFieldListFilter),
        ("places", admin.RelatedOnlyFieldListFilter),
    ]
    date_hierarchy = "earliest"
    search_fields = [
        "title",
        "summary",
        "slug",
        "excerpts__quote",
        "actors__name",
        "actors__names__name",
        "excerpts__said_by__name",
    ]
    search_help_text = "Searches titles, summaries, quotes, and actors by any of their names."
    autocomplete_fields = ["phase", "places", "about"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["understood_date"]
    fieldsets = [
        (
            "What happened",
            {"fields": ["title", "slug", "summary", "wording"]},
        ),
        (
            "When",
            {
                "fields": [
                    "date",
                    "understood_date",
                    "date_basis",
                    "date_note",
                    ("local_time", "zone", "fold"),
                ]
            },
        ),
        ("Where", {"fields": ["places", "about"]}),
        ("Its place in the story", {"fields": ["phase", "kind", "importance", "position"]}),
    ]
    inlines = [ExcerptInline, TieInline, ParticipationInline, EventLinkInline]
    parts = [(Excerpt, "event"), (Tie, "event"), (Participation, "event"), (EventLink, "event")]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Event]:
        found: models.QuerySet[Event] = super().get_queryset(request)
        return found.annotate(excerpts_there=_count_of(Excerpt) + _count_of(Tie))

    def save_formset(self, request: Any, form: Any, formset: Any, change: Any) -> None:
        """Further events that an edited excerpt carries are edited with it."""
        super().save_formset(request, form, formset, change)
        if formset.model is Excerpt:
            edited = [
                excerpt
                for excerpt, fields in formset.changed_objects
                if set(fields) - actions.EXCERPT_OWN_FIELDS
            ]
            request.desk_carried = actions.record_carried(edited, by=request.user)

    @admin.display(description="date", ordering=models.F("earliest").asc(nulls_first=True))
    def date_phrase(self, event: Event) -> str:
        return event.when.short

    @admin.display(description="excerpts", ordering="excerpts_there")
    def excerpt_count(self, event: Any) -> int:
        return int(event.excerpts_there)

    @admin.display(description="understood as")
    def understood_date(self, event: Event) -> str:
        """The date in words and its first and last possible day; empty before it is known."""
        try:
            when = dates.parse(event.date)
        except dates.DateError:
            return "–"
        if when.is_day:
            return when.phrase
        return f"{when.phrase} (earliest {_day(when.earliest)}, latest {_day(when.latest)})"


def _count_of(model: type[Excerpt | Tie]) -> Coalesce:
    """How many of these an event has, as an expression."""
    of_event = model._default_manager.filter(event=models.OuterRef("pk")).order_by()
    counted = of_event.values("event").annotate(n=models.Count("pk")).values("n")
    return Coalesce(models.Subquery(counted), 0)


def _day(day: "date | None") -> str:
    return "open" if day is None else f"{day.day} {day:%B} {day.year}"
