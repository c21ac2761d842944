"""The parts that a date in English is made of, and what becomes of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from timeline.text.date_calendars import Calendar
from timeline.text.date_error import DateError
from timeline.text.date_tokens import SEASONS, DateToken, is_month
from timeline.text.date_words import MONTH_OF

__all__ = ["Atom", "DatePiece", "atoms_of", "no_year_0"]

_MOST_DIGITS: Final = 30  # of a year
_ERAS: Final = ("ad", "bc", "solar", "lunar")


@dataclass(frozen=True, slots=True)
class DatePiece:
    """One date as typed, perhaps without the month or year that stands beside its neighbour.

    `edtf` is set when it is whole already; with `last`, it is the first of a span of time, all of
    which is meant, or with `vague` some time in it. `year` 0 is 1 BC; a `month` of 21 to 24 is a
    season.
    """

    edtf: str = ""
    last: str = ""
    vague: bool = False
    day: int | None = None
    month: int = 0
    year: int | None = None
    calendar: Calendar = ""
    about: bool = False
    doubt: bool = False
    weekday: int | None = None


class Atom(NamedTuple):
    """A part of a date: of kind "n" (a small number), "m", "s" (season) or "y", its value.

    `of` is the calendar of a month, or the era of a year: "", "ad", "bc", "solar" or "lunar".
    """

    kind: str
    value: int
    of: str = ""


def atoms_of(tokens: Sequence[DateToken]) -> list[Atom] | None:
    """The parts of a date; None when there is something else among the tokens."""
    found: list[Atom] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        after = tokens[index + 1].text if index + 1 < len(tokens) else ""
        if token.kind == "number" and after in _ERAS:
            found.append(_year(token.text, after))
            index += 1
        elif token.text in _ERAS and token.text != "bc" and after.isdigit():
            found.append(_year(after, token.text))
            index += 1
        elif token.kind == "number" and len(token.text) in (1, 2):
            found.append(Atom("n", int(token.text)))
        elif token.kind == "number" and len(token.text) == 4:
            found.append(_year(token.text, ""))
        elif is_month(token):
            calendar_of, month = MONTH_OF[token.text]
            found.append(Atom("m", month, calendar_of))
        elif token.text in SEASONS:
            found.append(Atom("s", SEASONS[token.text]))
        else:
            return None
        index += 1
    return found


def _year(digits: str, era: str) -> Atom:
    if len(digits) > _MOST_DIGITS:
        hint = f"use at most {_MOST_DIGITS}"
        raise DateError(digits, f"a year of {len(digits)} digits is too long for us", hint)
    year = int(digits)
    if year == 0:
        raise no_year_0(f"{digits} {era}".strip())
    return Atom("y", 1 - year if era == "bc" else year, era)


def no_year_0(typed: str) -> DateError:
    """The error of a year 0, which English does not have: 1 BC comes before AD 1."""
    hint = "write 1 BC for the year before AD 1, or AD 1"
    return DateError(typed, "there is no year 0", hint, ["1 BC", "AD 1"])
