"""What a passage may say of when and who: guesses from nothing but the text, each with its words.

A guess is for a person to check. Where the text gives none, there is none.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from timeline.text import dates, names
from timeline.text.date_eras import read_asking
from timeline.text.date_words import month_pattern

_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_YEAR: Final = r"(?:1[89]|20)[0-9]{2}\b"
_DAY: Final = r"\b[0-3]?[0-9](?:st|nd|rd|th)?"
_DATE: Final = re.compile(
    rf"(?P<day_month>{_DAY} (?:of )?{_MONTH})(?P<year1>,? {_YEAR})?"
    rf"|(?P<month_day>\b{_MONTH} {_DAY}\b)(?P<year2>,? {_YEAR})?"
    rf"|(?:\b(?:early|mid|late)[ -])?\b{_MONTH},? {_YEAR}"
    rf"|\b{_YEAR}-[01][0-9]-[0-3][0-9]\b"
    rf"|(?<!\d)\d{{1,2}}\s{month_pattern()}[،,]?\s(?:(?:سال|عام|سنة)\s)?\d{{4}}(?!\d)"
    r"|\b[0-3]?[0-9][./][01]?[0-9][./](?:19|20)[0-9]{2}\b"
)
_WINDOW: Final = 20_000  # characters on either side in which a year is looked for


@dataclass(frozen=True, slots=True)
class DateGuess:
    """A date in EDTF, and the words of the text that it is read from."""

    edtf: str
    words: str
    year_from: str = ""  # other words of the text, where the passage names no year

    @property
    def read_from(self) -> str:
        """The words that the guess is kept with, for whoever confirms it."""
        year = f", its year from “{self.year_from}”" if self.year_from else ""
        return f"“{self.words}”{year}"


@dataclass(frozen=True, slots=True)
class NameGuess:
    """An actor whose name occurs; `sure` when the whole name does, in this or a like spelling."""

    key: int
    words: str
    sure: bool


def date_guesses(text: str, start: int, end: int) -> list[DateGuess]:
    """The dates that `text[start:end]` names, in order and once each.

    A day and month without a year takes the year of the nearest date that has one, before the
    passage if there is such a date, else after it.
    """
    found: dict[str, DateGuess] = {}
    for match in _DATE.finditer(text, start, end):
        words = match[0]
        year_from = ""
        if not _has_year(match):
            year_from, year = _nearest_year(text, start, end)
            if not year:
                continue
            edtf = _read(f"{words} {year}")
        else:
            edtf = _read(words)
        if edtf and edtf not in found:
            found[edtf] = DateGuess(edtf, words, year_from)
    return list(found.values())


def _has_year(match: re.Match[str]) -> bool:
    vague = match["day_month"] or match["month_day"]
    return not vague or bool(match["year1"] or match["year2"])


def _nearest_year(text: str, start: int, end: int) -> tuple[str, str]:
    """The words of the nearest date that has a year, and the year; both empty if there is none."""
    with_year = [
        match
        for match in _DATE.finditer(text, max(0, start - _WINDOW), end + _WINDOW)
        if _has_year(match)
    ]
    before = [match for match in with_year if match.end() <= end]
    nearest = before[-1:] or with_year[:1]
    for match in nearest:
        year = re.search(_YEAR, match[0]) or re.search(r"[0-9]{4}", _read(match[0]))
        if year:
            return match[0], year[0]
    return "", ""


def _read(words: str) -> str:
    try:
        return read_asking(words.replace("،", "")).edtf
    except dates.DateError:
        return ""


def name_guesses(passage: str, known: Iterable[tuple[int, str]]) -> list[NameGuess]:
    """The things whose names occur in a passage, in order of the passage.

    `known` gives keys with each of their names. The last word of a longer name is a looser guess,
    and so is a name that agrees by its sound alone.
    """
    there = names.tokens(passage)
    sure: dict[str, set[int]] = defaultdict(set)
    loose: dict[str, set[int]] = defaultdict(set)
    for place, token in enumerate(there):
        terms = names.index_terms(token.surface)
        for term in (*terms.exact, *terms.folded):
            sure[term].add(place)
        for term in (*terms.keys, *terms.script_keys):
            loose[term].add(place)
    found: dict[int, tuple[bool, int, int]] = {}  # by key: whether it is loose, first, last token
    for key, name in known:
        for hit in _places(name, sure, loose, there):
            if key not in found or hit < found[key]:
                found[key] = hit
    return [
        NameGuess(key, passage[there[first].start : there[last].end], not is_loose)
        for key, (is_loose, first, last) in sorted(
            found.items(), key=lambda item: (item[1][1], item[1], item[0])
        )
    ]


def _places(
    name: str,
    sure: dict[str, set[int]],
    loose: dict[str, set[int]],
    there: tuple[names.Token, ...],
) -> Iterator[tuple[bool, int, int]]:
    """Where a name stands: whether it is only alike, its first and its last token."""
    certain: list[set[int]] = []
    alike: list[set[int]] = []
    for token in names.tokens(name):
        terms = names.query_terms(token.surface, names=True)
        places = {p for term in (*terms.exact, *terms.folded) for p in sure.get(term, ())}
        certain.append(places)
        keys = (*terms.keys, *terms.script_keys)
        alike.append(places | {p for term in keys for p in loose.get(term, ())})
    if not certain:
        return
    for run, is_loose in ((certain, False), (alike, True)):
        for first in sorted(run[0]):
            if all(first + offset in places for offset, places in enumerate(run)):
                yield is_loose, first, first + len(run) - 1
    if len(certain) > 1:
        for place in sorted(alike[-1]):
            if there[place].surface[:1].isupper():
                yield True, place, place
