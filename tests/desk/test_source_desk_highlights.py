"""A text in pieces: put together they are the text, and each knows the excerpts that cover it."""

import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.desk.source_desk.highlights import (
    MarkedSpan,
    TextPiece,
    paragraphs,
)
from timeline.desk.source_desk.markup import MarkLabel, text_html

TEXTS = st.text(alphabet="ab \n\u200fب😀", max_size=60)


@st.composite
def texts_with_spans(draw):
    text = draw(TEXTS)
    spans = []
    for number in range(draw(st.integers(0, 6)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        spans.append(MarkedSpan(start, end, f"k{number}"))
    return text, spans


@given(texts_with_spans())
def test_the_pieces_are_the_text_and_each_is_inside_or_outside_of_each_span(case):
    text, spans = case
    found = paragraphs(text, spans)
    pieces = [piece for paragraph in found for piece in paragraph.pieces]
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    for piece in pieces:
        assert piece.start < piece.end
        covering = {s.key for s in spans if s.start <= piece.start and piece.end <= s.end}
        touching = {s.key for s in spans if s.start < piece.end and piece.start < s.end}
        assert set(piece.keys) == covering == touching
        assert "\n" not in text[piece.start : piece.end - 1]
    begun = sorted(key for piece in pieces for key in piece.begins)
    assert begun == sorted(span.key for span in spans)


def test_overlapping_spans_make_a_piece_of_both():
    (line,) = paragraphs("one two three", [MarkedSpan(0, 7, "a"), MarkedSpan(4, 13, "b")])
    assert line.pieces == (
        TextPiece(0, 4, ("a",), ("a",)),
        TextPiece(4, 7, ("a", "b"), ("b",)),
        TextPiece(7, 13, ("b",), ()),
    )


def test_a_span_may_cross_paragraphs():
    first, second = paragraphs("one\ntwo", [MarkedSpan(1, 6, "a")])
    assert [p.keys for p in first.pieces] == [(), ("a",)]
    assert [p.keys for p in second.pieces] == [("a",), ()]
    assert [p.begins for p in second.pieces] == [(), ()]


@pytest.mark.parametrize(
    "span",
    [MarkedSpan(0, 0, "a"), MarkedSpan(2, 1, "a"), MarkedSpan(-1, 1, "a"), MarkedSpan(0, 4, "a")],
)
def test_a_span_outside_of_the_text_is_refused(span):
    with pytest.raises(ValueError, match="is not inside a text of 3 characters"):
        paragraphs("one", [span])


def test_the_markup_escapes_the_text_and_adds_none():
    text = "<b>1 & 2</b>\n😀 end"
    labels = {"met-1": MarkLabel(1, 'An "event" <i>', "supports")}
    html = text_html(text, paragraphs(text, [MarkedSpan(3, 8, "met-1")]), labels)
    assert html == (
        '<p dir="auto" data-start="0">&lt;b&gt;'
        '<a class="ref" id="passage-met-1" href="#excerpt-met-1" '
        'aria-label="Excerpt 1: An &quot;event&quot; &lt;i&gt;" data-number="1"></a>'
        '<mark class="depth-1 is-supports" data-excerpts="met-1">1 &amp; 2</mark>'
        "&lt;/b&gt;\n</p>"
        '<p dir="auto" data-start="13">😀 end</p>'
    )


def test_a_text_ten_times_as_long_takes_little_more_than_ten_times_as_many_steps():
    def steps(lines):
        text = "The committee met again and answered nobody.\n" * lines
        spans = [MarkedSpan(n * 45, n * 45 + 60, f"e-{n}") for n in range(0, lines - 2, 10)]
        counted = Counter()
        sys.setprofile(lambda frame, event, argument: counted.update([event]))
        try:
            paragraphs(text, spans)
        finally:
            sys.setprofile(None)
        return counted.total()

    assert steps(5_000) < 20 * steps(500)
