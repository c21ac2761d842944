"""What the index costs: to build, to keep, to load, and to count everything after a filter."""

from datetime import date

import pytest
from pyroaring import BitMap

from tests.benchmarks import corpus
from tests.benchmarks.conftest import seconds, sizes, table
from timeline.editions.index import Index

SETS_UP_TO = 100_000  # events; beyond, Python's sets take gigabytes


def all_counts(index: Index, selection: BitMap) -> dict[str, dict[str, int]]:
    return {facet: index.counts(facet, selection) for facet in index.facets}


def filters(index: Index) -> dict[str, BitMap]:
    """A wide filter, one of dates, and one that leaves few."""
    some_years = index.overlapping(date(2005, 1, 1), date(2009, 12, 31))
    return {
        "kind": index.having("kind", "statement"),
        "actor and years": index.having("actor", "actor-0") & some_years,
        "actor and place": index.having("actor", "actor-9") & index.having("place", "place-9"),
    }


def test_the_index():
    rows = []
    for size in sizes("BENCH_INDEX", "10000,100000"):
        made = list(corpus.entries(size))
        build = seconds(lambda made=made: Index.build(made), 1)
        index = Index.build(made)
        data = index.to_bytes()
        load = seconds(lambda data=data: Index.from_bytes(data), 9)
        index = Index.from_bytes(data)
        sets = {f: {v: set(ranks) for v, ranks in values.items()}
                for f, values in index.facets.items()} if size <= SETS_UP_TO else {}  # fmt: skip
        for name, selection in filters(index).items():
            assert 0 < len(selection) < size
            counting = seconds(lambda s=selection, i=index: all_counts(i, s), 21)
            times = "-"
            if sets:
                chosen = set(selection)
                slow = seconds(lambda c=chosen, s=sets: count_sets(s, c), 3)
                assert count_sets(sets, chosen) == all_counts(index, selection)
                times = f"{slow / counting:.0f}"
            rows.append([
                f"{size:,}", f"{build:.2f}", f"{len(data) / 1e6:.2f}", f"{load * 1000:.1f}", name,
                f"{len(selection):,}", f"{counting * 1000:.2f}", times,
            ])  # fmt: skip
    values = sum(len(values) for values in index.facets.values())
    table(
        f"The index, all counts of {values} values after a filter",
        ["events", "build s", "MB", "load ms", "filter", "selected", "counts ms", "x of sets"],
        rows,
    )


def count_sets(sets: dict[str, dict[str, set[int]]], chosen: set[int]) -> dict[str, dict[str, int]]:
    return {
        f: {v: len(ranks & chosen) for v, ranks in values.items()} for f, values in sets.items()
    }


@pytest.mark.parametrize("size", [1000])
def test_the_corpus_is_the_same_every_time(size):
    first, again = (Index.build(corpus.entries(size)).to_bytes() for _ in range(2))
    assert first == again
    assert len(Index.from_bytes(first)) == size
