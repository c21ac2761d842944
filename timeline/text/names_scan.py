"""Cut a text into words, with the article, the servant names and the ezafe joined to theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from timeline.text.names_fold import APOSTROPHES, fold
from timeline.text.names_script import ZWNJ, is_arabic

_MARK = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff"
)
_INSIDE = f"{_MARK}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_LETTER = r"[^\W_]"
# An acronym with points (U.S., the U.S.’s) is one word; an apostrophe inside a word belongs to it.
_WORD = re.compile(
    rf"(?<!\w)(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!\w))?(?:['’]s(?!\w))?"
    rf"|{_LETTER}(?:[{_INSIDE}]*(?:[{APOSTROPHES}][{_INSIDE}]*)?{_LETTER})*[{_MARK}]*"
)
_HYPHEN = re.compile("[-\u2010\u2011]")
_SPACE = re.compile("[ \t\u00a0\u202f]{1,3}|\r?\n[ \t]*")

_ARTICLES = frozenset(("al", "el"))
_ASSIMILATED = re.compile("^[aeu](sh|th|dh|[dlnrstz])$")
_SERVANTS = re.compile("^abd[aeou]([lnrdtsz]|sh)$")
_EZAFE = frozenset(("e", "i", "ye", "yi"))


@dataclass(frozen=True, slots=True)
class Unit:
    """One word with what is joined to it: al-Farabi, Abdul Mahdi, Sepah-e."""

    surface: str
    start: int
    end: int
    parts: tuple[str, ...]
    """The words as the text has them."""
    core: tuple[str, ...]
    """Those of them that carry the name, without article and ezafe."""


@dataclass(frozen=True, slots=True)
class _Raw:
    surface: str
    start: int
    end: int
    folded: str


def scan(text: str) -> list[Unit]:
    """The units of a text, in order; offsets are code points into the text as given."""
    raw = [_Raw(m[0], m.start(), m.end(), fold(m[0])) for m in _WORD.finditer(text)]
    raw = [word for word in raw if word.folded]
    units: list[Unit] = []
    i = 0
    while i < len(raw):
        first = i
        core = []
        if _opens(text, raw, i):
            i += 1
            if raw[first].folded not in _ARTICLES and not _ASSIMILATED.match(raw[first].folded):
                core.append("abd")
                i += _is_article_of(text, raw, i)
        core.append(raw[i].surface)
        i += 1
        i += _is_ezafe(text, raw, i)
        start, end = raw[first].start, raw[i - 1].end
        parts = tuple(word.surface for word in raw[first:i])
        units.append(Unit(text[start:end], start, end, parts, tuple(core)))
    return units


def hyphenated(text: str, left: Unit, right: Unit) -> bool:
    """Whether a single hyphen stands between two adjacent units."""
    return _HYPHEN.fullmatch(text[left.end : right.start]) is not None


def adjacent(text: str, left: Unit, right: Unit) -> bool:
    """Whether nothing but a hyphen or white space stands between the two."""
    gap = text[left.end : right.start]
    return _HYPHEN.fullmatch(gap) is not None or _SPACE.fullmatch(gap) is not None


def pairs(text: str, units: list[Unit]) -> Iterator[tuple[Unit, Unit, bool]]:
    """Each two adjacent units, and whether a hyphen joins them."""
    for left, right in pairwise(units):
        if adjacent(text, left, right):
            yield left, right, hyphenated(text, left, right)


def join(words: tuple[str, ...]) -> str:
    """Words written as one. A silent final h keeps its boundary (خامنه ای is خامنه‌ای)."""
    if len(words) > 1 and all(is_arabic(word) for word in words):
        rest = tuple(
            word if word == "الله" else word.removeprefix("ال") or word for word in words[1:]
        )
        return words[0] + "".join((ZWNJ if word in ("ای", "ئی") else "") + word for word in rest)
    return "".join(words)


def _gap(text: str, raw: list[_Raw], i: int) -> str:
    return text[raw[i].end : raw[i + 1].start]


def _may_open(folded: str) -> bool:
    """Whether a word can be an article or a servant name at all, which hardly any is."""
    return folded[:3] == "abd" or (len(folded) in (2, 3) and folded[0] in "aeu")


def may_join_next(units: list[Unit]) -> bool:
    """Whether a word of these may join one that follows, as it stands: an article or a servant name
    does, and an ezafe after the last hyphen."""
    words = [fold(part) for unit in units for part in unit.parts]
    return any(map(_opens_alone, words)) or (len(words) > 1 and words[-1] in _EZAFE)


def _opens_alone(folded: str) -> bool:
    return folded in _ARTICLES or folded == "abd" or _SERVANTS.match(folded) is not None


def _opens(text: str, raw: list[_Raw], i: int) -> bool:
    """Whether word i is an article or a servant name of the word after it."""
    if i + 1 >= len(raw) or not _may_open(raw[i].folded):
        return False
    folded, following, gap = raw[i].folded, raw[i + 1].folded, _gap(text, raw, i)
    hyphen = _HYPHEN.fullmatch(gap) is not None
    if _SERVANTS.match(folded) or folded in _ARTICLES:
        # Nothing is called by a single letter or by a number.
        return (
            (hyphen or _SPACE.fullmatch(gap) is not None)
            and len(following) > 1
            and following.isalpha()
        )
    if folded == "abd":
        return _is_article_of(text, raw, i + 1) == 1
    assimilated = _ASSIMILATED.match(folded)
    return hyphen and assimilated is not None and following.startswith(assimilated[1])


def _is_article_of(text: str, raw: list[_Raw], i: int) -> int:
    """1 if word i is an article before another word, else 0."""
    if i + 1 >= len(raw) or not (raw[i].folded in _ARTICLES or _ASSIMILATED.match(raw[i].folded)):
        return 0
    return int(_opens(text, raw, i))


def _is_ezafe(text: str, raw: list[_Raw], i: int) -> int:
    """1 if word i is the Persian -e between two words, else 0."""
    if (
        i + 1 >= len(raw)
        or raw[i].folded not in _EZAFE
        or not _HYPHEN.fullmatch(_gap(text, raw, i - 1))
    ):
        return 0
    gap = _gap(text, raw, i)
    return int(_HYPHEN.fullmatch(gap) is not None or _SPACE.fullmatch(gap) is not None)
