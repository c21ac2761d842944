"""The values that one can choose next, ready to render: each with its count and its address."""

from dataclasses import dataclass

from pyroaring import BitMap

from timeline.editions.index import Index
from timeline.reader import labels
from timeline.reader.parameters import FACETS, Choosing, FacetParameter
from timeline.reader.query import TimelineQuery
from timeline.reader.select import select_without

SHORT = 8  # rows shown before the rest folds away


@dataclass(frozen=True, slots=True)
class FacetRow:
    """One value of a facet.

    `count` is the size of the result that `url` gives; of a chosen value, whose `url` drops it, how
    many events of the present result have it. `share` is the part of the largest count, in percent.
    """

    value: str
    label: str
    count: int
    selected: bool
    url: str
    share: int
    added: bool = False  # the count is of this value and of those chosen before, together
    mark: int = 0  # the number of the phase's mark, 1 to 7; 0 for anything but a phase


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A facet with its rows: chosen ones first, then by count; `more` are folded away."""

    parameter: FacetParameter
    rows: list[FacetRow]
    more: list[FacetRow]


def facet_groups(query: TimelineQuery, index: Index, selection: BitMap) -> list[FacetGroup]:
    """Every facet that has something to choose, in the order of the panel."""
    groups = (_group(FACETS[name], query, index, selection) for name in PANEL)
    return [group for group in groups if group.rows]


PANEL = (
    "importance",
    "phase",
    "kind",
    "actor",
    "place",
    "said_by",
    "publisher",
    "evidence",
    "language",
)


def _group(
    facet: FacetParameter, query: TimelineQuery, index: Index, selection: BitMap
) -> FacetGroup:
    name = facet.name
    chosen = query.values(name)
    replaced = facet.choosing is not Choosing.NARROW and bool(chosen)
    scope = select_without(query, index, name) if replaced else selection
    counts = index.counts(name, scope)
    widens = facet.choosing is Choosing.WIDEN and bool(chosen)
    inside = index.counts(name, selection) if chosen else counts
    rows = []
    highest = max(counts.values(), default=0) or 1
    # A chosen value that no event has is listed too: a speaker who takes part in nothing, say.
    for value, count in (dict.fromkeys(chosen, 0) | counts).items():
        selected = value in chosen
        if selected:
            count = inside.get(value, 0)
        elif not count:
            continue
        elif widens:
            # Choosing it gives all that is there and what it brings.
            count = len(selection | (scope & index.having(name, value)))
        rows.append(
            FacetRow(
                value=value,
                label=labels.of(index, name, value),
                count=count,
                selected=selected,
                url=(
                    query.dropping(name, value) if selected else query.choosing(name, value)
                ).url(),
                share=round(100 * min(count, highest) / highest),
                added=widens and not selected,
                mark=index.catalogue["phase"][value]["mark"] if name == "phase" else 0,
            )
        )
    rows = _in_order(name, rows, index)
    if len(rows) <= 1 and not chosen:
        return FacetGroup(facet, [], [])  # one value that all events have: nothing to choose
    if len(rows) <= SHORT + 2:
        return FacetGroup(facet, rows, [])
    return FacetGroup(facet, rows[:SHORT], rows[SHORT:])


def _in_order(name: str, rows: list[FacetRow], index: Index) -> list[FacetRow]:
    """Phases in their own order; all others chosen first, then by count, then by name."""
    if name == "phase":
        position = {slug: n for n, slug in enumerate(index.catalogue.get("phase", {}))}
        return sorted(rows, key=lambda row: position.get(row.value, len(position)))
    return sorted(rows, key=lambda row: (not row.selected, -row.count, row.label))
