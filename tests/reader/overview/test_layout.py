"""Columns, cells and what fits into them: tables, and what holds for any corpus and any view."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from timeline.editions.catalogue import empty
from timeline.editions.index import OPEN_START, Entry, Index
from timeline.reader.overview import ranges
from timeline.reader.overview.columns import MOST, columns_of
from timeline.reader.overview.layout import OVER, TICK, TRACK, TRACKS, layout_of
from timeline.reader.overview.zoom import closer, shifted, wider

PHASES = [f"phase-{number}" for number in range(7)]


def day(text):
    return date.fromisoformat(text).toordinal()


def entry(first, last, phase="phase-0", importance="minor"):
    return Entry(1, first, last, {"phase": [phase], "importance": [importance]})


def index_of(entries):
    ordered = sorted(entries, key=lambda one: (one.earliest or date.min, one.latest or date.max))
    phases = {slug: {"name": slug, "mark": n + 1} for n, slug in enumerate(PHASES)}
    return Index.build(ordered, empty() | {"phase": phases})


def on(text, count=1, **facts):
    when = date.fromisoformat(text)
    return [entry(when, when, **facts) for _ in range(count)]


def heads(index, low=None, high=None):
    columns = columns_of(index, low and day(low), high and day(high))
    return [f"{column.over} {column.tick}".strip() for column in columns]


# -- tables ----------------------------------------------------------------------------------------


def test_few_steps_are_as_the_scale_has_them():
    index = index_of([*on("2019-05-01"), *on("2020-01-03", 5), *on("2021-03-01")])
    assert heads(index) == [
        "2019", "January 2020 1–2", "January 2020 3", "2020 to Dec", "2021 Jan–Mar",
    ]  # fmt: skip


def test_empty_days_go_first_and_days_of_weight_last():
    index = index_of(
        [
            *on("2014-02-01", 3),
            *on("2015-06-01", 3),
            *on("2020-01-03", 9, importance="major"),
            *on("2020-01-08", 2, importance="major"),
            *on("2020-05-01", 3),
            *on("2020-06-01", 3),
            *on("2020-07-21", 8),
            *on("2020-09-21", 8),
            *on("2021-03-01", 3),
            *on("2022-03-01", 3),
            *on("2023-01-04", 5),
            *on("2023-02-23", 7),
        ]
    )
    shown = heads(index)
    assert len(shown) == 11
    assert [head for head in shown if "January 2020" in head] == [
        "January 2020 3",
        "January 2020 4–7",
        "January 2020 8",
    ]


def test_a_hundred_and_twenty_events_of_one_day_are_one_number():
    index = index_of(on("2020-01-03", 120))
    layout = layout_of(index, index.all, None, None, lines=11)
    (lane,) = layout.lanes
    filled = [cell for cell in lane.cells if cell.ranks]
    assert [(cell.drawn, cell.rest) for cell in filled] == [((), 120)]
    assert ranges.phrase(day("2020-01-03"), day("2020-01-04")) == "3 January 2020"


def test_nine_centuries_have_columns_too():
    index = index_of([one for year in range(1100, 2000, 20) for one in on(f"{year}-05-01")])
    columns = columns_of(index, None, None)
    assert len(columns) <= MOST
    layout = layout_of(index, index.all, None, None, lines=11)
    assert max(len(cell.ranks) for cell in layout.lanes[0].cells) <= 12  # not all in one column


def test_what_may_have_begun_before_a_range_has_a_column_of_its_own():
    index = index_of([*on("2020-01-03"), entry(date(2019, 1, 1), date(2020, 12, 31))])
    assert heads(index, "2020-01-03", "2020-01-05") == [
        "Before 3 Jan 2020",
        "January 2020 3",
        "January 2020 4",
    ]
    inside = index.inside(date(2020, 1, 3), date(2020, 1, 4))
    layout = layout_of(index, inside, day("2020-01-03"), day("2020-01-05"), lines=6)
    assert [len(cell.ranks) for cell in layout.lanes[0].cells] == [0, 1, 0]


def test_steps_of_a_story_are_drawn_where_there_is_no_room():
    index = index_of(on("2020-01-03", 60) + on("2020-02-03", 60))
    layout = layout_of(index, index.all, None, None, steps=[70, 80], lines=11)
    assert layout.drawn == [70, 80]
    assert sum(cell.rest for cell in layout.lanes[0].cells) == 118


def test_what_matters_most_is_drawn_where_not_all_can_be():
    events = [*on("2020-01-03", 6), *on("2020-01-03", 2, importance="major")]
    many = [one for phase in PHASES[1:] for one in on("2020-01-03", 16, phase=phase)]
    index = index_of(events + many)
    layout = layout_of(index, index.all, None, None, lines=7)
    cell = next(cell for cell in layout.lanes[0].cells if cell.ranks)
    assert not cell.rest or index.having("importance", "major") & cell.ranks <= BitMap(cell.drawn)


def test_phases_without_events_of_the_view_are_counted():
    index = index_of(on("2020-01-03") + on("2020-02-03", phase="phase-1"))
    layout = layout_of(index, BitMap([0]), None, None, lines=6)
    assert ([lane.slug for lane in layout.lanes], layout.empty) == (["phase-0"], 1)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2020-01-03", "2020-01-04", ("January 2020", "3")),
        ("2020-01-04", "2020-01-08", ("January 2020", "4–7")),
        ("2020-03-01", "2020-07-01", ("2020", "Mar–Jun")),
        ("2020-03-01", "2020-04-01", ("2020", "Mar")),
        ("2020-01-09", "2020-07-21", ("2020", "to 20 Jul")),
        ("2020-03-05", "2021-03-05", ("To 4 Mar", "2021")),
        ("2020-01-01", "2021-01-01", ("", "2020")),
        ("2020-01-01", "2023-01-01", ("", "2020–22")),
        ("1998-01-01", "2003-01-01", ("", "1998–2002")),
    ],
)
def test_words_of_the_axis(start, end, expected):
    assert ranges.heads(day(start), day(end)) == expected


# -- what holds for any corpus ---------------------------------------------------------------------

days = st.dates(date(1950, 1, 1), date(2025, 12, 31))


@st.composite
def entries(draw):
    first = draw(days)
    length = draw(st.one_of(st.just(0), st.just(0), st.integers(0, 40), st.integers(0, 4000)))
    kind = draw(st.sampled_from(["", "", "", "", "", "no start", "no end", "neither"]))
    return Entry(
        1,
        None if kind in ("no start", "neither") else first,
        None if kind in ("no end", "neither") else first + timedelta(length),
        {
            "phase": [draw(st.sampled_from(PHASES))],
            "importance": [draw(st.sampled_from(["major", "minor"]))],
        },
    )


burst = st.tuples(days, st.integers(5, 40)).map(lambda two: on(two[0].isoformat(), two[1]))
corpora = st.tuples(st.lists(entries(), min_size=1, max_size=60), st.lists(burst, max_size=2)).map(
    lambda parts: index_of([*parts[0], *(one for group in parts[1] for one in group)])
)


@settings(max_examples=150, deadline=None)
@given(corpora, st.data())
def test_every_dated_event_of_a_view_is_drawn_or_counted_once_where_it_may_have_begun(index, data):
    low, high = sorted(data.draw(st.tuples(days, days)))
    open_low, open_high = data.draw(st.tuples(st.booleans(), st.booleans()))
    bounds = (None if open_low else low, None if open_high else high)
    selection = index.overlapping(*bounds)
    if data.draw(st.booleans()):
        selection &= BitMap(rank for rank in index.all if rank % 3)
    steps = list(selection)[:3]
    layout = layout_of(
        index,
        selection,
        None if open_low else low.toordinal(),
        None if open_high else high.toordinal() + 1,
        steps=steps,
        lines=11,
    )
    if layout is None:
        return
    columns, tracks = layout.columns, layout.tracks
    assert len(columns) <= MOST
    for one, other in pairwise(columns):
        assert one.end == other.start
    assert sum(tracks) == TRACKS
    for column, wide in zip(columns, tracks, strict=True):
        assert len(column.tick) * TICK <= wide * TRACK
    for heading in layout.headings:
        assert len(heading.text) * OVER <= heading.tracks * TRACK
    assert sum(lane.lines for lane in layout.lanes) <= max(11, len(layout.lanes))
    seen = BitMap()
    for lane in layout.lanes:
        for cell, wide in zip(lane.cells, tracks, strict=True):
            assert len(cell.drawn) + bool(cell.rest) <= lane.lines * wide
            assert len(cell.drawn) + cell.rest == len(cell.ranks)
            assert not seen & cell.ranks
            seen |= cell.ranks
            column = columns[cell.column]
            begun = index.beginning(OPEN_START if cell.column == 0 else column.start, column.end)
            assert cell.ranks <= begun
    assert len(seen) == len(selection) - layout.undated


@settings(max_examples=150, deadline=None)
@given(corpora)
def test_the_whole_can_be_zoomed_into_until_one_column_is_left(index):
    columns = columns_of(index, None, None)
    for _ in range(20):
        if columns is None:
            break
        nearer = closer(columns, [1] * len(columns))
        if nearer is None:
            break
        start, end = nearer
        assert columns[0].start <= start < end <= columns[-1].end
        assert end - start < columns[-1].end - columns[0].start
        columns = columns_of(index, start, end)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2020-01-03", "2020-01-09", ("2020-01-01", "2020-02-01")),
        ("2020-01-01", "2020-02-01", ("2020-01-01", "2021-01-01")),
        ("2020-03-01", "2020-07-01", ("2020-01-01", "2021-01-01")),
        ("2020-01-01", "2021-01-01", ("2019-01-01", "2022-01-01")),
        ("2019-06-01", "2021-01-01", ("2017-01-01", "2023-01-01")),
        ("2005-01-01", "2023-01-01", None),
    ],
)
def test_wider(start, end, expected):
    span = day("2001-01-01"), day("2025-01-01")
    found = wider((day(start), day(end)), span)
    assert found == (expected and (day(expected[0]), day(expected[1])))


@pytest.mark.parametrize(
    ("start", "end", "to", "expected"),
    [
        ("2020-01-03", "2020-01-09", "2020-01-12", ("2020-01-09", "2020-01-15")),
        ("2020-01-03", "2020-01-09", "2020-01-02", ("2019-12-28", "2020-01-03")),
        ("2020-01-01", "2020-02-01", "2021-03-15", ("2021-03-01", "2021-04-01")),
        ("2020-01-01", "2022-01-01", "2013-03-15", ("2012-01-01", "2014-01-01")),
    ],
)
def test_shifted_by_its_own_length_to_where_something_is(start, end, to, expected):
    found = shifted((day(start), day(end)), day(to))
    assert found == (day(expected[0]), day(expected[1]))


def test_ten_thousand_events_are_a_table_of_numbers():
    first = date(2001, 1, 1)
    index = index_of(
        on((first + timedelta(number * 37 % 7000)).isoformat(), phase=PHASES[number % 7])[0]
        for number in range(10_000)
    )
    layout = layout_of(index, index.all, None, None, steps=[5000], lines=11)
    cells = [cell for lane in layout.lanes for cell in lane.cells if cell.ranks]
    assert 7 <= len(cells) <= 7 * MOST
    assert layout.drawn == [5000]
    assert sum(cell.rest for cell in cells) == 9_999
