"""A local time that was twice, from the desk to whatever readers see; and one that never was."""

import json
from datetime import UTC, datetime, time

import pytest
from django.core.exceptions import ValidationError
from icalendar import Calendar

from tests.html import page_of
from tests.timeline_data import Desk

ZONE = "America/New_York"


@pytest.fixture
def event(published: Desk):
    return published.events["review"]


def given(event, date: str, clock: str, fold: str = ""):
    event.date, event.local_time, event.zone, event.fold = (
        date,
        time.fromisoformat(clock),
        ZONE,
        fold,
    )
    return event


def test_a_time_that_never_was_is_refused(event):
    with pytest.raises(ValidationError) as refused:
        given(event, "2020-03-08", "02:30").full_clean()
    assert refused.value.message_dict == {
        "local_time": [
            (
                "“02:30” never was in America/New_York on 8 March 2020: clocks were put forward "
                "past it, from UTC−5 to UTC−4. Give a time before or after that, as the source "
                "states it, or none."
            )
        ]
    }


def test_a_time_that_was_twice_is_asked_about(event):
    with pytest.raises(ValidationError) as refused:
        given(event, "2020-11-01", "01:30").full_clean()
    assert refused.value.message_dict == {
        "fold": [
            (
                "“01:30” was twice in America/New_York on 1 November 2020, because clocks were put "
                "back: first at UTC−4, second at UTC−5. Say which is meant: first or second."
            )
        ]
    }
    given(event, "2020-11-01", "01:30", "second").full_clean()
    with pytest.raises(ValidationError, match="no clock showed this time twice"):
        given(event, "2020-11-02", "01:30", "second").full_clean()
    with pytest.raises(ValidationError, match="is not a valid choice"):
        given(event, "2020-11-01", "01:30", "third").full_clean()


@pytest.mark.parametrize(("fold", "hour"), [("first", 5), ("second", 6)])
def test_which_of_two_is_shown_and_counted_everywhere(client, published, event, fold, hour):
    given(event, "2020-11-01", "01:30", fold)
    published.change(event)
    published.publish("The hour.")
    said = f"01:30 {ZONE}, the {fold} time that day"
    page = page_of(client.get("/events/review/"))
    assert said in page.one("main").text
    told = json.loads(page.one("script", type="application/ld+json").text)
    start = datetime.fromisoformat(told["mainEntity"]["startDate"])
    moment = datetime(2020, 11, 1, hour, 30, tzinfo=UTC)
    assert start == moment
    assert f"{hour:02}:30" in page.text  # on the clock of UTC
    for address in ("/?kind=legal-step", "/timeline.html?kind=legal-step"):
        assert said in client.get(address).content.decode()
    assert said in client.get("/timeline.atom?kind=legal-step").content.decode()
    calendar = Calendar.from_ical(client.get("/timeline.ics?kind=legal-step").content)
    entries = {str(e["UID"]): e for e in calendar.walk("VEVENT")}
    assert entries["review@testserver"]["DTSTART"].dt == moment
    assert said in str(entries["review@testserver"]["DESCRIPTION"])
    assert f",{fold}," in client.get("/timeline.csv?kind=legal-step").content.decode()
    listed = client.get("/timeline.json?kind=legal-step").json()["events"]
    assert fold in {one.get("fold") for one in listed}
