"""Decimal degrees, written in one way: in dataset files, published documents and on pages.

    >>> degrees(Decimal("33.78560")), degrees("-0.0"), degrees(None)
    ('33.7856', '0', '')

A database keeps a number of digits that no source has given, and a digit that nobody measured is a
claim.
"""

import re
from decimal import Decimal
from typing import Final

__all__ = ["degrees"]

_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,30})?")


def degrees(value: Decimal | str | None) -> str:
    """Degrees without zeros at their end, and without a minus before zero; nothing for nothing.

    Raises ValueError for a text that is no such number: digits, with a point where need be.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        raise ValueError(f"“{value[:60]}” is not a number of degrees, such as 33.2625.")
    text = format(Decimal(value), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "+0") else text
