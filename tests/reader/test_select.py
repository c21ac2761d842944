"""Results and facet counts, held against a plain reading of random documents.

The reference knows documents and sets; it knows no index, no bitmap and no rank.
"""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.editions.facts import index_of_documents
from timeline.editions.index import Index
from timeline.reader.query.facets import MENUS, filters
from timeline.reader.query.parameters import FACETS
from timeline.reader.query.parse import QueryParser
from timeline.reader.query.select import page_count, page_of, select
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.text import dates

# EDTF, first and last possible day.
WHEN = {
    "2019-11": ("2019-11-01", "2019-11-30"),
    "2020-01-03": ("2020-01-03", "2020-01-03"),
    "2020-01-03/2020-01-05": ("2020-01-03", "2020-01-05"),
    "2020-01": ("2020-01-01", "2020-01-31"),
    "[2020-02-22,2020-02-23]": ("2020-02-22", "2020-02-23"),
    "2020": ("2020-01-01", "2020-12-31"),
    "2022-09-24/..": ("2022-09-24", None),
    "../2019": (None, "2019-12-31"),
    "2015~": ("2014-01-01", "2016-12-31"),
    "2020-01-04?": ("2020-01-04", "2020-01-04"),
}
RANGES = ["2015", "2019-11-30", "2020-01-03", "2020-01-04", "2020-01", "2020-02-23", "2020", "2023"]
OUTER = {"bridge": ["bridge", "town", "land"], "town": ["town", "land"], "land": ["land"],
         "isle": ["isle"]}  # fmt: skip
# Source: whose text it is, and everyone who put it out.
SOURCES = {
    "wire-1": ("wire", ["wire"]),
    "courier-1": ("courier", ["courier"]),
    "courier-copy": ("wire", ["courier", "wire"]),
    "late-copy": ("wire", ["courier", "wire"]),
}
# The day by which each was certainly public: a copy's words with their original.
SINCE = {"wire-1": "2020-01-03", "courier-1": "2020-02-29", "courier-copy": "",
         "late-copy": "2020-01-03"}  # fmt: skip
WIDENING = {"phase", "kind", "language"}
NARROWING = {"actor", "place", "about", "publisher", "evidence"}

EXCERPTS = st.lists(
    st.fixed_dictionaries(
        {
            "source": st.sampled_from(sorted(SOURCES)),
            "stance": st.sampled_from(["supports", "supports", "disputes", "context"]),
            "said_by": st.sampled_from([None, "ada", "ben"]),
            "language": st.sampled_from(["en", "fa"]),
        }
    ),
    max_size=3,
)
EVENTS = st.lists(
    st.fixed_dictionaries(
        {
            "date": st.sampled_from(sorted(WHEN)),
            "phase": st.sampled_from(["before", "after"]),
            "kind": st.sampled_from(["denial", "meeting", "visit"]),
            "importance": st.sampled_from(["major", "minor"]),
            "actors": st.lists(st.sampled_from(["ada", "ben", "crew"]), unique=True),
            "places": st.lists(st.sampled_from(sorted(OUTER)), unique=True, max_size=2),
            "about": st.lists(st.sampled_from(sorted(OUTER)), unique=True, max_size=2),
            "excerpts": EXCERPTS,
            "in_dispute": st.booleans(),
        }
    ),
    max_size=10,
)


DAYS = ["2019", "2020-01-03", "2020-02-28", "2020-02-29", "2030"]
ANSWERS = 2  # excerpt by excerpt, events in dispute give one answer and then the other


def published(excerpt: dict[str, Any], day: str) -> bool:
    """Whether the text of an excerpt was certainly public on a day; always, without one."""
    since = SINCE[excerpt["source"]]
    return not day or (bool(since) and since <= dates.parse(day).latest.isoformat())


