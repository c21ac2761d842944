"""What an edit means for the thing that was edited: a new version, and who made it."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from timeline.curation.actions.verifying import relocate, return_unverified
from timeline.curation.diff import differing_fields
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Event, Excerpt, Source
from timeline.curation.models.base import Stage, Staged, with_hand
from timeline.curation.proof import excerpt_problem

# What of an excerpt concerns its own event alone; the rest is said by whatever it is tied to.
EXCERPT_OWN_FIELDS = frozenset({"stance", "position"})

# What a revert leaves as it is, beside the bookkeeping: the name in addresses, and the stage.
_NOT_REVERTED = {"slug", "stage"}


# What an edit does to the stage that a thing was in, as a sentence for whoever edits it.
EDIT_SAYS = {
    Stage.DRAFT: "It is a draft.",
    Stage.IN_REVIEW: "It was in review and is a draft again: submit it when it is ready.",
    Stage.APPROVED: (
        "It was approved and is a draft now: what is public of it stays until the change is "
        "approved and published."
    ),
    Stage.WITHDRAWN: (
        "It stays withdrawn. Only who may approve can undo that: return it to draft, with a reason."
    ),
}


@transaction.atomic
def record_new(thing: Staged, *, by: AbstractBaseUser) -> None:
    """Save a thing that `by` has just made: a draft."""
    thing.edited_by_id = by.pk
    thing.hands = with_hand("", by.pk)
    thing.since = timezone.now()
    _save(thing, by)


@transaction.atomic
def record_carried(excerpts: Iterable[Excerpt], *, by: AbstractBaseUser) -> list[Event]:
    """Note, for the further events that changed excerpts carry, that their evidence changed.

    It is an edit of each of them. Answers the events.
    """
    carried = Event.objects.filter(ties__excerpt__in=list(excerpts)).values_list("pk", flat=True)
    found: list[Event] = []
    event: Any
    for event in Event.objects.select_for_update().filter(pk__in=set(carried)).order_by("pk"):
        event._change_reason = "An excerpt of another event that is tied to it was edited"
        record_change(event, by=by)
        found.append(event)
    return found


@transaction.atomic
def record_change(thing: Staged, *, by: AbstractBaseUser) -> str:
    """Note that `by` changed a thing or its parts: a new version of it, and a draft again.

    What an earlier edition published of it stays public until the change is approved. What is
    withdrawn stays withdrawn: an edit undoes no decision. Approved events that a source's new text
    does not prove become drafts. Answers what became of the stage, as a sentence, which the thing
    keeps as its `edit_says`.
    """
    stored: Any = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    note_edit(thing, stored, by=by)
    _save(thing, by)
    said = EDIT_SAYS[Stage(stored.stage)]
    if isinstance(thing, Source):
        if (thing.text, thing.title) != (stored.text, stored.title):
            relocate(thing, by=by)
        if thing.text != stored.text and (returned := return_unverified(thing, by=by)):
            named = ", ".join(f"“{event}”" for event in returned)
            said += f" The new text does not prove all excerpts of {named}: drafts now."
    thing.edit_says = said  # type: ignore[misc]
    return said


def note_edit(thing: Staged, stored: Staged, *, by: AbstractBaseUser) -> None:
    """Make a thing the next version of what is stored of it, edited by `by`; saves nothing."""
    thing.version = stored.version + 1
    thing.edited_by_id = by.pk
    thing.hands = with_hand("" if stored.stage == Stage.APPROVED else stored.hands, by.pk)
    if stored.stage == Stage.WITHDRAWN:
        thing.stage, thing.since = stored.stage, stored.since
        thing.decided_by_id, thing.decided_at = stored.decided_by_id, stored.decided_at
        return
    thing.since = stored.since if stored.stage == Stage.DRAFT else timezone.now()
    thing.stage, thing.decided_by, thing.decided_at = Stage.DRAFT, None, None


@transaction.atomic
def revert(thing: Staged | Excerpt, *, to: Any, by: AbstractBaseUser) -> str:
    """Give a thing the values that it had in `to`, a row of its history, as a new edit by `by`.

    Its slug and its stage stay, and so do its parts (names, excerpts, positions). Answers what
    became of the stage, as a sentence, and nothing where nothing differed. Refused when the old
    values are not valid any more.
    """
    stored: Any = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    values = revertible_values(stored, to)
    if not values:
        return ""
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
        said = record_change(event, by=by)
        if values.keys() - EXCERPT_OWN_FIELDS:
            record_carried([stored], by=by)
        return said
    return record_change(stored, by=by)


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
