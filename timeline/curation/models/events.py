"""Events, the excerpts they stand on, who took part, and how they are linked."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from timeline.curation.models.base import (
    PLAIN,
    Staged,
    at_most,
    not_empty,
    one_of,
    stage_rules,
)
from timeline.curation.models.catalogue import Actor, Phase, Place
from timeline.curation.models.sources import Source
from timeline.curation.validators import validate_edtf, validate_language, validate_zone
from timeline.text import dates, local_times
from timeline.text.locators import locate

SUMMARY_MAX = 2000  # characters: some three hundred words
QUOTE_MAX = 400  # characters, a long sentence; the project quotes, it does not republish


class EventQuerySet(models.QuerySet["Event"]):
    def by_date(self) -> "EventQuerySet":
        """Earliest possible day first; an open start before all, on both engines."""
        return self.order_by(
            models.F("earliest").asc(nulls_first=True),
            models.F("latest").asc(nulls_last=True),
            "position",
            "slug",
        )

    def with_all(self) -> "EventQuerySet":
        """With everything an event is published with, in a fixed number of queries."""
        return self.select_related("phase").prefetch_related(
            "places",
            "about",
            "participations__actor",
            "excerpts__source__publisher",
            "excerpts__said_by",
            "ties__excerpt__source__publisher",
            "ties__excerpt__said_by",
            "links__target",
        )


class EventKind(models.TextChoices):
    ATTACK = "attack"
    MILITARY_OPERATION = "military-operation", "military operation"
    CASUALTIES = "casualties"
    THREAT = "threat"
    WARNING = "warning"
    STATEMENT = "statement"
    ACCUSATION = "accusation"
    DENIAL = "denial"
    DISCLOSURE = "disclosure"
    FINDING = "finding"
    LEGAL_STEP = "legal-step", "legal step"
    REQUEST = "request"
    REFUSAL = "refusal"
    DECISION = "decision"
    APPOINTMENT = "appointment"
    MEETING = "meeting"
    VISIT = "visit"
    AGREEMENT = "agreement"
    CEREMONY = "ceremony"
    DEVELOPMENT = "development"


class Importance(models.TextChoices):
    MAJOR = "major"
    MINOR = "minor"


class Event(Staged):
    """One dated happening and the curators' neutral account of it."""

    Kind = EventKind

    Importance = Importance

    title = models.CharField(max_length=160, validators=PLAIN)
    summary = models.TextField(
        max_length=SUMMARY_MAX,
        validators=PLAIN,
        help_text="What happened and who says so; neutral, in plain words.",
    )
    date = models.CharField(
        max_length=100,
        validators=[validate_edtf],
        help_text=(
            "EDTF, or as people write it: 2021-03-05, 2020-01, January 2020, late June 2020, "
            "[2023-02-23,2023-02-24] (one of two days), 2022-09-24/.. (since)."
        ),
    )
    date_basis = models.CharField(
        max_length=60,
        blank=True,
        validators=PLAIN,
        help_text="Shown beside the date: “day stated”, “worked out from ‘on Tuesday’”.",
    )
    date_note = models.TextField(
        blank=True, validators=PLAIN, help_text="The whole reasoning behind the date."
    )
    local_time = models.TimeField(null=True, blank=True, help_text="Only if a source states it.")
    zone = models.CharField(
        "time zone",
        max_length=50,
        blank=True,
        validators=[validate_zone],
        help_text="IANA name of the zone of the local time: Asia/Tokyo.",
    )
    fold = models.CharField(
        "which of two",
        max_length=6,
        blank=True,
        choices=[("first", "The first time that day"), ("second", "The second time that day")],
        help_text="Only of a time that clocks showed twice, because they were put back.",
    )
    wording = models.TextField(
        "worded differently",
        blank=True,
        validators=PLAIN,
        help_text="Where sources word the same thing in different ways, which is no disagreement.",
    )
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=30, choices=Kind)
    importance = models.CharField(max_length=10, choices=Importance, default=Importance.MINOR)
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Order among events of the same date; the lower first."
    )
    places = models.ManyToManyField(
        Place, blank=True, related_name="events", help_text="Where it happened, as a source says."
    )
    about = models.ManyToManyField(
        Place,
        blank=True,
        related_name="events_about",
        help_text="Places that it concerns, or that are spoken of, without its happening there.",
    )
    actors = models.ManyToManyField(Actor, through="Participation", related_name="events")

    # Bounds of `date`, kept so that the desk can sort and filter by them; null where it is open.
    earliest = models.DateField(null=True, editable=False)
    latest = models.DateField(null=True, editable=False)

    BOOKKEEPING: ClassVar = Staged.BOOKKEEPING | {"earliest", "latest", "locator"}

    objects = EventQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[places, about])

    class Meta:
        ordering = [
            models.F("earliest").asc(nulls_first=True),
            models.F("latest").asc(nulls_last=True),
            "position",
            "slug",
        ]
        permissions = [
            ("submit_event", "Can submit things for review"),
            ("approve_event", "Can approve, return or withdraw things"),
        ]
        constraints = [
            not_empty("title", "event_has_title"),
            not_empty("summary", "event_has_summary"),
            at_most("summary", SUMMARY_MAX, "event_summary_is_short"),
            at_most("title", 160, "event_title_is_short"),
            one_of("kind", EventKind, "event_kind_is_known"),
            one_of("importance", Importance, "event_importance_is_known"),
            *stage_rules("event"),
            models.CheckConstraint(
                condition=models.Q(local_time=None, zone="")
                | (models.Q(local_time__isnull=False) & ~models.Q(zone="")),
                name="event_time_and_zone_together",
                violation_error_message="Give a local time and its time zone, or neither.",
            ),
            models.CheckConstraint(
                condition=models.Q(earliest=None)
                | models.Q(latest=None)
                | models.Q(earliest__lte=models.F("latest")),
                name="event_bounds_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if bool(self.zone) != (self.local_time is not None):
            missing = "zone" if not self.zone else "local_time"
            raise ValidationError(
                {missing: "Give a local time and its time zone, or neither."}, code="time_and_zone"
            )
        self._clean_local_time()

    def _clean_local_time(self) -> None:
        """Refuse a time that never was, and one that was twice without which of them is meant."""
        try:
            validate_edtf(self.date)
            validate_zone(self.zone or "UTC")
        except ValidationError:
            return  # which is said of these fields already
        often, day = "once", None
        if self.local_time is not None and self.when.is_day and self.when.earliest:
            day = self.when.earliest
            often = local_times.how_often(day, self.local_time, self.zone)
        if often == "once" and self.fold:
            message = "Leave this out: no clock showed this time twice that day."
            raise ValidationError({"fold": message}, code="fold")
        if day is None or self.local_time is None or often == "once":
            return
        clock = f"{self.local_time:%H:%M}"
        before, after = local_times.offsets(day, self.local_time, self.zone)
        if often == "never":
            message = (
                f"“{clock}” never was in {self.zone} on {self.when.phrase}: clocks were put "
                f"forward past it, from {before} to {after}. Give a time before or after that, as "
                "the source states it, or none."
            )
            raise ValidationError({"local_time": message}, code="local_time_never_was")
        if not self.fold:
            message = (
                f"“{clock}” was twice in {self.zone} on {self.when.phrase}, because clocks were "
                f"put back: first at {before}, second at {after}. Say which is meant: first or "
                "second."
            )
            raise ValidationError({"fold": message}, code="local_time_was_twice")

    def save(self, *args: Any, **kwargs: Any) -> None:
        when = dates.parse(self.date)
        self.date, self.earliest, self.latest = when.edtf, when.earliest, when.latest
        super().save(*args, **kwargs)

    @property
    def when(self) -> dates.HistoricalDate:
        return dates.parse(self.date)

    def evidence(self) -> "list[Excerpt]":
        """The excerpts that carry the event: its own, then those of other events tied to it.

        A tied one has the stance of its tie: to read, never to save.
        """
        return [*self.excerpts.all(), *(tie.as_excerpt() for tie in self.ties.all())]


class Role(models.TextChoices):
    AGENT = "agent"  # did it, or is said to have done it
    TARGET = "target"
    SPEAKER = "speaker"
    ADDRESSEE = "addressee"
    PARTICIPANT = "participant"
    SUBJECT = "subject"  # spoken of or concerned
    HOST = "host"
    MEDIATOR = "mediator"


class Participation(models.Model):
    """That an actor takes part in an event, and as what."""

    Role = Role

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="participations")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="participations")
    role = models.CharField(max_length=20, choices=Role, default=Role.PARTICIPANT)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = "actor in this event"
        verbose_name_plural = "actors in this event"
        constraints = [
            models.UniqueConstraint(
                fields=["event", "actor", "role"], name="participation_is_listed_once"
            ),
            one_of("role", Role, "participation_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} ({self.get_role_display()})"


class Stance(models.TextChoices):
    SUPPORTS = "supports"
    DISPUTES = "disputes"
    CONTEXT = "context"


class Excerpt(models.Model):
    """A verbatim passage of a source that an event stands on.

    `prefix` and `suffix` are the words directly before and after the quote, needed where the source
    has the quote more than once (W3C Web Annotation, TextQuoteSelector).
    """

    Stance = Stance

    PASSAGE: ClassVar = frozenset({"source", "quote", "prefix", "suffix"})  # what it is a part of

    slug = models.SlugField(
        max_length=140,
        unique=True,
        blank=True,
        help_text="Its permanent name in addresses; left empty, it is made from the event’s.",
    )
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="excerpts")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="excerpts")
    quote = models.TextField(
        max_length=QUOTE_MAX,
        validators=PLAIN,
        help_text=f"Copied exactly as the source has it, at most {QUOTE_MAX} characters.",
    )
    prefix = models.CharField(max_length=120, blank=True, validators=PLAIN)
    suffix = models.CharField(max_length=120, blank=True, validators=PLAIN)
    stance = models.CharField(max_length=10, choices=Stance, default=Stance.SUPPORTS)
    said_by = models.ForeignKey(
        Actor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="said",
        help_text="Whose words stand in quotation marks in it; empty where it only reports.",
    )
    language = models.CharField(max_length=35, default="en", validators=[validate_language])
    translation = models.TextField(
        blank=True, validators=PLAIN, help_text="English, where the quote is not."
    )
    locator = models.CharField(
        max_length=100,
        blank=True,
        editable=False,
        validators=PLAIN,
        help_text="Where in the source: worked out from its text. Empty as long as none was read.",
    )
    position = models.PositiveSmallIntegerField(
        default=0, blank=True, help_text="Its order within the event; left 0, it goes last."
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["event", "position", "pk"]
        constraints = [
            not_empty("quote", "excerpt_has_quote"),
            not_empty("slug", "excerpt_has_slug"),
            at_most("quote", QUOTE_MAX, "excerpt_is_short"),
            one_of("stance", Stance, "excerpt_stance_is_known"),
        ]

    def __str__(self) -> str:
        return f"“{self.quote[:60]}{'…' if len(self.quote) > 60 else ''}”"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = self._next_slug()
        if not self.position:
            last = self.event.excerpts.aggregate(last=models.Max("position"))["last"]
            self.position = (last or 0) + 1
        if self.source.text:
            self.locator = self.place_in(self.source.text)
        super().save(*args, **kwargs)

    def place_in(self, text: str) -> str:
        """Where the quote stands in a text of its source, as `timeline.text.locators` says it."""
        return locate(
            self.quote, text, prefix=self.prefix, suffix=self.suffix, title=self.source.title
        )

    def _next_slug(self) -> str:
        """The event's slug and the first number that no excerpt, past ones included, has used."""
        base = self.event.slug
        number = 1
        used = set(
            Excerpt.history.filter(slug__startswith=f"{base}-").values_list("slug", flat=True)
        )
        while f"{base}-{number}" in used:
            number += 1
        return f"{base}-{number}"


class LinkKind(models.TextChoices):
    RESPONDS_TO = "responds-to", "responds to"
    CONTINUES = "continues"
    PART_OF = "part-of", "part of"


class EventLink(models.Model):
    """How a later or smaller event relates to an earlier or larger one."""

    Kind = LinkKind

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=20, choices=Kind)
    target = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        related_name="linked_from",
        verbose_name="event it links to",
    )
    note = models.CharField(max_length=200, blank=True, validators=PLAIN)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = "link to another event"
        verbose_name_plural = "links to other events"
        constraints = [
            models.UniqueConstraint(
                fields=["event", "kind", "target"], name="event_link_is_made_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(event=models.F("target")),
                name="event_does_not_link_to_itself",
                violation_error_message="An event cannot link to itself.",
            ),
            one_of("kind", LinkKind, "event_link_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.target}"
