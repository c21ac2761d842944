"""What people type as a date, turned into EDTF.

Understood: EDTF itself; English dates in day-month or month-day order with any usual abbreviation;
"late June 2020", "summer 2015", "the 2010s"; "about", "possibly"; "before", "after", "since",
"until", "on or before"; "from X to Y", "X to Y", "between X and Y"; "X or Y"; every phrase that
`timeline.text.date_phrases` writes. Nothing is guessed: 3/1/2020 has two readings and is refused.
"""

import calendar
import re
from dataclasses import dataclass, replace
from typing import Final

from timeline.text.date_days import Day, edtf_year, month_length
from timeline.text.date_grammar import DateError, Point, parse_form

MAX_TYPED: Final = 2000
_EXAMPLES: Final = (
    "write it like 3 January 2020, January 2020, 2020, about 2015, late June 2020, "
    "summer 2015, before 22 July 2020, from May 2018 to June 2020 or 2020-01-03"
)
_MONTH_NAMES: Final = tuple(name.lower() for name in calendar.month_name)
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_DIGITS: Final[dict[int, str | None]] = {
    **{0x0660 + n: str(n) for n in range(10)},  # Arabic-Indic
    **{0x06F0 + n: str(n) for n in range(10)},  # Extended Arabic-Indic: Persian, Urdu
}
_HYPHENS: Final[dict[int, str | None]] = {0x2010: "-", 0x2011: "-", 0x2212: "-"}
# Invisible marks that come along with right-to-left text, and other zero-width characters.
_MARKS: Final[dict[int, str | None]] = dict.fromkeys(
    [0x061C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF]
)
_MONTH_WORD: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY: Final = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)"
)
_MONTH: Final = rf"(?P<month>{_MONTH_WORD})"
_YEAR_WORD: Final = r"(?:[0-9]{4}|ad [0-9]{1,30}|[0-9]{1,30} bc)"
_YEAR: Final = rf"(?P<year>{_YEAR_WORD})"
_DAY: Final = r"(?P<day>[0-9]{1,2})"
_SEASON: Final = r"(?P<season>spring|summer|autumn|fall|winter)"
_1_TO_12: Final = r"(?:0?[1-9]|1[0-2])"  # not 21 to 24: those are seasons
# In "January 3, 2020" and "July 21 to 22, 2020", not in "AD 1, AD 2 or AD 3".
_COMMA_BEFORE_YEAR: Final = (
    rf"(\b(?:{_MONTH_WORD}|spring|summer|autumn|fall|winter)(?: [0-9]{{1,2}})?"
    rf"|(?<!\bad) [0-9]{{1,2}}), ?(?={_YEAR_WORD}\b)"
)
_NUMBER: Final = r"([0-9]{1,2}|[0-9]{4})"
_POINTS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_DAY} {_MONTH}(?: {_YEAR})?",
        rf"{_MONTH} {_DAY}(?: {_YEAR})?",
        rf"{_MONTH}(?: {_YEAR})?",
        rf"{_DAY}(?: {_YEAR})?",
        rf"{_SEASON}(?: {_YEAR}(?:/(?P<next>[0-9]{{2,5}}|[0-9]{{1,5}} bc|ad 1))?)?",
        _YEAR,
        r"(?P<iso>[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?)",
        r"(?P<edtf>[0-9]{3}x|[0-9]{2}xx|[0-9]{4}-(?:[0-9]{2}|xx)-xx|[0-9]{4}-xx)",
    )
)
_ABOUT: Final = r"(?:(?:about|around|circa|approximately|approx|roughly|ca|c)\b|c(?=[0-9])|~) ?"
_DOUBT: Final = r"(?:possibly|perhaps|probably|maybe)\b ?"
_TO: Final = r" (?:to|until|till|through) "
_OPEN_INTERVALS: Final = (
    (r"from (.+?),? end unknown", "{0}/"),
    (r"until (.+?),? start unknown", "/{0}"),
    (r"(?:since|from) (.+?)(?: on(?:wards?)?)?", "{0}/.."),
    (r"(?:until|till|up to) (.+)", "../{0}"),
    (r"within (.+)", "{0}/{0}"),
)
_REFUSALS: Final = (
    (
        r"\b(?:early|mid|late)[ -](?:in )?[0-9]{4}$",
        "which months it means is not fixed",
        "name them, as in between January and April 2020",
    ),
    (
        r"\b(?:today|yesterday|tomorrow|now|ago|last|next|this)\b",
        "it depends on the day it is read",
        "write the date itself, such as 3 January 2020",
    ),
    (
        r"[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4}",
        "a date in numbers alone can be read in two ways",
        "write 2020-01-03 or 3 January 2020",
    ),
    (r"^(?!.*[0-9]{4})", "it has no year of four digits", _EXAMPLES),
)


