"""Which words of a text changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.reader.word_changes import word_changes


def told(old: str, new: str) -> list[tuple[str, str]]:
    return [(run.how, run.text) for run in word_changes(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("Same.", "Same.", [("same", "Same.")]),
        ("", "New.", [("added", "New.")]),
        ("Old.", "", [("removed", "Old.")]),
        (
            "The bridge was closed.",
            "The bridge was shut.",
            [("same", "The bridge was "), ("removed", "closed"), ("added", "shut"), ("same", ".")],
        ),
        (
            "an old house here",
            "a new house here",
            [("removed", "an old"), ("added", "a new"), ("same", " house here")],
        ),
        (
            "It closed.",
            "It closed. It opened again.",
            [("same", "It closed."), ("added", " It opened again.")],
        ),
        # A word is a word with its apostrophe or hyphen, in any script.
        ("Iraq’s court", "Iran’s court",
         [("removed", "Iraq’s"), ("added", "Iran’s"), ("same", " court")]),
        ("al-Sadr", "al-Hakim", [("removed", "al-Sadr"), ("added", "al-Hakim")]),
        ("پل بسته شد", "پل باز شد",
         [("same", "پل "), ("removed", "بسته"), ("added", "باز"), ("same", " شد")]),
    ],
)  # fmt: skip
def test_by_hand(old, new, expected):
    assert told(old, new) == expected


def test_a_very_long_text_is_shown_whole():
    old, new = "word " * 2000, "other " * 2000
    assert told(old, new) == [("removed", old), ("added", new)]


texts = st.lists(st.sampled_from(["a", "b", "c d", ".", " ", "\n", "é", "ی"]), max_size=20).map(
    "".join
)


@given(texts, texts)
def test_both_texts_can_be_read_from_the_runs(old, new):
    runs = told(old, new)
    assert "".join(text for how, text in runs if how != "added") == old
    assert "".join(text for how, text in runs if how != "removed") == new
    assert all(text for _, text in runs)
