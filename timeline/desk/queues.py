"""What waits for somebody: queues of things, and lists of what weakens the evidence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from timeline.curation import twins
from timeline.curation.models import (
    Assignment,
    Comment,
    Decision,
    Event,
    Excerpt,
    Source,
    SourceCheck,
    Term,
    Tie,
)
from timeline.curation.models.base import Stage, Staged
from timeline.curation.naming import STAGED
from timeline.desk.queue_filters import ALL, NOBODY, QueueFilter
from timeline.editions import archive
from timeline.editions.search import find
from timeline.editions.snapshot import PublishedSnapshot

MOST_TERMS: Final = 500  # of the lexicon that are looked for on one page
_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)  # before what knows since when it waits


@dataclass(frozen=True, slots=True, order=True)
class Queued:
    """A thing in the works: since when it is in its stage, which kind it is of, and its key; its
    stage, who edited it last, whose changes it holds, the last decision on it, and whom it is
    assigned to."""

    since: datetime
    kind: str
    pk: int
    stage: str = field(compare=False)
    by: str = field(compare=False)
    hands: str = field(compare=False)
    decision: str = field(compare=False)
    to: str = field(compare=False)

    def is_in(self, name: str, person: Any) -> bool:
        """Whether it is in a queue of a person."""
        own = bool(self.by == person.get_username())
        returned = own and self.stage == Stage.DRAFT and self.decision == Decision.Kind.RETURNED
        if name == "waiting":
            mine = settings.FOUR_EYES and f",{person.pk}," in self.hands
            return self.stage == Stage.IN_REVIEW and not mine
        if name == "assigned":
            return bool(self.to == person.get_username())
        if name == "returned":
            return returned
        return name == "all" or (own and not returned)

    def is_wanted(self, wanted: QueueFilter, now: datetime) -> bool:
        """Whether a filter leaves it in."""
        return (
            wanted.kind in ("", self.kind)
            and wanted.stage in ("", self.stage)
            and wanted.by in ("", self.by)
            and wanted.to in ("", self.to or NOBODY)
            and self.since <= now - timedelta(days=wanted.days)
        )


def _last(model: type[Staged], field: str) -> Subquery:
    """A field of the last decision on a thing."""
    made = Decision.objects.filter(
        thing_type=ContentType.objects.get_for_model(model), thing_key=OuterRef("pk")
    )
    return Subquery(made.order_by("-at", "-pk").values(field)[:1])


def in_the_works() -> list[Queued]:
    """Every draft and all that is in review, of every kind: two queries."""
    given = _assigned()
    first, *rest = (_of_kind(model) for model in STAGED)
    return [
        Queued(
            since or _LONG_AGO,
            kind,
            pk,
            stage,
            by or "",
            hands,
            decision or "",
            _holder(given.get((kind, pk)), since),
        )
        for kind, pk, since, stage, by, hands, decision in first.union(*rest, all=True)
    ]


def _of_kind(model: type[Staged]) -> Any:
    """The rows of one kind in the works; of the text fields none that may be long."""
    found = model._default_manager.order_by().filter(stage__in=[Stage.DRAFT, Stage.IN_REVIEW])
    return found.annotate(
        of_kind=Value(model._meta.model_name), last_decision=_last(model, "kind")
    ).values_list(
        "of_kind", "pk", "since", "stage", "edited_by__username", "hands", "last_decision"
    )


def in_queue(name: str, person: Any, wanted: QueueFilter = ALL) -> list[Queued]:
    """What is in a queue of a person, as far as they want to see it, what waits longest first.

    Queues are `waiting` for their decision, `assigned` and `returned` to them, `mine` and `all`.
    """
    now = timezone.now()
    return sorted(
        one for one in in_the_works() if one.is_in(name, person) and one.is_wanted(wanted, now)
    )


def _assigned() -> dict[tuple[str, int], tuple[int, str, datetime]]:
    """Whom each thing was assigned to: by kind and key, the person's key and name, and when."""
    rows = Assignment.objects.order_by().values_list(
        "thing_type__model", "thing_key", "person", "person__username", "at"
    )
    return {(kind, pk): (person, name, at) for kind, pk, person, name, at in rows}


def _holder(given: tuple[int, str, datetime] | None, since: datetime | None) -> str:
    """Who has a thing to do: nobody any more once it has come to another stage."""
    return "" if given is None or (since and given[2] < since) else given[1]


