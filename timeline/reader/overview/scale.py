"""The reading scale: steps of a day, a month or some years, by how much happened.

A pure function from the bounds of events to steps. A day is a proleptic ordinal; a range is
half-open, from its first day to the day after its last.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate, groupby
from typing import Final, Literal, NamedTuple

Unit = Literal["day", "month", "year", "break", "stub"]

MOST_STEPS: Final = 58  # of a scale; finer ones would be merged again to be shown
SHORT: Final = 2  # days: an event that spans no more says on which day something happened
# Days between the events of a burst. With 3, a reply five days after an act would lose its days.
CHAIN: Final = 5
BURST, BUSY = 5, 6  # events that open a burst into days, and a year into months
MONTHLY, YEARLY = 92, 366  # days: the longest span that still belongs to a month, to a year
LONELY = 10  # years without an event, before which all is "earlier"
FEW: Final = 0.25  # of all events, of which no more may be "earlier"
MOST_MONTHLY = 4  # years: a range that is zoomed into and touches no more is shown in months
MOST_DAYS = 45  # a range that is zoomed into and no longer than this is shown day by day
FIRST, LAST = 1, date.max.toordinal() + 1  # of the calendar, as a half-open range
STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 500, 1000, 10000)  # years in one step


class Span(NamedTuple):
    """Events of the same bounds: first day, day after the last, and how many there are.

    `start` is before FIRST where there is no first day, `end` after LAST where there is no last.
    """

    start: int
    end: int
    events: int = 1


class TimeStep(NamedTuple):
    """A stretch of time as one step of the scale: all that is earlier ("stub"), a day, a month, a
    year or some of these, or time to which nothing is closely dated ("break")."""

    unit: Unit
    start: int
    end: int


class _Bounds:
    """Bounds of events, to be asked quickly what overlaps a range or lies in it."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self.starts = [span.start for span in ordered]
        self.ends = [span.end for span in ordered]
        self.latest = list(accumulate(self.ends, max))
        # For each, the place of the one that ends first among it and all that start later.
        self.soonest = list(range(len(ordered)))
        for at in range(len(ordered) - 2, -1, -1):
            if self.ends[self.soonest[at + 1]] < self.ends[at]:
                self.soonest[at] = self.soonest[at + 1]

    def overlap(self, start: int, end: int) -> bool:
        """Whether any overlaps the range."""
        before = bisect_left(self.starts, end)
        return before > 0 and self.latest[before - 1] > start

    def inside(self, start: int, end: int) -> tuple[int, int] | None:
        """One that lies wholly in the range, if any does."""
        at = bisect_left(self.starts, start)
        if at == len(self.starts) or self.ends[self.soonest[at]] > end:
            return None
        found = self.soonest[at]
        return self.starts[found], self.ends[found]


class Burst(NamedTuple):
    """Days on which event followed event."""

    start: int
    end: int
    events: int


def bursts(spans: Iterable[Span]) -> list[Burst]:
    """Chains of events that are dated to a day or two and follow within CHAIN days."""
    found: list[Burst] = []
    for span in sorted(spans):
        if span.end - span.start > SHORT:
            continue
        last = found[-1] if found else None
        if last and span.start - (last.end - 1) <= CHAIN:
            found[-1] = Burst(last.start, max(last.end, span.end), last.events + span.events)
        else:
            found.append(Burst(*span))
    return found


def build(
    spans: Iterable[Span], low: int | None = None, high: int | None = None
) -> tuple[TimeStep, ...] | None:
    """The scale for events, of all time or zoomed to the range from `low` to before `high`.

    None when no event in the range has a bound. Everything that has one lies on the scale, and no
    event lies in a break alone.
    """
    inside = [(span, part) for span in spans if (part := _clip(span, low, high))]
    inside = [pair for pair in inside if pair[0].start >= FIRST or pair[0].end <= LAST]
    if not inside:
        return None
    whole, bounded = [span for span, _ in inside], [part for _, part in inside]
    first = min(span.start if span.start >= FIRST else span.end - 1 for span in bounded)
    last = max(span.end if span.end <= LAST else span.start + 1 for span in bounded)
    stub = None
    if low is None:
        opening = _first_year(bounded, first)
        if opening > first or any(span.start < FIRST for span in bounded):
            stub = TimeStep("stub", min(first, opening - 1), opening)
        first = opening
    else:
        first = max(low, _year(first))
    last = month_after(last - 1) if high is None else min(high, month_after(last - 1))
    last = max(last, first + 1)
    pieces = _Pieces(whole, bounded, first, last).best(zoomed=not (low is None and high is None))
    return (stub, *pieces) if stub else tuple(pieces)


def _clip(span: Span, low: int | None, high: int | None) -> Span | None:
    """The part of a span that lies in a range; None when none does."""
    start = span.start if low is None else max(span.start, low)
    end = span.end if high is None else min(span.end, high)
    return Span(start, end, span.events) if start < end else None


def _first_year(spans: Iterable[Span], first: int) -> int:
    """The first day of the year before which only scattered events lie, and but a few of all."""
    events = _by_year(spans)
    if not events:
        return _year(first)
    earlier, few = sum(events.values()), sum(events.values()) * FEW
    found = max(events)
    for year in sorted(events, reverse=True):
        if found - year > LONELY and earlier <= few:
            break
        found, earlier = year, earlier - events[year]
    return date(found, 1, 1).toordinal()


