"""The reading scale: tables of what becomes which column, and what holds for any events."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from timeline.reader.overview import ranges as names
from timeline.reader.overview.scale import FIRST, LAST, MOST_STEPS, Span, build, bursts

OPEN_START, OPEN_END = FIRST - 1, LAST + 1


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def on(text: str, count: int = 1) -> Span:
    """Events of one day."""
    return Span(day(text), day(text) + 1, count)


def between(first: str, last: str, count: int = 1) -> Span:
    """Events of which the first and the last possible day are known."""
    return Span(day(first), day(last) + 1, count)


def shown(spans, low=None, high=None):
    scale = build(spans, low and day(low), high and day(high))
    return [(step.unit, names.short(step.start, step.end)) for step in scale]


# -- tables ----------------------------------------------------------------------------------------


def test_no_events_have_no_scale():
    assert build([]) is None
    assert build([Span(OPEN_START, OPEN_END)]) is None


def test_five_events_in_a_row_become_days_and_four_do_not():
    five = [on("2020-01-03", 3), on("2020-01-08", 2)]
    assert shown(five) == [
        ("year", "1–2 Jan 2020"),
        ("day", "3 Jan 2020"),
        ("day", "4 Jan 2020"),
        ("day", "5 Jan 2020"),
        ("day", "6 Jan 2020"),
        ("day", "7 Jan 2020"),
        ("day", "8 Jan 2020"),
        ("year", "9–31 Jan 2020"),
    ]
    assert shown([on("2020-01-03", 2), on("2020-01-08", 2)]) == [("year", "Jan 2020")]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([on("2020-01-03"), on("2020-01-08")], [("2020-01-03", "2020-01-09", 2)]),
        (
            [on("2020-01-03"), on("2020-01-09")],
            [("2020-01-03", "2020-01-04", 1), ("2020-01-09", "2020-01-10", 1)],
        ),
        # One of two days counts, and reaches its second day; a vaguer date is in no burst.
        ([between("2020-01-03", "2020-01-04", 4)], [("2020-01-03", "2020-01-05", 4)]),
        ([between("2020-01-03", "2020-01-05", 4)], []),
    ],
)
def test_bursts(spans, expected):
    assert [
        (date.fromordinal(b.start), date.fromordinal(b.end), b.events) for b in bursts(spans)
    ] == [
        (date.fromisoformat(first), date.fromisoformat(end), count)
        for first, end, count in expected
    ]


def test_a_year_of_six_events_becomes_months_and_empty_ones_are_cut_out():
    spans = [on("2021-02-10", 3), on("2021-03-20"), on("2021-09-01"), on("2021-10-01")]
    assert shown(spans) == [
        ("month", "Jan 2021"),
        ("month", "Feb 2021"),
        ("month", "Mar 2021"),
        ("break", "Apr–Aug 2021"),
        ("month", "Sep 2021"),
        ("month", "Oct 2021"),
    ]


def test_years_without_events_are_cut_out_and_scattered_early_ones_are_earlier():
    spans = [
        between("1979-01-01", "1979-12-31"),
        on("2015-06-01"),
        on("2020-06-01"),
        on("2021-06-01"),
    ]
    assert shown(spans) == [
        ("stub", "1979–2014"),
        ("year", "2015"),
        ("break", "2016–2019"),
        ("year", "2020"),
        ("year", "Jan–Jun 2021"),
    ]


def test_what_has_no_beginning_opens_the_scale_with_a_stub():
    columns = shown([Span(OPEN_START, day("2020-03-01")), on("2020-05-01")])
    assert columns[0][0] == "stub"
    assert columns[1:] == [("year", "Jan–May 2020")]


def test_a_vague_event_is_not_cut_out_with_the_years_that_it_may_lie_in():
    spans = [on("2010-05-01"), between("2012-02-01", "2016-05-01"), on("2019-05-01")]
    assert shown(spans) == [
        ("year", "2010"),
        ("break", "2011–2013"),
        ("year", "2014"),  # the middle of the vague one
        ("break", "2015–2018"),
        ("year", "Jan–May 2019"),
    ]


def test_a_short_range_is_shown_day_by_day_and_a_year_in_months():
    spans = [on("2020-07-21", 2), on("2020-09-01"), between("2019-01-01", "2021-12-31")]
    assert shown(spans, "2020-07-20", "2020-07-24") == [
        ("day", "20 Jul 2020"),
        ("day", "21 Jul 2020"),
        ("day", "22 Jul 2020"),
        ("day", "23 Jul 2020"),
    ]
    assert shown(spans, "2020-06-01", "2020-10-01") == [
        ("month", "Jun 2020"),
        ("month", "Jul 2020"),
        ("month", "Aug 2020"),
        ("month", "Sep 2020"),
    ]


def test_what_begins_before_the_range_is_no_event_of_its_first_day():
    """Cut at the edge, a long event would look like one of a day or two."""
    spans = [between("2018-01-01", "2020-01-02", 9), on("2020-06-01"), on("2020-09-01")]
    assert ("day", "1 Jan 2020") not in shown(spans, "2020-01-01", "2021-01-01")


def test_too_many_days_are_shown_as_months_and_too_many_months_as_years():
    every_day = [Span(d, d + 1) for d in range(day("2020-01-01"), day("2021-01-01"))]
    assert shown(every_day) == [
        ("month", f"{month} 2020")
        for month in [
            "Jan",
            "Feb",
            "Mar",
            "Apr",
            "May",
            "Jun",
            "Jul",
            "Aug",
            "Sep",
            "Oct",
            "Nov",
            "Dec",
        ]
    ]
    for_ages = [Span(d, d + 1) for d in range(day("1990-01-01"), day("2020-01-01"))]
    assert shown(for_ages) == [("year", str(year)) for year in range(1990, 2020)]
    centuries = [Span(d, d + 1) for d in range(day("1600-01-01"), day("2000-01-01"), 90)]
    assert shown(centuries)[:2] == [("year", "1600–1609"), ("year", "1610–1619")]


# -- what holds for any events ---------------------------------------------------------------------

days = st.integers(day("1950-01-01"), day("2025-12-31"))
lengths = st.one_of(st.integers(1, 2), st.integers(1, 40), st.integers(1, 4000))


@st.composite
def span(draw):
    start, length, count = draw(days), draw(lengths), draw(st.integers(1, 9))
    end = start + length
    kind = draw(st.sampled_from(["", "", "", "", "no start", "no end"]))
    return Span(
        OPEN_START if kind == "no start" else start, OPEN_END if kind == "no end" else end, count
    )


spans_of_any = st.lists(span(), min_size=1, max_size=40)


@settings(max_examples=150, deadline=None)
@given(spans_of_any)
def test_steps_follow_one_another_and_everything_is_on_the_scale(spans):
    scale = build(spans)
    for one, other in pairwise(scale):
        assert one.end == other.start
    assert len(scale) <= MOST_STEPS
    start, end = scale[0].start, scale[-1].end
    for one in spans:
        assert one.start < FIRST or start <= one.start < end
        assert one.end > LAST or start < one.end <= end


@settings(max_examples=150, deadline=None)
@given(spans_of_any, st.none() | days, st.none() | days)
def test_no_cut_hides_an_event(spans, low, high):
    assume(low is None or high is None or low < high)
    scale = build(spans, low, high)
    inside = [s for s in spans if (high is None or s.start < high) and (low is None or s.end > low)]
    assert (scale is None) == (not inside)
    breaks = [(c.start, c.end) for c in scale if c.unit == "break"] if scale else []
    for one in inside:
        start = one.start if low is None else max(one.start, low)
        end = one.end if high is None else min(one.end, high)
        for left, right in breaks:
            assert not (left <= start and end <= right)


@settings(max_examples=100, deadline=None)
@given(spans_of_any)
def test_no_break_follows_another(spans):
    for one, other in pairwise(build(spans)):
        assert not (one.unit == other.unit == "break")
