"""Certain is certain: the filter, the sections, the picture, the calendar and the metadata agree.

A seeded draw of dates of every form stands behind all of them, and each is asked in its own way.
"""

import json
import random
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from tests.corpora import corpus
from tests.html import page_of
from tests.timeline_data import Desk
from timeline.reader.query.parameters import PAGE_SIZE
from timeline.text import dates

START = date(2020, 1, 1)
RANGES = [
    ("2020-01-03", "2020-01-03"),
    ("2020-01-01", "2020-01-10"),
    ("2020-01", "2020-01"),
    ("2019", "2020"),
    ("2000", "2040"),
    ("2020-01-05", ""),
    ("", "2020-01-20"),
]


def drawn(number: int) -> list[str]:
    """Different dates of every form, by a draw that is the same each time."""
    draw = random.Random(20200103)

    def day() -> str:
        return (START + timedelta(draw.randrange(24))).isoformat()

    def span() -> str:
        first, last = sorted((day(), day()))
        return f"{first}/{last}"

    forms = [
        day, day, lambda: day() + draw.choice("?~%"), span, span,
        lambda: span() + draw.choice("?~%"), lambda: span().replace("/", draw.choice("?~%") + "/"),
        lambda: f"{day()}/..", lambda: f"../{day()}", lambda: f"{day()}/",
        lambda: f"[{','.join(sorted({day(), day()}))}]", lambda: f"{day()[:7]}", lambda: "2020",
        lambda: draw.choice(["2020~", "2020-01?", "201X", "2019-24", "2019-12/2020-01"]),
    ]  # fmt: skip
    found: dict[str, None] = {}
    while len(found) < number:
        found[dates.parse(draw.choice(forms)()).edtf] = None
    return list(found)


@corpus
def of_every_date() -> Desk:
    """As many events as a page holds, of dates of every form, in edition 1."""
    desk = Desk()
    desk.phase("all", "All")
    for number, edtf in enumerate(drawn(PAGE_SIZE)):
        desk.event(
            f"e{number}", f"Event {number}", edtf, "all", "visit", date_basis="as a report says"
        )
    desk.publish()
    return desk


@pytest.fixture
def when(of_every_date):
    """The date of each event, by slug."""
    return {slug: dates.parse(event.date) for slug, event in of_every_date.events.items()}


def asked(client, **parameters: str) -> list[str]:
    """The slugs of a view, in its order."""
    found = client.get("/timeline.json", {k: v for k, v in parameters.items() if v}).json()
    return [event["slug"] for event in found["events"]]


@pytest.mark.parametrize(("first", "last"), RANGES)
def test_the_filter_and_the_sections_are_of_one_mind(client, when, first, last):
    low = dates.parse(first).start if first else None
    high = dates.parse(last).end if last else None
    sure = {
        slug
        for slug, one in when.items()
        if not set("?~%") & set(one.edtf)
        and (low is None or (one.start is not None and one.start >= low))
        and (high is None or (one.end is not None and one.end <= high))
    }
    certain = asked(client, **{"from": first, "to": last, "certainty": "certain"})
    everything = asked(client, **{"from": first, "to": last})
    assert set(certain) == sure
    assert everything[: len(certain)] == certain  # certain ones first, each part in order
    page = page_of(client.get("/", {k: v for k, v in (("from", first), ("to", last)) if v}))
    if len(everything) > len(certain):
        counted = f"{len(certain)} certain, {len(everything) - len(certain)} possible"
        assert counted in page.one(id="results").text


def test_a_day_is_certain_everywhere_or_nowhere(client, when):
    """Filled mark, a calendar's single day, a start without an end, and the filter of that day."""
    calendar = Calendar.from_ical(client.get("/timeline.ics").content)
    entries = {str(e["URL"]).split("/")[-2]: e for e in calendar.walk("VEVENT")}
    marks = {
        mark["data-event"]: "known" in mark["class"].split()
        for mark in page_of(client.get("/")).one("figure", id="overview").all("a", class_="dot")
    }
    assert {True, False} == set(marks.values())
    for slug, one in when.items():
        page = page_of(client.get(f"/events/{slug}/"))
        told = json.loads(page.one("script", type="application/ld+json").text)
        event = told["mainEntity"]
        is_day = slug in entries and "DTEND" not in entries[slug]
        span = (event.get("startDate"), event.get("endDate"))
        assert (span[0] is not None and "/" not in one.edtf) == is_day
        assert (None not in span) == (slug in entries and not is_day)
        assert marks.get(slug, is_day) == is_day
        sign = page.all("svg", class_="sure")[:1]
        assert all(bool(_filled(one)) == (slug in entries) for one in sign)
        assert one.is_day == is_day
        if slug in entries:
            first, last = one.start.edtf, one.end.edtf
            assert entries[slug]["DTSTART"].dt.isoformat() == first
            within = asked(client, **{"from": first, "to": last, "certainty": "certain"})
            assert slug in within
        if one.edtf.endswith(("?", "~", "%")):
            assert slug not in asked(
                client, **{"from": "1000", "to": "3000", "certainty": "certain"}
            )


def test_the_picture_counts_as_the_filter_does(client, when):
    for step in page_of(client.get("/")).one("figure", id="overview").all("a", class_="over-step"):
        certain = asked(client, **dict(_pairs(step["href"])), certainty="certain")
        assert f": {len(certain)} certain" in step["aria-label"]


def test_what_cards_of_the_picture_say_of_stretches_is_so_too(client, when):
    figure = page_of(client.get("/")).one("figure", id="overview")
    steps = figure.all("a", class_="over-step")
    told = client.get("/marks.json").json()["stretches"]
    alone = {name: certain for name, certain, _ in told}
    for step in steps:
        name, _, counted = step["aria-label"].partition(": ")
        certain = int(counted.split()[0])
        assert alone[name[:1].lower() + name[1:]] == certain or alone.get(name) == certain


def _filled(sign) -> list[str]:
    """The parts of the sign beside a date that stand for certain days."""
    shapes = [*sign.all("circle"), *sign.all("rect")]
    return [one.tag for one in shapes if one["class"] != "hollow" and not one["mask"]]


def _pairs(url: str) -> list[tuple[str, str]]:
    query = url.partition("?")[2]
    return [(name, value) for name, _, value in (pair.partition("=") for pair in query.split("&"))]
