"""Differences between two texts, word by word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.text.word_changes import word_changes


def shown(old, new):
    return [(part.change, part.text) for part in word_changes(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("one two", "one two", [("same", "one two")]),
        ("", "new", [("in", "new")]),
        ("old", "", [("out", "old")]),
        ("The comittee met", "The committee met",
         [("same", "The "), ("out", "comittee"), ("in", "committee"), ("same", " met")]),
        ("It is, so.", "It is so.", [("same", "It is"), ("out", ","), ("same", " so.")]),
        # Two words in a row that both changed read as one change.
        ("a b c d", "a x y d", [("same", "a "), ("out", "b c"), ("in", "x y"), ("same", " d")]),
        ("پل بسته شد", "پل باز شد",
         [("same", "پل "), ("out", "بسته"), ("in", "باز"), ("same", " شد")]),
        # A word is a word with its apostrophe or hyphen, in any script.
        ("Iraq’s court", "Iran’s court",
         [("out", "Iraq’s"), ("in", "Iran’s"), ("same", " court")]),
        ("al-Sadr", "al-Hakim", [("out", "al-Sadr"), ("in", "al-Hakim")]),
        ("It closed.", "It closed. It opened.", [("same", "It closed."), ("in", " It opened.")]),
        ("one\ntwo", "one two", [("same", "one"), ("out", "\n"), ("in", " "), ("same", "two")]),
    ],
)  # fmt: skip
def test_changes(old, new, expected):
    assert shown(old, new) == expected


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_nothing_is_lost(old, new):
    parts = word_changes(old, new)
    assert "".join(part.text for part in parts if part.change != "in") == old
    assert "".join(part.text for part in parts if part.change != "out") == new


def test_very_long_texts_are_given_whole():
    old, new = "word " * 4000, "other " * 4000
    assert shown(old, new) == [("out", old), ("in", new)]
    assert shown(old, old) == [("same", old)]
