"""Links to passages: which terms are chosen, and that they fit one place. Typed by hand."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.text.fragment_model import Browser
from timeline.text.quote_addresses import encoded, link, text_fragment
from timeline.text.quote_links import Directive, Page
from timeline.text.quote_words import cut_words

# --- chosen terms --------------------------------------------------------------------------

BOARD = (
    "The board said it would open the gate\nThe fence is old.\nThe board said it would open the "
    "north gate in spring after engineers had walked along every metre of the old fence."
)

# Text with the passage in brackets; start, end, prefix, suffix
CHOSEN = [
    ("The gate [was shut].", "was shut", "", "", ""),
    # Case, accents, forms and digits that browsers do not tell apart
    ("A [gate] and a Gate.", "gate", "", "", "and"),
    ("The [Café] here, a cafe there.", "Café", "", "The", ""),
    ("The Cafe\u0301 here, [a Café] there.", "a Café", "", "", ""),
    ("One Straße, one [STRASSE].", "STRASSE", "", "", "."),
    ("Of [1398], not ۱۳۹۸.", "1398", "", "Of", ""),
    ("Said “[no]” and 'No'.", "no", "", "Said “", ""),
    ("Of so\xadlei\xadmani and [soleimani].", "soleimani", "", "and", ""),
    ("می\u200cخواهم و [میخواهم]", "میخواهم", "", "و", ""),
    ("قال على، ثم [علي]", "علي", "", "ثم", ""),
    # Whole words
    ("The Iranian side and [Iran] met.", "Iran", "", "", ""),
    ("Unopened, the [opened] gate.", "opened", "", "", ""),
    ("The US-Iran talks and [Iran].", "Iran", "", "and", ""),
    # A passage that cuts a word can be marked by what stands beside it
    ("The [Iran]ian side.", "Iran", "", "", "ian"),
    ("The un[likely] side.", "likely", "", "un", ""),
    ("In [1998]13 it was.", "1998", "", "", "13"),
    # Blocks
    ("[It rained.]\nIt rained.", "It rained.", "", "", "It"),
    ("It rained.\n[It rained.]", "It rained.", "", "rained.", ""),
    ("a b\n[a b]\na b", "a b", "", "b", "a"),
    ("[one two]\nthree", "one two", "", "", ""),
    ("[one two\nthree] four", "one two", "three", "", ""),
    ("[one two\n\nthree] and three", "one two", "three", "", ""),
    ("x [a b\nc] a b d c", "a b", "c", "x", ""),
    # Spaces that a page shows are kept, others are not
    ("one\xa0 two [three\xa0 four]", "three\xa0 four", "", "", ""),
    ("one  [two   three]", "two three", "", "", ""),
    # Scripts without spaces
    ("我们今天[去北京]大学", "去北京", "", "我们今天", "大学"),
    ("第一。[第二句话。]第三。", "第二句话。", "", "", ""),
    # What is invisible beside a passage
    ("abc \u200f[def] ghi", "def", "", "", ""),
    ("abc [def]\u200f ghi", "def\u200f ", "", "", ""),
    ("abc [def.]\u200c", "def.", "", "", ""),
    ("so 👍🏽 [ok ❤\ufe0f]", "ok ❤", "", "", ""),
]  # fmt: skip


def marked(text):
    before, _, rest = text.partition("[")
    passage, _, after = rest.partition("]")
    return before + passage + after, len(before), len(before) + len(passage)


@pytest.mark.parametrize(("text", "start", "end", "prefix", "suffix"), CHOSEN)
def test_terms_are_chosen_that_fit_one_place(text, start, end, prefix, suffix):
    plain, first, last = marked(text)
    assert Page(plain).directive(first, last) == Directive(start, end, prefix, suffix)


def test_a_long_passage_is_told_from_a_headline_that_begins_like_it():
    first = BOARD.index("The board", 10)
    assert Page(BOARD).directive(first, len(BOARD)) == Directive(
        "The board said it would open the north", "walked along every metre of the old fence."
    )


# Passages that nothing tells from others, or that browsers cannot find
UNLINKED = [
    "[a b]\na b\na b",
    "a b\n[a b]\na b\na b",
    "a b\na b\n[a b]\na b",
    "abc [def.]\u200f",
    "abc [def]\u200f. ghi",
    "[ ]",
    "a[\u200f]b",
    "[e]\u0301a",
    "e[\u0301]a",
]


@pytest.mark.parametrize("text", UNLINKED)
def test_a_passage_that_cannot_be_told_apart_has_no_link(text):
    plain, first, last = marked(text)
    assert Page(plain).directive(first, last) is None


@pytest.mark.parametrize(("start", "end"), [(5, 4), (-1, 3), (0, 5)])
def test_only_a_passage_of_the_text_can_be_linked(start, end):
    with pytest.raises(ValueError, match=f"no passage from {start} to {end} in a text of 4"):
        Page("text").directive(start, end)


# --- as a browser reads them ---------------------------------------------------------------

PIECES = st.sampled_from(
    ["a", "A", "á", "b", "a\u0301", "ab", "ß", "ss", "1", "١", "“a", "b”", "a-b", "a’b", "a'b",
     "a.", "a.b", "(a)", "–", "a\xa0b"]
)  # fmt: skip
LINES = st.lists(PIECES, min_size=1, max_size=6).map(" ".join)
TEXTS = st.lists(LINES, min_size=1, max_size=4).map("\n".join)


def on_page(text, offset, *, blocks):
    """Where a browser has an offset of the text: in a block of its own line, or of one block."""
    if not blocks:
        return 0, offset
    return text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1)


@settings(max_examples=400, deadline=None)
@given(st.data(), st.booleans(), st.booleans())
def test_a_link_marks_its_passage_and_no_other(data, blocks, stops):
    text = data.draw(TEXTS)
    first = data.draw(st.integers(0, len(text) - 1))
    last = data.draw(st.integers(first + 1, len(text)))
    directive = Page(text).directive(first, last)
    assume(directive is not None)
    passage = text[first:last]
    first += len(passage) - len(passage.lstrip())
    last -= len(passage) - len(passage.rstrip())
    browser = Browser(text.split("\n") if blocks else [text], stops_part_letters=stops)
    expected = (on_page(text, first, blocks=blocks), on_page(text, last, blocks=blocks))
    assert list(browser.find(directive)) == [expected]


@settings(deadline=None)
@given(LINES, st.data())
def test_each_passage_of_whole_words_in_one_line_has_a_link(text, data):
    first = data.draw(st.integers(0, len(text) - 1))
    last = data.draw(st.integers(first + 1, len(text)))
    assume(text[first:last].strip() and not cut_words(text, first, last))
    assert Page(text).directive(first, last) is not None


def test_a_long_text_takes_no_long_time():
    text = "The convoy had left the airport before dawn.\n" * 20_000 + "It didn’t stop."
    page = Page(text)
    assert page.directive(900_000, 915_000 - 14_985) == Directive("It didn’t stop.")
    assert page.directive(0, 44) is None
    assert page.directive(450_000, 450_044) is None
    assert Page("a" * 300_000).directive(10, 20) is None


# --- addresses -----------------------------------------------------------------------------

PAGE = "https://example.org/news"
END = "future%20attack%20plans%20of%20others"
# URL, quote, prefix, suffix, link
FRAGMENTS = [
    (PAGE, "left the airport", "", "", f"{PAGE}#:~:text=left%20the%20airport"),
    (PAGE, " left  the airport ", "", "", f"{PAGE}#:~:text=left%20the%20airport"),
    (PAGE, "a-b, c & d", "", "", f"{PAGE}#:~:text=a%2Db%2C%20c%20%26%20d"),
    (PAGE, "50% of #1?", "", "", f"{PAGE}#:~:text=50%25%20of%20%231%3F"),
    (PAGE, "“so”", "", "", f"{PAGE}#:~:text=%E2%80%9Cso%E2%80%9D"),
    (PAGE, "left", "had ", "", f"{PAGE}#:~:text=had-,left"),
    (PAGE, "left", "", " the", f"{PAGE}#:~:text=left,-the"),
    (PAGE, "left", "had", "the", f"{PAGE}#:~:text=had-,left,-the"),
    (PAGE, "left", "two-car", "", f"{PAGE}#:~:text=two%2Dcar-,left"),
    (PAGE, "left", "cars –\nhad ", " the\nairport", f"{PAGE}#:~:text=had-,left,-the"),
    (PAGE, "left", " \n", "\n ", f"{PAGE}#:~:text=left"),
    (f"{PAGE}#part-2", "left", "", "", f"{PAGE}#part-2:~:text=left"),
    (f"{PAGE}#", "left", "", "", f"{PAGE}#:~:text=left"),
    (f"{PAGE}#part:~:text=old", "left", "", "", f"{PAGE}#part:~:text=left"),
    ("http://example.org/?a=1&b=2", "x", "", "", "http://example.org/?a=1&b=2#:~:text=x"),
    ("HTTPS://example.org/", "x", "", "", "HTTPS://example.org/#:~:text=x"),
    (
        PAGE,
        "one two three four five six\nseven eight nine ten eleven twelve",
        "",
        "",
        f"{PAGE}#:~:text=one%20two%20three%20four%20five,eight%20nine%20ten%20eleven%20twelve",
    ),
    (PAGE, "one two\n\nthree", "", "", f"{PAGE}#:~:text=one%20two,three"),
    (
        PAGE,
        f"The Department of Defense said {'that ' * 10}future attack plans of others",
        "",
        "",
        f"{PAGE}#:~:text=The%20Department%20of%20Defense%20said,{END}",
    ),
    # The last five words also stand earlier, so that more of them are needed.
    (
        PAGE,
        "start\nof the thing we saw and then again the end of the thing we saw",
        "",
        "",
        f"{PAGE}#:~:text=start,end%20of%20the%20thing%20we%20saw",
    ),
    (PAGE, "x" * 90, "", "", f"{PAGE}#:~:text={'x' * 90}"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "quote", "prefix", "suffix", "address"), FRAGMENTS)
def test_a_passage_of_an_unknown_page_has_an_address(url, quote, prefix, suffix, address):
    assert text_fragment(url, quote, prefix, suffix) == address


@pytest.mark.parametrize(
    ("directive", "text"),
    [
        (Directive("the gate"), "text=the%20gate"),
        (Directive("the gate", "was shut."), "text=the%20gate,was%20shut."),
        (Directive("gate", "", "Later, the", "was-shut"), "text=Later%2C%20the-,gate,-was%2Dshut"),
        (Directive("a", "b", "c", "d"), "text=c-,a,b,-d"),
        (Directive("def\u200f "), "text=def%E2%80%8F%20"),
    ],
)
def test_a_directive_is_encoded_and_put_behind_an_address(directive, text):
    assert encoded(directive) == text
    assert link(f"{PAGE}#part:~:text=old", text) == f"{PAGE}#part:~:{text}"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "/news",
        "//example.org",
        "ftp://example.org",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https:///news",
        "https://exa mple.org",
        "https://example.org/a\nb",
        " https://example.org",
        "https://[::1",
        "java\nscript://example.org",
    ],
)
def test_only_web_addresses_become_links(url):
    with pytest.raises(ValueError, match="web address"):
        text_fragment(url, "left")


@pytest.mark.parametrize("quote", ["", "  ", "\n\n"])
def test_a_link_needs_words(quote):
    with pytest.raises(ValueError, match="needs words"):
        text_fragment(PAGE, quote)


def test_a_link_cannot_hold_a_lone_surrogate():
    with pytest.raises(ValueError, match="lone surrogate"):
        text_fragment(PAGE, "a\ud800")


@settings(deadline=None)
@given(
    st.text(alphabet="ab,- &%#\n", min_size=1).filter(str.strip),
    st.text("a-, \n"),
    st.text("b-, \n"),
)
def test_a_link_keeps_its_own_syntax_apart_from_the_words(quote, prefix, suffix):
    address = text_fragment(PAGE, quote, prefix, suffix)
    directive = address.removeprefix(f"{PAGE}#:~:text=")
    parts = directive.split(",")
    words = [part for part in parts if not part.endswith("-") and not part.startswith("-")]
    assert len(words) in (1, 2)
    assert len(parts) - len(words) == bool(prefix.strip()) + bool(suffix.strip())
    assert not set(directive) & set("& \n#")
