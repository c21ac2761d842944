"""Who works on what next, and who is told by mail: neither published nor part of the dataset."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Assignment(models.Model):
    """That a person does what a thing needs next: mend a draft, or decide on what is in review.

    It holds as long as the thing stays in its stage (`at` is after its `since`): another stage asks
    for another kind of work.
    """

    thing_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    thing_key = models.PositiveBigIntegerField()
    thing = GenericForeignKey("thing_type", "thing_key")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["thing_type", "thing_key"], name="assignment_once_a_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thing_type} {self.thing_key}, assigned to {self.person}"


class Notices(models.Model):
    """Of what a person wants to be told by mail; of nothing, as long as they say so nowhere."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    returned = models.BooleanField(
        "something I changed is returned, or its approval taken back", default=False
    )
    approved = models.BooleanField("something I changed is approved", default=False)
    assigned = models.BooleanField("something is assigned to me", default=False)
    daily = models.BooleanField("what waits for me, once a day", default=False)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"notices to {self.person}"

    def wants(self, what: str) -> bool:
        """Whether they want to be told of it: `returned`, `approved`, `assigned` or `daily`."""
        wanted: Any = getattr(self, what)
        return bool(wanted)
