"""Deleting what was never approved, and what nothing stands on."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction

from timeline.curation.actions.approving import was_ever_approved
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Event, Excerpt, Position, Tie
from timeline.curation.models.base import Staged


@transaction.atomic
def delete(thing: Any, *, by: AbstractBaseUser) -> None:
    """Delete a thing and its parts; the history keeps that it was there, and who deleted it.

    Refused for what has ever been approved (withdraw it), and while an excerpt of an event gives
    an answer in a dispute or carries another event. What other things stand on is protected:
    `ProtectedError` of Django.
    """
    # Everything that may make a thing approved holds this row first.
    type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    problems = tuple(deletion_problems(thing))
    if problems:
        raise ActionRefusedError(problems)
    # Its parts first, one by one: the history of each names who deleted it, and why.
    for part in _parts(thing):
        part._history_user, part._change_reason = by, f"Deleted with {thing.slug}"[:100]
        part.delete()
    thing._history_user, thing._change_reason = by, "Deleted"
    thing.delete()


def _parts(thing: Any) -> Iterator[Any]:
    """What hangs on a thing, goes with it, and has a history."""
    for relation in thing._meta.related_objects:
        model: Any = relation.related_model
        if relation.on_delete is models.CASCADE and hasattr(model, "history"):
            yield from model._default_manager.filter(**{relation.field.name: thing})


def deletion_problems(thing: Staged) -> Iterator[str]:
    """Each reason why a thing may not be deleted, as a sentence."""
    if was_ever_approved(thing):
        yield (
            f"“{thing}” has been approved, so it may be in an edition: it cannot be deleted. "
            "Withdraw it instead; the next edition then ends its publication."
        )
    if isinstance(thing, Event):
        yield from _event_problems(thing)


def _event_problems(event: Event) -> Iterator[str]:
    for dispute in event.disputes_about.order_by("slug"):
        yield (
            f"It shows the dispute “{dispute.question}” ({dispute.slug}). Take it out of that "
            "dispute first."
        )
    for step in event.steps.all():
        yield f"The story tells it: “{step.caption}”. Take that step out of the story first."
    yield from excerpts_in_use(event.excerpts.all())


def excerpts_in_use(excerpts: Iterable[Excerpt] | models.QuerySet[Excerpt]) -> Iterator[str]:
    """A sentence for each further event and each answer that stands on one of these excerpts."""
    used = list(excerpts)
    ties = Tie.objects.filter(excerpt__in=used).select_related("event", "excerpt")
    for tie in ties.order_by("event__slug", "pk"):
        yield (
            f"The excerpt “{tie.excerpt.slug}” carries “{tie.event.title}” ({tie.event.slug}) too. "
            "Take it off that event first."
        )
    positions = (
        Position.objects.filter(excerpts__in=used)
        .select_related("dispute")
        .order_by("dispute__slug", "pk")
        .distinct()
    )
    for position in positions:
        yield (
            f"An excerpt gives the answer “{position.answer}” in the dispute "
            f"“{position.dispute.question}” ({position.dispute.slug}). Take it out of that dispute "
            "first."
        )