def disputed(events: list[dict[str, Any]], day: str) -> bool:
    """Whether two answers to the one question had been given by a day."""
    answers = {
        number % ANSWERS
        for event in events
        if event["in_dispute"]
        for number, excerpt in enumerate(event["excerpts"])
        if published(excerpt, day)
    }
    return not day or len(answers) == ANSWERS


def by_day(events: list[dict[str, Any]], day: str) -> list[dict[str, Any] | None]:
    """The events as they had been reported by a day; None for those that nobody had."""
    if not day:
        return list(events)
    shown = disputed(events, day)
    found: list[dict[str, Any] | None] = []
    for event in events:
        excerpts = [excerpt for excerpt in event["excerpts"] if published(excerpt, day)]
        in_dispute = event["in_dispute"] and shown
        found.append(event | {"excerpts": excerpts, "in_dispute": in_dispute} if excerpts else None)
    return found


def facts(event: dict[str, Any]) -> dict[str, set[str]]:
    """What is true of an event, by facet."""
    excerpts = event["excerpts"]
    origins = {SOURCES[e["source"]][0] for e in excerpts if e["stance"] == "supports"}
    evidence = {"corroborated" if len(origins) > 1 else "single"}
    if event["in_dispute"] or any(e["stance"] == "disputes" for e in excerpts):
        evidence.add("disputed")
    return {
        "phase": {event["phase"]},
        "kind": {event["kind"]},
        "importance": {event["importance"]},
        "actor": set(event["actors"]),
        "place": {outer for place in event["places"] for outer in OUTER[place]},
        "about": {outer for place in event["about"] for outer in OUTER[place]},
        "publisher": {p for e in excerpts for p in SOURCES[e["source"]][1]},
        "said_by": {e["said_by"] for e in excerpts if e["said_by"]},
        "language": {e["language"] for e in excerpts},
        "evidence": evidence,
        "origin": origins,
        "dispute": {"point"} if event["in_dispute"] else set(),
    }


def in_range(event: dict[str, Any], first: str | None, last: str | None, certain: bool) -> bool:
    earliest, latest = WHEN[event["date"]]
    low, high = first or "0001-01-01", last or "9999-12-31"
    if certain and (first or last):
        if not dates.parse(event["date"]).is_certain:
            return False
        starts = earliest is not None and earliest >= low if first else True
        return starts and (latest is not None and latest <= high if last else True)
    return (earliest or "0001-01-01") <= high and (latest or "9999-12-31") >= low


def answers(event: dict[str, Any], query: TimelineQuery) -> bool:
    """Whether an event is in the result of a query."""
    first = query.from_.earliest.isoformat() if query.from_ else None
    last = query.to.latest.isoformat() if query.to else None
    if not in_range(event, first, last, query.certain):
        return False
    true = facts(event)
    return all(
        any(value in true[facet] for value in chosen)
        if facet in WIDENING
        else all(value in true[facet] for value in chosen)
        for facet in FACETS
        if (chosen := query.values(facet))
    )


def reference(events: list[dict[str, Any]], query: TimelineQuery) -> set[int]:
    day = query.known_by.edtf if query.known_by else ""
    return {n for n, event in enumerate(by_day(events, day)) if event and answers(event, query)}


