"""The address of a passage: by its proven directive, by its words alone, or the page's own."""

import pytest

from timeline.reader.show.cards import passage_url

PAGE = "https://paper.example/1"
EXCERPT = {"quote": "It sails again", "prefix": "", "suffix": " soon"}


@pytest.mark.parametrize(
    ("more", "address"),
    [
        ({"fragment": "text=so-,It%20sails"}, f"{PAGE}#:~:text=so-,It%20sails"),
        ({"fragment": ""}, PAGE),
        ({}, f"{PAGE}#:~:text=It%20sails%20again,-soon"),
    ],
)
def test_a_passage_has_the_address_that_is_known_to_lead_to_it(more, address):
    assert passage_url({"url": PAGE}, EXCERPT | more) == address
    assert passage_url({"url": ""}, EXCERPT | more) == ""
