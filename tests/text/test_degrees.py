"""Decimal degrees in one way."""

from decimal import Decimal

import pytest

from timeline.text.degrees import degrees


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        (Decimal("33.78560"), "33.7856"),
        ("33.78560", "33.7856"),
        (Decimal("-0.12500"), "-0.125"),
        (Decimal("44.00000"), "44"),
        (Decimal("100"), "100"),  # not 1E+2
        (Decimal("1E+2"), "100"),
        (Decimal("0.00001"), "0.00001"),
        (Decimal("0.00000"), "0"),
        (Decimal("-0.00000"), "0"),
        (Decimal("-0"), "0"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("+0.0", "0"),
        ("+5.50", "5.5"),
        ("007.10", "7.1"),
        # Every digit is kept, so that a check of their number can refuse too many.
        ("33.1234500000000000000000000001", "33.1234500000000000000000000001"),
    ],
)
def test_degrees(value, text):
    assert degrees(value) == text


@pytest.mark.parametrize("value", ["", None, "33.7856", "-0.125", "0", "100", "-180"])
def test_what_is_written_so_stays_so(value):
    assert degrees(degrees(value)) == (value or "")


@pytest.mark.parametrize(
    "value",
    [
        "north", "NaN", "Infinity", "1e5", "1e999999", "3_3", "٣٣", "33,5", "33.", ".5", "33° N",
        " 33", "33\n", "--5", "1" * 10,
    ],
)  # fmt: skip
def test_what_is_no_number_of_degrees(value):
    with pytest.raises(ValueError, match=r"is not a number of degrees, such as 33\.2625"):
        degrees(value)
