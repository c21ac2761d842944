"""What waits for somebody: queues of events, and lists of what weakens the evidence."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from timeline.curation.models import (
    Comment,
    Decision,
    Event,
    Excerpt,
    Gap,
    Site,
    Source,
    Story,
    Term,
    Tie,
)
from timeline.curation.models.site import Reviewed
from timeline.editions import archive
from timeline.editions.kinds import Kind
from timeline.editions.models import Record
from timeline.editions.search import find
from timeline.editions.snapshot import PublishedSnapshot

MOST_TERMS = 500  # of the lexicon that are looked for on one page
Stage = Event.Stage
Events = models.QuerySet[Event]


def _public() -> models.QuerySet[Record]:
    return Record.objects.current().of_kind(Kind.EVENT).filter(slug=OuterRef("slug"))


def _queue_facts() -> dict[str, Any]:
    """What queues ask of an event besides its own fields."""
    decisions = Decision.objects.filter(event=OuterRef("pk")).order_by("-at", "-pk")
    comments = Comment.objects.filter(event=OuterRef("pk"), resolved_at=None).order_by()
    return {
        # Empty instead of null, whose negation would be neither true nor false.
        "last_decision": Coalesce(Subquery(decisions.values("kind")[:1]), Value("")),
        "last_note": Subquery(decisions.values("note")[:1]),
        "last_by": Subquery(decisions.values("by__username")[:1]),
        "last_at": Subquery(decisions.values("at")[:1]),
        "open_comments": Subquery(comments.values("event").annotate(n=Count("pk")).values("n")),
        "is_public": Exists(_public()),
        "is_public_so": Exists(_public().filter(version=OuterRef("version"))),
        "has_excerpt": Exists(Excerpt.objects.filter(event=OuterRef("pk")))
        | Exists(Tie.objects.filter(event=OuterRef("pk"))),
    }


def conditions(person: AbstractBaseUser) -> dict[str, Q]:
    """Which events are in each queue of a person, given `_queue_facts`."""
    own = Q(edited_by=person.pk)
    returned = Q(stage=Stage.DRAFT, last_decision__in=[Decision.Kind.RETURNED], edited_by=person.pk)
    waiting = Q(stage=Stage.IN_REVIEW)
    return {
        "mine": own & Q(stage__in=[Stage.DRAFT, Stage.IN_REVIEW]) & ~returned,
        "returned": returned,
        "waiting": waiting & ~own if settings.FOUR_EYES else waiting,
        "unpublished": Q(stage=Stage.APPROVED, is_public_so=False)
        | Q(stage=Stage.WITHDRAWN, is_public=True),
        "unsourced": Q(stage__in=[Stage.DRAFT, Stage.IN_REVIEW], has_excerpt=False),
    }


def in_queue(name: str, person: AbstractBaseUser) -> Events:
    """The events of a queue by date, with their `last_decision`, `open_comments` and so on."""
    facts = Event.objects.annotate(**_queue_facts())
    return facts.filter(conditions(person)[name]).select_related("phase", "edited_by")


def counts(person: AbstractBaseUser) -> dict[str, int]:
    """How many events are in each queue: one query."""
    facts = _queue_facts()
    wanted = ("last_decision", "is_public", "is_public_so", "has_excerpt")
    events = Event.objects.order_by().annotate(**{name: facts[name] for name in wanted})
    found = events.aggregate(
        **{f"n_{name}": Count("pk", filter=q) for name, q in conditions(person).items()}
    )
    return {name.removeprefix("n_"): int(n) for name, n in found.items()}


def unapproved_texts() -> list[Reviewed]:
    """What the timeline says of itself and nobody has approved as it is now: three queries."""
    models_of: tuple[type[Reviewed], ...] = (Site, Story, Gap)
    return [
        thing
        for model in models_of
        for thing in model._default_manager.exclude(approved_version=F("version"))
        .select_related("edited_by")
        .order_by("slug")
    ]


def idle_terms() -> list[Term]:
    """The terms of the lexicon that lead to no event of the latest edition: a search for each."""
    latest = archive.latest_edition()
    if latest is None:
        return []
    index = PublishedSnapshot(latest).index
    terms = Term.objects.order_by("slug")[:MOST_TERMS]
    return [term for term in terms if not find(index, term.name).ranks]


def unarchived() -> models.QuerySet[Source]:
    """The sources that excerpts are copied from and of which no archived copy is known."""
    used = Exists(Excerpt.objects.filter(source=OuterRef("pk")))
    found = Source.objects.filter(used, archived_url="").order_by("slug")
    return found.select_related("publisher").defer("text")


@dataclass(frozen=True, slots=True)
class Origins:
    """The origins of all events at the desk: the publishers whose own words support each."""

    by_event: dict[int, set[int]]

    def single(self) -> list[int]:
        """The identifiers of the events that stand on one origin."""
        return [pk for pk, origins in self.by_event.items() if len(origins) == 1]


def origins() -> Origins:
    """Counted as the public page counts them (`timeline.editions.facts.origins`): three queries."""
    repeats: dict[int, tuple[int | None, int]] = {
        pk: (repeated, publisher)
        for pk, repeated, publisher in Source.objects.order_by().values_list(
            "pk", "republishes_id", "publisher_id"
        )
    }
    found: dict[int, set[int]] = defaultdict(set)
    supporting = {"stance": Excerpt.Stance.SUPPORTS}
    own = Excerpt.objects.filter(**supporting).exclude(event__stage=Stage.WITHDRAWN).order_by()
    tied = Tie.objects.filter(**supporting).exclude(event__stage=Stage.WITHDRAWN).order_by()
    pairs = set(own.values_list("event_id", "source_id").distinct())
    pairs |= set(tied.values_list("event_id", "excerpt__source_id").distinct())
    for event, source in pairs:
        step, seen = source, set()
        while step not in seen and (repeated := repeats[step][0]) is not None:
            seen.add(step)
            step = repeated
        found[event].add(repeats[step][1])
    return Origins(dict(found))
