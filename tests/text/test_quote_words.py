"""Where words begin and end, and passages that cut one. Every expectation is typed by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.text.quote_words import CutWords, cut_words, edge, whole_words

# Text with a bar where the edge is, what lies there
EDGES = [
    ("|the gate", "between"),
    ("the gate|", "between"),
    ("the| gate", "between"),
    ("the |gate", "between"),
    ("the ga|te", "inside"),
    ("Iran|ian", "inside"),
    ("the gate|.", "between"),
    ("“|the gate", "between"),
    ("two|-car", "between"),
    ("Iran|’s forces", "inside"),
    ("Iran’|s forces", "inside"),
    ("l’|Iran", "inside"),
    ("the soldiers|’ boots", "between"),
    ("3|.5", "inside"),
    ("3.|5", "inside"),
    ("1,|000", "inside"),
    ("1,|two", "between"),
    ("B|52", "inside"),
    ("snake|_case", "inside"),
    ("a|@b", "between"),
    ("1998|13", "inside"),
    ("one|\ntwo", "between"),
    ("one\n|two", "between"),
    # Marks and what is invisible belong to the letter before
    ("Cafe|\u0301", "inside"),
    ("Cafe\u0301| au", "between"),
    ("می|\u200cخواهم", "inside"),
    ("می\u200c|خواهم", "inside"),
    ("so|\xadlei", "inside"),
    ("so\xad|lei", "inside"),
    ("كتاب|ٌ جديد", "inside"),
    ("و|قال", "inside"),
    ("one\u200b|two", "between"),
    ("👍|🏽", "inside"),
    # Korean, Hebrew
    ("한국|어는", "inside"),
    ("צה|\"ל", "inside"),
    # Where browsers have dictionaries, or differ
    ("北|京", "unsure"),
    ("東京|です", "unsure"),
    ("ประเทศ|ไทย", "unsure"),
    ("北京|。", "between"),
    ("example|.com", "unsure"),
    ("said|:they", "unsure"),
    ("1998|¹³", "unsure"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), EDGES)
def test_an_edge_is_between_words_inside_of_one_or_unsure(text, found):
    assert edge(text.replace("|", ""), text.index("|")) == found


# Text with the passage in brackets; the words it cuts; the passage in whole words
CUTS = [
    ("the [gate] was shut", "", "", "gate"),
    ("the [Iran]ian side", "", "Iranian", "Iranian"),
    ("an un[likely] story", "unlikely", "", "unlikely"),
    ("un[likely sto]ry", "unlikely", "story", "unlikely story"),
    ("The [Iran]’s", "", "Iran’s", "Iran’s"),
    ("of 1[0] or more", "10", "", "10"),
    ("in [1998]13 it", "", "199813", "199813"),
    ("[Caf]e\u0301", "", "Cafe\u0301", "Cafe\u0301"),
    ("[Cafe]\u0301", "", "Cafe\u0301", "Cafe\u0301"),
    ("[می]\u200cخواهم", "", "می\u200cخواهم", "می\u200cخواهم"),
    ("[so\xad]leimani", "", "so\xadleimani", "so\xadleimani"),
    ("the[ gate ]was", "", "", "gate"),
    ("[“Not] now”", "", "", "“Not"),
    ("去[北京]了", "", "", "北京"),
    ("[ ]", "", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "first", "last", "whole"), CUTS)
def test_a_passage_that_cuts_a_word_is_known_and_grown(text, first, last, whole):
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    assert cut_words(plain, start, end) == CutWords(first, last)
    assert bool(cut_words(plain, start, end)) is bool(first or last)
    start, end = whole_words(plain, start, end)
    assert plain[start:end] == whole
    assert not cut_words(plain, start, end)


@given(st.text(max_size=30), st.data())
def test_any_passage_can_be_grown_to_whole_words(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = whole_words(text, start, end)
    assert 0 <= first <= last <= len(text)
    assert not cut_words(text, first, last) or first == last
    if text[start:end].strip():
        assert text[start:end].strip() in text[first:last]


@pytest.mark.parametrize(("start", "end"), [(5, 4), (-1, 3), (0, 5)])
def test_only_a_passage_of_the_text_has_words(start, end):
    with pytest.raises(ValueError, match=f"no passage from {start} to {end} in a text of 4"):
        cut_words("text", start, end)
    with pytest.raises(ValueError, match=f"no passage from {start} to {end} in a text of 4"):
        whole_words("text", start, end)


def test_words_without_end_take_no_long_time():
    for piece in ("a", "\u0301", "\u200d", "a’", "1,"):
        text = piece * (400_000 // len(piece))
        assert whole_words(text, 200_000, 200_002)[0] <= 200_000
