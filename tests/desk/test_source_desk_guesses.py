"""Dates and names that a passage gives, each with the words it is read from."""

import pytest

from timeline.desk.source_desk.guesses import DateGuess, date_guesses, name_guesses

KNOWN = [
    (1, "Hassan Rouhani"),
    (1, "Rohani"),
    (2, "Qasem Soleimani"),
    (3, "Interpol"),
    (4, "Government of Iraq"),
]


@pytest.mark.parametrize(
    ("passage", "edtf", "words"),
    [
        ("They met on 3 January 2020 in Baghdad.", "2020-01-03", "3 January 2020"),
        ("They met on January 3, 2020.", "2020-01-03", "January 3, 2020"),
        ("They met on the 3rd of January, 2020.", "2020-01-03", "3rd of January, 2020"),
        ("Published 22.07.2020, 14:05", "2020-07-22", "22.07.2020"),
        ("dated 2020-07-22.", "2020-07-22", "2020-07-22"),
        ("in July 2022", "2022-07", "July 2022"),
        ("در ۱۳ دی ۱۳۹۸ در بغداد", "2020-01-03", "۱۳ دی ۱۳۹۸"),
        ("در ۳ ژانویه ۲۰۲۰", "2020-01-03", "۳ ژانویه ۲۰۲۰"),
        ("في ٣ يناير، ٢٠٢٠", "2020-01-03", "٣ يناير، ٢٠٢٠"),
        ("في 3 كانون الثاني 2020 قال", "2020-01-03", "3 كانون الثاني 2020"),
        ("in late June 2020,", "[2020-06-21..2020-06-30]", "late June 2020"),
    ],
)
def test_a_date_with_its_year(passage, edtf, words):
    assert date_guesses(passage, 0, len(passage)) == [DateGuess(edtf, words)]


@pytest.mark.parametrize(
    "passage",
    [
        "They met.",
        "on Tuesday",
        "May he come.",
        "in 40 cases",
        "3/4/2020",
        "30 February 2020",
        "12 May",
    ],
)
def test_where_the_text_gives_none_there_is_none(passage):
    assert date_guesses(passage, 0, len(passage)) == []


def test_a_day_without_a_year_takes_it_from_the_nearest_date_before():
    text = (
        "It began in March 2019. On 22.07.2020 they said: the strike of 3 January was wrong. "
        "(2021-01-01)"
    )
    start = text.index("the strike")
    (guess,) = date_guesses(text, start, start + 35)
    assert guess == DateGuess("2020-01-03", "3 January", "22.07.2020")
    assert guess.read_from == "“3 January”, its year from “22.07.2020”"


def test_or_after_it():
    text = "On 3 January they met. (4 May 2021)"
    assert date_guesses(text, 0, 22) == [DateGuess("2021-01-03", "3 January", "4 May 2021")]


def test_several_dates_are_named_in_order_and_once_each():
    passage = "3 January 2020, 8 January 2020 and January 3, 2020"
    assert [guess.edtf for guess in date_guesses(passage, 0, len(passage))] == [
        "2020-01-03",
        "2020-01-08",
    ]


def found(passage):
    return [(guess.key, guess.words, guess.sure) for guess in name_guesses(passage, KNOWN)]


def test_whole_names_are_sure():
    assert found("Interpol told the Government of Iraq and Hassan Rouhani") == [
        (3, "Interpol", True),
        (4, "Government of Iraq", True),
        (1, "Hassan Rouhani", True),
    ]


def test_another_spelling_or_a_last_name_is_a_looser_guess():
    assert found("General Suleimani was there") == [(2, "Suleimani", False)]
    assert found("General Soleimani was there") == [(2, "Soleimani", False)]
    assert found("Ghasem Suleimani was there") == [(2, "Ghasem Suleimani", False)]


def test_a_listed_spelling_is_sure():
    assert found("Rohani said") == [(1, "Rohani", True)]


def test_names_in_arabic_script():
    passage = "سردار قاسم سلیمانی گفت"
    assert found(passage) == [(2, "قاسم سلیمانی", False)]
    (guess,) = name_guesses(passage, [(5, "قاسم سلیمانی")])
    assert (guess.words, guess.sure) == ("قاسم سلیمانی", True)


def test_words_that_are_no_names():
    assert found("the government met again and nobody answered") == []
    assert name_guesses("", KNOWN) == []
