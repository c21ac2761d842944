"""Spellings that must meet, names that must not, and what holds for any text."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.steps import growth, steps
from timeline.text.names import (
    Tier,
    fold,
    index_terms,
    joined,
    match,
    query_terms,
    same_name,
    tokens,
)

EXACT, FOLDED, STEM, KEY, SCRIPT = Tier
TERM = re.compile("[a-z0-9]+")
TIERS = ("exact", "folded", "stems", "keys", "script_keys")

# Precision and recall, a little under what was measured: dev 0.993 and 0.996, held 0.975 and 0.957.
# The held part was written before the rules, and its single pairs were not looked at since.
FLOORS = {"dev": (0.98, 0.98), "held": (0.96, 0.94)}

NAMES = """
    Qasem Soleimani Muhandis Khamenei Kadhimi Hashd Kataib Hezbollah Daesh Baghdad Amiri Fayyad
    Khazali Sadr Sistani Rouhani Zarif Qaani Araghchi Abadi Maliki Barzani Halbousi Nasrallah Araji
    Mosul Basra Erbil Tehran Kerman Beirut Damascus Najaf Karbala Sulaymaniyah Anbar Kirkuk Jamal
    Hassan Hussein Mohammad Ahmed Karim Jawad Hamid Salih Rashid Latif Tikrit Diyala Nujaba
"""


def labelled(part: str) -> list[dict[str, str]]:
    path = Path(__file__).with_name("names_pairs.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["part"] == part]


def meets(row: dict[str, str]) -> bool:
    """Names are compared whole, as a curator's; words as a query and the text it searches."""
    if row["note"] == "word":
        return match(row["a"], row["b"]) is not None
    return same_name(row["a"], row["b"]) is not None


@pytest.mark.parametrize("part", ["dev", "held"])
def test_precision_and_recall(part: str) -> None:
    rows = labelled(part)
    answers = [(row["same"] == "1", meets(row)) for row in rows]
    right = answers.count((True, True))
    precision = right / (right + answers.count((False, True)))
    recall = right / (right + answers.count((True, False)))
    print(f"\n{part}: {len(rows)} pairs, precision {precision:.3f}, recall {recall:.3f}")
    least_precision, least_recall = FLOORS[part]
    assert precision >= least_precision
    assert recall >= least_recall


def test_the_table_is_as_promised() -> None:
    dev, held = labelled("dev"), labelled("held")
    pairs = {frozenset((row["a"], row["b"])) for row in dev + held}
    assert len(pairs) == len(dev) + len(held) >= 360, "a pair is there twice"
    assert len(held) * 3 >= len(dev) + len(held), "at least a third is held"


@pytest.mark.parametrize(
    ("a", "b", "tier"),
    [
        ("Fayyad", "fayyad", EXACT),
        ("قاسم", "قاسم", EXACT),
        ("Sha'abi", "Shaabi", FOLDED),
        ("Shaʿabi", "Sha’abi", EXACT),
        ("al-Ḥakīm", "Hakim", FOLDED),
        ("Muhandis", "al-Muhandis", EXACT),
        ("al-Muhandis", "Muhandis", FOLDED),
        ("Soleimani", "Soleimani’s", FOLDED),
        ("defence", "defense", FOLDED),
        ("U.S.", "US", FOLDED),
        ("Ra's", "Ras", FOLDED),
        ("cease-fire", "ceasefire", FOLDED),
        ("airstrike", "air strike", FOLDED),
        ("Şahin", "Shahin", FOLDED),
        ("Erdogan", "Erdoğan", FOLDED),
        ("سليماني", "سلیمانی", FOLDED),
        ("خامنه‌ای", "خامنئي", FOLDED),
        ("۲۰۲۰", "2020", FOLDED),
        ("strikes", "struck", STEM),
        ("organisations", "organization", STEM),
        ("والقوات", "القوات", STEM),
        ("qasem", "Ghassem", KEY),
        ("qasem", "ghassem", KEY),
        ("Hezbollah", "Hizballah", KEY),
        ("Qasem", "قاسم", SCRIPT),
        ("سلیمانی", "Suleimani", SCRIPT),
        ("soleimani", "Sulaymaniyah", None),
        ("قاسم", "قسام", None),
        ("said", "Saeed", None),
        ("fars", "force", None),
        ("force", "Fars", None),
        ("", "Qasem", None),
        ("Qasem", "", None),
    ],
)
def test_two_words_meet_on_the_surest_tier(a: str, b: str, tier: Tier | None) -> None:
    assert match(a, b) is tier


