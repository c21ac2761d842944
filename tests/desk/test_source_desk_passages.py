"""Which passage is meant: by its place, or by its words."""

import pytest

from timeline.curation.proof import passage_problem
from timeline.desk.source_desk.passages import Choices, Missing, Passage, at, look_up

TEXT = "It rained.\n“We left,” he said. It rained.\nThey stayed. It rained."


def test_a_place_becomes_a_passage_with_its_context():
    assert at(TEXT, 11, 21) == Passage(
        11, 21, "“We left,”", "", " he said. It rained.", "paragraph 2"
    )
    assert at(TEXT, 11, 21, title="“We left,” he said.").locator == "paragraph 2"
    assert at("We left\n" + TEXT, 0, 7, title="We left").locator == "headline"


def test_white_space_at_its_ends_is_left_out():
    assert at(TEXT, 10, 22) == at(TEXT, 11, 21)


def test_a_place_of_white_space_alone_is_no_passage():
    assert at(TEXT, 10, 11) is None
    assert at(TEXT, 5, 5) is None


@pytest.mark.parametrize(("start", "end"), [(5, 3), (0, 1000), (-1, 4)])
def test_a_place_outside_of_the_text_is_refused(start, end):
    with pytest.raises(ValueError, match="There is no passage from"):
        at(TEXT, start, end)


def test_the_context_tells_places_apart_and_proves_the_excerpt():
    for start in (0, 31, 55):
        passage = at(TEXT, start, start + 10)
        assert passage.exact == "It rained."
        assert (
            passage_problem(passage.exact, TEXT, prefix=passage.prefix, suffix=passage.suffix)
            is None
        )


def test_the_context_is_as_short_as_its_line_where_that_is_enough():
    passage = at(TEXT, 42, 54)
    assert (passage.exact, passage.prefix, passage.suffix) == ("They stayed.", "", " It rained.")


def test_a_quote_that_is_there_once():
    assert look_up("  They stayed.\n", TEXT) == at(TEXT, 42, 54)


def test_a_quote_in_other_typography_gives_the_words_of_the_text():
    found = look_up('"We  left," he', TEXT)
    assert (found.exact, found.evened) == ("“We left,” he", True)


def test_a_quote_that_is_there_three_times():
    found = look_up("It rained.", TEXT)
    assert isinstance(found, Choices)
    assert found.count == 3
    assert [match.start for match in found.matches] == [0, 31, 55]


def test_a_quote_that_is_not_there():
    found = look_up("“We went,” he said.", TEXT)
    assert isinstance(found, Missing)
    assert found.nearest.exact == "“We left,” he said."
    assert ("replace", "went", "left") in found.nearest.difference
    assert look_up("Zebras!", TEXT) == Missing("Zebras!", None)


def test_a_place_inside_of_words_is_grown_to_whole_words():
    passage = at("They were unable to come.", 12, 18)
    assert (passage.start, passage.end, passage.exact) == (10, 19, "unable to")
    assert passage.grown_from == "able t"
    assert at(TEXT, 11, 21).grown_from == ""
    assert at(TEXT, 10, 22).grown_from == ""


def test_a_quote_that_ends_inside_of_a_word_is_grown_too():
    found = look_up("the Iran", "Of the Iranian side.")
    assert (found.exact, found.grown_from) == ("the Iranian", "the Iran")


def test_a_quote_is_found_in_the_encoding_of_the_text():
    found = look_up("the Café", "In the Cafe\u0301 they met.")
    assert (found.exact, found.evened) == ("the Cafe\u0301", True)


def test_a_passage_tells_whether_a_link_leads_to_it():
    assert at(TEXT, 42, 54).linked
    assert not at("It rained.\nIt RAINED.\nit rained.", 22, 32).linked


def test_contexts_that_have_to_be_long_are_cut_between_words():
    text = "a" * 40 + " " + "word Café " * 60
    for start in (91, 291):
        passage = at(text, start, start + 4)
        assert len(passage.prefix) <= 120
        assert len(passage.suffix) <= 120
        assert text[:start].endswith(passage.prefix)
        assert not passage.prefix or text[start - len(passage.prefix) - 1] == " "
