"""Excerpts that carry more than one event: tying them to further ones, and taking them off."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from timeline.curation.actions.editing import record_change
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Event, Excerpt, Tie
from timeline.curation.models.events import Stance


@transaction.atomic
def tie(excerpt: Excerpt, *, to: Event, stance: str = Stance.SUPPORTS, by: AbstractBaseUser) -> Tie:
    """Let an excerpt of another event carry this one too: an edit of it, which is a draft again.

    Refused for an excerpt of the event itself and for one that is tied to it already.
    """
    event: Any = Event.objects.select_for_update().get(pk=to.pk)
    made: Any = Tie(event=event, excerpt=excerpt, stance=stance)
    try:
        made.full_clean()
    except ValidationError as error:
        raise ActionRefusedError(error.messages) from error
    made._history_user = by
    made.save()
    event._change_reason = f"Excerpt {excerpt.slug} tied to it"[:100]
    record_change(event, by=by)
    tied: Tie = made
    return tied


@transaction.atomic
def untie(tied: Tie, *, by: AbstractBaseUser) -> None:
    """Take an excerpt of another event off this one: an edit of it, which is a draft again."""
    row: Any = tied
    event: Any = Event.objects.select_for_update().get(pk=tied.event_id)
    event._change_reason = f"Excerpt {tied.excerpt.slug} no longer tied to it"[:100]
    row._history_user = by
    row.delete()
    record_change(event, by=by)
