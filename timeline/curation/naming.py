"""What a thing's published document names, and what names it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from timeline.curation.models import (
    Actor,
    Dispute,
    Event,
    EventLink,
    Excerpt,
    Gap,
    Participation,
    Phase,
    Place,
    Publisher,
    Site,
    Source,
    Story,
    Term,
    Tie,
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
        with_theirs = Source.objects.select_related("publisher", "republishes__publisher")
        sources = one_of_these(
            thing.excerpts.values("source"), thing.ties.values("excerpt__source")
        )
        yield from with_theirs.filter(sources).order_by("slug").defer("text", "republishes__text")
        yield from _actors(thing)
        places = one_of_these(thing.places.values("pk"), thing.about.values("pk"))
        yield from Place.objects.select_related("within__within").filter(places)
    elif isinstance(thing, Source):
        yield thing.publisher
        yield thing.republishes
    elif isinstance(thing, Place):
        yield thing.within
    elif isinstance(thing, Actor):
        yield thing.part_of
    elif isinstance(thing, Gap):
        yield thing.phase


def one_of_these(*keys: QuerySet[Any, Any]) -> Q:
    """The things whose keys one of these queries answers.

    Each is looked up by its own index. Joined in one query with “or”, every row of the tables would
    be met with every other before any was left out.
    """
    found = Q(pk__in=())
    for one in keys:
        found |= Q(pk__in=one.order_by())
    return found


def _actors(event: Event) -> QuerySet[Actor]:
    found = one_of_these(
        event.participations.values("actor"),
        event.excerpts.filter(said_by__isnull=False).values("said_by"),
        event.ties.filter(excerpt__said_by__isnull=False).values("excerpt__said_by"),
    )
    return Actor.objects.select_related("part_of__part_of").filter(found)


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
    keys: dict[type[Staged], tuple[QuerySet[Any, Any], ...]] = {
        Actor: (
            Participation.objects.filter(actor=thing.pk).values("event"),
            Excerpt.objects.filter(said_by=thing.pk).values("event"),
            Tie.objects.filter(excerpt__said_by=thing.pk).values("event"),
        ),
        Place: (
            Event.objects.filter(places=thing.pk).values("pk"),
            Event.objects.filter(about=thing.pk).values("pk"),
        ),
        Source: (
            Excerpt.objects.filter(source=thing.pk).values("event"),
            Tie.objects.filter(excerpt__source=thing.pk).values("event"),
        ),
        Phase: (Event.objects.filter(phase=thing.pk).values("pk"),),
        Event: (EventLink.objects.filter(target=thing.pk).values("event"),),
    }
    if type(thing) not in keys:
        return Event.objects.none()
    found = Event.objects.filter(one_of_these(*keys[type(thing)])).values_list("pk", flat=True)
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
