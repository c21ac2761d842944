"""Admin of the questions on which sources differ."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from timeline.curation.forms import PositionFormSet
from timeline.curation.models import Dispute, Position
from timeline.desk.records.base import FIELD_OVERRIDES
from timeline.desk.records.reviewing import StagedAdmin
from timeline.desk.records.spellings import AnySpelling
from timeline.desk.records.widgets import SafeAutocompletes


class PositionInline(SafeAutocompletes, admin.StackedInline):  # type: ignore[type-arg]
    model = Position
    formset = PositionFormSet
    formfield_overrides = FIELD_OVERRIDES
    fields = ["answer", "excerpts", "note"]
    autocomplete_fields = ["excerpts"]
    verbose_name = "answer"
    verbose_name_plural = "answers, and the excerpts that give them"

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 2


@admin.register(Dispute)
class DisputeAdmin(AnySpelling, StagedAdmin):
    spelled = ("question", "positions__answer")
    list_display = ["question", "answers", "slug"]
    search_fields = ["question", "note", "slug", "positions__answer"]
    search_help_text = "Searches questions, notes, answers and slugs."
    prepopulated_fields = {"slug": ["question"]}
    fields = ["question", "slug", "note", "events"]
    autocomplete_fields = ["events"]
    inlines = [PositionInline]
    parts = [(Position, "dispute")]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Dispute]:
        counted = (
            Position.objects.filter(dispute=models.OuterRef("pk"))
            .order_by()
            .values("dispute")
            .annotate(n=models.Count("pk"))
            .values("n")
        )
        found: models.QuerySet[Dispute] = super().get_queryset(request)
        return found.annotate(answer_count=models.functions.Coalesce(models.Subquery(counted), 0))

    @admin.display(ordering="answer_count")
    def answers(self, dispute: Any) -> int:
        return int(dispute.answer_count)
