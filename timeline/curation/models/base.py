"""What every curated thing has in common."""

from typing import Any

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from timeline.curation.validators import validate_language, validate_plain

PLAIN = [validate_plain]


class Curated(models.Model):
    """Base of every named thing: a permanent slug, and the version its last writer saved.

    `version` rises by one with every save of the thing or of what belongs to it; a form that was
    opened at an older version may not overwrite a newer one (optimistic locking).
    """

    slug = models.SlugField(
        max_length=120,
        unique=True,
        help_text="Its permanent name in addresses: lower-case words joined by hyphens.",
    )
    former_slugs = models.JSONField(
        default=list,
        blank=True,
        editable=False,
        help_text="Slugs that it had before; addresses with them lead to the present one.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Name(models.Model):
    """Another name or spelling under which sources speak of an actor or a place."""

    name = models.CharField(max_length=200, validators=PLAIN)
    language = models.CharField(
        max_length=35,
        default="en",
        validators=[validate_language],
        help_text="BCP 47 tag of the language it is written in: en, ar, fa.",
    )
    note = models.CharField(
        max_length=200, blank=True, validators=PLAIN, help_text="Who writes it so, if it matters."
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


def at_most(field: str, characters: int, name: str) -> models.CheckConstraint:
    """A named constraint on the length of a text; SQLite does not enforce `max_length` itself."""
    return models.CheckConstraint(
        condition=LessThanOrEqual(Length(field), characters),
        name=name,
        violation_error_message=f"Write at most {characters} characters.",
    )


def one_of(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """A named constraint that holds a field to the values of its `TextChoices`."""
    known: dict[str, Any] = {f"{field}__in": choices.values}
    return models.CheckConstraint(
        condition=models.Q(**known),
        name=name,
        violation_error_message=f"Choose one of: {', '.join(choices.values)}.",
    )


def not_empty(field: str, name: str) -> models.CheckConstraint:
    """A named constraint: the text must say something."""
    return models.CheckConstraint(
        condition=~models.Q(**{field: ""}),
        name=name,
        violation_error_message="This may not be empty.",
    )