def _by_year(spans: Iterable[Span]) -> Counter[int]:
    """How many events that belong to one year there are in each, by their middle."""
    counts: Counter[int] = Counter()
    for span in spans:
        if span.end - span.start <= YEARLY:
            counts[date.fromordinal((span.start + span.end - 1) // 2).year] += span.events
    return counts


class _Pieces:
    """Looks for the finest steps from `first` to before `last` that are not too many."""

    def __init__(self, spans: list[Span], parts: list[Span], first: int, last: int) -> None:
        self.first, self.last = first, last
        self.bursts = [
            Burst(max(first, burst.start), min(last, burst.end), burst.events)
            for burst in bursts(spans)
            if burst.start < last and burst.end > first
        ]
        self.years = {y: n for y, n in _by_year(spans).items() if _in(y, first, last)}
        self.all = _Bounds(part for part in parts if part.start >= FIRST and part.end <= LAST)
        self.covered = {
            "month": _Bounds(span for span in spans if span.end - span.start <= MONTHLY),
            "year": _Bounds(span for span in spans if span.end - span.start <= YEARLY),
        }

    def best(self, *, zoomed: bool) -> list[TimeStep]:
        if zoomed and self.last - self.first <= MOST_DAYS:
            return [TimeStep("day", day, day + 1) for day in range(self.first, self.last)]
        if zoomed:
            every = {date.fromordinal(day).year for day in (self.first, self.last - 1)}
            every = set(range(min(every), max(every) + 1))
            if len(every) <= MOST_MONTHLY:
                for least in self._thresholds(BURST, (b.events for b in self.bursts)):
                    pieces = self._cut(self._steps(least, every, 1))
                    if pieces and _fits(pieces):
                        return pieces
        for step in STEPS:
            for busy in self._thresholds(BUSY, self.years.values()) if step == 1 else [LAST]:
                busy_years = {year for year, count in self.years.items() if count >= busy}
                for least in self._thresholds(BURST, (b.events for b in self.bursts)):
                    pieces = self._cut(self._steps(least, busy_years, step))
                    if pieces and _fits(pieces):
                        return pieces
        return [TimeStep("year", self.first, self.last)]

    @staticmethod
    def _thresholds(least: int, counts: Iterable[int]) -> Iterator[int]:
        """`least`, and twice as much again and again, to one that none of the counts reaches."""
        highest = max(counts, default=0)
        yield least
        while least <= highest:
            least *= 2
            yield least

    def _steps(self, least: int, busy: set[int], step: int) -> list[TimeStep]:
        """Every step, none of them cut out; none at all when there are hopelessly many days."""
        opened = [burst for burst in self.bursts if burst.events >= least]
        if sum(burst.end - burst.start for burst in opened) > MOST_STEPS:
            return []
        pieces: list[TimeStep] = []
        at = self.first
        for burst in opened:
            pieces += _calendar(at, burst.start, busy, step)
            pieces += [TimeStep("day", day, day + 1) for day in range(burst.start, burst.end)]
            at = burst.end
        return pieces + list(_calendar(at, self.last, busy, step))

    def _cut(self, pieces: list[TimeStep]) -> list[TimeStep]:
        """The steps with each run of empty ones made into a break that hides no event."""
        if not pieces:
            return []
        kept: set[TimeStep] = set()
        while True:
            result = self._with_breaks(pieces, kept)
            again = len(kept)
            for piece in result:
                lost = self.all.inside(piece.start, piece.end) if piece.unit == "break" else None
                if lost:
                    middle = (lost[0] + lost[1] - 1) // 2
                    kept.add(next(one for one in pieces if one.end > middle))
            if all(piece.unit == "break" for piece in result):
                kept.add(pieces[-1])  # of nothing but vague events: something has to be shown
            if len(kept) == again:
                return result

    def _with_breaks(self, pieces: list[TimeStep], kept: set[TimeStep]) -> list[TimeStep]:
        result: list[TimeStep] = []
        for (_, empty), group in groupby(pieces, lambda p: (p.unit, self._empty(p, kept))):
            run = list(group)
            if not empty or len(run) < 2:
                result += run
            elif result and result[-1].unit == "break":
                result[-1] = TimeStep("break", result[-1].start, run[-1].end)
            else:
                result.append(TimeStep("break", run[0].start, run[-1].end))
        return result

    def _empty(self, piece: TimeStep, kept: set[TimeStep]) -> bool:
        covered = self.covered.get(piece.unit)
        return bool(covered and piece not in kept and not covered.overlap(piece.start, piece.end))


def _calendar(start: int, end: int, busy: set[int], step: int) -> Iterator[TimeStep]:
    """The months of busy years and the years, or groups of years, between them."""
    while start < end:
        year = date.fromordinal(start).year
        if year in busy:
            stop, unit = month_after(start), "month"
        else:
            following = year - year % step + step
            stop, unit = new_year(following), "year"
        stop = min(stop, end)
        yield TimeStep("month" if unit == "month" else "year", start, stop)
        start = stop


def _fits(pieces: Sequence[TimeStep]) -> bool:
    return len(pieces) < MOST_STEPS  # the stub may still come


def _in(year: int, first: int, last: int) -> bool:
    return date.fromordinal(first).year <= year <= date.fromordinal(last - 1).year


def _year(day: int) -> int:
    return date.fromordinal(day).replace(month=1, day=1).toordinal()


def new_year(year: int) -> int:
    return date(year, 1, 1).toordinal() if year <= date.max.year else LAST


def month_after(day: int) -> int:
    """The first day of the month after that of `day`."""
    when = date.fromordinal(day)
    if when.month == 12:
        return new_year(when.year + 1)
    return when.replace(month=when.month + 1, day=1).toordinal()
