"""Quotes: found, found many times, not found; selectors and links. Expectations typed by hand."""

import itertools
from unicodedata import normalize

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from timeline.text.quote_normal import canonical, inside_cluster, normalise
from timeline.text.quotes import (
    FoundMany,
    FoundOnce,
    Match,
    NotFound,
    TextQuoteSelector,
    find,
    occurs_verbatim,
    selector,
)

TEXT = (
    "The Department said the strike “was aimed at deterring future attack plans.”\n"
    "Officials in Baghdad didn’t comment.\xa0 The convoy – two cars –\r\n"
    "had left the airport at 00:47 … and stopped.\n"
    "Officials in Tehran didn't comment."
)


# --- found ---------------------------------------------------------------------------------


def test_a_verbatim_passage_is_found_with_its_context():
    assert find("left the airport", TEXT) == FoundOnce(
        Match(
            start=144,
            end=160,
            exact="left the airport",
            prefix="The convoy – two cars –\r\nhad ",
            suffix=" at 00:47 … and stopped.",
            verbatim=True,
        )
    )


# Quote as someone has it, passage as it stands
ALIKE = [
    ('strike "was aimed at', "strike “was aimed at"),
    ('attack plans." Officials', "attack plans.”\nOfficials"),
    ("attack plans.” Officials", "attack plans.”\nOfficials"),
    ("Baghdad didn't comment", "Baghdad didn’t comment"),
    ("comment. The convoy", "comment.\xa0 The convoy"),
    ("comment.\n\n\tThe convoy", "comment.\xa0 The convoy"),
    ("two cars - had left", "two cars –\r\nhad left"),
    ("two cars — had left", "two cars –\r\nhad left"),
    ("two cars -- had left", "two cars –\r\nhad left"),
    ("00:47 ... and", "00:47 … and"),
    ("  Tehran didn’t comment.  ", "Tehran didn't comment."),
    ("the air\u200bport", "the airport"),
    ("\ufeffhad left", "had left"),
    ("left the\u200b airport", "left the airport"),
]  # fmt: skip


@pytest.mark.parametrize(("quote", "exact"), ALIKE)
def test_white_space_and_typography_may_differ(quote, exact):
    found = find(quote, TEXT)
    assert isinstance(found, FoundOnce)
    assert found.match.exact == exact
    assert TEXT[found.match.start : found.match.end] == exact
    assert found.match.verbatim is False


# Text, quote, passage
CORNERS = [
    ("a\u200bb", "ab", "a\u200bb"),
    ("\u200bab\u200b", "a b", None),
    ("x \u200b y", "x y", "x \u200b y"),
    ("so\xadlei\xadmani", "soleimani", "so\xadlei\xadmani"),
    ("wait... what", "wait… what", "wait... what"),
    ("wait…. what", "wait.... what", "wait…. what"),
    ("one---two", "one—two", "one---two"),
    ("year‑end", "year-end", "year‑end"),
    ("5′ 6″", "5' 6\"", "5′ 6″"),
    ("‘so’ „low“", "'so' \"low\"", "‘so’ „low“"),
    ("می\u200cخواهم", "میخواهم", "می\u200cخواهم"),
    ("line\u2028break", "line break", "line\u2028break"),
    ("thin\u202f%", "thin %", "thin\u202f%"),
    ("no\u3000space", "no space", "no\u3000space"),
    # Canonical equivalence, both ways
    ("Cafe\u0301 au lait", "Café", "Cafe\u0301"),
    ("Café au lait", "Cafe\u0301", "Café"),
    ("one Cafe\u0301 two", "é two", "e\u0301 two"),
    ("a\u0323\u0301b", "a\u0301\u0323b", "a\u0323\u0301b"),
    ("ạ\u0301b", "a\u0301\u0323b", "ạ\u0301b"),
    ("e\u200b\u0301 t", "é t", "e\u200b\u0301 t"),
    ("\u212bngström", "Ångström", "\u212bngström"),
    ("한글", "\u1112\u1161\u11ab\u1100\u1173\u11af", "한글"),
    ("خطأ", "خطا\u0654", "خطأ"),
    ("ئا", "ي\u0654ا", "ئا"),
    ("Kelvin \u212a", "Kelvin K", "Kelvin \u212a"),
    ("a \u2260 b", "a =\u0338 b", "a \u2260 b"),
    ("why\u037e", "why;", "why\u037e"),
    ("don\u1fefet", "don'et", "don\u1fefet"),
]