def index_of(events: list[dict[str, Any]]) -> Index:
    """The index of these events as an edition would have it; an event's record is its number."""
    fixed: list[tuple[str, dict[str, Any]]] = [
        ("phase", {"slug": "before", "name": "Before", "position": 1}),
        ("phase", {"slug": "after", "name": "After", "position": 2}),
        *(("actor", {"slug": s, "name": s.title(), "kind": "person"}) for s in
          ("ada", "ben", "crew")),
        *(("publisher", {"slug": s, "name": s.title(), "nature": "paper"}) for s in
          ("wire", "courier")),
        ("place", {"slug": "land", "name": "Land", "kind": "country", "within": None}),
        ("place", {"slug": "town", "name": "Town", "kind": "city", "within": "land"}),
        ("place", {"slug": "bridge", "name": "Bridge", "kind": "other", "within": "town"}),
        ("place", {"slug": "isle", "name": "Isle", "kind": "island", "within": None}),
        *(
            (
                "source",
                {
                    "slug": slug,
                    "title": slug.title(),
                    "published": published,
                    "publisher": publisher,
                    "origin": origin,
                    "republishes": copied,
                    "first_published": first,
                },
            )
            for slug, published, publisher, origin, copied, first in (
                ("wire-1", "2020-01-03", "wire", "wire", None, ""),
                ("courier-1", "2020-02", "courier", "courier", None, ""),
                ("courier-copy", "", "courier", "wire", "wire-1", ""),
                ("late-copy", "2024", "courier", "wire", "wire-1", "2020-01-03"),
            )
        ),
        ("dispute", {"slug": "point", "question": "Which?",
            "events": [f"e{n}" for n, e in enumerate(events) if e["in_dispute"]],
            "positions": [
                {"excerpts": [
                    {"event": f"e{n}", "excerpt": f"e{n}-{number}"}
                    for n, e in enumerate(events) if e["in_dispute"]
                    for number, _ in enumerate(e["excerpts"]) if number % ANSWERS == answer]}
                for answer in range(ANSWERS)]}),
    ]  # fmt: skip
    records = [(1000 + n, kind, document) for n, (kind, document) in enumerate(fixed)]
    for number, event in enumerate(events):
        document = {
            **event,
            "slug": f"e{number}",
            "title": f"Event {number}",
            "summary": "",
            "excerpts": [
                {"slug": f"e{number}-{at}", "quote": "", "translation": "", **excerpt}
                for at, excerpt in enumerate(event["excerpts"])
            ],
            "actors": [{"actor": actor, "role": "agent"} for actor in event["actors"]],
            "time": None,
            "position": 0,
            "links": [],
        }
        records.append((number, "event", document))
    return index_of_documents(records)


@st.composite
def queries(draw: st.DrawFn) -> TimelineQuery:
    def some(facet: str, values: list[str], most: int) -> tuple[str, ...]:
        return tuple(sorted(draw(st.sets(st.sampled_from(values), max_size=most))))

    bound = st.one_of(st.none(), st.sampled_from(RANGES).map(dates.parse))
    return TimelineQuery(
        from_=draw(bound),
        to=draw(bound),
        certain=draw(st.booleans()),
        phase=some("phase", ["before", "after"], 2),
        kind=some("kind", ["denial", "meeting", "visit"], 2),
        language=some("language", ["en", "fa"], 1),
        actor=some("actor", ["ada", "ben", "crew"], 2),
        place=some("place", sorted(OUTER), 1),
        about=some("about", sorted(OUTER), 1),
        publisher=some("publisher", ["wire", "courier"], 2),
        said_by=some("said_by", ["ada", "ben"], 1),
        evidence=some("evidence", ["single", "corroborated", "disputed"], 3),
        importance=some("importance", ["major", "minor"], 1),
        origin=some("origin", ["wire", "courier"], 2),
        dispute=some("dispute", ["point"], 1),
        known_by=draw(st.one_of(st.none(), st.sampled_from(DAYS).map(dates.parse))),
    )


def valid(query: TimelineQuery, index: Index) -> TimelineQuery:
    """What is left of a query when it is asked of this index by address."""
    return QueryParser(index).parse(QueryDict(query.query_string).lists()).query


def selected(query: TimelineQuery, index: Index) -> set[int]:
    return set(index.record_ids(select(query, index)))


@settings(deadline=None)
@given(EVENTS, queries())
def test_a_query_selects_what_a_plain_reading_selects(events, query):
    assert selected(query, index_of(events)) == reference(events, query)


