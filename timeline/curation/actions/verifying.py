"""What a new text of a source means for the events that quote it."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from timeline.curation.actions.review import return_to_draft
from timeline.curation.models import Event, Source
from timeline.curation.proof import fallen


@transaction.atomic
def return_unverified(source: Source, *, by: AbstractBaseUser) -> list[Event]:
    """Return to draft each approved event with an excerpt that the source's text does not prove.

    What is public of them stays so; they cannot be approved again until their excerpts stand.
    """
    unproven = fallen(source.excerpts.all(), source.text)
    events = Event.objects.filter(
        pk__in={excerpt.event_id for excerpt in unproven}, stage=Event.Stage.APPROVED
    )
    reason = f"An excerpt does not stand in the new text of {source.slug}"
    return [return_to_draft(event, by=by, reason=reason[:100]) for event in events.order_by("pk")]
