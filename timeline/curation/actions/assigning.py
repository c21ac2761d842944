"""Who does what a thing needs next: taken, given back, or assigned by an editor."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from timeline.curation.actions.approving import needs_another
from timeline.curation.actions.telling import assigned
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Assignment
from timeline.curation.models.base import Stage, Staged

_OPEN = {Stage.DRAFT, Stage.IN_REVIEW}


def assignment_of(thing: Staged) -> Assignment | None:
    """Who does what a thing needs next; None when nobody in particular.

    Whatever it was assigned for is done once it has come to another stage.
    """
    found = thing.assignments.select_related("person").first()
    return None if found is None or (thing.since and found.at < thing.since) else found


@transaction.atomic
def assign(thing: Staged, *, to: Any, by: AbstractBaseUser) -> None:
    """Let a person do what a thing needs next, instead of whoever did it before.

    Refused for what needs nothing, and to who could not do it: a draft is mended by who may change
    such things, what is in review decided on by who may approve and has no hand in it.
    """
    stored: Staged = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    if stored.stage not in _OPEN:
        raise ActionRefusedError(
            f"“{stored}” is {Stage(stored.stage).label.lower()}: there is nothing to do on it. "
            "Only drafts and what is in review are assigned."
        )
    change = f"curation.change_{stored._meta.model_name}"
    if not (to.is_active and to.is_staff and to.has_perm(change)):
        raise ActionRefusedError(f"{to} may not change “{stored}”, and so cannot work on it.")
    if stored.stage == Stage.IN_REVIEW:
        if not to.has_perm("curation.approve_event"):
            raise ActionRefusedError(
                f"{to} may not approve “{stored}”, which is in review. Assign it to an editor."
            )
        if needs_another(stored, by=to):
            raise ActionRefusedError(
                f"“{stored}” holds changes of {to}, so another person has to decide on it."
            )
    stored.assignments.all().delete()
    Assignment.objects.create(thing=stored, person=to, by_id=by.pk, at=timezone.now())
    if to.pk != by.pk:
        assigned.send(type(stored), thing=stored, person=to, by=by)


@transaction.atomic
def give_back(thing: Staged, *, by: AbstractBaseUser) -> None:
    """Let anybody do what a thing needs next."""
    thing.assignments.all().delete()
