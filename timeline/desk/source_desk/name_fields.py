"""Fields in which an event or an actor is named as people name it, with suggestions.

The suggestions are a list of the browser's own (`datalist`): chosen by keyboard, and there without
JavaScript. A name that fits nothing, or several things, is refused with those it may mean.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from timeline.curation.forms import PlainTextField
from timeline.curation.models import Actor, ActorName, Event, Place, PlaceName
from timeline.desk.finding import EVENT_TEXTS, NAME_TEXTS, found_keys
from timeline.editions.kinds import Kind
from timeline.text import names

SUGGESTED = 50
_NAMED = 5  # candidates that an error names
_MAX_WORDS = 12


@dataclass(frozen=True, slots=True)
class NameSuggestion:
    """One option: what is put into the field, and what is shown beside it."""

    value: str
    label: str


class ByNameField(PlainTextField):
    """Base of a field that cleans what was typed to the one thing of that name, or None."""

    noun: ClassVar[str]
    datalist: ClassVar[str]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget = forms.TextInput(
            attrs={"list": self.datalist, "autocomplete": "off", "dir": "auto", "size": 40}
        )
        self.widget.is_required = self.required

    def named(self, typed: str) -> list[Any]:
        """Everything that has exactly this name or slug."""
        raise NotImplementedError

    def like(self, typed: str) -> list[Any]:
        """What the typed words may mean."""
        raise NotImplementedError

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, Event | Actor | Place) else value

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        found = self.named(typed)
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            slugs = ", ".join(sorted(thing.slug for thing in found))
            raise ValidationError(
                f"{len(found)} {self.noun}s are called “{typed}”. Write the slug of one: {slugs}.",
                code="ambiguous",
            )
        likely = self.like(typed)[:_NAMED]
        if not likely:
            raise ValidationError(
                f"No {self.noun} is called “{typed}”, or anything like it.", code="unknown"
            )
        said = "; ".join(f"“{thing}”" for thing in likely)
        raise ValidationError(
            f"No {self.noun} is called exactly “{typed}”. Perhaps you mean {said}.", code="unknown"
        )


class EventField(ByNameField):
    noun, datalist = "event", "desk-events"

    def named(self, typed: str) -> list[Event]:
        if by_slug := list(Event.objects.filter(slug=typed)):
            return by_slug
        return list(Event.objects.filter(title=typed)) or list(
            Event.objects.filter(title__iexact=typed)
        )

    def like(self, typed: str) -> list[Event]:
        return list(_events(typed)[:_NAMED])


class ActorField(ByNameField):
    noun, datalist = "actor", "desk-actors"

    def named(self, typed: str) -> list[Actor]:
        if by_name := list(Actor.objects.filter(Q(slug=typed) | Q(name=typed))):
            return by_name
        folded = names.fold(typed)
        keys = {key for key, name in actor_names() if names.fold(name) == folded}
        return list(Actor.objects.filter(pk__in=keys))

    def like(self, typed: str) -> list[Actor]:
        return list(_actors(typed)[:_NAMED])


class PlaceField(ByNameField):
    noun, datalist = "place", "desk-places"

    def named(self, typed: str) -> list[Place]:
        if by_name := list(Place.objects.filter(Q(slug=typed) | Q(name=typed))):
            return by_name
        folded = names.fold(typed)
        own = Place.objects.order_by("pk").values_list("pk", "name")
        other = PlaceName.objects.order_by("pk").values_list("place_id", "name")
        keys = {key for key, name in (*own, *other) if names.fold(name) == folded}
        return list(Place.objects.filter(pk__in=keys))

    def like(self, typed: str) -> list[Place]:
        found = Place.objects.order_by("name", "pk")
        for word in _words(typed):
            found = found.filter(Q(name__icontains=word) | Q(names__name__icontains=word))
        return list(found.distinct()[:_NAMED])


def actor_names() -> list[tuple[int, str]]:
    """Every actor's names, own and other, with its key (two queries)."""
    own = Actor.objects.order_by("pk").values_list("pk", "name")
    other = ActorName.objects.order_by("pk").values_list("actor_id", "name")
    return [*own, *other]


def suggestions(of: str, typed: str, source: Any = None) -> list[NameSuggestion]:
    """What may be meant by typed words; of nothing typed, what is likely: first what `source` has.

    `of` is "event" or "actor".
    """
    if of == "event":
        return _event_suggestions(typed, source)
    return [
        NameSuggestion(actor.name, f"{actor.get_kind_display()} · {actor.slug}")
        for actor in _actors(typed)[:SUGGESTED]
    ]


def _event_suggestions(typed: str, source: Any) -> list[NameSuggestion]:
    found: dict[int, Event] = {}
    if source is not None and not typed:
        found = {e.pk: e for e in Event.objects.filter(excerpts__source=source).distinct()}
    for event in _events(typed)[:SUGGESTED]:
        found.setdefault(event.pk, event)
    events = list(found.values())[:SUGGESTED]
    titles = [event.title for event in events]
    return [
        NameSuggestion(
            event.title if titles.count(event.title) == 1 else event.slug,
            f"{event.when.short} · {event.get_stage_display()}",
        )
        for event in events
    ]


def _events(typed: str) -> QuerySet[Event]:
    """Events of which the letters are in the title or the slug, or else that a search finds."""
    every = Event.objects.by_date()
    found = every
    for word in _words(typed):
        found = found.filter(Q(title__icontains=word) | Q(slug__icontains=word))
    if not typed or found.exists():
        return found
    return every.filter(pk__in=found_keys(Event.objects.all(), EVENT_TEXTS, typed, Kind.EVENT))


def _actors(typed: str) -> QuerySet[Actor]:
    """Actors of whom the letters are in a name or the slug, or else whom a search finds."""
    every = Actor.objects.order_by("name", "pk")
    found = every
    for word in _words(typed):
        found = found.filter(
            Q(name__icontains=word) | Q(slug__icontains=word) | Q(names__name__icontains=word)
        )
    if not typed or found.exists():
        return found.distinct()
    return every.filter(pk__in=found_keys(Actor.objects.all(), NAME_TEXTS, typed, Kind.ACTOR))


def _words(typed: str) -> Iterable[str]:
    return typed.split()[:_MAX_WORDS]
