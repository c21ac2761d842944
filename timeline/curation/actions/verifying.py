"""What a new text of a source means for the events that quote it."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q

from timeline.curation.actions.review import return_to_draft
from timeline.curation.models import Event, Source
from timeline.curation.proof import fallen


@transaction.atomic
def return_unverified(source: Source, *, by: AbstractBaseUser) -> list[Event]:
    """Return to draft each approved event with an excerpt, its own or tied, that is not proven now.

    What is public of them stays so; they cannot be approved again until their excerpts stand.
    """
    unproven = fallen(source.excerpts.all(), source.text)
    quoting = Q(excerpts__in=unproven) | Q(ties__excerpt__in=unproven)
    events = Event.objects.filter(quoting, stage=Event.Stage.APPROVED).distinct()
    reason = f"An excerpt does not stand in the new text of {source.slug}"
    return [return_to_draft(event, by=by, reason=reason[:100]) for event in events.order_by("pk")]
