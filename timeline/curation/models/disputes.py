"""Points on which sources differ, with each answer and the excerpts that give it."""

from django.db import models
from simple_history.models import HistoricalRecords

from timeline.curation.models.base import PLAIN, Staged, not_empty, stage_rules
from timeline.curation.models.events import Event, Excerpt


class Dispute(Staged):
    """A question that sources answer differently. No answer is marked as the true one."""

    question = models.CharField(max_length=200, validators=PLAIN)
    note = models.TextField(
        blank=True,
        validators=PLAIN,
        help_text="What exactly differs, and what may explain it, without deciding.",
    )

    events = models.ManyToManyField(
        Event,
        blank=True,
        related_name="disputes_about",
        help_text=(
            "The events that show it. Left empty, those that its excerpts belong to; needed where "
            "a sentence that gives an answer belongs to another event than the one in question."
        ),
    )

    history = HistoricalRecords(m2m_fields=[events])

    class Meta:
        ordering = ["slug"]
        constraints = [not_empty("question", "dispute_has_question"), *stage_rules("dispute")]

    def __str__(self) -> str:
        return self.question


class Position(models.Model):
    """One answer to the question of a dispute."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="positions")
    answer = models.CharField(max_length=200, validators=PLAIN)
    note = models.TextField(blank=True, validators=PLAIN)
    excerpts = models.ManyToManyField(Excerpt, related_name="positions")

    history = HistoricalRecords(m2m_fields=[excerpts])

    class Meta:
        ordering = ["pk"]
        constraints = [
            not_empty("answer", "position_has_answer"),
            models.UniqueConstraint(fields=["dispute", "answer"], name="position_is_listed_once"),
        ]

    def __str__(self) -> str:
        return self.answer
