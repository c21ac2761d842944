"""Where the picture leads: the view narrowed to a stretch of time, all its other filters kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyroaring import BitMap

from timeline.editions.index import OPEN_START, Index
from timeline.editions.search import Result
from timeline.reader.overview import ranges as names
from timeline.reader.overview.columns import TimeColumn
from timeline.reader.query.select import select
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.text import dates
from timeline.text.dates import HistoricalDate

Dates = tuple[HistoricalDate | None, HistoricalDate | None]


@dataclass(frozen=True, slots=True)
class Links:
    """Views of other dates than those of `query`.

    `base` is what the query selects when it names no dates at all. `before` and `after` are what
    stands around the dates in an address: a picture has some hundreds of addresses, and each made
    from the query anew would take longer than all the rest of it.
    """

    query: TimelineQuery
    index: Index
    base: BitMap
    before: str
    after: str

    @classmethod
    def of(cls, query: TimelineQuery, index: Index, found: Result | None = None) -> "Links":
        return cls._around(query, index, select(whole(query), index, found))

    @classmethod
    def _around(cls, query: TimelineQuery, index: Index, base: BitMap) -> "Links":
        first, last = dates.parse("0001"), dates.parse("9999")
        # A "=" within a value is quoted in an address, so this can only be the dates themselves.
        before, _, after = query.changed(from_=first, to=last).url().partition("from=0001&to=9999")
        return cls(query, index, base, before, after)

    def of_phase(self, slug: str) -> "Links":
        """The same within a phase."""
        if slug in self.query.phase:
            return self
        return self._around(self.query.choosing("phase", slug), self.index, self.base)

    def url(self, start: int | None, end: int) -> str:
        """The address of the view of what may lie from `start` to before `end`; None is open."""
        first, last = _dates(start, end)
        pairs = [f"from={first.edtf}"] if first else []
        return f"{self.before}{'&'.join([*pairs, f'to={last.edtf}' if last else ''])}{self.after}"

    def counts(self, start: int | None, end: int) -> tuple[int, int]:
        """How many events of the view certainly lie there, and how many more may."""
        first, last = _dates(start, end)
        bounds = first.earliest if first else None, last.latest if last else None
        certain = self.base.intersection_cardinality(self.index.certain(*bounds))
        if self.query.certain:
            return certain, 0
        all_of = self.base.intersection_cardinality(self.index.overlapping(*bounds))
        return certain, all_of - certain

    def stretches(self, columns: Sequence[TimeColumn]) -> list[tuple[str, int, int]]:
        """Every run of columns: its name, and how many events certainly lie in it and how many
        more may; as `counts` has them, but from one set a column instead of two a run."""
        index, base = self.index, self.base
        begun = [index.beginning(OPEN_START, column.start) & base for column in columns]
        over = [index.ending(OPEN_START, column.start) & base for column in columns]
        if columns[0].earlier:
            begun[0], over[0] = BitMap(), BitMap()
        begin = [len(index.beginning(OPEN_START, column.end) & base) for column in columns]
        sure = base - index.doubtful
        end = [index.ending(OPEN_START, column.end) & sure for column in columns]
        found = []
        for first in range(len(columns)):
            for last in range(first, len(columns)):
                certain = len(end[last]) - end[last].intersection_cardinality(begun[first])
                possible = begin[last] - len(over[first]) - certain
                name = _name(columns[first], columns[last])
                found.append((name, certain, 0 if self.query.certain else possible))
        return found

    def selected(self) -> BitMap:
        """What the query itself selects, without a search of its own."""
        return select(self.query, self.index)


def _name(first: TimeColumn, last: TimeColumn) -> str:
    if first is last:
        return first.name
    if first.earlier:
        return f"to {names.before(last.end).phrase}"
    return names.phrase(first.start, last.end)


def _dates(start: int | None, end: int) -> Dates:
    return names.bounds(start, end) if start is not None else (None, names.before(end))


def whole(query: TimelineQuery) -> TimelineQuery:
    """The view with every filter but its dates."""
    return query.changed(from_=None, to=None, certain=False)
