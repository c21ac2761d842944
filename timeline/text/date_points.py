"""One date in English, out of its tokens: a day, month, season or year, a decade, a century.

What is missing of it, such as the year in "21 to 22 July 2020", is filled in by `date_english`.
"""

import calendar
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from timeline.text.date_atoms import Atom, DatePiece, atoms_of, no_year_0
from timeline.text.date_calendars import LUNAR, SOLAR, Calendar, converted
from timeline.text.date_days import edtf_year
from timeline.text.date_error import DateError
from timeline.text.date_grammar import Point, parse_form
from timeline.text.date_numbers import Script, hijri, numeric
from timeline.text.date_spans import (
    PARTS,
    fraction_of,
    part_of,
    span_of,
    unknown_digits,
    whole_span,
)
from timeline.text.date_tokens import WEEKDAYS, DateToken

__all__ = ["Written", "filled", "piece_of", "written"]

_DOUBTS: Final = {"?": (True, False), "~": (False, True), "%": (True, True)}
# The atoms that make a date, in the orders that people use: day, month, year, season.
_ORDERS: Final = {
    "nm": "dm", "nmy": "dmy", "mn": "md", "mny": "mdy", "m": "m", "my": "my", "n": "d",
    "ny": "dy", "y": "y", "ymn": "ymd", "ynm": "ydm", "ym": "ym", "s": "s", "sy": "sy", "ys": "ys",
}  # fmt: skip


class Written(NamedTuple):
    """A date as EDTF points: the same twice, or the ends of a span; `vague`, some time in it."""

    first: str
    last: str
    vague: bool = False


def piece_of(tokens: Sequence[DateToken], script: Script) -> DatePiece | None:
    """One date with its doubts; None when the tokens are none."""
    rest, about, doubt = _doubts(list(tokens))
    if rest and rest[0].text in ("in", "on", "at", "during"):
        rest = rest[1:]
    weekday = WEEKDAYS.get(rest[0].text) if rest and rest[0].kind == "word" else None
    if weekday is not None:
        rest = rest[1:]
    found = _core(rest, script)
    if found is None or (weekday is not None and not found.day and not found.edtf):
        return None
    return replace(found, about=about or found.about, doubt=doubt or found.doubt, weekday=weekday)


def _doubts(tokens: list[DateToken]) -> tuple[list[DateToken], bool, bool]:
    """The tokens between all signs and words of doubt, and what these say: about, possibly."""
    about = doubt = False
    first, last = 0, len(tokens)
    while first < last and tokens[first].text in ("about", "possibly", "?"):
        about |= tokens[first].text == "about"
        doubt |= tokens[first].text != "about"
        first += 1
    while last > first:
        ending = [token.text for token in tokens[max(first, last - 3) : last]]
        if ending == ["(", "?", ")"]:
            doubt, last = True, last - 3
        elif ending[-1] in _DOUBTS:
            doubt, about = doubt | _DOUBTS[ending[-1]][0], about | _DOUBTS[ending[-1]][1]
            last -= 1
        elif ending[-1] in ("or-so", "about"):
            about, last = True, last - 1
        else:
            break
    return tokens[first:last], about, doubt


def _core(tokens: list[DateToken], script: Script) -> DatePiece | None:
    words = [token.text for token in tokens]
    if len(tokens) == 1 and tokens[0].kind in ("iso", "numeric"):
        return _in_numbers(words[0], script)
    if len(tokens) == 2 and tokens[0].kind in ("iso", "numeric"):
        return _of_calendar(words[0], words[1])
    if words[:3] == ["a", "year", "from"] and words.count("to") == 1:
        return _year_from(tokens[3:], script)
    if len(words) > 3 and words[0] in ("a", "one", "some") and words[2] == "in":
        return _unspecified(words[1], tokens[3:], script)
    if span := whole_span(tokens):
        return span
    if words and words[0] in PARTS:
        return part_of(words[0], tokens[1:])
    if len(words) > 2 and words[1] in ("half", "quarter"):
        return fraction_of(words[0], words[1], tokens[2:])
    if len(words) > 2 and words[0] in ("q", "h") and words[1] in "1234" and tokens[1].tight:
        return fraction_of(f"#{words[1]}", "quarter" if words[0] == "q" else "half", tokens[2:])
    atoms = atoms_of(tokens)
    return _of_atoms(atoms, script) if atoms else None


def _in_numbers(text: str, script: Script) -> DatePiece | None:
    if "x" in text:
        return DatePiece(edtf=text.upper())
    edtf = numeric(text, script)
    if edtf is None:
        return None
    if edtf[0] == "[":
        first, _, last = edtf[1:-1].partition("..")
        return DatePiece(edtf=first, last=last, vague=True)
    first, _, last = edtf.partition("/")
    return DatePiece(edtf=first.rstrip("~"), last=last, about=edtf[-1] == "~")


