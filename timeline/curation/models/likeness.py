"""Sources that are the same text or the same page, as a comparison of all of them finds.

None of it is ever published. `timeline.curation.actions.finding_twins` writes it whenever a
source is saved.
"""

from django.conf import settings
from django.db import models

from timeline.curation.models.base import PLAIN, at_most, one_of
from timeline.curation.models.sources import Source

APART_MAX = 500  # characters of the reason why two sources are counted apart


class SourcePrint(models.Model):
    """What is compared of a source: its address and its text, each as a digest.

    `made_of` is the digest of the text that the marks are of.
    """

    source = models.OneToOneField(
        Source, on_delete=models.CASCADE, primary_key=True, related_name="print"
    )
    address = models.CharField(max_length=64, blank=True, db_index=True)
    text_key = models.CharField(max_length=64, blank=True, db_index=True)
    made_of = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"What is compared of {self.source}"


class TextMark(models.Model):
    """A run of words of a source's text, as a number, by which like texts are found."""

    of = models.ForeignKey(SourcePrint, on_delete=models.CASCADE, related_name="marks")
    value = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["value", "of"], name="text_mark_by_value")]

    def __str__(self) -> str:
        return f"{self.value:x}"


class TwinKind(models.TextChoices):
    """How two sources are alike, the surest first."""

    TEXT = "text", "the same text"
    NEARLY = "nearly", "nearly the same text"
    ADDRESS = "address", "the same address"
    PART = "part", "one text within the other"


class Twin(models.Model):
    """Two sources that are alike; `first` was entered before `second`.

    `share` is how much of the shorter text is in the longer one, in per cent. `apart` is why both
    are counted as origins all the same: somebody's decision, which stays while they are alike.
    """

    Kind = TwinKind

    first = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=TwinKind)
    share = models.PositiveSmallIntegerField(default=0)
    apart = models.TextField(max_length=APART_MAX, blank=True, validators=PLAIN)
    apart_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    apart_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["first", "second"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="twin_is_named_once"),
            one_of("kind", TwinKind, "twin_kind_is_known"),
            at_most("apart", APART_MAX, "twin_reason_is_short"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="twin_is_named_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(apart="", apart_by=None, apart_at=None)
                | models.Q(apart_by__isnull=False, apart_at__isnull=False) & ~models.Q(apart=""),
                name="twin_is_set_apart_by_somebody_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first.slug} and {self.second.slug}: {self.get_kind_display()}"
