"""Excerpts that carry more than the event which they belong to."""

import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from timeline.curation.models.base import one_of
from timeline.curation.models.events import Event, Excerpt, Stance


class Tie(models.Model):
    """That an excerpt of another event carries this event too, with a stance of its own.

    A sentence is stored and quoted once, at the event that it is first of all about; whatever else
    it carries is tied to it. The event of the excerpt itself has no tie.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="ties")
    excerpt = models.ForeignKey(
        Excerpt,
        on_delete=models.PROTECT,
        related_name="ties",
        help_text="One of another event, whose sentence carries this event too.",
    )
    stance = models.CharField(max_length=10, choices=Stance, default=Stance.SUPPORTS)
    position = models.PositiveSmallIntegerField(
        default=0,
        blank=True,
        help_text="Its order, after the event’s own excerpts; left 0, it goes last.",
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["event", "position", "pk"]
        verbose_name = "excerpt of another event"
        verbose_name_plural = "excerpts of other events that carry this one too"
        constraints = [
            models.UniqueConstraint(fields=["event", "excerpt"], name="tie_is_made_once"),
            one_of("stance", Stance, "tie_stance_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.excerpt} for “{self.event}” ({self.get_stance_display()})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.position:
            last = self.event.ties.aggregate(last=models.Max("position"))["last"]
            self.position = (last or 0) + 1
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.excerpt_id and self.event_id and self.excerpt.event_id == self.event_id:
            raise ValidationError(
                {"excerpt": f"“{self.excerpt.slug}” is an excerpt of this event itself."},
                code="own_excerpt",
            )

    def as_excerpt(self) -> Excerpt:
        """The excerpt as it carries this event, with the tie's stance: to read, never to save."""
        excerpt = copy.copy(self.excerpt)
        excerpt.stance = self.stance
        return excerpt
