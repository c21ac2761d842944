"""Who, where, by whom and in which chapter: what events refer to."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from simple_history.models import HistoricalRecords

from timeline.curation.models.base import (
    PLAIN,
    ChoicesField,
    Name,
    NameKind,
    Staged,
    not_empty,
    one_of,
    some_of,
    stage_rules,
)
from timeline.curation.validators import validate_url


class PublisherTrait(models.TextChoices):
    """What of a publisher bears on how its reports are to be read.

    Pages explain each in a sentence, so a trait says something of a named publisher: it is chosen
    by a curator, and never taken from the words of its `nature`.
    """

    STATE_OWNED = "state-owned", "owned or financed by a state"
    PARTY = "party", "published by a political party"
    AFFILIATED = "affiliated", "owned by, or close to, those whom its nature names"
    AUTHORITY = "authority", "an authority that speaks for itself"
    AGENCY = "agency", "news agency"
    REPOSTS = "reposts", "repeats what others have written"
    PERSONAL = "personal", "kept by one person"


NOT_DESCRIBED = "not described yet"  # of a publisher that came with a list of references


class Publisher(Staged):
    """Who publishes sources: a news agency, a newspaper, a court, a personal site."""

    Trait = PublisherTrait

    name = models.CharField(max_length=200, validators=PLAIN)
    nature = models.CharField(
        max_length=120,
        validators=PLAIN,
        help_text="What readers should know beside each quotation: “state-owned, Russia”.",
    )
    traits = ChoicesField(
        choices=Trait,
        help_text="Its page explains each of these to readers, in a sentence of its own.",
    )
    country = models.CharField(
        max_length=2,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{2}\Z", "Write two capital letters, such as IQ.")],
        help_text="ISO 3166-1 alpha-2 code of its seat.",
    )
    homepage = models.URLField(max_length=500, blank=True, validators=[validate_url])
    description = models.TextField(blank=True, validators=PLAIN)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            not_empty("name", "publisher_has_name"),
            some_of("traits", PublisherTrait, "publisher_traits_are_known"),
            *stage_rules("publisher"),
        ]

    def __str__(self) -> str:
        return self.name

    def traits_in_words(self) -> str:
        return "; ".join(str(PublisherTrait(trait).label) for trait in self.traits)


class ActorKind(models.TextChoices):
    PERSON = "person"
    STATE = "state"
    GOVERNMENT_BODY = "government-body", "government body"
    ARMED_FORCE = "armed-force", "armed force"
    ARMED_GROUP = "armed-group", "armed group"
    POLITICAL_GROUP = "political-group", "political group"
    COURT = "court-or-tribunal", "court or tribunal"
    INTERNATIONAL = "international-organisation", "international organisation"
    NEWS_MEDIA = "news-media", "news media"
    COMPANY = "company"
    # Speakers whom a source names only together: "officials of the ministry".
    COLLECTIVE = "collective"


class Actor(Staged):
    """A person, state, body, force or group that acts, speaks or is acted upon."""

    Kind = ActorKind

    name = models.CharField(max_length=200, validators=PLAIN)
    kind = models.CharField(max_length=30, choices=Kind)
    description = models.TextField(
        blank=True,
        validators=PLAIN,
        help_text="Who this is, neutrally and at the time: “Speaker of the parliament in 2020”.",
    )
    part_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The body that this one belongs to, whose events its own are too: a corps of an "
        "army. Not who led it, or worked for it.",
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            not_empty("name", "actor_has_name"),
            one_of("kind", ActorKind, "actor_kind_is_known"),
            *stage_rules("actor"),
            models.CheckConstraint(
                condition=models.Q(part_of=None) | ~models.Q(part_of=models.F("id")),
                name="actor_is_no_part_of_itself",
                violation_error_message="An actor cannot be a part of itself.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        _refuse_circle(self, "part_of", "is part of this actor")


class ActorName(Name):
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="names")

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "name", "language"], name="actor_name_is_listed_once"
            ),
            not_empty("name", "actor_name_says_something"),
            one_of("kind", NameKind, "actor_name_kind_is_known"),
        ]


def _refuse_circle(thing: models.Model, name: str, how: str) -> None:
    """Raise ValidationError where what a thing belongs to belongs to it."""
    outer, seen = getattr(thing, name), {thing.pk} if thing.pk else set()
    while outer is not None:
        if outer.pk in seen:
            message = f"“{getattr(thing, name)}” {how} already: a circle."
            raise ValidationError({name: message})
        seen.add(outer.pk)
        outer = getattr(outer, name)


class PlaceKind(models.TextChoices):
    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    AIRPORT = "airport"
    BASE = "base", "military base"
    BUILDING = "building"
    ISLAND = "island"
    OTHER = "other"


class Place(Staged):
    """Where things happen; a place may lie within another, which then covers its events too."""

    Kind = PlaceKind

    name = models.CharField(max_length=200, validators=PLAIN)
    kind = models.CharField(max_length=30, choices=Kind)
    within = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="contains"
    )
    latitude = models.DecimalField(
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text="Degrees north, WGS 84; a representative point for an area.",
    )
    longitude = models.DecimalField(
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text="Degrees east, WGS 84.",
    )
    description = models.TextField(blank=True, validators=PLAIN)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            not_empty("name", "place_has_name"),
            one_of("kind", PlaceKind, "place_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                # Not null, said aloud: a check that comes out as null is passed.
                | models.Q(latitude__isnull=False, longitude__isnull=False)
                & models.Q(latitude__gte=-90, latitude__lte=90),
                name="place_has_both_coordinates_or_none",
                violation_error_message="Give both latitude and longitude, or neither.",
            ),
            models.CheckConstraint(
                condition=models.Q(longitude=None)
                | models.Q(longitude__gte=-180, longitude__lte=180),
                name="place_longitude_is_on_earth",
            ),
            *stage_rules("place"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        _refuse_circle(self, "within", "lies within this place")


class PlaceName(Name):
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name", "language"], name="place_name_is_listed_once"
            ),
            not_empty("name", "place_name_says_something"),
            one_of("kind", NameKind, "place_name_kind_is_known"),
        ]


class Phase(Staged):
    """A chapter of the story; chapters have an order, not dates."""

    name = models.CharField(max_length=100, validators=PLAIN)
    description = models.CharField(max_length=300, blank=True, validators=PLAIN)
    position = models.PositiveSmallIntegerField(unique=True, help_text="Its place in the order.")

    history = HistoricalRecords()

    class Meta:
        ordering = ["position"]
        constraints = [not_empty("name", "phase_has_name"), *stage_rules("phase")]

    def __str__(self) -> str:
        return self.name
