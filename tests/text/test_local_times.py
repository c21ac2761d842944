"""Local times that never were, and those that were twice."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.text.local_times import how_often, in_words, moment, offsets

ZONES = [
    "America/New_York", "Europe/Berlin", "Asia/Tehran", "Asia/Baghdad", "Australia/Lord_Howe",
    "Pacific/Apia", "Africa/Casablanca", "America/St_Johns", "UTC",
]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "clock", "zone", "often"),
    [
        ("2020-03-08", "02:30", "America/New_York", "never"),
        ("2020-03-08", "02:00", "America/New_York", "never"),
        ("2020-03-08", "01:59", "America/New_York", "once"),
        ("2020-03-08", "03:00", "America/New_York", "once"),
        ("2020-11-01", "01:30", "America/New_York", "twice"),
        ("2020-11-01", "02:00", "America/New_York", "once"),
        ("2020-11-01", "00:59", "America/New_York", "once"),
        ("2020-03-21", "00:30", "Asia/Tehran", "never"),  # at midnight
        ("2020-09-20", "23:30", "Asia/Tehran", "twice"),
        ("2020-04-05", "01:45", "Australia/Lord_Howe", "twice"),  # by half an hour
        ("2011-12-30", "12:00", "Pacific/Apia", "never"),  # a whole day was left out
        ("2020-03-08", "02:30", "Asia/Baghdad", "once"),
        ("0001-01-01", "00:30", "Asia/Baghdad", "once"),
        ("9999-12-31", "23:30", "America/New_York", "once"),
    ],
)
def test_how_often_a_clock_showed_a_time(day, clock, zone, often):
    assert how_often(date.fromisoformat(day), time.fromisoformat(clock), zone) == often


@given(
    st.dates(date(1950, 1, 2), date(2035, 12, 30)),
    st.times().map(lambda one: one.replace(second=0, microsecond=0)),
    st.sampled_from(ZONES),
)
def test_it_is_as_often_as_moments_show_it(day, clock, zone):
    """Against all moments of two days around, on the zone's own clock."""
    wall = datetime.combine(day, clock)
    there = ZoneInfo(zone)
    seen = set()
    for hours in range(-30, 31):
        for minutes in (0, 30):
            near = datetime.combine(day, clock, UTC) + timedelta(hours=hours, minutes=minutes)
            offset = near.astimezone(there).utcoffset()
            at = wall.replace(tzinfo=UTC) - offset
            if at.astimezone(there).replace(tzinfo=None) == wall:
                seen.add(at)
    assert {0: "never", 1: "once", 2: "twice"}[len(seen)] == how_often(day, clock, zone)


def test_which_of_two_is_meant():
    day, clock, zone = date(2020, 11, 1), time(1, 30), "America/New_York"
    first, second = (moment(day, clock, zone, fold) for fold in ("first", "second"))
    assert first.astimezone(UTC) == datetime(2020, 11, 1, 5, 30, tzinfo=UTC)
    assert second.astimezone(UTC) == datetime(2020, 11, 1, 6, 30, tzinfo=UTC)
    assert offsets(day, clock, zone) == ("UTC−4", "UTC−5")
    assert in_words("01:30", zone, "second") == "01:30 America/New_York, the second time that day"
    assert in_words("01:30", zone) == "01:30 America/New_York"
