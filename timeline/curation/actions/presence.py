"""Who has the form of a thing open: a hint for the next person, which never stops anybody.

Rows expire when the open page stops saying that it is there. They are no curated state: they have
no history, and losing them loses nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from timeline.curation.best_effort import best_effort
from timeline.curation.models import Presence

STAYS = timedelta(minutes=3)  # after the last sign of life; an open page gives one a minute


@dataclass(frozen=True, slots=True)
class OtherPresence:
    """Another person who has the thing open, and since when."""

    name: str
    since: datetime


def note_open(thing: models.Model, *, by: AbstractBaseUser, now: datetime) -> list[OtherPresence]:
    """Note that `by` has the form of a thing open, and answer who else has, the first one first.

    Where another writer would have to be waited for, nothing is noted.
    """
    kind, key = str(thing._meta.model_name), thing.pk

    def note() -> None:
        Presence.objects.filter(seen__lt=now - STAYS).delete()
        mine = Presence.objects.filter(kind=kind, key=key, user_id=by.pk)
        if not mine.update(seen=now):
            Presence.objects.get_or_create(
                kind=kind, key=key, user_id=by.pk, defaults={"since": now, "seen": now}
            )

    best_effort(note)
    others = Presence.objects.filter(kind=kind, key=key).exclude(user_id=by.pk)
    return [
        OtherPresence(row.user.get_full_name() or row.user.get_username(), row.since)
        for row in others.select_related("user").order_by("since", "pk")
    ]


def note_closed(thing: models.Model, *, by: AbstractBaseUser) -> None:
    """Note that `by` is done with a thing, unless another writer would have to be waited for."""
    kind = str(thing._meta.model_name)
    best_effort(Presence.objects.filter(kind=kind, key=thing.pk, user_id=by.pk).delete)