@pytest.mark.parametrize(("text", "quote", "exact"), CORNERS)
def test_offsets_come_back_to_the_text_as_it_stands(text, quote, exact):
    found = find(quote, text)
    if exact is None:
        assert isinstance(found, NotFound)
    else:
        assert isinstance(found, FoundOnce)
        assert (found.match.exact, found.match.verbatim) == (exact, False)


# Text, quote: never the same
DIFFERENT = [
    ("the Airport", "the airport"),
    ("Soleimani", "Suleimani"),
    ("café", "cafe"),
    ("“so”", "'so'"),
    ("in 2020", "in 2O20"),
    ("airport, and", "airport and"),
    ("air port", "airport"),
    ("airport", "air port"),
    ("two cars", "two-cars"),
    ("00:47", "00.47"),
    ("stopped.", "stopped…"),
    ("ʿAdil", "'Adil"),
    ("Cafe\u0301 au lait", "Cafe"),
    ("Café au lait", "Cafe"),
    ("a\u0323\u0301b", "a\u0323"),
    ("كتابُ", "كتاب"),
    ("하\u11ab", "하"),
    ("ﬁne", "fine"),
    ("10²", "102"),
    ("Ⅻ", "XII"),
    ("２０２０", "2020"),
]


@pytest.mark.parametrize(("text", "quote"), DIFFERENT)
def test_letters_case_accents_and_other_signs_have_to_agree(text, quote):
    assert isinstance(find(quote, text), NotFound)


def test_a_verbatim_passage_wins_over_one_that_is_only_alike():
    found = find("didn't comment", TEXT)
    assert isinstance(found, FoundOnce)
    assert found.match.verbatim is True
    assert found.match.prefix.endswith("Officials in Tehran ")


# --- found many times ----------------------------------------------------------------------


def test_several_matches_come_with_the_contexts_that_tell_them_apart():
    found = find("Officials in", TEXT)
    assert isinstance(found, FoundMany)
    assert found.count == 2
    assert [match.start for match in found.matches] == [77, 185]
    assert [match.suffix for match in found.matches] == [
        " Baghdad didn’t comment.\xa0 The",
        " Tehran didn't comment.",
    ]


def test_context_chooses_one_of_several():
    assert find("Officials in", TEXT, suffix=" Tehran").match.start == 185
    assert find("Officials in", TEXT, prefix="plans.”\n").match.start == 77
    assert find("Officials in", TEXT, prefix="stopped.\n", suffix=" Tehran").match.start == 185


@pytest.mark.parametrize(
    ("prefix", "suffix"),
    [
        ('plans."', ""),
        ('plans." ', "Baghdad didn't"),
        ("", "Baghdad"),
        ("attack plans.”  ", " Baghdad  didn't comment. The"),
    ],
)
def test_context_may_differ_in_white_space_and_typography_too(prefix, suffix):
    found = find("Officials in", TEXT, prefix=prefix, suffix=suffix)
    assert isinstance(found, FoundOnce)
    assert (found.match.start, found.match.exact) == (77, "Officials in")
    assert found.match.verbatim is False


def test_overlapping_matches_all_count():
    found = find("aa", "aaaa")
    assert isinstance(found, FoundMany)
    assert [match.start for match in found.matches] == [0, 1, 2]
    assert find("abab", "ababab").count == 2


def test_only_the_first_hundred_of_many_are_described():
    found = find("e", "he " * 1000)
    assert (found.count, len(found.matches)) == (1000, 100)


# --- not found -----------------------------------------------------------------------------


@pytest.mark.parametrize("quote", ["", " ", "\n\t", "\u200b", "\xa0\ufeff"])
def test_there_is_nothing_to_look_for_in_white_space(quote):
    assert find(quote, TEXT) == NotFound(None, "empty")
    assert find(quote, "") == NotFound(None, "empty")


