"""From documents to facts: order, headings, evidence, and what a value takes in with it."""

from datetime import date

import pytest

from timeline.editions.facts import (
    Surroundings,
    evidence,
    first_published,
    heading,
    index_of_documents,
    known_day,
    origins,
    placement,
)
from timeline.text import dates

NOT_STATED = 13  # the month after December


def event(slug="e", date="2020-01-03", **values):
    plain = {
        "slug": slug, "title": slug, "summary": "", "date": date, "date_basis": "",
        "date_note": "", "time": None, "zone": "", "phase": "after", "kind": "visit",
        "importance": "minor", "position": 0, "actors": [], "places": [], "excerpts": [],
        "links": [],
    }  # fmt: skip
    return plain | values


def excerpt(source, stance="supports", **values):
    plain = {"slug": f"x-{source}", "source": source, "quote": "q", "prefix": "", "suffix": ""}
    plain |= {"said_by": None, "language": "en", "translation": "", "locator": ""}
    return plain | {"stance": stance} | values


def source(slug, publisher, origin=None, republishes=None):
    return {
        "slug": slug,
        "title": slug.title(),
        "published": "2020-03-01",
        "publisher": publisher,
        "origin": origin or publisher,
        "republishes": republishes,
    }


def place(slug, within=None):
    return {"slug": slug, "name": slug.title(), "kind": "city", "within": within}


# -- under which year and month -------------------------------------------------------------------

# Year, month, and whether that is only the earliest it can be.
HEADINGS = [
    ("2020-01-03", (2020, 1, False)),
    ("2020-01", (2020, 1, False)),
    ("2020-01-XX", (2020, 1, False)),
    ("2020", (2020, NOT_STATED, False)),
    ("2020-XX-XX", (2020, NOT_STATED, False)),
    ("202X", (2020, NOT_STATED, True)),
    ("2020-12", (2020, 12, False)),
    ("2020-21", (2020, 3, True)),  # spring
    ("2020-24", (2020, 12, True)),  # winter, which ends in 2021
    # Doubt does not move a date to another year or month.
    ("2015~", (2015, NOT_STATED, False)),
    ("2015?", (2015, NOT_STATED, False)),
    ("2020-01~", (2020, 1, False)),
    ("2020-01-01~", (2020, 1, False)),
    ("2020-01-31%", (2020, 1, False)),
    # One of several.
    ("[2023-02-23,2023-02-24]", (2023, 2, False)),
    ("[2020-06-21..2020-06-30]", (2020, 6, False)),
    ("[2020-01-03..2020-07-22]", (2020, 1, True)),
    ("[2020-01-31,2020-02-01]", (2020, 1, True)),
    ("[2019-12-31,2020-01-01]", (2019, 12, True)),
    ("[2015~,2016]", (2015, NOT_STATED, True)),
    ("[2020-03-04..]", (2020, 3, True)),
    ("[..2020-03-04]", (2020, NOT_STATED, False)),
    # Intervals by their beginning.
    ("2020-01-03/2020-01-05", (2020, 1, False)),
    ("2020-01-03/2021-06", (2020, 1, False)),
    ("2019/2021-06", (2019, NOT_STATED, False)),
    ("2015~/2017", (2015, NOT_STATED, False)),
    ("2020-01-01~/2020-02", (2020, 1, False)),
    ("2022-09-24/..", (2022, 9, False)),
    ("2022-09/", (2022, 9, False)),
    ("2015~/..", (2015, NOT_STATED, False)),
    # Without a beginning, by the last year it can be.
    ("../2020-03-04", (2020, NOT_STATED, False)),
    ("/2019", (2019, NOT_STATED, False)),
    ("../2015~", (2015, NOT_STATED, False)),
]


@pytest.mark.parametrize(("text", "expected"), HEADINGS, ids=[text for text, _ in HEADINGS])
def test_a_date_is_listed_under(text, expected):
    assert heading(dates.parse(text)) == expected


# -- the order of the timeline --------------------------------------------------------------------

# Each line belongs after the one before it.
ORDER = [
    event("about-2015", "2015~"),
    event("until-2017", "../2017-05-06"),  # the last year that it can be in
    event("december", "2019-12-31"),
    event("some-day-of-2019", "2019"),
    event("first-at-one", "2020-01-03", time="01:00", zone="Asia/Baghdad"),
    event("first-at-two", "2020-01-03", time="02:00", zone="Asia/Baghdad"),
    event("first-later-in-position", "2020-01-03", position=1),
    event("first-a", "2020-01-03", position=2),
    event("first-b", "2020-01-03", position=2),
    event("first-in-doubt", "2020-01-03?"),
    event("lasting", "2020-01-03/2020-01-05"),
    event("the-fourth", "2020-01-04"),
    event("february", "2020-02-02"),
    event("within-february", "[2020-02-02..2020-02-20]"),
    event("since-march", "2020-03-01/.."),
    event("spring-of-2020", "2020-21"),
    event("march-or-april", "[2020-03-30,2020-04-02]"),
    event("late-december", "2020-12-30"),
    event("next-year", "2021-01-01"),
]