@dataclass(frozen=True, slots=True)
class _Typed:
    """One date as typed, perhaps without the month or year that stands beside its neighbour."""

    edtf: str = ""  # set when the text is a whole EDTF date already
    day: int = 0
    month: int = 0  # 21 to 24 for a season
    year: int | None = None  # 0 is 1 BC
    about: bool = False
    doubt: bool = False
    weekday: int | None = None


def to_edtf(text: str) -> str:
    """Turn what was typed into EDTF text, which may still name a day that does not exist.

    Raises DateError when it is not understood or can be read in more than one way.
    """
    if len(text) > MAX_TYPED:
        raise DateError(text, f"it has {len(text)} characters", f"use at most {MAX_TYPED}")
    line = " ".join(text.translate(_MARKS | _DIGITS | _HYPHENS).split())
    if not line:
        raise DateError(text, "it is empty", _EXAMPLES)
    if not line.isprintable():
        raise DateError(text, "it has control characters", "remove them")
    return _numeric(line) or _english(_clean(line)) or _refuse(line)


def _numeric(line: str) -> str | None:
    """Dates without words: EDTF, year-month-day with any separator, day and month either way."""
    if re.search(r"[^0-9XxTZYES:?~%/.,{}\[\] -]", line):
        return None
    tight = re.sub(r" ?(\.\.|[\[\]{}/,]) ?", r"\1", line)
    if match := re.fullmatch(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})([?~%]?)", tight):
        year, _, month, day, sign = match.groups()
        return f"{year}-{int(month):02d}-{int(day):02d}{sign}"
    if match := re.fullmatch(rf"([0-9]{{4}})(?:-|\.(?={_1_TO_12}$))([0-9]{{1,2}})([?~%]?)", tight):
        return f"{match[1]}-{int(match[2]):02d}{match[3]}"
    if match := re.fullmatch(r"([0-9]{4})/([0-9]{1,2})", tight):
        month, years = f"{match[1]}-{int(match[2]):02d}", f"{match[1]}/{int(match[1]) + 1:04d}"
        hint = f"write {month} for the month or {years} for the years"
        raise DateError(line, "it can be a month or a second year", hint)
    if match := re.fullmatch(rf"({_1_TO_12})[-/.]([0-9]{{4}})", tight):
        return f"{match[2]}-{int(match[1]):02d}"
    if match := re.fullmatch(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})", tight):
        return _day_month_year(line, int(match[1]), int(match[3]), match[4])
    if re.fullmatch(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{2})", tight):
        raise DateError(line, "a year has four digits", "write it like 2020-01-03")
    if re.match(r"[0-9]{4}-[0-9]{4}$|[~?%]", tight) or " " in tight:
        return None
    return tight.replace("x", "X")


