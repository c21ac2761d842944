"""What the marks of the picture tell: one document a view, for all of its marks."""

import pytest

from timeline.editions import archive
from timeline.editions.snapshot import PublishedSnapshot
from timeline.reader.overview.columns import columns_of
from timeline.reader.overview.links import Links
from timeline.reader.overview.picture import range_of
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.text import dates


def test_it_tells_of_each_event_that_is_drawn(client, published):
    events = client.get("/marks.json?actor=ada").json()["events"]
    assert list(events) == ["meeting", "closing", "review"]
    assert events["closing"] == {
        "title": "The Old Bridge closes",
        "when": "3 January 2020",
        "known": "day stated",
        "phase": "The closing",
        "excerpts": 3,
        "origins": ["North Wire", "The Courier"],
        "more_origins": 0,
        "differ": False,
    }
    assert events["meeting"]["differ"]


def test_a_search_tells_of_what_it_finds(client, published):
    assert list(client.get("/marks.json?q=court").json()["events"]) == ["review"]


def test_what_was_known_by_a_day_leaves_later_sources_out(client, published):
    whole = client.get("/marks.json").json()["events"]
    known = client.get("/marks.json?known_by=2020-01-05").json()["events"]
    assert set(known) < set(whole)


def test_a_view_of_nothing_tells_nothing(client, published):
    assert client.get("/marks.json?to=1990").json() == {"events": {}, "stretches": []}


def test_it_has_no_pages(client, published):
    response = client.get("/marks.json?page=2")
    assert response.status_code == 400
    assert "page" in response.json()["detail"]


def test_it_costs_four_queries(client, published, django_assert_num_queries):
    client.get("/marks.json?actor=ada")
    with django_assert_num_queries(4):  # the edition, its story, events and their sources
        client.get("/marks.json?actor=ada")


@pytest.mark.parametrize(
    "query",
    [
        TimelineQuery(),
        TimelineQuery(actor=("ada",)),
        TimelineQuery(phase=("after",), certain=True),
        TimelineQuery(from_=dates.parse("2020-01-02"), to=dates.parse("2020-01-04")),
    ],
)
def test_stretches_count_as_their_addresses_do(published, query):
    index = PublishedSnapshot(archive.latest_edition()).index
    links = Links.of(query, index)
    columns = columns_of(index, *range_of(query))
    expected = [
        links.counts(None if first.earlier else first.start, last.end)
        for at, first in enumerate(columns)
        for last in columns[at:]
    ]
    assert [(certain, possible) for _, certain, possible in links.stretches(columns)] == expected
    assert any(certain for certain, _ in expected)


def test_stretches_begin_with_the_first_column(client, published):
    found = client.get("/marks.json?from=2020-01-02&to=2020-01-04").json()["stretches"]
    assert [row[0] for row in found] == [
        "before 2 January 2020",
        "to 2 January 2020",
        "to 3 January 2020",
        "to 4 January 2020",
        "2 January 2020",
        "2 to 3 January 2020",
        "2 to 4 January 2020",
        "3 January 2020",
        "3 to 4 January 2020",
        "4 January 2020",
    ]
