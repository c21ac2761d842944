"""Dates in English with all that can be said of them: before, since, from one to another, or.

The rules are tried in order on the whole row of tokens, and each splits it once, so that the time
is linear in its length.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from timeline.text.date_atoms import DatePiece
from timeline.text.date_days import Day, edtf_year
from timeline.text.date_error import DateError, ask
from timeline.text.date_grammar import Point, parse_form
from timeline.text.date_numbers import Script, named_year, second_year
from timeline.text.date_points import Written, filled, piece_of, written
from timeline.text.date_tokens import DateToken, tokens_of

__all__ = ["english"]

_ONWARDS: Final = ("on", "onwards", "forward", "forwards")
_OPEN_LEADS: Final = ("since", "from")
_SOME: Final = ("some", "a", "one")
_UNITS: Final = ("day", "month", "year", "time")


def english(line: str, script: Script) -> str | None:
    """A line in lower case as EDTF, which may still name a day that does not exist.

    None when it is not understood. Raises DateError for what is understood and cannot be.
    """
    tokens = _winters(tokens_of(line))
    return (
        _open(tokens, script) or _members(tokens, script) or _interval(tokens, script)
        if tokens
        else None
    )


def _open(tokens: list[DateToken], script: Script) -> str | None:
    """An interval without a start or without an end, or one that is filled by one date."""
    words = [token.text for token in tokens]
    if words[-2:] == ["end", "unknown"] and words[0] in _OPEN_LEADS:
        found = _alone(_without_comma(tokens[1:-2]), script)
        return found and f"{found.first}/"
    if words[-2:] == ["start", "unknown"] and words[0] == "until":
        found = _alone(_without_comma(tokens[1:-2]), script)
        return found and f"/{found.last}"
    rest = tokens[1:] if words[0] in _OPEN_LEADS else tokens
    onwards = words[-1] in _ONWARDS
    if len(rest) < len(tokens) or onwards:
        found = _alone(rest[:-1] if onwards else rest, script)
        return found and f"{found.first}/.."
    if words[0] == "until":
        found = _alone(tokens[1:], script)
        return found and f"../{found.last}"
    if words[0] == "within":
        found = _alone(tokens[1:], script)
        return found and f"{found.first}/{found.last}"
    return None


def _without_comma(tokens: list[DateToken]) -> list[DateToken]:
    return tokens[:-1] if tokens and tokens[-1].text == "," else tokens


def _alone(tokens: Sequence[DateToken], script: Script) -> Written | None:
    piece = piece_of(tokens, script)
    return written(piece) if piece else None


def _members(tokens: list[DateToken], script: Script) -> str | None:
    """The alternatives of "X, Y or Z" as a one-of set, or the one date of "X"."""
    parts = _split(tokens, ("or", ","))
    alternatives = any(token.text == "or" for token in tokens)
    if len(parts) > 1 and not alternatives:
        return None
    # “X, Y, or Z” has nothing between the comma and the “or”.
    parts = parts[:1] + [part for part in parts[1:-1] if part] + parts[1:][-1:]
    found = [piece_of(part, script) or _range_of(part, script) for part in parts]
    members: list[str] = []
    following: DatePiece | None = None
    for one in reversed(found):
        if one is None:
            return None
        if isinstance(one, str):
            members.append(one)
            continue
        following = filled(one, following)
        whole = written(following)
        if whole is None:
            return None
        sign = "/" if len(found) == 1 and not whole.vague else ".."
        members.append(
            whole.first if whole.first == whole.last else f"{whole.first}{sign}{whole.last}"
        )
    whole_set = ",".join(members[::-1])
    return f"[{whole_set}]" if len(members) > 1 or ".." in whole_set else whole_set


def _split(tokens: Sequence[DateToken], at: tuple[str, ...]) -> list[list[DateToken]]:
    parts: list[list[DateToken]] = [[]]
    for token in tokens:
        if token.text in at:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _range_of(tokens: list[DateToken], script: Script) -> str | None:
    """A range of a set: "before X", "X or earlier", "some day from X to Y", "between X and Y"."""
    while tokens and tokens[0].text in ("in", "on", "at"):
        tokens = tokens[1:]
    if len(tokens) < 2:
        return None
    first, last = tokens[0].text, tokens[-1].text
    if first in ("by", "not-before", "before", "after"):
        return _one_sided(first, _alone(tokens[1:], script))
    if last in ("or-before", "or-after"):
        return _one_sided(
            "by" if last == "or-before" else "not-before", _alone(tokens[:-1], script)
        )
    unit = ""
    if first in _SOME and tokens[1].text in _UNITS:
        unit, tokens = tokens[1].text, tokens[2:]
    if tokens and tokens[0].text == "between":
        pair = _pair(_split(tokens[1:], ("and",)), script)
        return pair and f"{pair[0].first}..{pair[1].last}"
    if unit and tokens and tokens[0].text == "from":
        pair = _pair(_split(tokens[1:], ("to", "until")), script)
        return pair and f"{pair[0].first}..{pair[1].last}"
    return None


def _one_sided(word: str, date: Written | None) -> str | None:
    """ "By" and "not before" include the date; "before" and "after" leave all of it out."""
    if date is None:
        return None
    if word == "by":
        return f"..{date.last}"
    if word == "not-before":
        return f"{date.first}.."
    point = parse_form(date.first if word == "before" else date.last)
    if not isinstance(point, Point) or point.qualifier or point.unspecified:
        example = f"{word} 22 July 2020"
        problem = f"“{word}” needs a plain date after it"
        raise DateError(date.first, problem, f"write {example}", [example])
    if word == "before":
        return f"..{_to_precision(point.first.after(-1), point.precision)}"
    return f"{_to_precision(point.last.after(1), point.precision)}.."


def _to_precision(day: Day, precision: str) -> str:
    """A day, its month or its year as EDTF."""
    year = edtf_year(day.year)
    return {"month": f"{year}-{day.month:02d}", "year": year}.get(precision, day.edtf)


def _interval(tokens: list[DateToken], script: Script) -> str | None:
    rest = tokens[1:] if tokens[0].text == "from" else tokens
    pair = _pair(_split(rest, ("to", "until")), script)
    return f"{pair[0].first}/{pair[1].last}" if pair else None


def _pair(parts: list[list[DateToken]], script: Script) -> tuple[Written, Written] | None:
    """Both ends of a range, each completed by what the other says: "21 to 22 July 2020"."""
    if len(parts) != 2:
        return None
    left, right = (piece_of(part, script) for part in parts)
    if not left or not right:
        return None
    if right.year is None and right.month and left.year is not None and not left.edtf:
        right = replace(right, year=left.year)  # 5 March 2021 to 8 March
    if right.day is not None and not right.month:
        if left.year is not None and not left.month and not left.edtf and right.year is None:
            right = _second_year(left, right, parts)
        else:  # July 21 to 22, 2020
            right = replace(right, month=left.month, calendar=left.calendar)
    first, last = written(filled(left, right)), written(right)
    return (first, last) if first and last else None


def _second_year(left: DatePiece, right: DatePiece, parts: list[list[DateToken]]) -> DatePiece:
    """The later year of 1939–45, of which only the last digits are there."""
    first = left.year or 0
    digits = next(token.text for token in parts[1] if token.kind == "number")
    second = second_year(first, digits) if first > 0 else None
    if second is not None:
        return replace(right, day=None, year=second, about=left.about or right.about)
    typed = f"{named_year(first)}–{digits}" if first > 0 else digits
    example = f"{first:04d}/{first + 1:04d}"
    years = (example, f"{named_year(first)} to {named_year(first + 1)}")
    readings = [years] if 0 < first < 9999 else [("2019/2020", "2019 to 2020")]
    if 0 < first <= 9999 and 1 <= int(digits) <= 12:
        month = f"{first:04d}-{int(digits):02d}"
        raise DateError(
            typed,
            "it is not clear what the second number is",
            f"write {month} for the month, or both years in full as in {readings[0][0]}",
            [month, readings[0][0]],
        )
    raise ask(typed, "the second number is no later year", readings)


def _winters(tokens: list[DateToken]) -> list[DateToken]:
    """Winters that name both of their years as those of the first: 1990–91, 1990/91, 1990-1991."""
    found: list[DateToken] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        found.append(token)
        index += 1
        if token.text != "winter":
            continue
        year, size = _winter_year(tokens[index : index + 6])
        if year:
            found += year
            index += size
    return found


def _winter_year(tokens: list[DateToken]) -> tuple[list[DateToken], int]:
    """The year of a winter and how many tokens name it with the next; none where one year does."""
    if tokens and tokens[0].kind in ("iso", "numeric"):
        first, _, second = tokens[0].text.replace("/", "-").partition("-")
        follows = len(first) == 4 and second.isdigit() and _follows(int(first), second)
        return ([DateToken("number", first)], 1) if follows else ([], 0)
    first_year, size = _year_at(tokens)
    if first_year is None or tokens[size : size + 1] == []:
        return [], 0
    if tokens[size].text not in ("to", "/", "-"):
        return [], 0
    rest = tokens[size + 1 :]
    second_year_at, second_size = _year_at(rest)
    if second_year_at == first_year + 1:
        return tokens[:size], size + 1 + second_size
    if rest and rest[0].kind == "number" and _follows(first_year, rest[0].text):
        return tokens[:size], size + 2
    return [], 0


def _year_at(tokens: Sequence[DateToken]) -> tuple[int | None, int]:
    """The year that a row of tokens begins with, and how many of them it takes."""
    texts = [token.text for token in tokens[:2]] + ["", ""]
    if texts[0] == "ad" and texts[1].isdigit():
        return int(texts[1][:30]), 2
    if texts[0].isdigit() and texts[1] in ("bc", "ad"):
        year = int(texts[0][:30])
        return (1 - year if texts[1] == "bc" else year), 2
    if texts[0].isdigit() and len(texts[0]) >= 4:
        return int(texts[0][:30]), 1
    return None, 0


def _follows(first: int, second: str) -> bool:
    return len(second) <= 5 and int(second) in (first + 1, (first + 1) % 100)
