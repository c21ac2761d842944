"""Words and terms of many texts are those of each text by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.corpora import SHIPPED
from timeline.text import names, names_columns

TRICKY = """
the United States of America, at last
a cease-fire; a cease - fire; an air  strike; an air\tstrike; an air\u00a0strike
al-Farabi and Al Farabi and el Farabi
Abdul Mahdi, Abdul-Mahdi, Abd al-Karim, abd
Sepah-e Pasdaran; Sepah-e-Pasdaran; Sepah-e
as-Sadr, ash-Shaykh, at-Tanf, an-Najaf; as is; at-home
the U.S.'s forces — “air strikes” — hit. Hit again
Qasem Soleimani قاسم سلیمانی ابو مهدی خامنه ای
- -- — ' ’ …
al
 leading and trailing\u0020
1. 2) 3,000 km² 4th 5-6
"""


def both(text, curated):
    words, terms = names.words_and_terms(text, names=curated)
    marked = {*(f"e0{term}" for term in terms.exact), *(f"f0{term}" for term in terms.folded)}
    marked |= {*terms.stems, *terms.keys, *terms.script_keys}
    quick_words, quick_terms = names_columns.words_and_terms(text, curated=curated)
    return (" ".join(words), marked), (quick_words, set(quick_terms.split()))


@pytest.mark.parametrize("curated", [False, True])
@pytest.mark.parametrize("text", TRICKY.split("\n"))
def test_what_joins_its_neighbour(text, curated):
    slow, quick = both(text, curated)
    assert slow == quick


def test_every_line_of_the_shipped_timeline():
    texts = (path.read_text(encoding="utf-8") for path in SHIPPED.glob("*.yaml"))
    lines = {line.strip() for text in texts for line in text.splitlines()}
    assert len(lines) > 1000
    for line in lines:
        slow, quick = both(line, curated=False)
        assert slow == quick, line


WORDS = "al el Abdul abd as at e ye Mahdi air strike Sepah U.S. é 2020 قاسم ای خامنه"
BETWEEN = ["-", "\u2011", " ", "  ", "\n", ".", ",", "'s", "\u2019", "\u200c"]


@given(
    st.lists(st.sampled_from([*WORDS.split(), *BETWEEN]), max_size=12).map("".join), st.booleans()
)
def test_texts_put_together_at_random(text, curated):
    slow, quick = both(text, curated)
    assert slow == quick


def test_what_is_kept_is_bounded(monkeypatch):
    kept = names_columns._Kept(str.upper, 3)
    assert [kept[letter] for letter in "abcda"] == list("ABCDA")
    assert len(kept) <= 3