def _day_month_year(line: str, first: int, second: int, year: str) -> str:
    readings = {
        f"{year}-{month:02d}-{day:02d}": f"{day} {calendar.month_name[month]} {int(year)}"
        for day, month in ((first, second), (second, first))
        if 1 <= month <= 12 and 1 <= day <= 31
    }
    if not readings:
        raise DateError(line, "no day and month fit these numbers", "write it like 2020-01-03")
    if len(readings) > 1:
        hint = "write " + " or ".join(f"{iso} for {words}" for iso, words in readings.items())
        raise DateError(line, "it can be read in two ways", hint)
    return next(iter(readings))


def _clean(line: str) -> str:
    """Lower case, one kind of range word, and no dots, ordinal endings, articles or "of"."""
    text = re.sub(r"([a-z])\.", r"\1 ", line.lower())
    text = re.sub(r"\b([0-9]{1,2})(?:st|nd|rd|th)\b", r"\1", text)
    text = re.sub(r"(?<=[0-9])['’]s\b", "s", text)
    text = re.sub(r"\b(?:the|of)\b", " ", text).replace("~", " ~ ")
    text = re.sub(r"\b(?:in|on|at) or before\b", "by", text)
    text = re.sub(r"\b(?:in|on|at) or after\b", "not before", text)
    text = re.sub(r"\b(?:b ?c ?e|b c|bce?)\b", "bc", text)
    text = re.sub(r"\ba d\b", "ad", text)
    text = re.sub(r"\b(winter (?:ad )?[0-9]{1,4}(?: bc)?) ?[-–—] ?(?=[0-9]|ad 1$)", r"\1/", text)
    text = re.sub(r" - |[–—]", " to ", text)
    text = re.sub(rf"(?<![0-9-]){_NUMBER}-{_NUMBER}(?![0-9-])", _hyphen, text)
    text = re.sub(rf"\b({_MONTH_WORD})-(?=[a-z])", r"\1 to ", text)
    text = re.sub(r"\b(early|mid|late)-", r"\1 ", text)
    text = re.sub(rf"\b({_WEEKDAY}),", r"\1 ", text)
    text = re.sub(_COMMA_BEFORE_YEAR, r"\1 ", " ".join(text.split()))
    return re.sub(r"^(?:in|on) ", "", text)


def _hyphen(match: re.Match[str]) -> str:
    """A hyphen between two days or two years is a range; 2020-01 is a year and a month."""
    left, right = match.groups()
    return f"{left} to {right}" if (len(left) == 4) == (len(right) == 4) else match[0]


def _english(text: str) -> str | None:
    """An expression of any kind; None when it is not understood."""
    for pattern, template in _OPEN_INTERVALS:
        if (match := re.fullmatch(pattern, text)) and (edtf := _alone(match[1])):
            return template.format(edtf)
    if members := _members(text):
        whole = ",".join(members)
        return f"[{whole}]" if len(members) > 1 or ".." in whole else whole
    pair = _pair(text.removeprefix("from "), _TO)
    return f"{pair[0]}/{pair[1]}" if pair else None


def _members(text: str) -> list[str] | None:
    """The alternatives of "X, Y or Z", or the one of "X", as members of a one-of set."""
    pieces = re.split(r",? or |, ?", text)
    if len(pieces) > 1 and " or " not in text:
        return None
    found = [_vague(piece) or _typed(piece) for piece in pieces]
    members: list[str] = []
    following: _Typed | None = None
    for piece in reversed(found):
        if isinstance(piece, _Typed):
            following = _filled(piece, following)
            piece = _written(following)
        if piece is None:
            return None
        members.append(piece)
    return members[::-1]


def _pair(text: str, separator: str) -> tuple[str, str] | None:
    """Both ends of a range, each completed by what the other says: "21 to 22 July 2020"."""
    pieces = re.split(separator, text)
    if len(pieces) != 2:
        return None
    left, right = _typed(pieces[0]), _typed(pieces[1])
    if not left or not right:
        return None
    if right.day and not right.month:  # July 21 to 22, 2020
        right = replace(right, month=left.month)
    first, last = _written(_filled(left, right)), _written(right)
    return (first, last) if first and last else None