def _of_calendar(text: str, era: str) -> DatePiece | None:
    """Year, month and perhaps day in numbers, with the calendar that they are of."""
    match = re.fullmatch(r"([0-9]{4})([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?", text)
    if not match or era not in ("ad", "solar", "lunar"):
        return None
    year, month, day = int(match[1]), int(match[3]), match[4]
    if not 1 <= month <= 12:
        raise DateError(text, f"there is no month {month}", "use a month from 1 to 12")
    of: Calendar = "" if era == "ad" else era  # type: ignore[assignment]
    return DatePiece(day=int(day) if day else None, month=month, year=year, calendar=of)


def _unspecified(unit: str, tokens: list[DateToken], script: Script) -> DatePiece | None:
    """ "A day in January 2020", "a month in 2020", "a year in the 2010s"."""
    span = span_of(tokens)
    if unit == "year" and span:
        found = unknown_digits(*span)
        return DatePiece(edtf=found) if found else None
    piece = piece_of(tokens, script)
    if piece is None or piece.year is None or piece.day or piece.month > 12 or piece.calendar:
        return None
    year = edtf_year(piece.year)
    if piece.month:
        return DatePiece(edtf=f"{year}-{piece.month:02d}-XX") if unit == "day" else None
    if unit not in ("day", "month"):
        return None
    return DatePiece(edtf=f"{year}-XX-XX" if unit == "day" else f"{year}-XX")


def _year_from(tokens: list[DateToken], script: Script) -> DatePiece | None:
    """ "A year from 1900 to 1999", which is 19XX; None for years that are no such row."""
    cut = [token.text for token in tokens].index("to")
    ends = (piece_of(tokens[:cut], script), piece_of(tokens[cut + 1 :], script))
    years = [end.year for end in ends if end and end.year is not None and not end.month]
    found = unknown_digits(*years) if len(years) == 2 else ""
    return DatePiece(edtf=found) if found else None


def _of_atoms(atoms: list[Atom], script: Script) -> DatePiece | None:
    order = _ORDERS.get("".join(atom.kind for atom in atoms))
    if order is None:
        return None
    by = dict(zip(order, atoms, strict=True))
    day, month, year = by.get("d"), by.get("m") or by.get("s"), by.get("y")
    era = year.of if year else ""
    of: Calendar = month.of if month else era if era in ("solar", "lunar") else ""  # type: ignore[assignment]
    if month and (era in ("solar", "lunar") or of) and era not in ("", of):
        return None
    if order == "y" and not era and year and script:
        other = hijri(str(year.value), year.value, 0, 0, script)
        if other:
            return _in_numbers_of(other)
    return DatePiece(
        day=day.value if day else None,
        month=month.value if month else 0,
        year=year.value if year else None,
        calendar=of,
    )


def _in_numbers_of(edtf: str) -> DatePiece:
    first, _, last = edtf[1:-1].partition("..")
    return DatePiece(edtf=first, last=last, vague=True)


def filled(piece: DatePiece, following: DatePiece | None) -> DatePiece:
    """A piece with the month of a lone day, and the year, of the date that follows."""
    if following is None or piece.edtf:
        return piece
    if piece.year is not None or not following.month:
        return piece
    if piece.month:
        return replace(piece, year=following.year)
    return replace(piece, month=following.month, year=following.year, calendar=following.calendar)


def written(piece: DatePiece) -> Written | None:
    """A completed piece in EDTF; None when its month or year is missing."""
    first, last, vague, about = piece.edtf, piece.last, piece.vague, piece.about
    if not first:
        if piece.day == 0 and piece.year is None and not piece.month:
            raise no_year_0("0")
        if piece.day is not None and not 1 <= piece.day <= 31:
            problem = f"there is no day {piece.day}"
            raise DateError(str(piece.day), problem, "use a day from 1 to 31")
        if piece.year is None or (piece.day and not piece.month):
            return None
        if piece.calendar:
            typed = _said(piece)
            first, last, perhaps = converted(
                piece.calendar, piece.year, piece.month, piece.day or 0, typed=typed
            )
            vague = first != last
            about |= perhaps and not vague
            last = last if vague else ""
        else:
            first = _in_ours(piece)
    if piece.weekday is not None:
        _check_weekday(first, piece.weekday)
    sign = "%" if about and piece.doubt else "~" if about else "?" if piece.doubt else ""
    if vague and sign:
        return None
    return Written(first + sign, (last or first) + sign, vague)


def _in_ours(piece: DatePiece) -> str:
    edtf = edtf_year(piece.year or 0)
    if piece.month:
        edtf += f"-{piece.month:02d}"
    return f"{edtf}-{piece.day:02d}" if piece.day else edtf


def _said(piece: DatePiece) -> str:
    names = SOLAR if piece.calendar == "solar" else LUNAR
    return " ".join(filter(None, (str(piece.day or ""), names[piece.month], str(piece.year))))


def _check_weekday(edtf: str, weekday: int) -> None:
    point = parse_form(edtf)
    if isinstance(point, Point) and point.first.weekday != weekday:
        said, real = calendar.day_name[weekday], calendar.day_name[point.first.weekday]
        raise DateError(
            edtf, f"that day is a {real}, not a {said}", "correct the day or leave it out"
        )
