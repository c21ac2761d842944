"""Copies of the pages that sources were read from, and what a later look at the original found."""

from django.conf import settings
from django.db import models

from timeline.curation.models.base import PLAIN, not_empty
from timeline.curation.models.sources import Source
from timeline.curation.validators import validate_sha256


class PageCopy(models.Model):
    """The page of a source as it was taken in: a WACZ file, its digest, and perhaps a time stamp.

    `stamp` is a time-stamp token (RFC 3161) over the digest of the WACZ, in DER; empty where no
    authority was asked.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="copies")
    url = models.CharField(max_length=1000, blank=True, validators=PLAIN)
    made_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    wacz = models.BinaryField()
    sha256 = models.CharField(max_length=64, validators=[validate_sha256])
    stamp = models.BinaryField(default=bytes)
    stamped_by = models.CharField(max_length=300, blank=True, validators=PLAIN)

    class Meta:
        ordering = ["made_at", "pk"]
        default_permissions = ()
        constraints = [not_empty("sha256", "snapshot_has_its_digest")]

    def __str__(self) -> str:
        return f"{self.source.slug}, {self.made_at:%Y-%m-%d %H:%M} UTC"


class SourceCheck(models.Model):
    """One look at the original of a source: what it answered, and which quotes stand in it.

    `problem` says why nothing could be read. `standing` and `missing` are slugs of excerpts.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="checks")
    at = models.DateTimeField()
    url = models.CharField(max_length=1000, validators=PLAIN)
    problem = models.TextField(blank=True, validators=PLAIN)
    standing = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    moved = models.BooleanField(default=False, help_text="Whether its address led elsewhere.")

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.source.slug}, {self.at:%Y-%m-%d}"

    @property
    def stands(self) -> bool:
        """Whether the original was read and all that is quoted of it stands there."""
        return not self.problem and not self.missing

    @property
    def says(self) -> str:
        """What was found, as a sentence."""
        if self.problem:
            return f"It could not be read: {self.problem}"
        moved = f" It moved to {self.url}." if self.moved else ""
        if self.missing:
            named = ", ".join(self.missing)
            return f"Not there any more, of what is quoted: {named}.{moved}"
        return f"All that is quoted stands there ({len(self.standing)}).{moved}"
