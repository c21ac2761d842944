"""Why an excerpt is not proven, in words that let one mend it."""

import pytest

from tests import factories
from timeline.curation.proof import (
    event_problems,
    excerpt_problem,
    fragment_of,
    link_problem,
    passage_problem,
)

TEXT = "It rained. “We left,” he said. It rained. They stayed. It rained."


def test_a_passage_that_is_there_once_has_no_problem():
    assert passage_problem("“We left,” he said.", TEXT) is None


def test_without_a_text_there_is_nothing_to_prove_it_by():
    assert passage_problem("Anything at all.", "") is None


def test_a_passage_that_is_there_three_times_names_each_place():
    assert passage_problem("It rained.", TEXT) == (
        "is 3 times in the text: “[...] “We left,” he said. It rained.”; "
        "“It rained. “We left,” he said. [...] They stayed. It rained.”; "
        "“said. It rained. They stayed. [...]”. "
        "Give the words directly before or after the one you mean as prefix or suffix."
    )


def test_of_many_places_the_first_five_are_named():
    said = passage_problem("no", "no. " * 8)
    assert "is 8 times in the text" in said
    assert said.count("[...]") == 5
    assert "; and 3 more." in said


def test_context_tells_places_apart():
    assert passage_problem("It rained.", TEXT, prefix="They stayed. ") is None
    assert passage_problem("It rained.", TEXT, suffix=" They stayed.") is None


def test_a_passage_in_another_context():
    assert passage_problem("They stayed.", TEXT, prefix="It snowed. ") == (
        "is in the text, but not between this prefix and suffix."
    )


def test_a_passage_that_is_not_there_comes_with_the_nearest():
    assert passage_problem("“We went,” he said.", TEXT) == (
        "is not in the text. The nearest passage is ““We left,” he said.”."
    )


def test_a_passage_like_nothing_in_the_text():
    assert passage_problem("Zebras!", TEXT) == "is not in the text."


def test_other_quotation_marks_are_not_word_for_word():
    assert passage_problem('"We left," he said.', TEXT) == (
        "differs from the text in white space or in the form of a quotation mark or dash. "
        "The text has ““We left,” he said.”."
    )


def test_a_prefix_without_its_space():
    said = passage_problem("They stayed.", TEXT, prefix="It rained.")
    assert said.startswith("is in the text, but its prefix or suffix differs in white space")


# Quote, text, what is said of it
CUT = [
    (
        "able to come",
        "They were unable to come.",
        "begins inside of the word “unable” of the text. Quote whole words: “unable to come”.",
    ),
    (
        "the Iran",
        "Of the Iranian side.",
        "ends inside of the word “Iranian” of the text. Quote whole words: “the Iranian”.",
    ),
    (
        "ran said no",
        "Iran said nothing.",
        (
            "begins inside of the word “Iran” and ends inside of the word “nothing” of the text. "
            "Quote whole words: “Iran said nothing”."
        ),
    ),
    (
        "We ca",
        "We can’t.",
        "ends inside of the word “can’t” of the text. Quote whole words: “We can’t”.",
    ),
    (
        "We can",
        "We can’t.",
        "ends inside of the word “can’t” of the text. Quote whole words: “We can’t”.",
    ),
    (
        "in 1998",
        "in 199813.",
        "ends inside of the word “199813” of the text. Quote whole words: “in 199813”.",
    ),
    (
        "به می",
        "به می\u200cرود",
        "ends inside of the word “می\u200cرود” of the text. Quote whole words: “به می\u200cرود”.",
    ),
]


@pytest.mark.parametrize(("quote", "text", "said"), CUT)
def test_a_passage_that_cuts_a_word_is_refused(quote, text, said):
    assert passage_problem(quote, text) == said


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("the gate", "“the gate,” he said"),
        ("Iran", "the US-Iran talks"),
        ("北京", "去北京了"),
        ("Café", "the Café’. was"),
    ],
)
def test_a_passage_of_whole_words_is_not(quote, text):
    assert passage_problem(quote, text) is None


def test_accents_in_another_encoding_are_the_same_words():
    assert passage_problem("the Café", "In the Cafe\u0301 they met.") == (
        "is in the text with its accents encoded in another way. Copy it from there: "
        "“the Cafe\u0301”."
    )
    assert passage_problem("Café", "One Cafe\u0301, one Café.").startswith("is 2 times in the text")
    assert passage_problem("One Cafe", "One Cafe\u0301.") == (
        "is not in the text. The nearest passage is “One Cafe\u0301”."
    )


@pytest.mark.django_db
def test_an_excerpt_has_the_directive_that_leads_to_it_alone():
    text = "The GATE was shut.\nThe board said no.\nThe gate was shut.\nNo more."
    event = factories.event(slug="met")
    source = factories.source(slug="paper", text=text, url="https://paper.example/1")
    excerpt = factories.excerpt(event, source=source, quote="The gate was shut.")
    assert fragment_of(excerpt) == "text=no.-,The%20gate%20was%20shut."
    assert link_problem(excerpt) is None
    excerpt.quote = "The board said no."
    assert fragment_of(excerpt) == "text=The%20board%20said%20no."


@pytest.mark.django_db
def test_an_excerpt_that_no_link_leads_to_says_so():
    event = factories.event(slug="met")
    source = factories.source(
        slug="paper", text="It Rained.\nIt rained.\nIt RAINED.", url="https://paper.example/1"
    )
    excerpt = factories.excerpt(event, source=source, quote="It RAINED.")
    assert passage_problem(excerpt.quote, source.text) is None
    assert fragment_of(excerpt) == ""
    assert link_problem(excerpt) == (
        "No link leads to the excerpt “met-1”: browsers, which know neither case nor accents, "
        "cannot tell its passage from another of the text, or find no end of it. Quote a little "
        "more or less to give readers a link to it."
    )
    source.url = ""
    assert link_problem(excerpt) is None


@pytest.mark.django_db
def test_an_excerpt_is_named_by_its_slug():
    event = factories.event(slug="met")
    excerpt = factories.excerpt(event, quote="Zebras!", source=factories.source(slug="paper"))
    assert excerpt_problem(excerpt) == "The excerpt “met-1” is not in the text of “paper”."
    assert excerpt_problem(excerpt, "Zebras! Zebras!").startswith(
        "The excerpt “met-1” is 2 times in the text of “paper”: "
    )
    assert excerpt_problem(excerpt, "Zebras!") is None


@pytest.mark.django_db
def test_an_event_needs_an_excerpt_that_supports_it():
    event = factories.event(title="A meeting")
    missing = (
        "“A meeting” has no excerpt that supports it. Add at least one, copied from its source."
    )
    assert list(event_problems(event)) == [missing]
    factories.excerpt(event, stance="context")
    assert list(event_problems(event)) == [missing]
    factories.excerpt(event, stance="supports")
    assert list(event_problems(event)) == []
