"""What people say and decide about things on their way to publication, and who has what open.

None of it is ever published, and none of it is part of the dataset.
"""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from timeline.curation.models.base import PLAIN, at_most, not_empty, one_of
from timeline.curation.models.events import Event

NOTE_MAX = 1000  # characters of the reason for a decision
COMMENT_MAX = 2000
GUESS_WORDS_MAX = 300
FROM_FILES = "As the dataset’s files say."  # the note of a decision that a load made


class Comment(models.Model):
    """A remark on an event between those who work on it; open until somebody resolves it.

    What it says is never changed; `timeline.curation.actions` resolves it and opens it again.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    text = models.TextField(max_length=COMMENT_MAX, validators=PLAIN)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["written_at", "pk"]
        default_permissions = ()  # who may change an event may comment on it
        constraints = [
            not_empty("text", "comment_has_text"),
            at_most("text", COMMENT_MAX, "comment_is_short"),
            models.CheckConstraint(
                condition=models.Q(resolved_by=None, resolved_at=None)
                | models.Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="comment_is_resolved_by_somebody_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:60]}"


class DecisionKind(models.TextChoices):
    SUBMITTED = "submitted", "submitted for review"
    APPROVED = "approved"
    RETURNED = "returned", "returned to draft"
    TAKEN_BACK = "taken-back", "approval taken back"
    WITHDRAWN = "withdrawn"


class Decision(models.Model):
    """One move of a thing between stages: who made it, when, what of, and why."""

    Kind = DecisionKind

    thing_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    thing_key = models.PositiveBigIntegerField()
    thing = GenericForeignKey("thing_type", "thing_key")
    kind = models.CharField(max_length=20, choices=DecisionKind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(max_length=NOTE_MAX, blank=True, validators=PLAIN)
    version = models.PositiveIntegerField(help_text="The version of the thing it was made on.")

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["thing_type", "thing_key", "at"], name="decision_of_thing")]
        constraints = [
            one_of("kind", DecisionKind, "decision_kind_is_known"),
            at_most("note", NOTE_MAX, "decision_note_is_short"),
            models.CheckConstraint(
                condition=~models.Q(kind__in=["returned", "taken-back", "withdrawn"], note=""),
                name="decision_against_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} by {self.by}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A decision is a record of what was done; make another one.")
        super().save(*args, **kwargs)


class Guess(models.Model):
    """A value of a field that a program has filled in, and the words or the data it is read from.

    It is a guess as long as the field has this value and nobody has confirmed it.
    """

    thing_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    thing_key = models.PositiveBigIntegerField()
    thing = GenericForeignKey("thing_type", "thing_key")
    field = models.CharField(max_length=30)
    value = models.TextField(validators=PLAIN)
    words = models.CharField(max_length=GUESS_WORDS_MAX, validators=PLAIN)
    made_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name_plural = "guesses"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["thing_type", "thing_key", "field"], name="guess_is_kept_once_a_field"
            ),
            not_empty("value", "guess_has_value"),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None, confirmed_at=None)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="guess_is_confirmed_by_somebody_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.value}"


class Presence(models.Model):
    """That a person has the form of a thing open: a hint for others, which expires by itself."""

    kind = models.CharField(max_length=30)  # model name of the thing
    key = models.PositiveBigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen = models.DateTimeField(db_index=True)  # when the open page last said so

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "user"], name="presence_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}, open by {self.user}"
