"""The index against lists and sets that answer the same questions slowly."""

import json
import random
import struct
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from timeline.editions.index import Entry, Index, IndexFormatError
from timeline.editions.numbers import Numbers

FACETS = {"actor": ["ada", "ben", "آدا"], "kind": ["visit", "threat"]}
# Few days, so that many events share one; and the first and the last that there is.
DAYS = [
    date(1, 1, 1),
    *(date(2020, 1, day) for day in range(1, 15)),
    date(2020, 2, 29),
    date(9999, 12, 31),
]


class Slow:
    """The same answers from plain lists: what the index is to agree with."""

    def __init__(self, entries):
        self.entries = entries

    def having(self, facet, value):
        return {r for r, e in enumerate(self.entries) if value in e.values.get(facet, ())}

    def overlapping(self, first, last):
        return {
            rank
            for rank, e in enumerate(self.entries)
            if (first is None or e.latest is None or e.latest >= first)
            and (last is None or e.earliest is None or e.earliest <= last)
        }

    def inside(self, first, last):
        return {
            rank
            for rank, e in enumerate(self.entries)
            if (first is None or (e.earliest is not None and e.earliest >= first))
            and (last is None or (e.latest is not None and e.latest <= last))
        }

    def counts(self, facet, within):
        values = {v for e in self.entries for v in e.values.get(facet, ())}
        return {value: len(self.having(facet, value) & within) for value in values}

    def page(self, selection, start, length, newest_first):
        ranks = sorted(selection, reverse=newest_first)
        return ranks[start : start + length]


def entry_of(number, seed):
    """An event told by one integer: drawing every part by itself would be slow."""

    def take(count):
        nonlocal seed
        seed, part = divmod(seed, count)
        return part

    first, last = sorted(DAYS[take(len(DAYS))] for _ in range(2))
    values = {f: [value for value in known if take(2)] for f, known in FACETS.items()}
    earliest = None if take(6) == 1 else first
    latest = None if take(6) == 1 else last
    return Entry(10 * number + 3, earliest, latest, values)


corpora = (
    st.sampled_from([0, 1, 2, 7, 63, 64, 65, 100])
    .flatmap(lambda size: st.lists(st.integers(0, 400_000), min_size=size, max_size=size))
    .map(lambda seeds: [entry_of(number, seed) for number, seed in enumerate(seeds)])
)
days = st.one_of(st.none(), st.sampled_from([*DAYS, date(2019, 6, 1), date(2021, 1, 1)]))


def assert_alike(index, slow, first, last, start, length):
    assert len(index) == len(slow.entries)
    for facet in [*FACETS, "nothing"]:
        for value in [*FACETS.get(facet, []), "nobody"]:
            assert set(index.having(facet, value)) == slow.having(facet, value)
    overlapping, inside = index.overlapping(first, last), index.inside(first, last)
    assert set(overlapping) == slow.overlapping(first, last)
    assert set(inside) == slow.inside(first, last)
    for selection in (overlapping, inside, index.all):
        for facet in [*FACETS, "nothing"]:
            assert index.counts(facet, selection) == slow.counts(facet, set(selection))
        for newest_first in (False, True):
            assert index.page(
                selection, start, length, newest_first=newest_first
            ) == slow.page(set(selection), start, length, newest_first)  # fmt: skip
    for rank, one in enumerate(slow.entries):
        assert index.rank_of(one.record) == rank
    assert index.rank_of(999_999) is None


@given(corpora, days, days, st.integers(0, 120), st.integers(0, 60))
def test_the_index_answers_as_lists_and_sets_do(entries, first, last, start, length):
    assert_alike(Index.build(entries), Slow(entries), first, last, start, length)


@given(corpora, days, days, st.integers(0, 120), st.integers(0, 60))
def test_the_index_read_from_bytes_answers_as_lists_and_sets_do(
    entries, first, last, start, length
):
    read = Index.from_bytes(Index.build(entries, {"a": ["é"]}).to_bytes())
    assert read.catalogue == {"a": ["é"]}
    assert_alike(read, Slow(entries), first, last, start, length)


@given(corpora)
def test_the_same_events_give_the_same_bytes(entries):
    once = Index.build(entries, {"b": 1}).to_bytes()
    again = [
        # The same facts, met in another order.
        Entry(e.record, e.earliest, e.latest, {f: v[::-1] for f, v in reversed(e.values.items())})
        for e in entries
    ]
    assert Index.build(again, {"b": 1}).to_bytes() == once
    assert Index.from_bytes(once).to_bytes() == once
    assert Index.from_bytes(memoryview(once)).to_bytes() == once


