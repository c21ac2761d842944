"""What readers report: something published, in one edition, that they hold to be wrong.

Reports come from outside, against the way that data otherwise goes. They stay here: nothing public
reads them, and only a person of the desk carries what is right in them into the dataset.
"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse

from timeline.editions.kinds import in_edition, url_of
from timeline.editions.models import Edition

LONGEST = 4000  # characters of a message


class SubjectKind(models.TextChoices):
    """The kinds of published things that a report can be about."""

    EVENT = "event"
    SOURCE = "source"
    ACTOR = "actor"
    PLACE = "place"
    PUBLISHER = "publisher"
    DISPUTE = "dispute"
    GAP = "gap"
    TIMELINE = "timeline", "Timeline as a whole"


class ProblemKind(models.TextChoices):
    """What readers find wrong."""

    QUOTATION = "quotation", "A quotation is not what the source says"
    DATE = "date", "A date or an hour is wrong"
    TRANSLATION = "translation", "A translation is wrong"
    NAME = "name", "A name, a title or a description is wrong"
    MISSING = "missing-source", "A source is missing, or says otherwise"
    OTHER = "other", "Something else"


class State(models.TextChoices):
    NEW = "new", "new"  # nobody has looked at it
    LOOKED_AT = "looked-at", "looked at"  # somebody has, and is not done
    SETTLED = "settled", "settled"  # what was right in it is done, or will be with the next edition
    DECLINED = "declined", "declined"  # nothing follows from it; the answer says why


OPEN = (State.NEW, State.LOOKED_AT)  # somebody has still to answer


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> "ReportQuerySet":
        """Those that nobody has answered yet."""
        return self.filter(state__in=OPEN)


class Report(models.Model):
    """One report. `reference` is what the reader keeps of it; it cannot be guessed.

    `slug` is empty for a report on the timeline as a whole. No address and nothing else of the
    sender is kept but the e-mail address that they may give.
    """

    reference = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=20, choices=SubjectKind)
    slug = models.CharField(max_length=120, blank=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300, help_text="What the edition calls the thing.")
    problem = models.CharField("what is wrong", max_length=20, choices=ProblemKind)
    message = models.TextField(max_length=LONGEST)
    contact = models.EmailField("e-mail", blank=True)
    received_at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    answer = models.TextField(
        blank=True,
        max_length=LONGEST,
        help_text="What became of it. Whoever has the reference of the report can read this.",
    )
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    handled_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=SubjectKind.values), name="report_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(problem__in=ProblemKind.values), name="report_problem"
            ),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="report_state"),
            models.CheckConstraint(
                condition=models.Q(kind=SubjectKind.TIMELINE, slug="")
                | (~models.Q(kind=SubjectKind.TIMELINE) & ~models.Q(slug="")),
                name="report_names_its_thing",
            ),
            models.CheckConstraint(
                condition=~models.Q(message="")
                & models.Q(LessThanOrEqual(Length("message"), LONGEST)),
                name="report_message_length",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.NEW, handled_by=None, handled_at=None)
                | (
                    ~models.Q(state=State.NEW)
                    & models.Q(handled_by__isnull=False, handled_at__isnull=False)
                ),
                name="report_handled_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=OPEN) | ~models.Q(answer=""),
                name="report_closed_with_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"Report {self.reference}: {self.title}"

    @property
    def path(self) -> str:
        """Where the latest edition tells what the report is about."""
        return url_of(self.kind, self.slug) if self.slug else reverse("timeline")

    @property
    def read(self) -> str:
        """Where the edition that the reader read tells it."""
        if self.slug:
            return url_of(self.kind, self.slug, self.edition_id)
        return in_edition(reverse("timeline"), self.edition_id)


class SoughtWord(models.Model):
    """A word that readers looked for and no event has, and how often: nothing else is kept."""

    LONGEST = 40  # characters

    word = models.CharField(max_length=LONGEST, unique=True)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-count", "word"]

    def __str__(self) -> str:
        return self.word