def test_events_stand_in_the_order_of_the_timeline():
    assert sorted([*ORDER[9:], *ORDER[:9]], key=placement) == ORDER


def test_headings_never_return_once_they_have_passed():
    found = [heading(dates.parse(e["date"])) for e in ORDER]
    assert found == sorted(found)


# -- evidence -------------------------------------------------------------------------------------

SOURCES = {
    one["slug"]: one
    for one in [
        source("wire-1", "wire"),
        source("wire-2", "wire"),
        source("courier-1", "courier"),
        source("copy", "gazette", origin="wire", republishes="wire-1"),
        source("copy-of-copy", "mirror", origin="wire", republishes="copy"),
    ]
}
EVIDENCE = {
    "one source": (["wire-1"], ["wire"], ["single"]),
    "one publisher twice": (["wire-1", "wire-2"], ["wire"], ["single"]),
    "a copy beside its original": (["wire-1", "copy"], ["wire"], ["single"]),
    "two copies alone": (["copy", "copy-of-copy"], ["wire"], ["single"]),
    "two publishers": (["courier-1", "wire-1"], ["courier", "wire"], ["corroborated"]),
    "a copy and another": (["copy", "courier-1"], ["wire", "courier"], ["corroborated"]),
}


@pytest.mark.parametrize(
    ("sources", "expected", "values"), EVIDENCE.values(), ids=EVIDENCE
)  # fmt: skip
def test_origins_count_each_publisher_of_words_once(sources, expected, values):
    document = event(excerpts=[excerpt(slug) for slug in sources])
    assert origins(document, SOURCES) == expected
    assert evidence(document, SOURCES, disputed=False) == values


@pytest.mark.parametrize("stance", ["disputes", "context"])
def test_what_does_not_support_the_event_is_no_origin_of_it(stance):
    document = event(excerpts=[excerpt("wire-1"), excerpt("courier-1", stance)])
    assert origins(document, SOURCES) == ["wire"]


def test_an_event_is_disputed_by_a_dispute_or_by_an_excerpt():
    plain = event(excerpts=[excerpt("wire-1")])
    against = event(excerpts=[excerpt("wire-1"), excerpt("courier-1", "disputes")])
    beside = event(excerpts=[excerpt("wire-1"), excerpt("courier-1", "context")])
    assert evidence(plain, SOURCES, disputed=True) == ["single", "disputed"]
    assert evidence(against, SOURCES, disputed=False) == ["single", "disputed"]
    assert evidence(beside, SOURCES, disputed=False) == ["single"]


# -- what a value takes in with it ----------------------------------------------------------------


def surroundings():
    around = Surroundings()
    for one in SOURCES.values():
        around.add(0, "source", one)
    for one in [place("room", "town"), place("town", "land"), place("land"), place("isle")]:
        around.add(0, "place", one)
    return around


def test_a_place_takes_in_those_around_it():
    around = surroundings()
    assert around.around("room") == ["room", "town", "land"]
    assert around.around("land") == ["land"]
    assert around.around("nowhere") == []


def test_a_source_takes_in_the_publishers_that_it_repeats():
    around = surroundings()
    assert around.publishers_of("copy-of-copy") == {"mirror", "gazette", "wire"}
    assert around.publishers_of("wire-1") == {"wire"}
    assert around.publishers_of("unknown") == set()


# -- the index ------------------------------------------------------------------------------------


def records():
    """Two events and their surroundings, in no order."""
    later = event(
        "later", "2020-02", kind="threat", importance="major", places=["room", "isle"],
        about=["town"],
        actors=[{"actor": "ada", "role": "agent"}, {"actor": "ada", "role": "host"},
                {"actor": "ben", "role": "target"}],
        excerpts=[excerpt("copy", said_by="ada", language="fa"),
                  excerpt("courier-1", "context", said_by="cleo")],
        links=[{"event": "earlier", "kind": "continues", "note": ""}],
    )  # fmt: skip
    earlier = event("earlier", "../2019-11-05", excerpts=[excerpt("wire-1")])
    dispute = {
        "slug": "why", "question": "Why?", "note": "",
        "positions": [
            {"answer": "a", "note": "", "excerpts": [{"event": "earlier", "excerpt": "x-wire-1"}]},
            {"answer": "b", "note": "", "excerpts": [{"event": "earlier", "excerpt": "x-other"}]},
        ],
    }  # fmt: skip
    actors = [
        {"slug": slug, "name": slug.title(), "kind": "person", "description": "", "names": []}
        for slug in ("cleo", "ben", "ada")
    ]
    publishers = [
        {"slug": slug, "name": slug.title(), "nature": "newspaper"}
        for slug in ("wire", "gazette", "courier")
    ]
    phases = [
        {"slug": "after", "name": "Afterwards", "description": "", "position": 2},
        {"slug": "before", "name": "Before", "description": "", "position": 1},
    ]
    around = surroundings()
    found = [(40, "event", later), (41, "event", earlier), (42, "dispute", dispute)]
    found += [(50, "actor", one) for one in actors] + [(51, "phase", one) for one in phases]
    found += [(52, "publisher", one) for one in publishers]
    found += [(53, "source", one) for one in around.sources.values()]
    return found + [(54, "place", one) for one in around.places.values()]