@settings(deadline=None)
@given(EVENTS, st.sampled_from(DAYS))
def test_every_value_counts_what_had_been_reported_by_a_day(events, day):
    """Each value of each facet, in the index as kept, against reading what had been published."""
    index = Index.from_bytes(index_of(events).to_bytes())
    reported = index.as_reported(dates.parse(day).latest)
    shown = by_day(events, day)
    known = select(TimelineQuery(known_by=dates.parse(day)), index)
    assert set(index.record_ids(known)) == {n for n, event in enumerate(shown) if event}
    for facet in FACETS:
        values = {value for event in events for value in facts(event)[facet]}
        counts = reported.counts(facet, known)
        for value in values | counts.keys():
            having = [n for n, event in enumerate(shown) if event and value in facts(event)[facet]]
            assert counts.get(value, 0) == len(having), (facet, value)
            asked = reported.having(facet, value) & known
            assert sorted(index.record_ids(asked)) == having
    assert reported.as_reported(None) is index


@settings(deadline=None)
@given(EVENTS, st.sampled_from(RANGES), st.sampled_from(RANGES), st.booleans())
def test_a_range_of_dates_alone_selects_likewise(events, first, last, certain):
    query = TimelineQuery(from_=dates.parse(first), to=dates.parse(last), certain=certain)
    assert selected(query, index_of(events)) == reference(events, query)


@settings(deadline=None)
@given(EVENTS, queries())
def test_a_facet_counts_what_its_link_gives(events, query):
    index = index_of(events)
    query = valid(query, index)
    offered = filters(query, index, select(query, index), whole=True)
    query = offered.of  # a wider view, where this one is empty
    short = filters(query, index, select(query, index))
    assert [group.size for group in short.groups] == [group.size for group in offered.groups]
    for group, some in zip(offered.groups, short.groups, strict=True):
        assert some.rows == group.rows[: len(some.rows)] or group.parameter.name == "phase"
        for row in group.rows:
            linked = QueryParser(index).parse(QueryDict(row.url.partition("?")[2]).lists())
            assert linked.problems == []
            if group.parameter.name not in FACETS:  # certainty, and what was known by a year
                if not row.selected:
                    assert row.count == len(select(linked.query, index))
                continue
            result = reference(events, linked.query)
            if row.selected:
                now = reference(events, query)
                shown = by_day(events, query.known_by.edtf if query.known_by else "")
                having = {n for n in now if row.value in facts(shown[n])[group.parameter.name]}
                assert row.count == len(having)
                assert row.value not in linked.query.values(group.parameter.name)
            else:
                assert row.count == len(result) > 0


@settings(deadline=None)
@given(EVENTS, queries())
def test_a_facet_lists_every_value_that_changes_the_view(events, query):
    index = index_of(events)
    query = valid(query, index)
    offered = filters(query, index, select(query, index), whole=True)
    query = offered.of
    groups = {group.parameter.name: group for group in offered.groups}
    for facet in (name for _, _, names in MENUS for name in names if name in FACETS):
        chosen = query.values(facet)
        # What can be chosen: of what narrows, what the present result still has; of the others,
        # what the result would have if nothing of this facet were chosen.
        scope = query if facet in NARROWING else query.without(facet)
        shown = by_day(events, query.known_by.edtf if query.known_by else "")
        possible = {value for n in reference(events, scope) for value in facts(shown[n])[facet]}
        expected = possible | set(chosen)
        group = groups.get(facet)
        listed = {row.value for row in group.rows} if group else set()
        if group is None and not chosen:
            assert len(expected) <= 1  # nothing to choose
        else:
            assert listed == expected


@settings(deadline=None)
@given(EVENTS, st.booleans())
def test_newest_first_is_oldest_first_backwards(events, certain):
    index = index_of(events)
    query = TimelineQuery(certain=certain)
    oldest = page_of(query, index, select(query, index))
    newest = page_of(query.changed(sort="newest"), index, select(query, index))
    assert newest == oldest[::-1]
    assert len(oldest) == len(events)


