"""What differs between two documents, field by field."""

import pytest

from timeline.editions.diff import field_changes
from timeline.text.word_changes import FieldChange

EVENT = {
    "slug": "met",
    "title": "Met",
    "date_note": "",
    "time": None,
    "position": 0,
    "actors": [{"actor": "a", "role": "host"}, {"actor": "b", "role": "target"}],
    "places": ["baghdad", "erbil"],
    "excerpts": [
        {"slug": "met-1", "source": "paper", "quote": "One.", "said_by": None},
        {"slug": "met-2", "source": "paper", "quote": "Two.", "said_by": "a"},
    ],
    "links": [],
}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"title": "Met again"}, [("title", "Met", "Met again")]),
        ({"date_note": "Worked out."}, [("date_note", "", "Worked out.")]),
        ({"time": "16:30"}, [("time", None, "16:30")]),
        ({"position": 2}, [("position", "0", "2")]),
        ({"places": ["baghdad"]}, [("places", "erbil", None)]),
        ({"places": ["baghdad", "basra", "erbil"]}, [("places", None, "basra")]),
        (
            {"actors": [{"actor": "a", "role": "speaker"}, {"actor": "b", "role": "target"}]},
            [
                ("actors / a, speaker", None, "actor: a, role: speaker"),
                ("actors / a, host", "actor: a, role: host", None),
            ],
        ),
        (
            {"actors": [{"actor": "b", "role": "target"}, {"actor": "a", "role": "host"}]},
            [("actors, order", "a, host, b, target", "b, target, a, host")],
        ),
        (
            {
                "excerpts": [
                    {"slug": "met-1", "source": "paper", "quote": "1.", "said_by": "b"},
                    {"slug": "met-3", "source": "blog", "quote": "Three.", "said_by": None},
                ]
            },
            [
                ("excerpts / met-1 / quote", "One.", "1."),
                ("excerpts / met-1 / said_by", None, "b"),
                ("excerpts / met-3", None, "slug: met-3, source: blog, quote: Three."),
                ("excerpts / met-2", "slug: met-2, source: paper, quote: Two., said_by: a", None),
            ],
        ),
        (
            {"links": [{"event": "x", "kind": "continues", "note": ""}]},
            [("links / x, continues", None, "event: x, kind: continues")],
        ),
    ],
)
def test_event(values, expected):
    assert field_changes(EVENT, EVENT | values) == [FieldChange(*one) for one in expected]


def test_names_and_answers():
    old = {"names": [{"name": "Q", "language": "en"}]}
    new = {"names": [{"name": "Q", "language": "en", "note": "BBC"}]}
    assert field_changes(old, new) == [FieldChange("names / Q, en / note", None, "BBC")]
    old = {"positions": [{"answer": "Yes", "excerpts": [{"event": "e", "excerpt": "e-1"}]}]}
    new = {"positions": [{"answer": "Yes", "excerpts": [{"event": "e", "excerpt": "e-2"}]}]}
    assert field_changes(old, new) == [
        FieldChange("positions / Yes / excerpts / e, e-2", None, "event: e, excerpt: e-2"),
        FieldChange("positions / Yes / excerpts / e, e-1", "event: e, excerpt: e-1", None),
    ]


def test_entries_without_names_of_their_own_are_compared_as_a_whole():
    old, new = {"places": ["a", "a"]}, {"places": ["a"]}
    assert field_changes(old, new) == [FieldChange("places", "a; a", "a")]


def test_a_field_that_one_of_them_lacks():
    assert field_changes({"a": "x"}, {"b": "y"}) == [
        FieldChange("b", None, "y"),
        FieldChange("a", "x", None),
    ]
