"""Sources: the pages and documents that excerpts are copied from."""

import hashlib
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from timeline.curation.models.base import PLAIN, Staged, not_empty, one_of, stage_rules
from timeline.curation.models.catalogue import Publisher
from timeline.curation.validators import (
    validate_edtf,
    validate_language,
    validate_sha256,
    validate_url,
)


class SourceKind(models.TextChoices):
    ARTICLE = "article"
    INTERVIEW = "interview"
    STATEMENT = "statement"
    CAPTION = "caption"
    BLOG_POST = "blog-post", "blog post"
    REPOST = "repost"
    OTHER = "other"


class Source(Staged):
    """One document as one publisher put it out.

    A copy of another publisher's text `republishes` that source; both then have one origin, the
    publisher at the end of the chain. `text` is a snapshot for curators alone: it is never public,
    never in the dataset and never in an edition; its digest is.
    """

    Kind = SourceKind

    title = models.CharField(max_length=300, validators=PLAIN)
    publisher = models.ForeignKey(Publisher, on_delete=models.PROTECT, related_name="sources")
    byline = models.CharField(max_length=200, blank=True, validators=PLAIN)
    published = models.CharField(
        max_length=100,
        blank=True,
        validators=[validate_edtf],
        help_text="When it was published, in EDTF: 2020-07-22, [2020-07-21,2020-07-22].",
    )
    published_note = models.TextField(
        blank=True, validators=PLAIN, help_text="How the date of publication is known."
    )
    url = models.URLField("address", max_length=1000, blank=True, validators=[validate_url])
    archived_url = models.URLField(
        "archived address", max_length=1000, blank=True, validators=[validate_url]
    )
    language = models.CharField(max_length=35, default="en", validators=[validate_language])
    kind = models.CharField(max_length=30, choices=Kind, default=Kind.ARTICLE)
    rights = models.CharField(max_length=300, blank=True, validators=PLAIN)
    republishes = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="republications",
        help_text="The source whose text this one repeats; both count as one origin.",
    )
    note = models.TextField(blank=True, validators=PLAIN)
    text = models.TextField(
        blank=True,
        validators=PLAIN,
        help_text="A snapshot of the whole text, seen by curators only. Excerpts are proven by it.",
    )
    text_sha256 = models.CharField(
        "SHA-256 of the text",
        max_length=64,
        blank=True,
        validators=[validate_sha256],
        help_text="Digest of the text in UTF-8: filled in from the text when there is one.",
    )
    text_from = models.CharField(
        "where the text is from",
        max_length=200,
        blank=True,
        editable=False,
        validators=PLAIN,
        help_text="How the snapshot was made: pasted, or from which file and by what.",
    )
    file_sha256 = models.CharField(
        "SHA-256 of the file",
        max_length=64,
        blank=True,
        editable=False,
        validators=[validate_sha256],
        help_text="Digest of the uploaded file that the text was taken from.",
    )

    history = HistoricalRecords()

    # A source of the same text that came first, where nobody has said yet how the two stand to
    # each other: `timeline.curation.twins` sets it on what is being counted.
    same_as: "ClassVar[Source | None]" = None

    class Meta:
        ordering = ["slug"]
        constraints = [
            not_empty("title", "source_has_title"),
            one_of("kind", SourceKind, "source_kind_is_known"),
            *stage_rules("source"),
            models.CheckConstraint(
                condition=models.Q(text="") | ~models.Q(text_sha256=""),
                name="source_text_has_its_digest",
            ),
            models.CheckConstraint(
                condition=models.Q(republishes=None) | ~models.Q(republishes=models.F("id")),
                name="source_does_not_republish_itself",
                violation_error_message="A source cannot republish itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.publisher.name})"

    def clean(self) -> None:
        super().clean()
        if self.text:
            digest = hashlib.sha256(self.text.encode()).hexdigest()
            if self.text_sha256 and self.text_sha256 != digest and self._text_is_unchanged():
                raise ValidationError(
                    {
                        "text_sha256": f"“{self.text_sha256}” is not the digest of the text, "
                        f"which is {digest}."
                    }
                )
            self.text_sha256 = digest
        self._refuse_circle()

    def _text_is_unchanged(self) -> bool:
        """Whether the text is as stored, so that only its digest was edited."""
        stored = Source.objects.filter(pk=self.pk).values_list("text", flat=True).first()
        return stored == self.text

    def _refuse_circle(self) -> None:
        repeated, seen = self.republishes, {self.pk} if self.pk else set()
        while repeated is not None:
            if repeated.pk in seen:
                raise ValidationError(
                    {"republishes": f"“{self.republishes}” repeats this source already: a circle."}
                )
            seen.add(repeated.pk)
            repeated = repeated.republishes

    @property
    def origin(self) -> "Source":
        """The source whose words these are: the end of the chain of republication, and beyond it
        what is known to be the same text (one query a step)."""
        source: Source = self
        while (before := source.republishes or source.same_as) is not None:
            source = before
        return source
