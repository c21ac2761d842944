"""What an edit means for the thing that was edited: a new version, and who made it."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction

from timeline.curation.actions.verifying import relocate, return_unverified
from timeline.curation.diff import differing_fields
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Event, Excerpt, Source
from timeline.curation.models.base import Curated
from timeline.curation.models.site import Reviewed
from timeline.curation.proof import excerpt_problem

# What of an excerpt concerns its own event alone; the rest is said by whatever it is tied to.
EXCERPT_OWN_FIELDS = frozenset({"stance", "position"})

# What a revert leaves as it is, beside the bookkeeping: the name in addresses, and the stage.
_NOT_REVERTED = {"slug", "stage", "edited_by", "approved_version", "approved_by", "approved_at"}


@transaction.atomic
def record_new(thing: Curated, *, by: AbstractBaseUser) -> None:
    """Save a thing that `by` has just made."""
    if isinstance(thing, Event | Reviewed):
        thing.edited_by_id = by.pk
    _save(thing, by)


@transaction.atomic
def record_edit(event: Event, *, by: AbstractBaseUser) -> None:
    """Note that `by` changed the event or its parts: a new version, and a draft again.

    What an earlier edition published of it stays public until the change is approved.
    """
    stored = Event.objects.select_for_update().get(pk=event.pk)
    event.version = stored.version + 1
    event.stage = Event.Stage.DRAFT
    event.edited_by_id = by.pk
    event.decided_by = None
    event.decided_at = None
    _save(event, by)


@transaction.atomic
def record_carried(excerpts: Iterable[Excerpt], *, by: AbstractBaseUser) -> list[Event]:
    """Note, for the further events that changed excerpts carry, that their evidence changed.

    Those approved or in review are drafts again, as after an edit of their own; a withdrawn one
    stays withdrawn, in a new version. Answers the events.
    """
    carried = Event.objects.filter(ties__excerpt__in=list(excerpts)).values_list("pk", flat=True)
    found: list[Event] = []
    event: Any
    for event in Event.objects.select_for_update().filter(pk__in=set(carried)).order_by("pk"):
        event._change_reason = "An excerpt of another event that is tied to it was edited"
        if event.stage == Event.Stage.WITHDRAWN:
            event.version += 1
            event._history_user = by
            event.save()
        else:
            record_edit(event, by=by)
        found.append(event)
    return found


@transaction.atomic
def record_change(thing: Curated, *, by: AbstractBaseUser) -> None:
    """Note that `by` changed a thing or its parts, whatever it is: a new version of it.

    Approved events that a source's new text does not prove become drafts.
    """
    if isinstance(thing, Event):
        record_edit(thing, by=by)
        return
    stored = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    thing.version = stored.version + 1
    if isinstance(thing, Reviewed):
        thing.edited_by_id = by.pk
    _save(thing, by)
    if isinstance(thing, Source) and isinstance(stored, Source):
        if (thing.text, thing.title) != (stored.text, stored.title):
            relocate(thing, by=by)
        if thing.text != stored.text:
            return_unverified(thing, by=by)


@transaction.atomic
def revert(thing: Curated | Excerpt, *, to: Any, by: AbstractBaseUser) -> bool:
    """Give a thing the values that it had in `to`, a row of its history, as a new edit by `by`.

    Its slug stays, and so do its parts (names, excerpts, positions). Answers whether anything
    differed. Refused when the old values are not valid any more.
    """
    stored: Any = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    values = revertible_values(stored, to)
    if not values:
        return False
    relations = {name for name in values if stored._meta.get_field(name).many_to_many}
    for name in values.keys() - relations:
        setattr(stored, name, values[name])
    if isinstance(stored, Excerpt) and values.keys() & Excerpt.PASSAGE:
        stored.locator = ""  # of another passage; the text tells it anew
    _refuse_invalid(stored)
    reason = f"Reverted to the version of {to.history_date:%Y-%m-%d %H:%M} UTC"
    stored._change_reason = reason
    for name in relations:
        stored.skip_history_when_saving = (
            True  # the save below records fields and relations at once
        )
        getattr(stored, name).set(values[name])
        del stored.skip_history_when_saving
    if isinstance(thing, Excerpt):
        event = stored.event
        _save(stored, by)
        event._change_reason = f"An excerpt: {reason}"[:100]
        record_edit(event, by=by)
        if values.keys() - EXCERPT_OWN_FIELDS:
            record_carried([stored], by=by)
    else:
        record_change(stored, by=by)
    return True


def revertible_values(thing: models.Model, to: Any) -> dict[str, Any]:
    """What a revert to the history row `to` would give a thing: the value then, by field name.

    A relation whose other end is gone cannot be restored and is left out.
    """
    found: dict[str, Any] = {}
    for field in differing_fields(type(thing), thing, to):
        if field.name in _NOT_REVERTED or (isinstance(thing, Excerpt) and field.name == "event"):
            continue
        if field.many_to_many:
            keys = getattr(to, field.name).values_list(field.m2m_reverse_field_name(), flat=True)
            found[field.name] = list(field.related_model.objects.filter(pk__in=keys))
        elif isinstance(field, models.ForeignKey):
            key = getattr(to, field.attname)
            other = field.related_model._default_manager.filter(pk=key).first()
            if other is not None or key is None:
                found[field.name] = other
        else:
            found[field.name] = getattr(to, field.attname)
    return found


def _refuse_invalid(thing: Any) -> None:
    try:
        thing.full_clean()
    except ValidationError as error:
        raise ActionRefusedError(error.messages) from error
    problem = excerpt_problem(thing) if isinstance(thing, Excerpt) else None
    if problem:
        raise ActionRefusedError(problem)


def _save(thing: Any, by: AbstractBaseUser) -> None:
    """Save with the reason that the thing carries, which is for this save alone."""
    thing._history_user = by
    reason = getattr(thing, "_change_reason", None)
    thing._change_reason = reason or ("Made" if thing._state.adding else "Edited")
    thing.save()
    thing._change_reason = None
