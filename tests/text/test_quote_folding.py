"""What browsers do not tell apart. Every expectation is typed by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.text.quote_folding import fold_text

# Texts that some browser takes for equal
EQUAL = [
    ("The Gate", "the gate"),
    ("Café", "CAFE"),
    ("Cafe\u0301", "café"),
    ("Straße", "STRASSE"),
    ("Cæsar", "caesar"),
    ("Malmø", "malmo"),
    ("Łódź", "lodz"),
    ("İstanbul", "istanbul"),
    ("ΟΔΟΣ", "οδος"),
    ("ᾳ", "α"),
    ("Ёлка", "елка"),
    ("ﬁne", "fine"),
    ("ＡＢＣ", "abc"),
    ("10²", "102"),
    ("۱۳۹۸", "1398"),
    ("١٣٩٨", "1398"),
    ("می\u200cخواهم", "میخواهم"),
    ("so\xadlei\xadmani", "soleimani"),
    ("كِتَابٌ", "كتاب"),
    ("محـــمد", "محمد"),
    ("أحمد إلى آخر", "احمد الي اخر"),
    ("مدرسة على", "مدرسه علي"),
    ("שלום", "שלומ"),
    ("カタカナ", "かたかな"),
    ("“so” ‘it’ „is“", '"so" \'it\' "is"'),
    ("a\xa0b\u2003c\nd", "a b c d"),
    ("wait…", "wait..."),
]

# Texts that all browsers tell apart
DIFFERENT = [
    ("the gate", "the gates"),
    ("کتاب", "كتاب"),
    ("ایران", "ايران"),
    ("one–two", "one-two"),
    ("«so»", '"so"'),
    ("a b", "ab"),
    ("2020", "2021"),
    ("東京", "京都"),
]


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_what_browsers_take_for_equal_is_equal(one, other):
    assert fold_text(one).text == fold_text(other).text


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_browsers_tell_apart_is_not(one, other):
    assert fold_text(one).text != fold_text(other).text


def test_each_character_knows_where_it_comes_from():
    folded = fold_text("A ß \n\xa0e\u0301x")
    assert (folded.text, folded.at) == ("a ss ex", [0, 1, 2, 2, 3, 6, 8])


@given(st.text(max_size=40))
def test_a_folded_text_is_folded(text):
    folded = fold_text(text)
    assert folded.at == sorted(folded.at)
    assert len(folded.at) == len(folded.text)
    assert "  " not in folded.text