def test_nothing_is_found_in_an_empty_text():
    assert find("airport", "") == NotFound(None, "absent")


def test_a_passage_that_is_not_like_anything_has_no_nearest():
    assert find("entirely unrelated words", TEXT) == NotFound(None, "absent")


# Quote, nearest passage, difference
NEAREST = [
    (
        "had left the airfield at 00:47",
        "had left the airport at 00:47",
        (
            ("equal", "had left the", "had left the"),
            ("replace", "airfield", "airport"),
            ("equal", "at 00:47", "at 00:47"),
        ),
    ),
    (
        "Officials in Baghdad did not comment.",
        "Officials in Baghdad didn’t comment.",
        (
            ("equal", "Officials in Baghdad", "Officials in Baghdad"),
            ("replace", "did not", "didn’t"),
            ("equal", "comment.", "comment."),
        ),
    ),
    (
        "the department said the strike “was aimed",
        "The Department said the strike “was aimed",
        (
            ("replace", "the department", "The Department"),
            ("equal", "said the strike “was aimed", "said the strike “was aimed"),
        ),
    ),
    (
        "aimed at future attack plans",
        "aimed at deterring future attack plans",
        (
            ("equal", "aimed at", "aimed at"),
            ("insert", "", "deterring"),
            ("equal", "future attack plans", "future attack plans"),
        ),
    ),
    (
        "had quickly left the airport",
        "had left the airport",
        (
            ("equal", "had", "had"),
            ("delete", "quickly", ""),
            ("equal", "left the airport", "left the airport"),
        ),
    ),
]


@pytest.mark.parametrize(("quote", "exact", "difference"), NEAREST)
def test_the_nearest_passage_says_word_by_word_what_differs(quote, exact, difference):
    answer = find(quote, TEXT)
    assert isinstance(answer, NotFound)
    nearest = answer.nearest
    assert answer.reason == "absent"
    assert nearest.exact == exact
    assert TEXT[nearest.start : nearest.end] == exact
    assert nearest.difference == difference
    assert 0.5 < nearest.ratio < 1


def test_the_ratio_is_the_share_of_characters_in_words_that_agree():
    # 3 + 4 + 3 agree of 3 + 4 + 3 + 8 and 3 + 4 + 3 + 7
    nearest = find("had left the airfield", "had left the airport").nearest
    assert nearest.ratio == pytest.approx(20 / 35)


def test_the_nearest_passage_is_found_far_into_a_long_text():
    filler = " ".join(f"word{n}" for n in range(20_000))
    text = f"{filler} the convoy had left the airport before dawn {filler}"
    nearest = find("the convoy had left the airfield before dawn", text).nearest
    assert nearest.exact == "the convoy had left the airport before dawn"


def test_a_quote_that_stands_elsewhere_fails_by_its_context():
    answer = find("left the airport", TEXT, prefix="never ")
    assert isinstance(answer, NotFound)
    assert answer.reason == "context"
    assert answer.nearest.exact == "left the airport"
    assert answer.nearest.ratio == 1.0
    assert answer.nearest.difference == (("equal", "left the airport", "left the airport"),)


# --- occurs_verbatim -----------------------------------------------------------------------

# Quote, text, prefix, suffix, count
VERBATIM = [
    ("Officials in", TEXT, "", "", 2),
    ("Officials in", TEXT, "", " Tehran", 1),
    ("Officials in", TEXT, "", "Tehran", 0),
    ("didn't", TEXT, "", "", 1),
    ("didn’t", TEXT, "", "", 1),
    ("aa", "aaaa", "", "", 3),
    ("aa", "aaaa", "a", "", 2),
    ("a", "aaaa", "a", "a", 2),
    ("ab" * 20, "ab" * 22, "", "", 3),
    ("a" * 100, "a" * 150 + "b" + "a" * 101, "", "", 53),
    ("", "aaaa", "", "", 0),
    ("", "aaaa", "a", "", 0),
    ("aaaaa", "aaaa", "", "", 0),
    ("a", "", "", "", 0),
]