EARLIER, LATER = 0, 1  # their ranks


def test_the_index_of_documents_holds_every_fact():
    index = index_of_documents(records())
    assert index.record_ids([EARLIER, LATER]) == [41, 40]
    found = {f: {v: list(r) for v, r in values.items()} for f, values in index.facets.items()}
    assert found == {
        "phase": {"after": [0, 1]},
        "kind": {"visit": [0], "threat": [1]},
        "importance": {"minor": [0], "major": [1]},
        "actor": {"ada": [1], "ben": [1]},
        "place": {"room": [1], "town": [1], "land": [1], "isle": [1]},
        "about": {"town": [1], "land": [1]},
        "publisher": {"wire": [0, 1], "gazette": [1], "courier": [1]},
        "language": {"en": [0, 1], "fa": [1]},
        "said_by": {"ada": [1], "cleo": [1]},
        "evidence": {"single": [0, 1], "disputed": [0]},
        "dispute": {"why": [0]},
        "origin": {"wire": [0, 1]},
        "source": {"wire-1": [0], "copy": [1], "courier-1": [1]},
        "follows": {"earlier": [1]},
    }  # fmt: skip
    assert list(index.inside(None, date(2019, 11, 5))) == [EARLIER]
    assert list(index.overlapping(date(2020, 2, 29), None)) == [LATER]


def test_the_catalogue_holds_names_in_order_and_the_marks_of_phases():
    catalogue = index_of_documents(records()).catalogue
    assert list(catalogue["phase"].items()) == [
        ("before", {"name": "Before", "mark": 1, "description": ""}),
        ("after", {"name": "Afterwards", "mark": 2, "description": ""}),
    ]
    assert list(catalogue["actor"]) == ["ada", "ben", "cleo"]
    assert catalogue["actor"]["ada"] == {
        "name": "Ada", "kind": "person", "names": [], "part_of": None,
    }  # fmt: skip
    assert catalogue["place"]["room"] == {
        "name": "Room",
        "kind": "city",
        "names": [],
        "within": "town",
        "latitude": None,
        "longitude": None,
    }
    assert catalogue["publisher"]["wire"] == {"name": "Wire", "nature": "newspaper"}
    assert catalogue["dispute"] == {"why": {"question": "Why?"}}


def test_the_index_does_not_depend_on_the_order_of_records():
    assert index_of_documents(reversed(records())).to_bytes() == (
        index_of_documents(records()).to_bytes()
    )


def test_an_eighth_phase_takes_the_first_mark_again():
    phases = [
        (n, "phase", {"slug": f"p{n}", "name": "P", "description": "", "position": n})
        for n in range(1, 9)
    ]
    marks = [one["mark"] for one in index_of_documents(phases).catalogue["phase"].values()]
    assert marks == [1, 2, 3, 4, 5, 6, 7, 1]


def test_titles_and_dates_are_at_hand_for_a_picture_of_some_hundreds_of_events():
    few = [
        (1, "event", event("later", "2021", title="A later one")),
        (2, "event", event("earlier", "2020-01-03~", title="An earlier one")),
    ]
    assert index_of_documents(few).catalogue["marks"] == [
        ["earlier", "An earlier one", "2020-01-03~"],
        ["later", "A later one", "2021"],
    ]
    assert len(index_of_documents(_events(600)).catalogue["marks"]) == 600
    assert index_of_documents(_events(601)).catalogue["marks"] is None


def _events(count):
    return [(number, "event", event(f"e{number:03}")) for number in range(count)]


# -- two dates of one text ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "first", "known"),
    [
        ("2020-03-01", None, date(2020, 3, 1)),
        ("[2020-07-21..2020-07-31]", "[2020-07-21,2020-07-22]", date(2020, 7, 22)),
        ("2020-03-01", "2020-04-01", date(2020, 3, 1)),  # a slip of somebody's: the earlier counts
        ("", "2020-03-01", date(2020, 3, 1)),
        ("2020-03-01", "", date(2020, 3, 1)),
        ("", None, None),
        ("2022/..", None, None),
    ],
)
def test_a_text_is_known_when_any_of_its_dates_has_passed(published, first, known):
    copy = source("copy", "mirror", "wire", "original") | {"published": published}
    if first is not None:
        copy["first_published"] = first
    assert known_day(copy) == known


def test_a_copy_was_first_published_when_its_original_was():
    copy = source("copy", "mirror", "wire", "original")
    assert first_published(copy).edtf == "2020-03-01"
    assert first_published(copy | {"first_published": "2020-02"}).edtf == "2020-02"
    assert first_published(copy | {"published": ""}) is None
