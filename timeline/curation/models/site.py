"""What a timeline says of itself: its site, its story, and what its curators know to be missing."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from simple_history.models import HistoricalRecords

from timeline.curation.models.base import PLAIN, Staged, at_most, not_empty, one_of, stage_rules
from timeline.curation.models.catalogue import Phase
from timeline.curation.models.events import Event
from timeline.curation.validators import (
    validate_edtf,
    validate_figures,
    validate_languages,
    validate_url,
    validate_zone,
)

SITE, STORY = "site", "story"  # the slugs of the one site and of its one story
FIGURED = [*PLAIN, validate_figures]  # texts in which an edition fills in its figures
CAPTION_MAX = 90  # characters of a step of the story
STEPS_MIN, STEPS_MAX = 5, 12  # steps of a story


def only_one(slug: str, name: str) -> models.CheckConstraint:
    """A named constraint: there is one thing of the kind, by this slug."""
    return models.CheckConstraint(
        condition=models.Q(slug=slug),
        name=name,
        violation_error_message=f"There is only one, and its slug is “{slug}”.",
    )


class Site(Staged):
    """What this timeline is called and says of itself.

    In heading, standfirst, introduction, method and coverage a figure of the edition stands in
    braces, such as `{events}` (`timeline.text.figures`).
    """

    slug = models.SlugField(max_length=120, unique=True, default=SITE)
    name = models.CharField(
        max_length=60, validators=PLAIN, help_text="What the site is called: a word or two."
    )
    title = models.CharField(
        max_length=120,
        validators=PLAIN,
        help_text="What it is about, in a phrase: for windows, feeds and share pictures.",
    )
    heading = models.CharField(
        max_length=200, validators=FIGURED, help_text="What happened, in a sentence or two."
    )
    standfirst = models.TextField(
        validators=[*FIGURED, MaxLengthValidator(500)],
        help_text="What the reader finds here, with what they should know of it said once.",
    )
    introduction = models.TextField(
        blank=True, validators=FIGURED, help_text="The whole story in a paragraph."
    )
    method = models.TextField(
        blank=True,
        validators=FIGURED,
        help_text="Which events belong here, and what the reader should know of the sources.",
    )
    coverage = models.TextField(
        blank=True,
        validators=[*FIGURED, MaxLengthValidator(700)],
        help_text="What the edition rests on and what is missing, in two sentences.",
    )
    languages = models.CharField(
        max_length=100,
        blank=True,
        validators=[validate_languages],
        help_text="The languages that its curators read, as BCP 47 tags: en, ar, fa.",
    )
    licence = models.CharField(
        max_length=60,
        validators=PLAIN,
        help_text="Under which its own words may be used: CC BY 4.0.",
    )
    licence_url = models.URLField(
        "address of the licence", max_length=500, validators=[validate_url]
    )
    contact = models.CharField(
        max_length=200,
        blank=True,
        validators=PLAIN,
        help_text="Who publishes it, and how they are reached.",
    )

    history = HistoricalRecords()

    class Meta:
        constraints = [
            only_one(SITE, "site_is_only_one"),
            not_empty("name", "site_has_name"),
            not_empty("title", "site_has_title"),
            not_empty("heading", "site_has_heading"),
            not_empty("standfirst", "site_has_standfirst"),
            *stage_rules("site"),
        ]

    def __str__(self) -> str:
        return self.name


class Clock(models.Model):
    """A place on whose clock the hours of events are shown, beside that of the source."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="clocks")
    name = models.CharField(max_length=60, validators=PLAIN, help_text="As readers know the place.")
    zone = models.CharField(
        max_length=50, validators=[validate_zone], help_text="IANA name of its time zone."
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            not_empty("name", "clock_has_name"),
            models.UniqueConstraint(fields=["site", "name"], name="clock_is_listed_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Story(Staged):
    """The way through the timeline that its front page leads: some of its events, in an order."""

    slug = models.SlugField(max_length=120, unique=True, default=STORY)
    heading = models.CharField(
        max_length=90,
        validators=PLAIN,
        help_text="Stands over its steps: “In six steps”.",
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "stories"
        constraints = [
            only_one(STORY, "story_is_only_one"),
            not_empty("heading", "story_has_heading"),
            *stage_rules("story"),
        ]

    def __str__(self) -> str:
        return self.heading


class StoryStep(models.Model):
    """One step: an event, and what the story says of it."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="steps")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="steps")
    caption = models.CharField(
        max_length=CAPTION_MAX,
        validators=PLAIN,
        help_text="What happened and who says so; neutral, and no more than the excerpts say.",
    )
    position = models.PositiveSmallIntegerField(default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "step"
        ordering = ["position", "pk"]
        constraints = [
            not_empty("caption", "step_has_caption"),
            at_most("caption", CAPTION_MAX, "step_caption_is_short"),
            models.UniqueConstraint(fields=["story", "event"], name="step_is_made_once"),
        ]

    def __str__(self) -> str:
        return self.caption


class Gap(Staged):
    """A happening that the curators know of and that none of the documents read tells.

    It is no event: nothing is quoted for it, nothing rests on it, and no count holds it.
    """

    line = models.CharField(
        max_length=200, validators=PLAIN, help_text="What it is, in one neutral line of our own."
    )
    date = models.CharField(
        max_length=100,
        validators=[validate_edtf],
        help_text="EDTF; when it was, as the pages at its addresses date it.",
    )
    phase = models.ForeignKey(
        Phase, on_delete=models.PROTECT, null=True, blank=True, related_name="gaps"
    )
    reason = models.CharField(
        max_length=300,
        validators=PLAIN,
        help_text="Why the timeline does not tell it: “None of the documents read tells it.”",
    )
    checked = models.DateField(
        null=True,
        blank=True,
        help_text="The day on which a person last opened its addresses; empty while nobody has.",
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["date", "slug"]
        constraints = [
            not_empty("line", "gap_has_line"),
            not_empty("reason", "gap_has_reason"),
            *stage_rules("gap"),
        ]

    def __str__(self) -> str:
        return self.line

    def clean(self) -> None:
        super().clean()
        if self.line and self.line[-1] in ".;:":
            raise ValidationError({"line": "It stands in a list: leave out what ends it."})


class AddressKind(models.TextChoices):
    PRIMARY = "primary", "primary source, or a page that carries its text"
    NEWS = "news", "news"
    REFERENCE = "reference", "reference work"


class GapAddress(models.Model):
    """Where a gap is told in public, by a page that was not read for the timeline."""

    Kind = AddressKind

    gap = models.ForeignKey(Gap, on_delete=models.CASCADE, related_name="addresses")
    publisher = models.CharField(max_length=120, validators=PLAIN)
    kind = models.CharField(max_length=20, choices=AddressKind, default=AddressKind.NEWS)
    published = models.CharField(
        max_length=100,
        blank=True,
        validators=[validate_edtf],
        help_text="EDTF; empty when the day was not seen.",
    )
    url = models.URLField("address", max_length=500, validators=[validate_url])

    history = HistoricalRecords()

    class Meta:
        verbose_name = "address"
        verbose_name_plural = "addresses"
        ordering = ["pk"]
        constraints = [
            not_empty("publisher", "gap_address_has_publisher"),
            one_of("kind", AddressKind, "gap_address_kind_is_known"),
            models.UniqueConstraint(fields=["gap", "url"], name="gap_address_is_listed_once"),
        ]

    def __str__(self) -> str:
        return self.publisher
