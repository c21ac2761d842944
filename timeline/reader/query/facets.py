"""The values that one can choose next, ready to render: each with its count and its address."""

from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest

from pyroaring import BitMap

from timeline.editions.index import Index
from timeline.editions.search import Result
from timeline.reader.query import labels
from timeline.reader.query.parameters import FACETS, Choosing, FacetParameter
from timeline.reader.query.select import select, select_without
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.text import dates

KEPT = 64  # views of which a process keeps what there is to choose
SHORT = 5  # rows of a menu; the rest is on the page of all filters


@dataclass(frozen=True, slots=True)
class FacetRow:
    """One value of a facet.

    `count` is the size of the result that `url` gives; of a chosen value, whose `url` drops it, how
    many events of the present result have it.
    """

    value: str
    label: str
    count: int
    selected: bool
    url: str
    added: bool = False  # the count is of this value and of those chosen before, together
    mark: int = 0  # the number of the phase's mark, 1 to 7; 0 for anything but a phase


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A facet with its rows: chosen ones first, then by count; `more` are as many besides, of which
    none is made."""

    parameter: FacetParameter
    rows: list[FacetRow]
    more: int = 0

    @property
    def size(self) -> int:
        """How many values there are to choose."""
        return len(self.rows) + self.more


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu of the toolbar: the facets that it holds, and how many of their values are chosen."""

    name: str
    label: str
    groups: list[FacetGroup]

    @property
    def chosen(self) -> int:
        return sum(row.selected for group in self.groups for row in group.rows)


@dataclass(frozen=True, slots=True)
class Filters:
    """All that one can choose next: a switch for the major events, and menus of facets.

    `of` is the view that the counts are of: the view shown, or, where that is empty, the nearest
    wider one, so that choosing is never a dead end.
    """

    of: TimelineQuery
    major: FacetRow | None
    menus: list[Menu]

    @property
    def groups(self) -> list[FacetGroup]:
        return [group for menu in self.menus for group in menu.groups]


# The menus of the toolbar, with the facets of each. Of all but the first of a menu only the chosen
# values are at hand; the others come when they are asked for.
MENUS = (
    ("phase", "Phase", ("phase",)),
    ("kind", "Kind", ("kind",)),
    ("who", "Who", ("actor", "said_by")),
    ("where", "Where", ("place", "about")),
    ("dates", "Dates", ("certainty", "known_by")),
    ("evidence", "Evidence", ("evidence", "publisher", "language")),
)


def filters(
    query: TimelineQuery,
    index: Index,
    selection: BitMap,
    found: Result | None = None,
    *,
    whole: bool = False,
) -> Filters:
    """What one can choose next in a view; with `whole`, every value of every facet.

    Of an empty view it is what there would be without its search, or else in the whole timeline.
    Without a search it is kept: all pages of a view have the same.
    """
    if query.q:
        return _filters(query, index, selection, found, whole=whole)
    return _kept(query.changed(), index, whole)


@lru_cache(maxsize=KEPT)
def _kept(query: TimelineQuery, index: Index, whole: bool) -> Filters:
    return _filters(query, index, select(query, index), None, whole=whole)


def _filters(
    query: TimelineQuery, index: Index, selection: BitMap, found: Result | None, *, whole: bool
) -> Filters:
    for wider in (query.without("q"), query.cleared()):
        if selection:
            break
        query, selection, found = wider, select(wider, index), None
    index = index.as_reported(query.reported_by)
    rows = {row.value: row for row in _group("importance", query, index, selection, found).rows}
    menus = []
    for name, label, facets in MENUS:
        groups = []
        for number, facet in enumerate(facets):
            shown = None if whole or name == "dates" else 0 if number else SHORT
            groups.append(_group(facet, query, index, selection, found, shown))
        # Dates can be typed whatever there is to choose.
        if name == "dates" or any(group.size for group in groups):
            menus.append(Menu(name, label, [group for group in groups if group.size]))
    return Filters(query, rows.get("major"), menus)


def _group(
    name: str,
    query: TimelineQuery,
    index: Index,
    selection: BitMap,
    found: Result | None,
    shown: int | None = None,
) -> FacetGroup:
    """A facet with what there is to choose of it, no rows when there is nothing to choose.

    The chosen values are rows, and of the others the first so many as are `shown`, or all.
    """
    if name == "certainty":
        return _certainty(query, index, selection, found)
    if name == "known_by":
        return _known_by(query, index, found)
    facet = FACETS[name]
    chosen = query.values(name)
    counted = _counted(name, query, index, selection, found)
    if len(counted) <= 1 and not chosen:
        return FacetGroup(facet, [])  # one value that all events have: nothing to choose
    listed = _first(name, counted, chosen, index, shown)
    widens = facet.choosing is Choosing.WIDEN and bool(chosen)
    address = query.beside(name)
    rows = [
        FacetRow(
            value=value,
            label=labels.of(index, name, value),
            count=counted[value],
            selected=value in chosen,
            url=address(_with(facet, chosen, value)),
            added=widens and value not in chosen,
            mark=index.catalogue["phase"][value]["mark"] if name == "phase" else 0,
        )
        for value in listed
    ]
    return FacetGroup(facet, rows, len(counted) - len(rows))