@pytest.mark.parametrize(("quote", "text", "prefix", "suffix", "count"), VERBATIM)
def test_verbatim_occurrences_are_counted(quote, text, prefix, suffix, count):
    assert occurs_verbatim(quote, text, prefix, suffix) == count


# --- selectors -----------------------------------------------------------------------------


def test_a_selector_has_the_words_around_the_passage():
    found = selector(TEXT, 144, 160)
    assert found == TextQuoteSelector(
        "left the airport", "The convoy – two cars –\r\nhad ", " at 00:47 … and stopped."
    )
    assert found.to_dict() == {
        "type": "TextQuoteSelector",
        "exact": "left the airport",
        "prefix": "The convoy – two cars –\r\nhad ",
        "suffix": " at 00:47 … and stopped.",
    }


def test_a_selector_can_do_without_context_where_the_words_are_unique():
    assert selector(TEXT, 144, 160, context=0) == TextQuoteSelector("left the airport", "", "")


def test_a_selector_is_extended_until_only_one_place_fits():
    text = "north. " + "They said yes and they said no. " * 3 + "south."
    start = text.index("They", 20)
    found = selector(text, start, start + 4, context=8)
    assert occurs_verbatim(found.exact, text, found.prefix, found.suffix) == 1
    assert find(found.exact, text, prefix=found.prefix, suffix=found.suffix).match.start == start
    assert len(found.prefix) > 8


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 4), (-1, 3), (0, 5), (4, 5)])
def test_a_selector_needs_a_passage_inside_the_text(start, end):
    with pytest.raises(ValueError, match=f"no passage from {start} to {end} in a text of 4"):
        selector("text", start, end)


def test_a_selector_needs_a_possible_context():
    with pytest.raises(ValueError, match="-1 characters is impossible"):
        selector("text", 0, 1, context=-1)


# --- properties ----------------------------------------------------------------------------

# Few letters, so that passages repeat; every kind of variant, so that they are alike.
LETTERS = st.text(alphabet="ab.…-–—'’\"“ \n\xa0\u200b", max_size=40)
ANY_TEXT = st.one_of(st.text(max_size=60), LETTERS)


def naive_count(needle, text):
    return sum(text.startswith(needle, at) for at in range(len(text)))


def whole_places(quote, text, prefix, suffix):
    """Where the quote stands verbatim, no letter parted from its accents."""
    starts = (
        at + len(prefix) for at in range(len(text)) if text.startswith(prefix + quote + suffix, at)
    )
    return [
        start
        for start in starts
        if not inside_cluster(text, start) and not inside_cluster(text, start + len(quote))
    ]


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_any_texts_get_an_answer_that_is_true(quote, text, prefix, suffix):
    answer = find(quote, text, prefix=prefix, suffix=suffix)
    if isinstance(answer, NotFound):
        assert (answer.reason == "empty") == (not normalise(quote).text.strip())
        assert answer.reason == "empty" or not whole_places(quote, text, prefix, suffix)
        if answer.nearest:
            assert text[answer.nearest.start : answer.nearest.end] == answer.nearest.exact
            assert 0 < answer.nearest.ratio <= 1
        return
    matches = [answer.match] if isinstance(answer, FoundOnce) else list(answer.matches)
    for match in matches:
        assert text[match.start : match.end] == match.exact
        assert text.endswith(match.prefix, 0, match.start)
        assert text.startswith(match.suffix, match.end)
        assert normalise(match.exact).text.strip() == normalise(quote).text.strip()
        if match.verbatim:
            assert match.exact == quote


@st.composite
def passages(draw):
    text = draw(st.one_of(st.text(min_size=1, max_size=80), LETTERS.filter(bool)))
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(passages(), st.integers(0, 40))
def test_every_passage_is_found_by_its_selector(passage, context):
    text, start, end = passage
    assume(not inside_cluster(text, start) and not inside_cluster(text, end))
    found = selector(text, start, end, context)
    assert found.exact == text[start:end]
    assert text[:start].endswith(found.prefix)
    assert text[end:].startswith(found.suffix)
    assert occurs_verbatim(found.exact, text, found.prefix, found.suffix) == 1
    assume(normalise(found.exact).text.strip())
    answer = find(found.exact, text, prefix=found.prefix, suffix=found.suffix)
    assert isinstance(answer, FoundOnce)
    assert (answer.match.start, answer.match.end, answer.match.verbatim) == (start, end, True)


