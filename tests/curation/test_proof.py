"""Why an excerpt is not proven, in words that let one mend it."""

import pytest

from tests import factories
from timeline.curation.proof import event_problems, excerpt_problem, passage_problem

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