def _filled(piece: _Typed, following: _Typed | None) -> _Typed:
    """Take the month of a lone day, and the year, from the date that follows."""
    if following is None or piece.edtf:
        return piece
    month = piece.month or (following.month if piece.day else 0)
    year = following.year if piece.year is None else piece.year
    return replace(piece, month=month, year=year)


def _alone(text: str) -> str | None:
    piece = _typed(text)
    return _written(piece) if piece else None


def _vague(text: str) -> str | None:
    """A range member of a set: "before X", "some day from X to Y", "late June 2020"."""
    if match := re.fullmatch(r"(by|not after|not before|before|after) (.+)", text):
        edtf = _alone(match[2])
        return edtf and _one_sided(match[1], edtf)
    if match := re.fullmatch(r"(?:some (?:day|month|year|time) )?between (.+)", text):
        pair = _pair(match[1], " and ")
        return pair and f"{pair[0]}..{pair[1]}"
    if match := re.fullmatch(r"some (?:day|month|year|time) from (.+)", text):
        pair = _pair(match[1], _TO)
        return pair and f"{pair[0]}..{pair[1]}"
    if match := re.fullmatch(rf"(early|mid|late) (?P<month>{_MONTH_WORD}) {_YEAR}", text):
        year, month = _stated(match["year"]), _month(match["month"])
        end = month_length(year, month)
        first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, end)}[match[1]]
        stem = f"{edtf_year(year)}-{month:02d}"
        return f"{stem}-{first:02d}..{stem}-{last:02d}"
    return None


def _one_sided(word: str, edtf: str) -> str:
    """ "By" and "not before" include the date; "before" and "after" leave all of it out."""
    if word in ("by", "not after"):
        return f"..{edtf}"
    if word == "not before":
        return f"{edtf}.."
    point = parse_form(edtf)
    if not isinstance(point, Point) or point.qualifier or point.unspecified:
        raise DateError(edtf, f"“{word}” needs a plain date after it", f"write {word} 22 July 2020")
    if word == "before":
        return f"..{_to_precision(point.first.after(-1), point.precision)}"
    return f"{_to_precision(point.last.after(1), point.precision)}.."


def _to_precision(day: Day, precision: str) -> str:
    """A day, its month or its year as EDTF."""
    year = edtf_year(day.year)
    return {"month": f"{year}-{day.month:02d}", "year": year}.get(precision, day.edtf)


def _typed(text: str) -> _Typed | None:
    """One date in English, with its doubts."""
    text, about, doubt = text.strip(), False, False
    while match := re.match(_DOUBT, text):
        doubt, text = True, text[match.end() :]
    while match := re.match(_ABOUT, text):
        about, text = True, text[match.end() :]
    while text[-1:] in ("?", "~", "%"):
        doubt, about = doubt or text[-1] in "?%", about or text[-1] in "~%"
        text = text[:-1].rstrip()
    weekday = re.match(rf"({_WEEKDAY}) ", text)
    piece = _point(text[weekday.end() :] if weekday else text)
    if piece is None or (weekday and not piece.day):
        return None
    index = [name[:3] for name in _WEEKDAYS].index(weekday[1][:3]) if weekday else None
    return replace(piece, about=about, doubt=doubt, weekday=index)


