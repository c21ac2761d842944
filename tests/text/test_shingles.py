"""How alike two texts are, word for word; and an address by any way of writing it."""

import pytest

from timeline.text import shingles
from timeline.text.page_address import page_key

STORY = " ".join(
    f"On day {n} the ferry number {n * 7} left pier {n % 5} with mail." for n in range(60)
)


def test_white_space_punctuation_case_and_keys_make_no_other_text():
    one = "The ministry said: “We will – in time – answer.” قال الوزير"
    other = "the  ministry SAID\n'We will in time answer' قال الوزیر"
    assert shingles.text_key(one) == shingles.text_key(other) != shingles.text_key("The ministry")
    assert shingles.text_key(" …") == ""


@pytest.mark.parametrize(
    ("other", "resemblance", "held"),
    [
        (STORY, (1, 1), (1, 1)),
        (STORY.replace("mail", "post", 6), (0.6, 0.95), (0.7, 0.98)),
        (STORY[: len(STORY) // 3], (0.3, 0.36), (0.99, 1)),
        ("Another harbour altogether, of which nobody said a word. " * 9, (0, 0), (0, 0)),
        ("", (0, 0), (0, 0)),
    ],
)
def test_how_alike(other, resemblance, held):
    found = shingles.compared(STORY, other)
    assert resemblance[0] <= found.resemblance <= resemblance[1]
    assert held[0] <= found.held <= held[1]


def test_marks_are_few_and_shared_by_texts_that_share_a_run_of_words():
    marks = shingles.marks(STORY)
    assert len(shingles.shingles(STORY)) / 12 < len(marks) < len(shingles.shingles(STORY)) / 5
    inside = f"A preface of its own. {STORY[1000:1400]} And an end of its own."
    assert set(shingles.marks(inside)) & set(marks)
    assert shingles.marks("") == []
    assert len(shingles.marks("Too short.")) == 1


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a/b",
        "http://www.example.org/a/b/",
        "https://m.example.org:443/a/b?utm_source=mail&fbclid=9#top",
        "https://EXAMPLE.org/a/%62/index.html",
        "https://example.org/a/b/amp/",
        "https://web.archive.org/web/20200103120000/http://example.org/a/b",
        "https://archive.ph/20200103/https:/example.org/a/b",
    ],
)
def test_one_page_by_any_address(address):
    assert page_key(address) == "example.org/a/b"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/b"),
        ("https://example.org/?id=1", "https://example.org/?id=2"),
        ("https://example.org/?s=1", "https://example.org/?s=2"),
        ("https://example.org/A", "https://example.org/a"),
        ("https://m.org/a", "https://n.org/a"),
        ("https://web.archive.org/about/a", "https://web.archive.org/about/b"),
    ],
)
def test_other_pages_have_other_keys(one, other):
    assert page_key(one) != page_key(other)


def test_the_order_of_parameters_makes_no_difference_and_no_address_has_no_key():
    assert page_key("https://a.org/?b=2&a=1") == page_key("https://a.org/?a=1&b=2")
    assert [page_key(one) for one in ("", "a.org", "ftp://a.org/", "https://[")] == [""] * 4
