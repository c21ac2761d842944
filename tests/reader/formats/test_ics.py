"""The view as a calendar, parsed back."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from icalendar import Calendar

from tests.reader.formats.conftest import HOSTILE_TITLE
from tests.timeline_data import FIRST, SECOND, Desk
from timeline.reader.formats.calendar_format import days
from timeline.text import dates

THIRD = datetime(2026, 5, 3, tzinfo=UTC)


def calendar(client, address: str = "/timeline.ics") -> Calendar:
    content = client.get(address).content
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75  # octets a line, RFC 5545, 3.1
    return Calendar.from_ical(content)


def entries(client, address: str = "/timeline.ics") -> dict[str, Any]:
    return {str(e["UID"]): e for e in calendar(client, address).walk("VEVENT")}


def test_only_what_is_dated_to_the_day(client, published):
    found = calendar(client)
    assert [str(e["SUMMARY"]) for e in found.walk("VEVENT")] == [
        "The Old Bridge closes", "The crew counts vehicles", "A court reviews the closing",
    ]  # fmt: skip
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:P1D\r\n" in client.get("/timeline.ics").content
    assert (found["VERSION"], "METHOD" in found) == ("2.0", False)
    assert found["URL"] == "http://testserver/"
    assert str(found["X-WR-CALNAME"]) == str(found["NAME"]) == "The whole timeline | Aftermath"
    assert str(found["DESCRIPTION"]) == (
        "Events as sources report them: http://testserver/ 5 of 8 events are left out, because "
        "their dates are not certain to the day."
    )
    assert str(found["X-WR-CALDESC"]).startswith("Events as sources report them: ")


def test_nothing_is_left_out_and_nothing_said_about_it(client, published):
    found = calendar(client, "/timeline.ics?kind=legal-step")
    assert str(found["X-WR-CALDESC"]) == (
        "Events as sources report them: http://testserver/?kind=legal-step"
    )


def test_a_day(client, published):
    entry = entries(client)["review@testserver"]
    assert entry["DTSTART"].dt == date(2021, 3, 2)
    assert entry["DTSTART"].params["VALUE"] == "DATE"
    assert "DTEND" not in entry
    assert entry["DTSTAMP"].dt == FIRST
    assert entry["LOCATION"] == "Harbour Town"
    assert entry["URL"] == "http://testserver/events/review/"
    assert entry["TRANSP"] == "TRANSPARENT"
    assert str(entry["DESCRIPTION"]) == (
        "2 March 2021. A court reviews the closing, as sources say.\n\n"
        "http://testserver/events/review/"
    )


def test_a_span_ends_the_day_after_its_last(client, published):
    entry = entries(client)["tally@testserver"]
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2020, 1, 3), date(2020, 1, 6))


def test_a_moment_is_in_utc_and_its_local_time_in_words(client, published):
    entry = entries(client)["closing@testserver"]
    assert entry["DTSTART"].dt == datetime(2020, 1, 2, 22, 0, tzinfo=UTC)  # 01:00 in Baghdad
    assert str(entry["DESCRIPTION"]).startswith("3 January 2020, 01:00 Asia/Baghdad. ")


def test_a_change_is_a_new_sequence_of_the_same_entry(client, published: Desk):
    event = published.events["review"]
    published.change(event, slug="court", former_slugs=["review"])
    published.publish("A better slug.", SECOND)
    entry = entries(client)["review@testserver"]
    assert (entry["SEQUENCE"], entry["LAST-MODIFIED"].dt) == (1, FIRST)  # it says what it said
    assert entry["URL"] == "http://testserver/events/court/"
    published.change(event, title="A court looks again")
    published.publish("A better title.", THIRD)
    entry = entries(client)["review@testserver"]
    assert (entry["SEQUENCE"], entry["LAST-MODIFIED"].dt) == (3, THIRD)
    assert entries(client)["closing@testserver"]["SEQUENCE"] == 1


def test_the_ends_of_the_calendar(client, desk: Desk):
    desk.publisher("daily", "The Daily")
    desk.source("log", "daily", "A log")
    desk.phase("all", "All")
    for slug, when in [("first", "0001-01-01"), ("last", "9999-12-30/9999-12-31")]:
        desk.event(
            slug, slug, when, "all", "visit", excerpts=({"source": "log", "quote": slug},),
            **({"local_time": time(0, 30), "zone": "Asia/Baghdad"} if slug == "first" else {}),
        )  # fmt: skip
    desk.publish()
    found = entries(client)
    assert found["first@testserver"]["DTSTART"].dt == date(1, 1, 1)
    assert found["last@testserver"]["DTSTART"].dt == date(9999, 12, 30)


def test_hostile_text_stays_in_its_line(client, hostile):
    (entry,) = entries(client).values()
    assert str(entry["SUMMARY"]) == HOSTILE_TITLE
    assert "second, line; \\n ]]> <script>" in str(entry["DESCRIPTION"])
    assert [c.name for c in calendar(client).walk()] == ["VCALENDAR", "VEVENT"]


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2020-01-03", (date(2020, 1, 3), date(2020, 1, 3))),
        ("2020-01-03/2020-01-05", (date(2020, 1, 3), date(2020, 1, 5))),
        ("2020-01-03?", None),
        ("2020-01-03~", None),
        ("2020-01", None),
        ("2020-21", None),
        ("2020-01-XX", None),
        ("2020-01/2020-02", None),
        ("2020-01-03/2020-02", None),
        ("2020-01-03?/2020-01-05", None),
        ("2020-01-03/..", None),
        ("../2020-01-03", None),
        ("[2020-01-03,2020-01-04]", None),
        ("[2020-01-03..2020-01-05]", None),
    ],
)
def test_days_that_are_certain(edtf, expected):
    assert days(dates.parse(edtf)) == expected