def _point(text: str) -> _Typed | None:
    if match := re.fullmatch(rf"years {_YEAR} to (?P<last>{_YEAR_WORD}|[0-9]{{1,4}})", text):
        return _years(_stated(match["year"]), _stated(match["last"]))
    if match := re.fullmatch(r"([0-9]{3})0s", text):
        if match[1][2] == "0":
            century = match[1][:2]
            hint = f"write {century}0X for the ten years or {century}XX for the hundred"
            raise DateError(text, "it can be read as a decade or as a century", hint)
        return _Typed(edtf=f"{match[1]}X")
    if match := re.fullmatch(rf"(?:a|one|some) (day|month) in ((?:{_MONTH_WORD} )?){_YEAR}", text):
        year, month = edtf_year(_stated(match["year"])), match[2].strip()
        if month:
            return _Typed(edtf=f"{year}-{_month(month):02d}-XX") if match[1] == "day" else None
        return _Typed(edtf=f"{year}-XX-XX" if match[1] == "day" else f"{year}-XX")
    for pattern in _POINTS:
        if match := pattern.fullmatch(text):
            return _from_groups(match.groupdict())
    return None


def _from_groups(groups: dict[str, str | None]) -> _Typed | None:
    if edtf := groups.get("edtf"):
        return _Typed(edtf=edtf.upper())
    if iso := groups.get("iso"):
        return _Typed(edtf="-".join(f"{int(part):02d}" for part in iso.split("-")))
    typed = groups.get("year")
    year = _stated(typed) if typed else None
    if season := groups.get("season"):
        following = groups.get("next")
        if following and (season != "winter" or year is None or not _follows(following, year)):
            return None
        return _Typed(month=_SEASONS[season], year=year)
    return _Typed(
        day=int(groups.get("day") or 0), month=_month(groups.get("month") or ""), year=year
    )


def _years(first: int, last: int) -> _Typed | None:
    """ "The years 2000 to 2009" and "the years 1900 to 1999", before the year 1 too."""
    for size, digits in ((10, 3), (100, 2)):
        unknown = "X" * (4 - digits)
        start = last - size + 1
        if start >= 0 and start % size == 0 and first in (start, max(1, start)):
            return _Typed(edtf=f"{start:04d}"[:digits] + unknown)
        if start < 0 and last % size == 0 and first == start:
            return _Typed(edtf=f"-{-last:04d}"[: digits + 1] + unknown)
    return None


def _follows(typed: str, year: int) -> bool:
    """Whether a second year, perhaps of two digits, is the one after the first."""
    if not typed.isdigit():
        return _stated(typed) == year + 1
    return int(typed) in (year + 1, (year + 1) % 100)


def _stated(year: str) -> int:
    """The number of a year as typed: 2020, "ad 45", "44 bc"."""
    if year.endswith(" bc"):
        return 1 - int(year.removesuffix(" bc"))
    return int(year.removeprefix("ad "))


def _month(text: str) -> int:
    """Number of a month from its first three letters; 0 for no text."""
    return next((n for n, name in enumerate(_MONTH_NAMES) if text and name[:3] == text[:3]), 0)


def _written(piece: _Typed) -> str | None:
    """EDTF of a completed piece; None when its month or year is missing."""
    edtf = piece.edtf
    if not edtf:
        if piece.year is None or (piece.day and not piece.month):
            return None
        edtf = edtf_year(piece.year)
        if piece.month:
            edtf += f"-{piece.month:02d}"
        if piece.day:
            edtf += f"-{piece.day:02d}"
    if piece.weekday is not None:
        _check_weekday(edtf, piece.weekday)
    sign = (
        "%" if piece.about and piece.doubt else "~" if piece.about else "?" if piece.doubt else ""
    )
    return edtf + sign


def _check_weekday(edtf: str, weekday: int) -> None:
    point = parse_form(edtf)
    if isinstance(point, Point) and point.first.weekday != weekday:
        said, real = _WEEKDAYS[weekday].title(), _WEEKDAYS[point.first.weekday].title()
        raise DateError(
            edtf, f"that day is a {real}, not a {said}", "correct the day or leave it out"
        )


def _refuse(line: str) -> str:
    """Say why nothing was understood, as exactly as can be told."""
    for pattern, problem, hint in _REFUSALS:
        if re.search(pattern, line, re.IGNORECASE):
            raise DateError(line, problem, hint)
    raise DateError(line, "it is not understood as a date", _EXAMPLES)