def _with(facet: FacetParameter, chosen: tuple[str, ...], value: str) -> tuple[str, ...]:
    """The values of a facet after one of them was chosen, or was chosen again, which drops it."""
    if value in chosen:
        return tuple(one for one in chosen if one != value)
    if facet.choosing is Choosing.REPLACE:
        return (value,)
    return tuple(sorted({*chosen, value}))


def _counted(
    name: str, query: TimelineQuery, index: Index, selection: BitMap, found: Result | None
) -> dict[str, int]:
    """The values that one can choose or drop, each with the count that stands beside it.

    A chosen value that no event has is there too: a speaker who takes part in nothing, say.
    """
    facet, chosen = FACETS[name], query.values(name)
    replaced = facet.choosing is not Choosing.NARROW and bool(chosen)
    scope = select_without(query, index, name, found) if replaced else selection
    counts = {value: count for value, count in index.counts(name, scope).items() if count}
    if facet.choosing is Choosing.WIDEN and chosen:
        # Choosing one more gives all that is there and what it brings.
        counts = {v: len(selection | (scope & index.having(name, v))) for v in counts}
    inside = index.counts(name, selection) if chosen else {}
    return counts | {value: inside.get(value, 0) for value in chosen}


def _first(
    name: str, counted: dict[str, int], chosen: tuple[str, ...], index: Index, shown: int | None
) -> list[str]:
    """The chosen values, and the first `shown` others; two more where that would be all.

    Phases stand in their own order; all others chosen first, then by count, then by name.
    """
    others = [value for value in counted if value not in chosen]
    if shown is not None:
        left = max(0, shown - len(chosen))
        shown = left if not shown or len(counted) > shown + 2 else None
    if name == "phase":
        position = {slug: number for number, slug in enumerate(index.catalogue["phase"])}
        kept = {*chosen, *sorted(others, key=position.__getitem__)[:shown]}
        return sorted(kept, key=lambda value: position.get(value, len(position)))

    def order(value: str) -> tuple[int, str]:
        return -counted[value], labels.of(index, name, value)

    if shown is not None:
        # Labels are looked up of those alone that may be shown.
        least = nlargest(shown, map(counted.__getitem__, others))[-1:] or [len(index) + 1]
        others = [value for value in others if counted[value] >= least[0]]
    return [*sorted(chosen, key=order), *sorted(others, key=order)[:shown]]


_CERTAINTY = FacetParameter("certainty", "Certainty", Choosing.REPLACE, "certainty", "values")
_KNOWN_BY = FacetParameter("known_by", "As reported by", Choosing.REPLACE, "day", "days")
_MOST_YEARS = 12


def _certainty(
    query: TimelineQuery, index: Index, selection: BitMap, found: Result | None
) -> FacetGroup:
    """Of a range of dates: whether to leave out what only may lie in it."""
    if not (query.from_ or query.to):
        return FacetGroup(_CERTAINTY, [])
    other = query.changed(certain=not query.certain)
    certainly = select(query.changed(certain=True), index, found)
    row = FacetRow(
        value="certain",
        label="Only what certainly falls in the range",
        count=len(certainly),
        selected=query.certain,
        url=other.url(),
    )
    return FacetGroup(_CERTAINTY, [row])


def _known_by(query: TimelineQuery, index: Index, found: Result | None) -> FacetGroup:
    """What was reported by the end of each year in which something was first reported."""
    years = index.years_known()
    if len(years) < 2 and not query.known_by:
        return FacetGroup(_KNOWN_BY, [])
    rows = []
    for year in years[-_MOST_YEARS:]:
        day = dates.parse(f"{year:04}")
        chosen = query.known_by == day
        view = query.changed(known_by=day)
        count = len(select(view, index, found))
        if not (count or chosen):
            continue
        rows.append(
            FacetRow(
                value=day.edtf,
                label=f"the end of {year}",
                count=count,
                selected=chosen,
                url=(query.without("known_by") if chosen else view).url(),
            )
        )
    return FacetGroup(_KNOWN_BY, rows)
