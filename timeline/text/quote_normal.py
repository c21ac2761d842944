"""Text with white space and typographic variants evened out, and the way back to the original.

What Unicode calls canonically equivalent (é as one character or as e and an accent, marks in either
order) is the same here, as the Unicode Standard demands in chapter 3, C6. Forms of compatibility
(ﬁ and fi, ² and 2) are not.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_IGNORED: Final = "\u200b"  # stands for every zero-width character
_SPACES: Final = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f\x20\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
# Soft hyphen, zero-width (non-)joiner and spaces, word joiner, byte order and direction marks.
_ZERO_WIDTH: Final = (
    "\xad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
    "\u2066\u2067\u2068\u2069\ufeff"
)
# Left and right single, low, reversed, modifier apostrophe, prime, acute, grave, full width.
_SINGLE_QUOTES: Final = "'\u2018\u2019\u201a\u201b\u02bc\u2032\xb4`\uff07"
_DOUBLE_QUOTES: Final = '"\u201c\u201d\u201e\u201f\u2033\uff02'
# Hyphen, no-break hyphen, figure dash, en dash, em dash, horizontal bar, minus, small, full width.
_DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_ONE_FOR_ONE: Final = str.maketrans(
    _SPACES + _ZERO_WIDTH + _SINGLE_QUOTES + _DOUBLE_QUOTES + _DASHES,
    " " * len(_SPACES)
    + _IGNORED * len(_ZERO_WIDTH)
    + "'" * len(_SINGLE_QUOTES)
    + '"' * len(_DOUBLE_QUOTES)
    + "-" * len(_DASHES),
)
_RUNS: Final = rf"[ {_IGNORED}]{{2,}}|{_IGNORED}|\.{_IGNORED}*\.{_IGNORED}*\.|-(?:{_IGNORED}*-)+"
_RUN: Final = re.compile(_RUNS)
# Vowels and finals of Korean syllables, which join the character before without being marks.
_KOREAN_TAILS: Final = "\u1161-\u1175\u11a8-\u11c2"
_ASSIGNED: Final = (range(0xC0, 0x3400), range(0xA000, 0xAC00), range(0xF900, 0x20000))
_RARE_HAN: Final = range(0x2F800, 0x2FA20)


@dataclass(frozen=True, slots=True)
class Normal:
    """A normalised text. Character ``i`` stands for ``source[a:b]`` with ``a, b = span(i, i + 1)``.

    ``at`` holds where the runs that were replaced stand in ``text``, in order, and ``length`` how
    long what replaced them is; ``shift[n]`` is what turns an index after the n-th of them into an
    index of the source, and ``begin[n]`` where that run starts in the source.
    """

    text: str
    at: list[int]
    begin: list[int]
    length: list[int]
    shift: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the source that the characters from ``start`` to ``end`` stand for."""
        return self._bounds(start)[0], self._bounds(end - 1)[1]

    def _bounds(self, index: int) -> tuple[int, int]:
        run = bisect_right(self.at, index) - 1
        if run < 0:
            return index, index + 1
        end = self.at[run] + self.length[run]
        if index < end:
            return self.begin[run], end + self.shift[run]
        return index + self.shift[run], index + self.shift[run] + 1


def normalise(source: str) -> Normal:
    """Even out white space, typographic variants and canonical forms, and nothing else.

    Takes time linear in the length.
    """
    even = source.translate(_ONE_FOR_ONE)
    plain = unicodedata.is_normalized("NFC", even.replace(_IGNORED, ""))
    return _replaced(even, _RUN if plain else _run_or_cluster(), _stand_in)


def canonical(source: str) -> Normal:
    """The text in Normalization Form C. Takes time linear in the length."""
    if unicodedata.is_normalized("NFC", source):
        return Normal(source, [], [], [], [])
    return _replaced(source, _cluster(), lambda run: unicodedata.normalize("NFC", run))


def _replaced(even: str, pattern: re.Pattern[str], stand_in: Callable[[str], str]) -> Normal:
    """A text in which each match is replaced, and where each replacement comes from."""
    pieces: list[str] = []
    at: list[int] = []
    begin: list[int] = []
    length: list[int] = []
    shift: list[int] = []
    done = size = 0
    for match in pattern.finditer(even):
        instead = stand_in(match[0])
        pieces += (even[done : match.start()], instead)
        size += match.start() - done
        at.append(size)
        begin.append(match.start())
        length.append(len(instead))
        size += len(instead)
        done = match.end()
        shift.append(done - size)
    pieces.append(even[done:])
    return Normal("".join(pieces), at, begin, length, shift)


def _stand_in(run: str) -> str:
    """What a run of spaces, dots or dashes is replaced by, or a letter with its marks."""
    visible = run.replace(_IGNORED, "")
    if not visible.strip(" "):
        return " " if visible else ""
    if visible == "...":
        return "…"
    if not visible.strip("-"):
        return "-"
    return unicodedata.normalize("NFC", visible).translate(_ONE_FOR_ONE)


def joins_back(char: str) -> bool:
    """Whether a character is part of the one before it by canonical equivalence, as accents are."""
    return unicodedata.combining(char) > 0 or _joiner().match(char) is not None


def inside_cluster(text: str, at: int) -> bool:
    """Whether the character at ``at`` joins that before it, invisible ones between them or not."""
    while 0 < at < len(text) and text[at] in _ZERO_WIDTH:
        at += 1
    return 0 < at < len(text) and joins_back(text[at])


@lru_cache(maxsize=1)
def _joiner() -> re.Pattern[str]:
    """Characters that are no marks, but are composed with the one before."""
    seconds = {
        parts[1]
        for char in _characters()
        if len(parts := unicodedata.normalize("NFD", char)) > 1
        and not unicodedata.combining(parts[1])
    }
    return re.compile(f"[{_KOREAN_TAILS}{''.join(map(re.escape, sorted(seconds)))}]")


@lru_cache(maxsize=1)
def _run_or_cluster() -> re.Pattern[str]:
    """A run, or what `_cluster` finds, invisible characters between letter and marks or not."""
    tails, others = _tails_and_others()
    cluster = rf"[^{_IGNORED}](?:{_IGNORED}*[{tails}])+"
    return re.compile(f"{_RUNS}|{cluster}|[{others}]", re.DOTALL)


@lru_cache(maxsize=1)
def _cluster() -> re.Pattern[str]:
    """A character with what joins it, or one that Normalization Form C writes in another way."""
    tails, others = _tails_and_others()
    return re.compile(f".[{tails}]+|[{others}]", re.DOTALL)


@lru_cache(maxsize=1)
def _tails_and_others() -> tuple[str, str]:
    """Found out when the first text comes that is not in that form, because it takes some time."""
    marks = "".join(char for char in _characters() if unicodedata.combining(char))
    others = "".join(c for c in _characters() if unicodedata.normalize("NFC", c) != c)
    return f"{_joiner().pattern[1:-1]}{marks}", others


def _characters() -> Iterator[str]:
    """All that may have a canonical form other than themselves, but Korean syllables."""
    return (chr(code) for codes in (*_ASSIGNED, _RARE_HAN) for code in codes)