def counts(person: Any, names: Iterable[str]) -> dict[str, int]:
    """How many things are in each queue of a person: two queries for all of them."""
    works = in_the_works()
    return {name: sum(one.is_in(name, person) for one in works) for name in names}


def things(queued: Iterable[Queued]) -> Iterator[Any]:
    """The things of a queue, in its order, each with its last decision: `last_kind`, `last_note`,
    `last_by`; with whom it is assigned `to`; events with their `open_comments`."""
    listed = list(queued)
    found: dict[tuple[str, int], Any] = {}
    for model in STAGED:
        name = model._meta.model_name or ""
        pks = [one.pk for one in listed if one.kind == name]
        if pks:
            found |= {(name, thing.pk): thing for thing in _with_facts(model, pks)}
    for one in listed:
        thing = found.get((one.kind, one.pk))
        if thing is not None:
            thing.assigned_to = one.to
            yield thing


def _with_facts(model: type[Staged], pks: list[int]) -> Any:
    rows: Any = model._default_manager.filter(pk__in=pks).annotate(
        last_kind=Coalesce(_last(model, "kind"), Value("")),
        last_note=_last(model, "note"),
        last_by=_last(model, "by__username"),
    )
    if model is Source:
        return rows.select_related("edited_by", "publisher").defer("text")
    if model is not Event:
        return rows.select_related("edited_by")
    comments = Comment.objects.filter(event=OuterRef("pk"), resolved_at=None).order_by()
    counted = comments.values("event").annotate(n=Count("pk")).values("n")
    return rows.select_related("edited_by").annotate(open_comments=Subquery(counted))


def unsourced() -> models.QuerySet[Event]:
    """Drafts and events in review without an excerpt, by date."""
    own = Exists(Excerpt.objects.filter(event=OuterRef("pk")))
    has = own | Exists(Tie.objects.filter(event=OuterRef("pk")))
    return Event.objects.filter(~has, stage__in=[Stage.DRAFT, Stage.IN_REVIEW]).by_date()


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


def strayed() -> models.QuerySet[SourceCheck]:
    """The last look at the original of each source, where that is gone, moved or changed."""
    last = SourceCheck.objects.filter(source=OuterRef("source")).order_by("-at", "-pk")
    found = SourceCheck.objects.filter(pk=Subquery(last.values("pk")[:1]))
    found = found.filter(~models.Q(problem="") | ~models.Q(missing=[]) | models.Q(moved=True))
    return found.select_related("source__publisher").defer("source__text").order_by("source__slug")


@dataclass(frozen=True, slots=True)
class Origins:
    """The origins of all events at the desk: the publishers whose own words support each."""

    by_event: dict[int, set[int]]

    def single(self) -> list[int]:
        """The identifiers of the events that stand on one origin."""
        return [pk for pk, origins in self.by_event.items() if len(origins) == 1]


def origins() -> Origins:
    """Counted as the public page counts them (`timeline.editions.facts.origins`): four queries."""
    repeats: dict[int, tuple[int | None, int]] = {
        pk: (repeated, publisher)
        for pk, repeated, publisher in Source.objects.order_by().values_list(
            "pk", "republishes_id", "publisher_id"
        )
    }
    origin_of: dict[int, int] = {}
    supporting = {"stance": Excerpt.Stance.SUPPORTS}
    own = Excerpt.objects.filter(**supporting).exclude(event__stage=Stage.WITHDRAWN).order_by()
    tied = Tie.objects.filter(**supporting).exclude(event__stage=Stage.WITHDRAWN).order_by()
    pairs = set(own.values_list("event_id", "source_id").distinct())
    pairs |= set(tied.values_list("event_id", "excerpt__source_id").distinct())
    quoted: dict[int, set[int]] = defaultdict(set)
    for event, source in pairs:
        quoted[event].add(source)
        step, seen = source, set()
        while step not in seen and (repeated := repeats[step][0]) is not None:
            seen.add(step)
            step = repeated
        origin_of[source] = repeats[step][1]
    apart = {event: set(sources) for event, sources in quoted.items()}
    for pair in twins.open_among(repeats):
        for event, sources in quoted.items():
            if {pair.source.pk, pair.other.pk} <= sources:
                apart[event].discard(pair.other.pk)
    return Origins({event: {origin_of[one] for one in left} for event, left in apart.items()})
