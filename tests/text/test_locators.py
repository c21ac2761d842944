"""Where a passage stands in a text, in words: paragraphs as a reader of the page counts them."""

import pytest

from timeline.text.locators import LOCATOR, Locators, locate

PAGE = """JOIN NOW

Iran Urges Iraq to Act

14:05 GMT 22.07.2020

The ministers met on Tuesday. Nobody answered.
“We will answer,” one said.”

A banner is seen during a ceremony
What Came Before

It rained for a week, LONG.
* A group outlawed in many countries.

Join the mailing list""".replace(
    "LONG",
    "and the roads were closed to all but the crew, the ministers, their drivers and 12 others",
)


def at(words, text=PAGE, title="Iran urges Iraq  to act"):
    start = text.index(words)
    return Locators(text, title).at(start, start + len(words))


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("The ministers met", "paragraph 1"),
        ("Nobody answered.", "paragraph 1"),
        ("one said", "paragraph 2"),
        ("Nobody answered.\n“We will", "paragraphs 1 to 2"),
        ("Nobody answered.\n“We will answer,” one said.”\n\nA banner", "paragraphs 1 to 2"),
        ("It rained", "paragraph 3"),
        ("A group outlawed", "paragraph 4"),
        ("Iran Urges Iraq", "headline"),
        ("JOIN NOW", "line before paragraph 1"),
        ("14:05", "line before paragraph 1"),
        ("A banner is seen", "line before paragraph 3"),
        ("What Came Before", "line before paragraph 3"),
        ("Join the mailing list", "line after paragraph 4"),
    ],
)
def test_only_what_ends_as_a_sentence_does_is_a_paragraph(words, place):
    assert at(words) == place
    assert LOCATOR.fullmatch(place)


def test_without_a_title_the_headline_is_a_line_as_others():
    assert at("Iran Urges", title="") == "line before paragraph 1"
    assert at("Iran Urges", title="[Iran urges Iraq to act]") == "headline"


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("one\ntwo\nthree", "two", "paragraph 2"),  # nothing ends as a sentence does
        ("One\nstill one.\n\nTwo\nstill two.", "still one", "paragraph 1"),  # wrapped by hand
        ("One\nstill one.\n\nTwo\nstill two.", "still two", "paragraph 2"),
        ("\n\n\nOne.\n\n\n\nTwo.", "Two", "paragraph 2"),
        ("نشست برگزار شد؟\nپاسخی نبود.", "پاسخی", "paragraph 2"),
    ],
)
def test_what_a_paragraph_is_follows_from_the_text(text, words, place):
    assert at(words, text, "") == place


def test_a_text_that_says_nothing_has_no_places():
    assert Locators(" \n\n").at(0, 1) == ""


def test_a_passage_has_a_place_where_the_text_has_it_exactly_once():
    text = "It rained. It rained.\nIt snowed."
    assert locate("It snowed.", text) == "paragraph 2"
    assert locate("It rained.", text) == ""
    assert locate("It rained.", text, suffix="\n") == "paragraph 1"
    assert locate("It hailed.", text) == ""
