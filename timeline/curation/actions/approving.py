"""Approving what the timeline says of itself: its site, its story, its gaps."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Event, Gap, Story
from timeline.curation.models.site import STEPS_MAX, STEPS_MIN, Reviewed


@transaction.atomic
def approve_text(thing: Reviewed, *, by: AbstractBaseUser) -> None:
    """Let the next edition publish a thing as it is now.

    Refused while something of it keeps it from being published, and, under `FOUR_EYES`, to the
    person who edited it last. Nothing is done where it is approved already.
    """
    stored: Any = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    if stored.is_approved:
        return
    problems = tuple(text_problems(stored, by=by))
    if problems:
        raise ActionRefusedError(problems)
    stored._history_user, stored._change_reason = by, "Approved"
    set_approved(stored, by=by)
    stored.save()
    thing.refresh_from_db()


def set_approved(thing: Reviewed, *, by: AbstractBaseUser) -> None:
    """Make a thing approved in a new version of it, and save nothing."""
    thing.version += 1
    thing.approved_version = thing.version
    thing.approved_by_id = by.pk
    thing.approved_at = timezone.now()


def text_needs_another(thing: Reviewed, *, by: Any) -> bool:
    """Whether another person than `by`, who edited the thing last, has to approve it."""
    return bool(settings.FOUR_EYES) and thing.edited_by_id == by.pk


def text_problems(thing: Reviewed, *, by: Any) -> Iterator[str]:
    """Each reason why `by` may not approve a thing as it is, as a sentence."""
    if text_needs_another(thing, by=by):
        yield f"“{thing}” was last edited by you. Another person has to approve it."
    if isinstance(thing, Story):
        yield from story_problems(thing)
    if isinstance(thing, Gap) and not thing.addresses.exists():
        yield "It names no address. Give one at least where it is told in public."


def story_problems(story: Story) -> Iterator[str]:
    """Each reason why a story may not be published, as a sentence."""
    steps = list(story.steps.select_related("event"))
    if not STEPS_MIN <= len(steps) <= STEPS_MAX:
        yield (
            f"It has {len(steps)} step{'' if len(steps) == 1 else 's'}; a story has {STEPS_MIN} to "
            f"{STEPS_MAX}."
        )
    for step in steps:
        if step.event.stage != Event.Stage.APPROVED:
            stage = step.event.get_stage_display().lower()
            yield (
                f"“{step.event.title}” ({step.event.slug}) is {stage}, and a story "
                "leads through public events. Approve it, or take its step out."
            )
