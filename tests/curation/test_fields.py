"""Form fields keep what was typed, and say what they cannot take."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from timeline.curation.forms import EdtfField, PlainTextField, QuoteField, VerbatimField
from timeline.curation.validators import validate_edtf


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2020-01-03", "2020-01-03"),
        (" 3 Jan 2020 ", "2020-01-03"),
        ("January 2020", "2020-01"),
        ("late June 2020", "[2020-06-21..2020-06-30]"),
        ("since 24 September 2022", "2022-09-24/.."),
        ("۳ January ۲۰۲۰", "2020-01-03"),
    ],
)
def test_a_date_is_stored_as_edtf(typed, stored):
    assert EdtfField().clean(typed) == stored


def test_a_date_that_is_none_says_why():
    with pytest.raises(ValidationError) as caught:
        EdtfField().clean("3/1/2020")
    assert caught.value.messages == [
        (
            "“3/1/2020” is not a date we can use: it can be read in two ways; "
            "write 2020-01-03 for 3 January 2020 or 2020-03-01 for 1 March 2020."
        )
    ]


@pytest.mark.parametrize(
    ("stored", "phrase"),
    [("-0043-03-15", "15 March 44 BC"), ("Y12000", "AD 12000"), ("0001~", "about AD 1")],
)
def test_the_timeline_holds_the_years_1_to_9999(stored, phrase):
    with pytest.raises(ValidationError) as caught:
        validate_edtf(stored)
    assert caught.value.messages == [
        (
            f"“{stored}” ({phrase}) has days outside the years 1 to 9999, which the timeline "
            "does not hold. Write a date within them."
        )
    ]
    validate_edtf("0001-02")
    validate_edtf("9999")


def test_an_empty_date_is_refused_only_where_one_is_needed():
    assert EdtfField(required=False).clean("") == ""
    with pytest.raises(ValidationError):
        EdtfField().clean(" ")


@pytest.mark.parametrize(
    ("initial", "data", "changed"),
    [
        ("2020-01-03", "3 January 2020", False),
        ("2020-01-03", "4 January 2020", True),
        ("2020-01-03", "banana", True),
        (None, "", False),
        ("1398", "AD 1398", False),
        ("1398~", "about AD 1398", False),
        ("1398", "1398 SH", True),
    ],
)
def test_a_date_is_changed_when_it_means_another(initial, data, changed):
    assert EdtfField(required=False).has_changed(initial, data) is changed


def test_a_year_that_may_be_of_two_calendars_is_asked_about_once():
    class Dated(forms.Form):
        date = EdtfField()

    asked = Dated({"date": "1398"})
    assert "write AD 1398 for 1398 or 1398 SH for some day from 21" in asked.errors["date"][0]
    assert asked["date"].value() == "1398"  # as typed
    stored = Dated({"date": "AD 1398"})
    assert stored.is_valid()
    assert stored.cleaned_data["date"] == "1398"
    assert Dated(initial=stored.cleaned_data)["date"].value() == "AD 1398"
    assert Dated(initial={"date": "2020~"})["date"].value() == "2020~"


def test_the_line_breaks_of_browsers_become_line_feeds():
    assert PlainTextField().clean(" one\r\ntwo\rthree ") == "one\ntwo\nthree"
    assert VerbatimField().clean(" one\r\ntwo ") == " one\ntwo "
    assert PlainTextField().has_changed("one\ntwo", "one\r\ntwo") is False
    assert VerbatimField().has_changed("one", "one ") is True


def test_a_length_is_checked_and_never_cut_by_the_browser():
    field = PlainTextField(max_length=5)
    assert "maxlength" not in field.widget.attrs
    assert field.clean("12345") == "12345"
    with pytest.raises(ValidationError, match="at most 5 characters"):
        field.clean("123456")


@pytest.mark.parametrize(
    "quote", ["a\u00a0b", "“quoted”", "its own tpyo", "two\nlines", "نقل قول", "e\u0301"]
)
def test_a_quote_is_kept_as_it_is(quote):
    assert QuoteField().clean(quote) == quote


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        (" a", "The quote starts with white space (U+0020)."),
        ("\u00a0a", "The quote starts with white space (U+00A0)."),
        ("a\r\n", "The quote ends with white space (U+000A)."),
        ("   ", "This holds only white space."),
        ("", "This field is required."),
    ],
)
def test_white_space_around_a_quote_is_refused_not_dropped(quote, said):
    with pytest.raises(ValidationError) as caught:
        QuoteField().clean(quote)
    assert caught.value.messages[0].startswith(said)
