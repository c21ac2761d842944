"""What errors of dates advise: each date that a hint names is read, and as what the hint says.

Wrong dates are generated; every hint that they bring out is put through the reader itself.
"""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.text.test_date_input import REFUSED as TYPED
from tests.text.test_date_input import VOCABULARY
from tests.text.test_dates import REFUSED as STRICT
from timeline.text.dates import DateError, parse, read

# What looks like a date in a hint: four digits or X and whatever signs follow them.
LOOKS_LIKE_A_DATE = re.compile(r"\[?-?\b[0-9X]{4}(?:[-0-9X~?%/,\[\]]|\.\.)*(?! characters)")


def refusal(reader, text):
    try:
        reader(text)
    except DateError as error:
        return error
    return None


def check(reader, error):
    named = " ".join(f"{value} {meaning}" for value, meaning in error.suggestions)
    for value, meaning in error.suggestions:
        assert value in error.hint
        found = reader(value)
        assert read(value) == found
        if meaning:
            assert meaning in error.hint
            assert read(meaning) == found, (value, meaning)
    for text in LOOKS_LIKE_A_DATE.findall(error.hint):
        assert text.rstrip(",") in named, (text, error.hint)


@pytest.mark.parametrize("typed", [row[0] for row in TYPED], ids=lambda text: text[:30])
def test_hints_for_what_is_typed_are_read_as_they_say(typed):
    check(read, refusal(read, typed))


@pytest.mark.parametrize("text", [row[0] for row in STRICT], ids=lambda text: text[:30])
def test_hints_for_edtf_are_edtf(text):
    check(parse, refusal(parse, text))


NUMBER = st.one_of(
    st.integers(0, 40).map(str),
    st.integers(0, 40).map("{:02d}".format),
    st.integers(0, 2600).map("{:04d}".format),
    st.integers(1390, 1450).map(str),
    st.integers(0, 99999).map(str),
)
SIGN = st.sampled_from(["-", "/", ".", "–", " ", " - ", "..", ",", "?", "~", "X", "-XX", "T"])
DIGITS = st.sampled_from(["0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"])


@st.composite
def numbers(draw):
    count = draw(st.integers(1, 4))
    text = draw(st.sampled_from(["", "-", "[", "?", "Y", "c. ", "winter ", "since "]))
    for index in range(count):
        text += (draw(SIGN) if index else "") + draw(NUMBER)
    text += draw(st.sampled_from(["", "?", "~", "]", " BC", " SH", " AH", "s", "X", "XX"]))
    digits = draw(DIGITS)
    return "".join(digits[int(c)] if c.isdigit() else c for c in text)


MORE = (
    "dey khordad muharram rabi دی بهمن يناير شعبان century 20th 12th first half quarter sh ah ad "
    "bc 1398 1441 1399/10/13 1826-7 2010/12 3/1/2020 00 0 99 or earlier onwards late no later than "
    "q1 (?) 22-Nov-2006 1900s 2000s weds noon 10:30 week"
)
WORDS = st.sampled_from(VOCABULARY.split() + MORE.split())


@settings(max_examples=600, deadline=None)
@given(numbers())
def test_hints_for_numbers_are_read_as_they_say(text):
    for reader in (read, parse):
        error = refusal(reader, text)
        if error:
            assert error.value == text
            check(reader, error)


@settings(max_examples=600, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6).map(" ".join))
def test_hints_for_words_are_read_as_they_say(text):
    error = refusal(read, text)
    if error:
        assert error.value == text
        check(read, error)
    else:
        found = read(text)
        assert parse(found.edtf) == found
        assert read(found.phrase) == found


ALPHABET = st.text(alphabet="0123456789X?~%/.,-[]{}TYS –", max_size=16)


@settings(max_examples=600, deadline=None)
@given(ALPHABET)
def test_hints_for_signs_are_read_as_they_say(text):
    for reader in (read, parse):
        error = refusal(reader, text)
        if error:
            check(reader, error)
