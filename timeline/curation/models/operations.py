"""Acts that write many things at once, kept so that each can be undone as one."""

from django.conf import settings
from django.db import models

from timeline.curation.models.base import not_empty, one_of


class OperationKind(models.TextChoices):
    MERGE = "merge", "merge"
    LOAD = "load", "load of files"


class Operation(models.Model):
    """One merge, or one load of files.

    `rows` lists what it wrote: the model's name, the key, and the numbers of the rows of history
    before (none of what it made) and after. `moved` lists what has no history and went from one
    thing to another: the model's name, its field, the keys, and the key of what they came from.
    """

    Kind = OperationKind

    kind = models.CharField(max_length=10, choices=OperationKind)
    said = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    rows = models.JSONField(default=list)
    moved = models.JSONField(default=list)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ()
        constraints = [
            one_of("kind", OperationKind, "operation_kind_is_known"),
            not_empty("said", "operation_says_what"),
            models.CheckConstraint(
                condition=models.Q(undone_by=None, undone_at=None)
                | models.Q(undone_by__isnull=False, undone_at__isnull=False),
                name="operation_is_undone_by_somebody_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return self.said