def test_a_curated_name_is_not_gated() -> None:
    assert match("Kasem", "kassem") is None, "in running text, lower case and an English build"
    assert match("Kasem", "kassem", curated=True) is KEY
    assert match("Saeed", "Said") is None, "said is an English word"
    assert match("Noor", "Nur") is None, "too short to go by"
    assert match("Noor", "Nur", curated=True) is KEY
    assert match("Rida", "Reza", curated=True) is KEY


@pytest.mark.parametrize("name", NAMES.split())
def test_no_name_of_this_field_is_gated(name: str) -> None:
    assert index_terms(name).keys
    assert query_terms(name.lower()).keys == query_terms(name).keys


@pytest.mark.parametrize(
    "text",
    [
        "Leaders condemned the strikes and promised severe retaliation.",
        "THE COURT HELD THAT THE ATTACK WAS UNLAWFUL",
        "Missiles hit bases; officials said nobody was killed.",
        "Trump Ordered Killing, Pentagon Says",
    ],
)
def test_english_words_have_no_keys(text: str) -> None:
    keyed = [token.surface for token in tokens(text) if index_terms(token.surface).keys]
    assert [word for word in keyed if word not in ("Trump", "Pentagon")] == []
    assert not index_terms("retaliation").script_keys


@pytest.mark.parametrize(
    ("a", "b", "tier"),
    [
        ("Qasem Soleimani", "Ghassem Suleymani", KEY),
        ("Hossein Amir-Abdollahian", "Hussein Amirabdollahian", KEY),
        ("Adel Abdul Mahdi", "Adil Abd al-Mahdi", KEY),
        ("Adel Abdul Mahdi", "عادل عبد المهدي", SCRIPT),
        ("Abu Mahdi al-Muhandis", "Abu Mahdi Al Muhandis", FOLDED),
        ("Hizb Allah", "حزب‌الله", SCRIPT),
        ("Qasem Soleimani", "Soleimani", None),
        ("Qasem Soleimani", "Soleimani Qasem", None),
        ("Mahdi", "Abdul Mahdi", None),
        ("", "", None),
    ],
)
def test_whole_names(a: str, b: str, tier: Tier | None) -> None:
    assert same_name(a, b) is tier
    assert same_name(b, a) is tier


def test_tokens_hold_what_belongs_to_the_word() -> None:
    text = "Abu Mahdi al-Muhandis and Adel Abdul Mahdi, Sepah-e Pasdaran, Deir ez-Zor; the U.S."
    assert [(token.surface, token.folded) for token in tokens(text)] == [
        ("Abu", "abu"),
        ("Mahdi", "mahdi"),
        ("al-Muhandis", "muhandis"),
        ("and", "and"),
        ("Adel", "adel"),
        ("Abdul Mahdi", "abdmahdi"),
        ("Sepah-e", "sepah"),
        ("Pasdaran", "pasdaran"),
        ("Deir", "deir"),
        ("ez-Zor", "zor"),
        ("the", "the"),
        ("U.S.", "us"),
    ]


def test_offsets_count_code_points_of_the_text_as_given() -> None:
    text = "\U0001f3db الكــاظميّ met Mus\u0323t\u0323afa\u0304"
    found = tokens(text)
    assert [(token.start, token.end) for token in found] == [(2, 12), (13, 16), (17, 27)]
    assert found[0].folded == "r0ka8my"
    assert found[2].folded == "mustafa"


def test_adjacent_pairs_are_joined() -> None:
    assert [token.folded for token in joined("Amir Abdollahian of Hizb-Allah")] == [
        "amirabdollahian",
        "hizballah",
    ]
    assert joined("of the, for the") == ()
    assert "amirabdollahian" in index_terms("Amir Abdollahian").folded
    assert query_terms("Amir-Abdollahian").folded == ("amirabdollahian",)


def test_each_tier_has_terms_of_its_own() -> None:
    latin, arabic = index_terms("Qasem"), index_terms("قاسم")
    assert latin.exact == latin.folded == ("qasem",)
    assert latin.stems == ("s0qasem",)
    assert latin.keys == ("k0oaksma0", "k0oaksmi0", "k0oaksme0")
    assert arabic.folded == ("r0qasm",)
    assert arabic.keys == ()
    assert set(query_terms("Qasem").script_keys) & set(arabic.script_keys)
    assert all(key[0] == "a" for key in query_terms("Qasem").script_keys)
    assert all(key[0] == "l" for key in query_terms("قاسم").script_keys)


