"""What waits for somebody: queues of things, and lists of what weakens the evidence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from timeline.curation import twins
from timeline.curation.models import (
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
from timeline.editions import archive
from timeline.editions.search import find
from timeline.editions.snapshot import PublishedSnapshot

MOST_TERMS: Final = 500  # of the lexicon that are looked for on one page
_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)  # before what knows since when it waits


@dataclass(frozen=True, slots=True, order=True)
class Queued:
    """A thing in a queue: since when it is in its stage, which kind it is of, and its key."""

    since: datetime
    kind: str
    pk: int


def _last(model: type[Staged], field: str) -> Subquery:
    """A field of the last decision on a thing."""
    made = Decision.objects.filter(
        thing_type=ContentType.objects.get_for_model(model), thing_key=OuterRef("pk")
    )
    return Subquery(made.order_by("-at", "-pk").values(field)[:1])


def _rules(name: str, person: Any) -> Q:
    """Which things are in a queue of a person, given their `last_decision`."""
    own = Q(edited_by=person.pk)
    returned = Q(stage=Stage.DRAFT, last_decision=Decision.Kind.RETURNED) & own
    if name == "waiting":
        waiting = Q(stage=Stage.IN_REVIEW)
        return waiting & ~Q(hands__contains=f",{person.pk},") if settings.FOUR_EYES else waiting
    if name == "returned":
        return returned
    return own & Q(stage__in=[Stage.DRAFT, Stage.IN_REVIEW]) & ~returned


def _of_kind(model: type[Staged], name: str, person: Any) -> models.QuerySet[Any]:
    found = model._default_manager.order_by()
    if name != "waiting":
        # Empty instead of null, whose negation would be neither true nor false.
        found = found.annotate(last_decision=Coalesce(_last(model, "kind"), Value("")))
    return found.filter(_rules(name, person))


def in_queue(name: str, person: Any, kind: str = "") -> list[Queued]:
    """What is in a queue of a person, or of one kind in it, what waits longest first.

    One query a kind of thing.
    """
    return sorted(
        Queued(since or _LONG_AGO, model._meta.model_name or "", pk)
        for model in STAGED
        if kind in ("", model._meta.model_name)
        for since, pk in _of_kind(model, name, person).values_list("since", "pk")
    )


def counts(person: Any, names: Iterable[str]) -> dict[str, int]:
    """How many things are in each queue: one query a kind of thing."""
    found = dict.fromkeys(names, 0)
    for model in STAGED:
        on_their_way = model._default_manager.order_by().filter(
            stage__in=[Stage.DRAFT, Stage.IN_REVIEW]
        )
        known = on_their_way.annotate(last_decision=Coalesce(_last(model, "kind"), Value("")))
        rules = {f"n_{name}": Count("pk", filter=_rules(name, person)) for name in found}
        for name, count in known.aggregate(**rules).items():
            found[name.removeprefix("n_")] += count
    return found


def things(queued: Iterable[Queued]) -> Iterator[Any]:
    """The things of a queue, in its order, each with its last decision: `last_kind`, `last_note`,
    `last_by`; events with their `open_comments`."""
    listed = list(queued)
    found: dict[tuple[str, int], Any] = {}
    for model in STAGED:
        name = model._meta.model_name or ""
        pks = [one.pk for one in listed if one.kind == name]
        if pks:
            found |= {(name, thing.pk): thing for thing in _with_facts(model, pks)}
    return (found[one.kind, one.pk] for one in listed if (one.kind, one.pk) in found)


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
    found = found.filter(~Q(problem="") | ~Q(missing=[]) | Q(moved=True))
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
    found: dict[int, set[int]] = defaultdict(set)
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
        found[event].add(repeats[step][1])
    for pair in twins.open_among(repeats):
        both = {pair.source.pk, pair.other.pk}
        for event in (event for event, sources in quoted.items() if both <= sources):
            found[event].discard(pair.other.origin.publisher_id)
    return Origins(dict(found))