# Letters and marks that are composed, reordered, or neither; and a character that parts them.
ACCENTED = st.text(
    alphabet="aeéạ=\u0301\u0323\u0338 한\u1112\u1161\u11abيئ\u0654\u200b\u212b'\u1fef", max_size=20
)


@given(ACCENTED, ACCENTED)
def test_a_quote_is_found_in_any_canonical_form_of_quote_and_text(quote, text):
    forms = [
        find(normalize(form, quote), normalize(other, text))
        for form in ("NFC", "NFD")
        for other in ("NFC", "NFD")
    ]
    found = [
        []
        if isinstance(one, NotFound)
        else [one.match]
        if isinstance(one, FoundOnce)
        else one.matches
        for one in forms
    ]
    exact = [[normalize("NFC", match.exact) for match in matches] for matches in found]
    assert exact[0] == exact[1] == exact[2] == exact[3]


@given(ACCENTED)
def test_canonical_forms_are_those_of_the_standard(text):
    assert canonical(text).text == normalize("NFC", text)


@given(ACCENTED, st.data())
def test_letters_of_a_canonical_form_lead_back_to_their_place(text, data):
    there = canonical(text)
    assume(there.text)
    index = data.draw(st.integers(0, len(there.text) - 1))
    start, end = there.span(index, index + 1)
    assert normalize("NFC", text[start:end]).find(there.text[index]) >= 0


SWAPS = {
    " ": ["\n", "\xa0", "  ", " \u200b"],
    "'": ["’"],
    '"': ["“"],
    "-": ["–", "--"],
    "…": ["..."],
}


@given(st.data())
def test_a_passage_is_found_whatever_its_typography(data):
    words = st.lists(st.sampled_from(["it's", '"yes"', "a-b", "so…", "x"]), min_size=1, max_size=8)
    passage = " ".join(data.draw(words))
    there = "".join(data.draw(st.sampled_from([c, *SWAPS.get(c, [])])) for c in passage)
    text = f"BEFORE {there} AFTER"
    answer = find(f"BEFORE {passage} AFTER", text)
    assert isinstance(answer, FoundOnce)
    assert (answer.match.start, answer.match.end) == (0, len(text))


@given(
    st.text(alphabet="ab", min_size=1, max_size=12), st.integers(1, 12), st.text("ab", max_size=60)
)
def test_occurrences_are_those_that_a_plain_count_finds(piece, times, text):
    needle = piece * times
    hay = text + needle + piece + text
    assert occurs_verbatim(needle, hay) == naive_count(needle, hay)
    assert occurs_verbatim(needle, text) == naive_count(needle, text)


@given(ANY_TEXT)
def test_every_character_of_a_normal_form_stands_for_its_own_part_of_the_source(text):
    normal = normalise(text)
    spans = [normal.span(index, index + 1) for index in range(len(normal.text))]
    done = index = 0
    # A letter with its marks is one part, of which each of its characters stands for the whole.
    for (start, end), letters in itertools.groupby(spans):
        size = len(list(letters))
        assert done <= start < end <= len(text)
        # What lies between two parts is zero-width and counts as nothing.
        assert normalise(text[done:start]).text == ""
        assert normalise(text[start:end]).text == normal.text[index : index + size]
        done, index = end, index + size
    assert normalise(text[done:]).text == ""


@given(ANY_TEXT)
def test_a_normal_form_is_normal(text):
    once = normalise(text).text
    assert normalise(once).text == once


def test_a_million_characters_take_linear_work():
    text = "The convoy had left the airport before dawn.\n" * 20_000 + "It didn’t stop."
    assert find("It didn't stop.", text).match.start == 900_000
    assert find("left the airport", text).count == 20_000
    assert find("before\ndawn", text).count == 20_000
    assert find("It will not stop.", text).nearest.exact == "It didn’t stop."
    assert occurs_verbatim("a" * 1000, "a" * 1_000_000) == 999_001
