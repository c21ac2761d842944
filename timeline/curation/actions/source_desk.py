"""What is done while reading a source: marking passages of its text, and replacing the text."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from timeline.curation.actions.editing import (
    EDIT_SAYS,
    record_carried,
    record_change,
    record_new,
)
from timeline.curation.actions.guessing import keep_guesses
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Actor, Event, Excerpt, Participation, Place, Source
from timeline.curation.models.base import Stage
from timeline.curation.proof import excerpt_problem

# Marking a passage adds an excerpt and is an edit of its event.
MAY_MARK = ("curation.add_excerpt", "curation.change_event")


@transaction.atomic
def mark(excerpt: Excerpt, *, by: AbstractBaseUser) -> Excerpt:
    """Save an excerpt, new or corrected: an edit of its event, which is a draft again.

    Refused when the source's text does not prove it.
    """
    verb = "corrected" if excerpt.pk else "marked"
    excerpt.source = Source.objects.select_for_update().get(pk=excerpt.source_id)
    event: Any = Event.objects.select_for_update().get(pk=excerpt.event_id)
    excerpt.event = event
    _save_excerpt(excerpt, by)
    event._change_reason = f"Excerpt {excerpt.slug} {verb} in {excerpt.source.slug}"[:100]
    record_change(event, by=by)
    record_carried([excerpt], by=by)
    return excerpt


@transaction.atomic
def mark_new(
    excerpt: Excerpt,
    event: Event,
    *,
    actors: Iterable[tuple[Actor, str]] = (),
    places: Iterable[Place] = (),
    guessed: Iterable[tuple[str, str, str]] = (),
    by: AbstractBaseUser,
) -> Excerpt:
    """Make a draft event of a passage, its first excerpt, with actors and their roles, and places.

    `guessed` are its values that a program filled in and nobody has confirmed (`keep_guesses`).

    Refused when the source's text does not prove the passage, or the event is not valid.
    """
    excerpt.source = Source.objects.select_for_update().get(pk=excerpt.source_id)
    made: Any = event
    _refuse_invalid(made)
    made._change_reason = f"New from a passage of {excerpt.source.slug}"[:100]
    record_new(made, by=by)
    made.edit_says = EDIT_SAYS[Stage.DRAFT]
    excerpt.event = made
    _save_excerpt(excerpt, by)
    for actor, role in actors:
        participation: Any = Participation(event=made, actor=actor, role=role)
        participation._history_user = by
        participation.save()
    made.places.set(places)
    keep_guesses(made, guessed)
    return excerpt


@transaction.atomic
def replace_text(
    source: Source,
    *,
    text: str,
    by: AbstractBaseUser,
    text_from: str = "",
    file_sha256: str = "",
) -> Source:
    """Give a source another text, with its digest and where it came from.

    Excerpts stay as they are; `curation.proof` finds those which the new text does not prove, and
    approved events among theirs are drafts again.
    """
    stored: Any = Source.objects.select_for_update().get(pk=source.pk)
    stored.text = text
    stored.text_sha256 = hashlib.sha256(text.encode()).hexdigest()
    stored.text_from = text_from
    stored.file_sha256 = file_sha256
    _refuse_invalid(stored)
    stored._change_reason = "Text replaced"
    record_change(stored, by=by)
    replaced: Source = stored
    return replaced


def _save_excerpt(excerpt: Any, by: AbstractBaseUser) -> None:
    problem = excerpt_problem(excerpt)
    if problem:
        raise ActionRefusedError(problem)
    _refuse_invalid(excerpt, exclude={"slug", "position"})
    excerpt._history_user = by
    excerpt.save()


def _refuse_invalid(thing: Any, exclude: set[str] | None = None) -> None:
    try:
        thing.full_clean(exclude=exclude)
    except ValidationError as error:
        raise ActionRefusedError(error.messages) from error
