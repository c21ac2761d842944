"""The columns of the picture: steps of the scale, merged until they can be seen and hit.

Steps are merged where that tells least less: empty ones first, then those of few events, and a day
on which something happened last.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from timeline.editions.index import OPEN_END, OPEN_START, Index
from timeline.reader.overview import ranges
from timeline.reader.overview.scale import LAST, Span, TimeStep, build

MOST: Final = 12  # columns; a phone of 320 pixels gives each the 24 that a finger needs
MERGED: Final = 11  # columns, where some have to be merged
KEPT: Final = 32  # ranges of an edition whose columns a process keeps at hand
A_DAY_LOST, OF_WEIGHT = 10, 60  # what it costs for each event, and each major one, to lose its day


@dataclass(frozen=True, slots=True)
class TimeColumn:
    """A stretch of time as one column: proleptic ordinals, `end` not included.

    `over` is what stands over it and those that follow with the same words, `tick` its own words
    below, which with `over` say the whole; `name` says it in full and `short` in few words. One
    that is `earlier` holds all that may have begun before the next.
    """

    start: int
    end: int
    over: str
    tick: str
    short: str
    name: str
    earlier: bool = False

    @property
    def is_day(self) -> bool:
        return self.end - self.start == 1 and not self.earlier


@dataclass(frozen=True, slots=True)
class _Run:
    """Steps that are one column, how many events may begin in them, and how many major ones."""

    steps: tuple[TimeStep, ...]
    events: int
    major: int

    @property
    def start(self) -> int:
        return self.steps[0].start

    @property
    def end(self) -> int:
        return self.steps[-1].end

    @property
    def is_day(self) -> bool:
        return self.end - self.start == 1 and self.events > 0

    @property
    def is_earlier(self) -> bool:
        return self.steps[0].unit == "stub"


@lru_cache(maxsize=KEPT)
def steps_of(index: Index, low: int | None, high: int | None) -> tuple[_Run, ...] | None:
    """The steps of the scale from `low` to before `high` (ordinals; None is open), with events.

    None when nothing dated lies there. An index never changes, so neither do its steps.
    """
    steps = build(_spans(index), low, high)
    if steps is None:
        return None
    major = index.having("importance", "major")
    runs: list[_Run] = []
    for step in steps:
        ranks = index.beginning(step.start, step.end)
        runs.append(_Run((step,), len(ranks), ranks.intersection_cardinality(major)))
    while high is None and len(runs) > 1 and not runs[-1].events:
        runs.pop()  # what may have happened after the last column begins in it or before
    return tuple(runs)


@lru_cache(maxsize=KEPT)
def columns_of(
    index: Index, low: int | None, high: int | None, most: int = MOST
) -> tuple[TimeColumn, ...] | None:
    """At most so many columns for the range; None when nothing dated lies in it.

    The first is `earlier` where something that may lie in the range may have begun before it.
    """
    runs = steps_of(index, low, high)
    if runs is None:
        return None
    start = runs[0].start
    there = index.all if low is None else index.all - index.ending(OPEN_START, low)
    before = not runs[0].is_earlier and bool(index.beginning(OPEN_START, start) & there)
    merged = _merged(runs, most - before)
    columns = [_earlier(start - 1, start)] if before else []
    for run in merged:
        if run.is_earlier:
            columns.append(_earlier(run.start, run.end))
        else:
            columns.append(_column(run.start, run.end, first=not columns))
    return tuple(_alone(columns))


def _alone(columns: list[TimeColumn]) -> Iterator[TimeColumn]:
    """The columns, of which a day that is the only one of its month says so in less room."""
    over = Counter(column.over for column in columns)
    for column in columns:
        if column.is_day and over[column.over] == 1:
            day, _, year = column.short.rpartition(" ")
            yield replace(column, over=day, tick=year)
        else:
            yield column


def _spans(index: Index) -> list[Span]:
    """The bounds of all events as half-open ranges."""
    return [
        Span(first, LAST + 1 if last >= OPEN_END else last + 1, count)
        for first, last, count in index.spans()
    ]


def _merged(runs: Sequence[_Run], most: int) -> list[_Run]:
    found = list(runs)
    while len(found) > most:
        if most == MOST:
            most = MERGED
        pairs = range(1 if found[0].is_earlier else 0, len(found) - 1)
        if not pairs:
            break
        at = min(pairs, key=lambda at: _loss(found[at], found[at + 1]))
        one, other = found[at], found[at + 1]
        found[at : at + 2] = [
            _Run(one.steps + other.steps, one.events + other.events, one.major + other.major)
        ]
    return found


def _loss(one: _Run, other: _Run) -> tuple[int, int]:
    """How much less two columns tell as one: pairs of events no longer told apart, and days.

    Among equals the shorter time goes first.
    """
    lost = one.events * other.events
    for run in (one, other):
        if run.is_day:
            lost += A_DAY_LOST * run.events + OF_WEIGHT * run.major
    if ranges.year_of(one.start, one.end) != ranges.year_of(other.start, other.end):
        lost += one.events + other.events
    return lost, other.end - one.start


def _column(start: int, end: int, *, first: bool) -> TimeColumn:
    over, tick = ranges.heads(start, end, first=first)
    return TimeColumn(start, end, over, tick, ranges.short(start, end), ranges.phrase(start, end))


def _earlier(start: int, end: int) -> TimeColumn:
    until = ranges.opening(end)
    brief, name = f"Before {until.short}", f"before {until.phrase}"
    return TimeColumn(start, end, "Before", until.short, brief, name, earlier=True)
