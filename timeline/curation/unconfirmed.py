"""Values that a program filled in and that nobody has confirmed: which of them still stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType

from timeline.curation.models import Guess
from timeline.curation.models.base import Staged

GUESSED_BASIS = "guess"  # how no account of a date may begin that readers see


@dataclass(frozen=True, slots=True)
class OpenGuess:
    """A guess that nobody has confirmed: of which thing, and what its field is called."""

    guess: Guess
    thing: Staged
    label: str

    @property
    def problem(self) -> str:
        """What is to be done about it before approval, as a sentence."""
        return (
            f"Its {self.label}, “{_short(self.guess.value)}”, is a guess from {self.guess.words}, "
            "which nobody has confirmed. Confirm it, or write what is right."
        )


def open_guesses(thing: Staged) -> list[OpenGuess]:
    """The guesses of a thing that stand in it and that nobody has confirmed (one query)."""
    return open_guesses_of([thing])


def open_guesses_of(things: Sequence[Staged]) -> list[OpenGuess]:
    """The same of several things of one kind, in their order (one query for all)."""
    by_key = {thing.pk: thing for thing in things if thing.pk is not None}
    if not by_key:
        return []
    guesses = Guess.objects.filter(
        thing_type=ContentType.objects.get_for_model(things[0]),
        thing_key__in=by_key,
        confirmed_at=None,
    )
    order = list(by_key)
    return [
        OpenGuess(guess, thing, _label(thing, guess.field))
        for guess in sorted(guesses, key=lambda one: (order.index(one.thing_key), one.pk))
        for thing in [by_key[guess.thing_key]]
        if str(getattr(thing, guess.field, "")) == guess.value
    ]


def _label(thing: Staged, name: str) -> str:
    field: Any = thing._meta.get_field(name)
    return {"published": "day of publication"}.get(name, str(field.verbose_name))


def _short(value: str, size: int = 80) -> str:
    return value if len(value) <= size else f"{value[:size]}…"