def test_the_beginning_of_a_word_gives_the_beginning_of_its_term() -> None:
    assert query_terms("سلیما").folded[0] == "r0slyma"
    assert index_terms("سليماني").folded[0].startswith("r0slyma")
    assert index_terms("Soleimani").exact[0].startswith(query_terms("Solei").exact[0])


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("organisation", "organization"),
        ("unauthorised", "unauthorized"),
        ("honourable", "honorable"),
        ("neighbouring", "neighboring"),
        ("programmes", "programs"),
        ("kilometres", "kilometers"),
        ("travelling", "traveling"),
        ("fulfil", "fulfill"),
        ("practised", "practiced"),
        ("manoeuvring", "maneuvering"),
        ("catalogue", "catalog"),
        ("paralysed", "paralyzed"),
    ],
)
def test_british_and_american_spelling_fold_alike(british: str, american: str) -> None:
    assert fold(british) == fold(american)


@pytest.mark.parametrize(
    "word",
    ["advise", "promised", "four", "noise", "rise", "precise", "exercise", "mansour", "acre"],
)
def test_other_words_keep_their_spelling(word: str) -> None:
    assert fold(word) == word


@pytest.mark.parametrize("names", [False, True])
@pytest.mark.parametrize(
    "text", ["a\u0301" * 50_000, "a" + "\u0301" * 50_000, "abdul" * 20_000, "abd al-" * 15_000]
)
def test_hostile_text_is_read_in_good_time(text: str, names: bool) -> None:
    terms = index_terms(text, names=names)
    assert all(len(term) < 2047 for tier in TIERS for term in getattr(terms, tier))
    same_name(text[:200], text[:200])
    assert growth(lambda length: index_terms(text[:length], names=names), 3000) < 3


def test_a_new_name_is_read_in_few_steps() -> None:
    """They are the dearest words; some 1,100 lines of Python a token were counted."""
    names = " ".join(f"{row['a']}kow met {row['b']}kow." for row in labelled("dev"))
    index_terms("load the word lists")
    assert steps(lambda: index_terms(names)) / len(tokens(names)) < 3000


words = st.sampled_from([side for row in labelled("dev") for side in (row["a"], row["b"])])
scripts = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("aeioukqghswy'’ʿ-. ešçğıİßŉǰ\u0301\u200c"),
        st.sampled_from("اآأعبتحخسقکكيیىوهةئؤء\u064e\u0640\u200c ۱٢"),
    ),
    max_size=40,
)
texts = st.one_of(scripts, st.lists(words, max_size=4).map(" ".join))


@given(texts, st.booleans())
def test_any_text_gives_safe_terms_only(text: str, names: bool) -> None:
    for terms in (index_terms(text, names=names), query_terms(text, names=names)):
        for tier in TIERS:
            found = getattr(terms, tier)
            assert all(TERM.fullmatch(term) for term in found)
            assert len(set(found)) == len(found)


@given(texts)
def test_folding_is_idempotent(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    for token in tokens(text):
        assert fold(token.folded) == token.folded != ""


@given(texts)
def test_offsets_map_back(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.surface
        end = token.end
    for pair in joined(text):
        assert text[pair.start : pair.end] == pair.surface


@given(texts)
def test_the_index_is_the_sum_of_its_words(text: str) -> None:
    """What highlights a passage (a token at a time) agrees with what found it."""
    whole = index_terms(text)
    for token in tokens(text):
        assert set(index_terms(token.surface).folded) <= set(whole.folded)
        assert set(index_terms(token.surface).keys) <= set(whole.keys)


@given(
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=15),
    st.lists(
        st.tuples(st.integers(0, 15), st.sampled_from("'’ʿʾ`\u0301\u0304\u0323\u0327")), max_size=4
    ),
    st.integers(0, 2**15),
)
def test_case_apostrophes_and_accents_do_not_change_folding(
    word: str, marks: list[tuple[int, str]], capitals: int
) -> None:
    letters = [c.upper() if capitals >> i & 1 else c for i, c in enumerate(word)]
    for place, mark in marks:
        # Before a final s, an apostrophe makes a possessive.
        if place < len(letters) and not (word[place + 1 :] == "s" and mark in "'’"):
            letters[place] += mark
    assert fold("".join(letters)) == fold(word)


@given(words, words)
def test_meeting_is_symmetric(a: str, b: str) -> None:
    assert same_name(a, b) is same_name(b, a)
    left, right = (re.sub("[^A-Za-z]", "", side).title() for side in (a, b))
    assert match(left, right) is match(right, left)


@given(texts)
def test_a_word_meets_itself(text: str) -> None:
    for token in tokens(text):
        assert match(token.surface, token.surface) is EXACT
        assert same_name(token.surface, token.surface) is EXACT