def test_a_thousand_events_over_a_year():
    chance = random.Random(20200103)
    first = date(2019, 1, 1)
    entries = []
    for record in range(1000):
        start = first + timedelta(days=chance.randrange(400))
        end = start + timedelta(days=chance.choice([0, 0, 0, 5, 30]))
        kind = chance.choice(FACETS["kind"])
        entries.append(Entry(record, start, end, {"kind": [kind]}))
    index, slow = Index.from_bytes(Index.build(entries).to_bytes()), Slow(entries)
    for day in range(-1, 440, 7):
        at = first + timedelta(days=day)
        assert set(index.overlapping(at, at)) == slow.overlapping(at, at)
        assert set(index.inside(at, at + timedelta(days=9))) == slow.inside(
            at, at + timedelta(days=9)
        )


def test_an_index_of_nothing():
    for index in (Index.build([]), Index.from_bytes(Index.build([]).to_bytes())):
        assert len(index) == 0
        assert list(index.overlapping(date(2020, 1, 1), date(2020, 1, 1))) == []
        assert list(index.inside(None, date(2020, 1, 1))) == []
        assert index.counts("actor", index.all) == {}
        assert index.page(index.all, 0, 50) == []
        assert index.page(index.all, 50, 50, newest_first=True) == []
        assert index.rank_of(1) is None


def test_an_index_of_one_event():
    index = Index.build([Entry(7, date(2020, 1, 3), date(2020, 1, 3), {"actor": ["ada"]})])
    for one in (index, Index.from_bytes(index.to_bytes())):
        assert list(one.having("actor", "ada")) == [0]
        assert list(one.overlapping(date(2020, 1, 3), date(2020, 1, 3))) == [0]
        assert list(one.overlapping(date(2020, 1, 4), None)) == []
        assert list(one.overlapping(None, date(2020, 1, 2))) == []
        assert list(one.inside(date(2020, 1, 3), date(2020, 1, 3))) == [0]
        assert one.counts("actor", one.all) == {"ada": 1}
        assert one.counts("actor", one.having("actor", "ben")) == {"ada": 0}
        assert one.record_ids(one.page(one.all, 0, 50, newest_first=True)) == [7]


def test_an_open_bound_overlaps_everything_on_its_side_and_is_inside_nothing_there():
    until = Entry(1, None, date(2020, 1, 3), {})
    since = Entry(2, date(2020, 1, 3), None, {})
    index = Index.build([until, since])
    assert list(index.overlapping(None, date(1, 1, 1))) == [0]
    assert list(index.overlapping(date(9999, 12, 31), None)) == [1]
    assert list(index.overlapping(date(2020, 1, 3), date(2020, 1, 3))) == [0, 1]
    assert list(index.inside(date(1, 1, 1), None)) == [1]
    assert list(index.inside(None, date(9999, 12, 31))) == [0]
    assert list(index.inside(None, None)) == [0, 1]


def test_a_page_is_a_slice_in_either_order():
    index = Index.build([Entry(n, None, None, {}) for n in range(7)])
    assert index.page(index.all, 0, 3) == [0, 1, 2]
    assert index.page(index.all, 6, 3) == [6]
    assert index.page(index.all, 7, 3) == []
    assert index.page(index.all, 0, 3, newest_first=True) == [6, 5, 4]
    assert index.page(index.all, 6, 3, newest_first=True) == [0]
    assert index.page(index.all, 7, 3, newest_first=True) == []
    assert index.page(index.all, 900, 3, newest_first=True) == []


# -- bytes that are no index ----------------------------------------------------------------------


def some_bytes():
    entries = [
        Entry(n, date(2020, 1, 1 + n), date(2020, 1, 2 + n), {"actor": ["ada", f"a{n}"]})
        for n in range(5)
    ]
    return Index.build(entries, {"actor": {"ada": {"name": "Ada"}}}).to_bytes()


def test_bytes_cut_short_anywhere_are_refused():
    data = some_bytes()
    for length in range(len(data)):
        with pytest.raises(IndexFormatError):
            Index.from_bytes(data[:length])


def test_bytes_after_the_index_are_refused():
    with pytest.raises(IndexFormatError, match="3 bytes follow"):
        Index.from_bytes(some_bytes() + b"abc")


def test_other_magic_and_other_formats_are_refused():
    data = some_bytes()
    with pytest.raises(IndexFormatError, match="begins with b'ZIP!', not b'AFTM'"):
        Index.from_bytes(b"ZIP!" + data[4:])
    with pytest.raises(IndexFormatError, match="has format 8, not 7"):
        Index.from_bytes(data[:4] + b"\x08\x00" + data[6:])


