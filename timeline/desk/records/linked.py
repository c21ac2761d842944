"""What links to a thing of the desk, as lists that an admin page can show."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from timeline.curation.models import (
    Actor,
    Dispute,
    Event,
    Excerpt,
    Phase,
    Place,
    Publisher,
    Source,
    Tie,
)
from timeline.curation.models.base import Curated
from timeline.curation.naming import one_of_these

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Linked:
    """Things of one sort that link to another: how, how many, and the first of them."""

    how: str  # "Events that it takes part in"
    count: int
    shown: list[tuple[str, str]]  # text, address of the page that edits it

    @property
    def more(self) -> int:
        return self.count - len(self.shown)


def linked_to(thing: Curated) -> list[Linked]:
    """Everything of the desk that names the thing, without empty sorts."""
    events = Event.objects.by_date()
    of_model: dict[type[Curated], list[tuple[str, Any]]] = {
        Actor: [
            ("Events that it takes part in", events.filter(participations__actor=thing.pk)),
            (
                "Events that quote it",
                events.filter(_quoting(said_by=thing.pk)),
            ),
            ("Actors that are part of it", Actor.objects.filter(part_of=thing.pk)),
        ],
        Place: [
            ("Events that happen there", events.filter(places=thing.pk)),
            ("Events about it", events.filter(about=thing.pk)),
            ("Places within it", Place.objects.filter(within=thing.pk)),
        ],
        Source: [
            (
                "Events that quote it",
                events.filter(_quoting(source=thing.pk)),
            ),
            ("Sources that repeat it", Source.objects.filter(republishes=thing.pk).defer("text")),
        ],
        Publisher: [
            (
                "Sources that it published",
                Source.objects.filter(publisher=thing.pk).select_related("publisher").defer("text"),
            )
        ],
        Phase: [("Events in it", events.filter(phase=thing.pk))],
        Event: [
            ("Events that link to it", events.filter(links__target=thing.pk)),
            ("Events that its excerpts carry too", events.filter(ties__excerpt__event=thing.pk)),
            (
                "Disputes that its excerpts give answers in",
                Dispute.objects.filter(positions__excerpts__event=thing.pk),
            ),
        ],
    }
    found = [_linked(how, things) for how, things in of_model.get(type(thing), ())]
    return [one for one in found if one.count]


def _quoting(**of: int) -> Q:
    """The events that show such an excerpt, their own or another's."""
    excerpts = Excerpt.objects.filter(**of)
    ties = Tie.objects.filter(excerpt__in=excerpts.order_by().values("pk"))
    return one_of_these(excerpts.values("event"), ties.values("event"))


def _linked(how: str, things: models.QuerySet[Any]) -> Linked:
    things = things.distinct()
    name = things.model._meta.model_name
    shown = [
        (str(thing), reverse(f"admin:curation_{name}_change", args=(thing.pk,)))
        for thing in things[:SHOWN]
    ]
    return Linked(how, things.count(), shown)
