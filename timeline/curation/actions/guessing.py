"""Keeping what a program has guessed apart from what a person has said."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Guess
from timeline.curation.models.base import Staged
from timeline.curation.models.review import GUESS_WORDS_MAX


@transaction.atomic
def keep_guesses(thing: Staged, guessed: Iterable[tuple[str, str, str]]) -> None:
    """Note which values of a thing just saved are guesses: field, value, and what it is read from.

    A guess that was kept of the field before is forgotten.
    """
    for field, value, words in guessed:
        thing.guesses.filter(field=field).delete()
        Guess.objects.create(
            thing=thing,
            field=field,
            value=value,
            words=words[:GUESS_WORDS_MAX],
            made_at=timezone.now(),
        )


@transaction.atomic
def confirm_guess(guess: Guess, *, by: AbstractBaseUser) -> Guess:
    """Take a guess for right, as `by` has found it. Refused once somebody has confirmed it.

    It changes no word of the thing, so the thing keeps its stage.
    """
    held = Guess.objects.select_for_update().get(pk=guess.pk)
    if held.confirmed_at is not None:
        raise ActionRefusedError(f"{held.confirmed_by} has confirmed it already.")
    held.confirmed_by_id, held.confirmed_at = by.pk, timezone.now()
    held.save()
    return held
