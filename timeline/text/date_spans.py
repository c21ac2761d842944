"""Spans of time in English: decades, centuries, and parts of them, of years and of months."""

from collections.abc import Sequence
from typing import Final

from timeline.text.date_atoms import DatePiece, atoms_of
from timeline.text.date_days import edtf_year, month_length
from timeline.text.date_error import ask
from timeline.text.date_numbers import named_year
from timeline.text.date_tokens import DateToken

__all__ = ["PARTS", "fraction_of", "part_of", "span_of", "unknown_digits", "whole_span"]

PARTS: Final = ("early", "mid", "late")


def whole_span(tokens: Sequence[DateToken]) -> DatePiece | None:
    """All of a decade or a century; None for anything else."""
    span = span_of(tokens)
    return DatePiece(edtf=edtf_year(_first_of(span)), last=edtf_year(span[1])) if span else None


def span_of(tokens: Sequence[DateToken]) -> tuple[int, int] | None:
    """First and last year of a decade or a century; None for anything else.

    A century is the hundred years that begin alike, as ISO 8601 counts them: the 20th is 1900 to
    1999. There is no year 0 in English, so the first century begins with AD 1.
    """
    words = [token.text for token in tokens]
    if len(words) == 1 and words[0][:-1].isdigit() and words[0][-1] == "s":
        year = int(words[0][:-1])
        if year % 100 or not year:
            return (year, year + 9) if year else None
        spans = [(year, year + 9), (year, year + 99)]
        raise ask(
            words[0],
            "it can be read as a decade or as a century",
            [(f"{a:04d}/{b:04d}", f"{named_year(a)} to {named_year(b)}") for a, b in spans],
        )
    if len(words) in (2, 3) and words[0][:1] == "#" and words[1] == "century":
        number, era = int(words[0][1:]), words[2] if len(words) == 3 else "ad"
        if era in ("ad", "bc") and 1 <= number <= 99:
            first = 100 * (number - 1) if era == "ad" else 1 - 100 * number
            return first, first + 99
    return None


def _first_of(span: tuple[int, int]) -> int:
    """The first year of a span that English has: 1 where it begins with the year 0."""
    return 1 if span[0] == 0 else span[0]


def part_of(word: str, tokens: list[DateToken]) -> DatePiece | None:
    """A third of a month (to the 10th, the 20th, its end), of a decade or of a century."""
    number = PARTS.index(word)
    span = span_of(tokens)
    if span is not None:
        cuts = (0, 4, 7, 10) if span[1] - span[0] == 9 else (0, 34, 67, 100)
        first, last = span[0] + cuts[number], span[0] + cuts[number + 1] - 1
        return DatePiece(edtf=edtf_year(_first_of((first, last))), last=edtf_year(last))
    atoms = atoms_of(tokens) or []
    if [atom.kind for atom in atoms] != ["m", "y"] or atoms[0].of or atoms[1].of == "solar":
        return None
    year, month = atoms[1].value, atoms[0].value
    end = month_length(year, month)
    return _days(year, month, *((1, 10), (11, 20), (21, end))[number])


def fraction_of(word: str, unit: str, tokens: list[DateToken]) -> DatePiece | None:
    """A half or a quarter of a century, of a year, or half a decade or a month."""
    count = 2 if unit == "half" else 4
    number = count if word in ("last", "final") else int(word[1:]) if word[:1] == "#" else 0
    if not 1 <= number <= count:
        return None
    span = span_of(tokens)
    if span is not None:
        size = span[1] - span[0] + 1
        if size % count:
            return None
        first = span[0] + size // count * (number - 1)
        last = first + size // count - 1
        return DatePiece(edtf=edtf_year(_first_of((first, last))), last=edtf_year(last))
    atoms = atoms_of(tokens) or []
    kinds = "".join(atom.kind for atom in atoms)
    if any(atom.of in ("solar", "lunar") for atom in atoms):
        return None
    if kinds == "y":
        months, year = 12 // count, edtf_year(atoms[0].value)
        start = months * (number - 1) + 1
        return DatePiece(
            edtf=f"{year}-{start:02d}", last=f"{year}-{start + months - 1:02d}", vague=True
        )
    if kinds == "my" and unit == "half":
        year_number, month = atoms[1].value, atoms[0].value
        end = month_length(year_number, month)
        return _days(year_number, month, *((1, 15), (16, end))[number - 1])
    return None


def _days(year: int, month: int, first: int, last: int) -> DatePiece:
    stem = f"{edtf_year(year)}-{month:02d}"
    return DatePiece(edtf=f"{stem}-{first:02d}", last=f"{stem}-{last:02d}", vague=True)


def unknown_digits(first: int, last: int) -> str:
    """201X for 2010 to 2019, 19XX for 1900 to 1999; empty for other years."""
    for size, digits in ((10, 3), (100, 2)):
        start = last - size + 1
        if start >= 0 and start % size == 0 and first in (start, max(1, start)) and last <= 9999:
            return f"{start:04d}"[:digits] + "X" * (4 - digits)
        if start < 0 and last % size == 0 and first == start >= -9999:
            return f"-{-last:04d}"[: digits + 1] + "X" * (4 - digits)
    return ""
