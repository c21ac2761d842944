"""What a thing's published document names, and what names it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from timeline.curation.models import (
    Actor,
    Dispute,
    Event,
    Gap,
    Phase,
    Place,
    Publisher,
    Site,
    Source,
    Story,
    Term,
)
from timeline.curation.models.base import Staged

# Every kind of thing that readers can see, each after those that it names.
STAGED: tuple[type[Staged], ...] = (
    Publisher,
    Source,
    Actor,
    Place,
    Phase,
    Event,
    Dispute,
    Term,
    Site,
    Story,
    Gap,
)


def named_by(thing: Staged) -> list[Staged]:
    """The things without which readers could not read a thing: each once, in a fixed order.

    A dispute, a term and a story leave out what is not public, so they need nothing.
    """
    found: dict[tuple[type[Staged], int], Staged] = {}
    for one in _named(thing):
        if one is not None:
            found.setdefault((type(one), one.pk), one)
    return list(found.values())


def _named(thing: Staged) -> Iterator[Staged | None]:
    if isinstance(thing, Event):
        yield thing.phase
        sources = Q(excerpts__event=thing.pk) | Q(excerpts__ties__event=thing.pk)
        with_theirs = Source.objects.select_related("publisher", "republishes__publisher")
        yield from (
            with_theirs.filter(sources)
            .distinct()
            .order_by("slug")
            .defer("text", "republishes__text")
        )
        yield from _actors(thing)
        places = Place.objects.filter(Q(events=thing.pk) | Q(events_about=thing.pk))
        yield from places.select_related("within__within").distinct()
    elif isinstance(thing, Source):
        yield thing.publisher
        yield thing.republishes
    elif isinstance(thing, Place):
        yield thing.within
    elif isinstance(thing, Actor):
        yield thing.part_of
    elif isinstance(thing, Gap):
        yield thing.phase


def _actors(event: Event) -> QuerySet[Actor]:
    takes_part = Q(participations__event=event.pk)
    speaks = Q(said__event=event.pk) | Q(said__ties__event=event.pk)
    found = Actor.objects.select_related("part_of__part_of")
    return found.filter(takes_part | speaks).distinct()


def all_named_by(thing: Staged) -> list[Staged]:
    """What a thing names, and what that names in turn, each after what it names itself."""
    found: dict[tuple[type[Staged], int], Staged] = {}

    def add(one: Staged) -> None:
        for other in named_by(one):
            add(other)
        found.setdefault((type(one), one.pk), one)

    for one in named_by(thing):
        add(one)
    return list(found.values())


def events_naming(thing: Staged) -> QuerySet[Event]:
    """The events whose published documents name a thing."""
    conditions: dict[type[Staged], Q] = {
        Actor: Q(participations__actor=thing.pk)
        | Q(excerpts__said_by=thing.pk)
        | Q(ties__excerpt__said_by=thing.pk),
        Place: Q(places=thing.pk) | Q(about=thing.pk),
        Source: Q(excerpts__source=thing.pk) | Q(ties__excerpt__source=thing.pk),
        Phase: Q(phase=thing.pk),
        Event: Q(links__target=thing.pk),
    }
    condition = conditions.get(type(thing))
    if condition is None:
        return Event.objects.none()
    found = Event.objects.filter(condition).values_list("pk", flat=True)
    return Event.objects.filter(pk__in=list(found)).order_by("pk")


def standing_on(thing: Staged) -> list[Staged]:
    """The things, but for withdrawn ones, that could not be read without a thing."""
    rows: dict[type[Staged], list[Any]] = {
        Publisher: [Source.objects.filter(publisher=thing.pk).defer("text")],
        Source: [events_naming(thing), Source.objects.filter(republishes=thing.pk).defer("text")],
        Actor: [events_naming(thing), Actor.objects.filter(part_of=thing.pk)],
        Place: [events_naming(thing), Place.objects.filter(within=thing.pk)],
        Phase: [events_naming(thing), Gap.objects.filter(phase=thing.pk)],
    }
    return [
        one
        for found in rows.get(type(thing), [])
        for one in found.exclude(stage=Staged.Stage.WITHDRAWN)
    ]