def with_header(header, blobs=b""):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<4sHI", b"AFTM", 7, len(text)) + text + blobs


GOOD = {
    "in runs": False,
    "facets": {},
    "records": ["I", 0],
    "spans": 0,
    "days": [[], [], []],
    "spells": {},
    "catalogue": {},
    "blobs": [0],
}
BAD_HEADERS = {
    "no JSON": b'{"facets": ',
    "not UTF-8": b'{"facets": "\xff"}',
    "nested without end": b"[" * 100_000,
    "a list": [],
    "a number": 3,
    "nothing in it": {},
    "no records": {name: value for name, value in GOOD.items() if name != "records"},
    "no catalogue": {name: value for name, value in GOOD.items() if name != "catalogue"},
    "too few days": GOOD | {"days": [[], []]},
    "days that are no bitmaps": GOOD | {"days": [[0], [], []]},
    "a part that is not there": GOOD | {"spans": 1},
    "a part below zero": GOOD | {"spans": -1},
    "records of a strange kind": GOOD | {"records": ["w", 0]},
    "a size in words": GOOD | {"blobs": ["none"]},
    "a size below zero": GOOD | {"blobs": [8, -8]},
    "a size past the end": GOOD | {"blobs": [8]},
    "facets as a list": GOOD | {"facets": [["actor", 1]]},
    "facets that are no bitmaps": GOOD | {"facets": {"actor": [["ada", 0]]}},
}


@pytest.mark.parametrize("header", BAD_HEADERS.values(), ids=BAD_HEADERS)
def test_a_damaged_header_is_refused(header):
    with pytest.raises(IndexFormatError):
        Index.from_bytes(with_header(header))


def test_an_array_of_a_broken_length_is_refused():
    with pytest.raises(IndexFormatError):
        Index.from_bytes(with_header(GOOD | {"blobs": [7]}, b"seven b"))


def test_a_bitmap_that_two_facets_have_is_kept_once():
    entries = [Entry(n, None, None, {"publisher": ["a"], "origin": ["a"]}) for n in range(0, 99, 2)]
    twice = Index.build(entries).to_bytes()
    once = Index.build(Entry(e.record, None, None, {"origin": ["a"]}) for e in entries).to_bytes()
    assert len(twice) - len(once) < 40
    index = Index.from_bytes(twice)
    assert index.having("publisher", "a") is index.having("origin", "a")


@given(st.lists(st.integers(0, 3_700_000), min_size=1, max_size=40), st.integers(-9, 9_000_000))
def test_days_are_found_by_their_digits(values, day):
    numbers, ranks = Numbers.of_values(values), BitMap(range(len(values)))
    assert set(numbers.at_least(day, ranks)) == {r for r, v in enumerate(values) if v >= day}
    assert numbers.least(ranks) == min(values)
    assert [numbers.of(rank) for rank in ranks] == values


def test_a_whole_header_is_not_what_the_refusals_above_are_for():
    assert len(Index.from_bytes(with_header(GOOD))) == 0


@given(st.binary(max_size=60))
def test_bytes_of_any_kind_raise_nothing_else(data):
    with pytest.raises(IndexFormatError):
        Index.from_bytes(data)


def test_distinct_bounds_are_counted_and_kept():
    third = date(2020, 1, 3)
    index = Index.build(
        [
            Entry(1, third, third, {}),
            Entry(2, third, date(2020, 1, 5), {}),
            Entry(3, None, third, {}),
            Entry(4, third, third, {}),
            Entry(5, third, None, {}),
        ]
    )
    expected = [(0, 737427, 1), (737427, 737427, 2), (737427, 737429, 1), (737427, 3652060, 1)]
    assert list(index.spans()) == expected
    assert list(Index.from_bytes(index.to_bytes()).spans()) == expected


def test_what_begins_and_what_ends_in_a_range():
    third, fifth = date(2020, 1, 3), date(2020, 1, 5)
    index = Index.build(
        [Entry(1, None, third, {}), Entry(2, third, fifth, {}), Entry(3, fifth, None, {})]
    )
    assert list(index.beginning(0, third.toordinal())) == [0]  # an open start lies before all days
    assert list(index.beginning(third.toordinal(), fifth.toordinal())) == [1]
    assert list(index.ending(third.toordinal(), fifth.toordinal())) == [0]
    assert list(index.ending(fifth.toordinal(), date.max.toordinal() + 2)) == [1, 2]
