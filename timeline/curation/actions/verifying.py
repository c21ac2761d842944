"""What a new text of a source means for the events that quote it."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q

from timeline.curation.actions.review import return_to_draft
from timeline.curation.models import Event, Source
from timeline.curation.proof import fallen, place_of
from timeline.text.locators import Locators


@transaction.atomic
def relocate(source: Source, *, by: AbstractBaseUser, text: str | None = None) -> list[str]:
    """Work out anew where each excerpt of a source stands; answers the slugs of those that moved.

    `text` is the source's text where none is kept with it; without any, nothing is known anew. The
    place of a sentence is no word of an event: events keep their stage, in a new version, so that
    the next edition has it.
    """
    text = source.text if text is None else text
    if not text:
        return []
    places, moved = Locators(text, source.title), []
    excerpt: Any
    for excerpt in source.excerpts.order_by("slug"):
        at = place_of(excerpt, text)
        locator = places.at(*at) if at else ""
        if locator != excerpt.locator:
            excerpt.source, excerpt.locator = source, locator
            excerpt._history_user, excerpt._change_reason = by, "Its place in the text"
            excerpt.save()
            moved.append(excerpt)
    event: Any
    holding = Q(excerpts__in=moved) | Q(ties__excerpt__in=moved)
    for event in Event.objects.filter(holding).distinct().order_by("pk"):
        event.version += 1
        event._history_user, event._change_reason = by, f"Places in {source.slug}"[:100]
        event.save()
    return [excerpt.slug for excerpt in moved]


@transaction.atomic
def return_unverified(source: Source, *, by: AbstractBaseUser) -> list[Event]:
    """Return to draft each approved event with an excerpt, its own or tied, that is not proven now.

    What is public of them stays so; they cannot be approved again until their excerpts stand.
    """
    unproven = fallen(source.excerpts.all(), source.text)
    quoting = Q(excerpts__in=unproven) | Q(ties__excerpt__in=unproven)
    events = Event.objects.filter(quoting, stage=Event.Stage.APPROVED).distinct()
    reason = f"An excerpt does not stand in the new text of {source.slug}"
    found = list(events.order_by("pk"))
    for event in found:
        return_to_draft(event, by=by, reason=reason[:100])
    return found
