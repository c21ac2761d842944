"""Dates as people type them into a search."""

import pytest

from timeline.text.date_sought import read_sought


@pytest.mark.parametrize(
    ("typed", "phrase"),
    [
        ("third of January 2020", "3 January 2020"),
        ("the twenty-first of July", "21 July of any year"),
        ("January the third, 2020", "3 January 2020"),
        ("twenty third February twenty twenty-three", "23 February 2023"),
        ("nineteen seventy-nine", "1979"),
        ("two thousand and twenty", "2020"),
        ("twenty oh three", "2003"),
        ("nineteen hundred", "1900"),
        ("the nineties", "1990 to 1999"),
        ("third week of June 2020", "15 to 21 June 2020"),
        ("week of 30 December 2019", "30 December 2019 to 5 January 2020"),
        ("21 and 22 July 2020", "21 to 22 July 2020"),
        ("3.1.20", "3 January 2020 or 1 March 2020"),
        ("Jan '20", "January 2020"),
        ("le 1er janvier 2020", "1 January 2020"),
        ("3 января 2020 года", "3 January 2020"),
        ("am 3. Januar", "3 January of any year"),
    ],
)
def test_dates_are_read_in_words_and_in_digits(typed, phrase):
    assert read_sought(typed).phrase == phrase


@pytest.mark.parametrize(
    "typed",
    [
        "third anniversary", "first", "twenty", "twenty five", "eighteen months", "ties", "parties",
        "twelve hundred", "1.2", "week of 1980", "week of 31 December 9999",
    ],
)  # fmt: skip
def test_what_may_count_something_else_is_no_date(typed):
    assert read_sought(typed) is None
