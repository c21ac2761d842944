"""A view in the past: what editions changed of the events that it had or has."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from timeline.editions import archive, compare
from timeline.editions.compare import Difference, Step
from timeline.editions.index import Index
from timeline.editions.kinds import KIND_OF_FACET, Kind
from timeline.editions.models import Edition
from timeline.editions.snapshot import PublishedSnapshot
from timeline.reader.query.parameters import FACETS
from timeline.reader.query.reading import Reading
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.query.view import TimelineView, selected


def within_view(query: TimelineQuery, index: Index, steps: list[Step]) -> Iterator[Step]:
    """Of each edition, the differences of those events that the view had before it or has after.

    `query` names things as `index` does; in other editions they are looked up as they were called
    there. A step of which nothing is left comes too, without differences.
    """
    numbers = [number for one in steps for number in (one.edition.number - 1, one.edition.number)]
    editions = archive.editions_by_number(numbers)
    for step in steps:
        number = step.edition.number
        sides = [view_in(editions[each], query, index) for each in (number - 1, number)]
        kept = tuple(one for one in step.differences if _is_of(one, *sides))
        yield Step(step.edition, kept)


def _is_of(one: Difference, before: TimelineView, after: TimelineView) -> bool:
    return one.kind == Kind.EVENT and (has(before, one.old) or has(after, one.new))


def has(view: TimelineView, record: int | None) -> bool:
    """Whether the view selects the event of this record."""
    rank = view.reading.index.rank_of(record) if record is not None else None
    return rank is not None and rank in view.selection


def view_in(edition: Edition, query: TimelineQuery, index: Index) -> TimelineView:
    """The same view of another edition."""
    reading = Reading(PublishedSnapshot(edition), edition.number)
    return selected(reading, _as_called(query, index, reading.index))


def _as_called(query: TimelineQuery, now: Index, then: Index) -> TimelineQuery:
    """The query with what it names called as another edition does."""
    changes = {}
    for facet in FACETS:
        kind = KIND_OF_FACET.get(facet)
        if kind and query.values(facet):
            called = {then.identity(kind, slug): slug for slug in then.things(kind)}
            names = (now.identity(kind, slug) for slug in query.values(facet))
            changes[facet] = tuple(sorted({called.get(name, name) for name in names}))
    return replace(query, **changes, page=1, edition=None)  # type: ignore[arg-type]


# -- what a view has lost --------------------------------------------------------------------------

LOOKED: Final = 10  # editions, so that what a feed costs does not grow with those there are


@dataclass(frozen=True, slots=True)
class Departure:
    """An event that the view had and has no more: withdrawn, merged, or changed so that the view
    does not select it. `identity` is the slug under which it was first public."""

    identity: str
    edition: Edition
    difference: Difference


@dataclass(frozen=True, slots=True)
class Departures:
    """Those of a view, the latest first, of the last editions that corrected anything.

    `floor`: when the earliest of these was published, if there are earlier ones, of which is not
    known what the view lost by them.
    """

    found: list[Departure] = field(default_factory=list)
    floor: datetime | None = None

    @property
    def moments(self) -> list[datetime]:
        """When the view lost something; at least the latest moment of which it is not known."""
        times = [one.edition.published_at for one in self.found]
        return [*times, self.floor] if self.floor else times


def departures(view: TimelineView) -> Departures:
    """What the view had in an earlier edition and has no more."""
    if view.reading.snapshot.is_preview:
        return Departures()
    latest = view.reading.edition
    every = compare.corrections(latest)
    some = every[:LOOKED]
    editions = archive.editions_by_number(one.edition.number - 1 for one in some)
    lost: dict[str, Departure] = {}
    for step in some:
        before = view_in(editions[step.edition.number - 1], view.query, view.reading.index)
        for one in step.differences:
            if one.kind == Kind.EVENT and has(before, one.old):
                name = before.reading.index.identity(Kind.EVENT, one.former or one.slug)
                lost.setdefault(name, Departure(name, step.edition, one))
    still = archive.records_by_identity(latest, Kind.EVENT, lost)
    found = [one for name, one in lost.items() if not has(view, still.get(name))]
    return Departures(found, some[-1].edition.published_at if len(every) > len(some) else None)