def dated(*edtf: str) -> Index:
    """Events of these dates and nothing else."""
    plain = {"phase": "before", "kind": "visit", "importance": "minor", "actors": [], "places": [],
             "excerpts": [], "in_dispute": False}  # fmt: skip
    return index_of([plain | {"date": one} for one in edtf])


def test_overlapping_and_certain_ranges_by_hand():
    index = dated("2020-01-03", "2020-01", "2020", "2022-09-24/..", "../2019", "2015~")

    def ask(certain: bool = False, **bounds: str) -> list[int]:
        query = TimelineQuery(
            from_=dates.parse(bounds["first"]) if "first" in bounds else None,
            to=dates.parse(bounds["last"]) if "last" in bounds else None,
            certain=certain,
        )
        return sorted(selected(query, index))

    assert ask(first="2020-01-04", last="2020-01-31") == [1, 2]
    assert ask(first="2020-01", last="2020-01") == [0, 1, 2]
    assert ask(True, first="2020-01", last="2020-01") == [0, 1]
    assert ask(first="2021") == [3]
    assert ask(True, first="2021") == [3]
    assert ask(first="2030", last="2030") == [3]
    assert ask(True, first="2022", last="2030") == []  # it goes on, nobody knows how long
    assert ask(last="1950") == [4]
    assert ask(True, last="2019") == [4]  # "about 2015" is certain nowhere
    assert ask(last="2014") == [4, 5]
    assert ask(last="2013") == [4]
    assert ask(first="9999-12-31") == [3]
    assert ask(last="0001-01-01") == [4]
    # Years that no event is dated in: only what has no beginning or no end reaches there.
    assert ask(last="-0043") == [4]
    assert ask(first="Y12000") == [3]
    assert ask(True, last="-0043") == []
    assert ask(True, first="Y12000") == []
    assert ask(first="-0043") == ask(last="Y12000") == [0, 1, 2, 3, 4, 5]
    assert ask(True, first="-0043") == [0, 1, 2, 3]
    assert ask(True, last="Y12000") == [0, 1, 2, 4]


def test_pages_by_hand():
    start = date(2015, 1, 1).toordinal()
    index = dated(*(date.fromordinal(start + n).isoformat() for n in range(120)))
    whole = select(TimelineQuery(), index)
    assert page_count(whole) == 4
    assert page_of(TimelineQuery(), index, whole) == list(range(30))
    assert page_of(TimelineQuery(page=4), index, whole) == list(range(90, 120))
    assert page_of(TimelineQuery(page=5), index, whole) == []
    assert page_of(TimelineQuery(sort="newest"), index, whole) == list(range(119, 89, -1))
    assert page_of(TimelineQuery(sort="newest", page=4), index, whole) == list(range(29, -1, -1))
    assert page_of(TimelineQuery(sort="newest", page=5), index, whole) == []
    assert page_count(select(TimelineQuery(actor=("nobody",)), index)) == 1


def test_no_events_at_all():
    index = index_of([])
    assert selected(TimelineQuery(), index) == set()
    offered = filters(TimelineQuery(), index, select(TimelineQuery(), index))
    assert (offered.major, offered.groups) == (None, [])


@pytest.mark.parametrize("facet", FACETS)
@pytest.mark.parametrize(
    "query",
    [
        TimelineQuery(), TimelineQuery(page=3, edition=2, sort="newest"),
        TimelineQuery(q="a=b & c", phase=("x", "y"), actor=("ada",), importance=("major",)),
    ],
)  # fmt: skip
def test_an_address_beside_a_view_is_that_of_the_view(query, facet):
    """What a menu puts together quickly is what the query itself would say."""
    address = query.beside(facet)
    chosen = query.values(facet)
    for value in ("one", "a b", *chosen):
        view = (query.dropping if value in chosen else query.choosing)(facet, value)
        assert address(view.values(facet)) == view.url()
