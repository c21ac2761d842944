"""What every curated thing has in common."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Cast, Concat, Length, StrIndex, Substr
from django.db.models.lookups import Exact, GreaterThan, LessThanOrEqual
from django.utils.text import capfirst

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


class Stage(models.TextChoices):
    """Where a thing is on its way to readers; only the actions of the desk change it."""

    DRAFT = "draft"  # being written; what was published before stays public meanwhile
    IN_REVIEW = "in-review", "in review"  # finished by its author, waiting for an editor
    APPROVED = "approved"  # the next edition publishes it as it is now
    WITHDRAWN = "withdrawn"  # the next edition ends its publication


class Staged(Curated):
    """A thing that readers see once somebody has approved it, as it was when they approved it.

    `hands` are the keys of all who changed what stands in it since it was last approved, each
    between commas; while it is approved, of those who had changed it before. None of them approves
    it where two people are needed. `since` is when it came to its stage.
    """

    Stage = Stage

    stage = models.CharField(max_length=20, choices=Stage, default=Stage.DRAFT, editable=False)
    since = models.DateTimeField(null=True, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    hands = models.TextField(blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, editable=False)

    decisions = GenericRelation(
        "curation.Decision", content_type_field="thing_type", object_id_field="thing_key"
    )
    assignments = GenericRelation(
        "curation.Assignment", content_type_field="thing_type", object_id_field="thing_key"
    )
    guesses = GenericRelation(
        "curation.Guess", content_type_field="thing_type", object_id_field="thing_key"
    )

    # What follows from what people do: no page shows that it differs, and going back to an old
    # version leaves it as it is.
    BOOKKEEPING: ClassVar = frozenset(
        {"id", "version", "since", "edited_by", "hands", "decided_by", "decided_at"}
    )

    edit_says: ClassVar[str] = ""  # of one just edited: what became of its stage, as a sentence

    class Meta:
        abstract = True

    @property
    def is_approved(self) -> bool:
        return self.stage == Stage.APPROVED

    def is_by(self, person: Any) -> bool:
        """Whether it holds changes of a person that nobody has approved without them."""
        return f",{person.pk}," in self.hands


def with_hand(hands: str, key: Any) -> str:
    """The `hands` of a thing that a person, by their key, has changed too."""
    return hands if f",{key}," in hands else f"{hands or ','}{key},"


def stage_rules(name: str) -> list[models.CheckConstraint]:
    """Named constraints on a `Staged` model: its stage, and who decided on it and when."""
    return [
        one_of("stage", Stage, f"{name}_stage_is_known"),
        models.CheckConstraint(
            condition=models.Q(stage__in=["approved", "withdrawn"], decided_at__isnull=False)
            | models.Q(stage__in=["draft", "in-review"], decided_at=None),
            name=f"{name}_decision_belongs_to_stage",
        ),
        models.CheckConstraint(
            condition=models.Q(decided_by=None, decided_at=None)
            | models.Q(decided_by__isnull=False, decided_at__isnull=False),
            name=f"{name}_decision_has_person_and_time",
        ),
    ]


class NameKind(models.TextChoices):
    """What a further name is."""

    NAME = "name", "name or spelling"
    NATIVE = "native", "name in its own language"
    EXONYM = "exonym", "form in another language"
    ACRONYM = "acronym"
    TITLE = "title", "title or description"


class Name(models.Model):
    """Another name or spelling under which sources speak of an actor or a place."""

    name = models.CharField(max_length=200, validators=PLAIN)
    language = models.CharField(
        max_length=35,
        default="en",
        validators=[validate_language],
        help_text="BCP 47 tag of the language it is written in: en, ar, fa.",
    )
    kind = models.CharField(max_length=10, choices=NameKind, default=NameKind.NAME)
    note = models.CharField(
        max_length=200, blank=True, validators=PLAIN, help_text="Who writes it so, if it matters."
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class ChoicesField(models.JSONField):
    """Values of one vocabulary, its `choices`: a list, stored in their order and each once.

    `some_of` holds the database to the same.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {"default": list, "blank": True}
        super().__init__(*args, **defaults | kwargs)

    def to_python(self, value: Any) -> Any:
        """The list as it is stored; what is no value of the vocabulary stays last, to be named."""
        if not isinstance(value, list):
            return value
        known = [choice for choice, _ in self.flatchoices if choice in value]
        return known + [one for one in value if one not in known]

    def validate(self, value: Any, model_instance: Any) -> None:
        known = [str(choice) for choice, _ in self.flatchoices]
        if not isinstance(value, list):
            raise ValidationError(f"“{value}” is not a list of some of: {', '.join(known)}.")
        unknown = [one for one in value if one not in known]
        if unknown:
            said = ", ".join(f"“{one}”" for one in unknown)
            are = "is" if len(unknown) == 1 else "are"
            raise ValidationError(f"{said} {are} not known. Known are: {', '.join(known)}.")

    def formfield(self, **kwargs: Any) -> Any:
        """A box for each value of the vocabulary."""
        own: dict[str, Any] = {
            "choices": self.flatchoices,
            "required": not self.blank,
            "label": capfirst(str(self.verbose_name)),
            "help_text": self.help_text,
            "widget": forms.CheckboxSelectMultiple,
        }
        return forms.MultipleChoiceField(**own | kwargs)


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


def some_of(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """A named constraint that holds a `ChoicesField` to values of its `TextChoices`.

    Neither engine can look into a list in a check, so the text of the list is compared with what it
    must read as: those of the values that occur in it, in the order of the vocabulary, each once.
    """
    text = Cast(field, models.TextField())
    parts: list[Any] = [
        models.Case(
            models.When(
                GreaterThan(StrIndex(text, models.Value(f'"{value}"')), 0),
                then=models.Value(f', "{value}"'),
            ),
            default=models.Value(""),
        )
        for value in choices.values
    ]
    inner = Substr(Concat(*parts), 3)  # without the first comma
    return models.CheckConstraint(
        condition=Exact(text, Concat(models.Value("["), inner, models.Value("]"))),
        name=name,
        violation_error_message=f"Choose some of: {', '.join(choices.values)}.",
    )


def not_empty(field: str, name: str) -> models.CheckConstraint:
    """A named constraint: the text must say something."""
    return models.CheckConstraint(
        condition=~models.Q(**{field: ""}),
        name=name,
        violation_error_message="This may not be empty.",
    )
