"""Packing marks and their labels into rows."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from timeline.reader.overview.packing import LABELLED, Box, clear, pack
from timeline.reader.overview.scale import NARROWEST


def test_marks_apart_share_a_row_and_those_at_one_place_do_not():
    assert pack([Box(0.1, 0.1), Box(0.5, 0.5), Box(0.1, 0.1), Box(0.1, 0.1)]) == [0, 0, 1, 2]


def test_a_mark_is_as_many_pixels_on_a_narrow_picture_as_on_a_wide_one():
    assert clear(Box(0.50, 0.50), Box(0.52, 0.52))  # 14 pixels apart on 700
    assert not clear(Box(0.50, 0.50), Box(0.519, 0.519))  # 13.3, and each takes up 7


def test_a_label_keeps_its_room_to_the_right_or_to_the_left():
    label = Box(0.2, 0.2, label_after=100)
    assert pack([label, Box(0.3, 0.3)]) == [0, 1]
    assert pack([label, Box(0.4, 0.4)]) == [0, 0]
    assert pack([Box(0.5, 0.5, label_before=100), Box(0.45, 0.45)]) == [0, 1]


def test_labels_do_not_count_where_none_are_shown():
    box = Box(0.5, 0.5, label_after=100)
    assert box.right_at(NARROWEST) == 357
    assert box.right_at(LABELLED) == 577


def test_what_is_blocked_keeps_the_first_row_free():
    assert pack([Box(0.05, 0.05), Box(0.9, 0.9)], [Box(0, 0, 0, 120)]) == [1, 0]


places = st.floats(0, 1)
boxes = st.builds(
    lambda one, other, before, after, side, label: Box(
        min(one, other),
        max(one, other),
        before,
        after,
        label if side else 0,
        0 if side else label,
    ),
    places,
    places,
    st.integers(2, 9),
    st.integers(2, 24),
    st.booleans(),
    st.sampled_from([0, 0, 40, 180]),
)


@given(st.lists(boxes, max_size=30), st.integers(NARROWEST, 2400))
def test_nothing_lies_on_anything_at_any_width(many, width):
    rows = pack(many)
    for (one, row), (other, another) in combinations(zip(many, rows, strict=True), 2):
        if row == another:
            first, second = sorted((one, other), key=lambda box: (box.left, box.right))
            assert first.right_at(width) <= second.left_at(width) + 1e-6


@given(st.lists(boxes, max_size=30))
def test_no_row_is_left_empty(many):
    rows = pack(many)
    assert set(rows) == set(range(max(rows, default=-1) + 1))
