"""Text with white space and typographic variants evened out, and the way back to the original."""

import re
from bisect import bisect_right
from dataclasses import dataclass
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
_RUN: Final = re.compile(
    rf"[ {_IGNORED}]{{2,}}|{_IGNORED}|\.{_IGNORED}*\.{_IGNORED}*\.|-(?:{_IGNORED}*-)+"
)


@dataclass(frozen=True, slots=True)
class Normal:
    """A normalised text. Character ``i`` stands for ``source[a:b]`` with ``a, b = span(i, i + 1)``.

    ``at`` holds where the runs that changed length stand in ``text``, in order; ``shift[n]`` is
    what turns an index after the n-th of them into an index of the source, and ``begin[n]``
    where that run starts in the source.
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
        after = index + self.shift[run] + 1
        if index < self.at[run] + self.length[run]:
            return self.begin[run], after
        return after - 1, after


def normalise(source: str) -> Normal:
    """Even out white space and typographic variants, and nothing else. Linear in the length."""
    even = source.translate(_ONE_FOR_ONE)
    pieces: list[str] = []
    at: list[int] = []
    begin: list[int] = []
    length: list[int] = []
    shift: list[int] = []
    done = size = 0
    for match in _RUN.finditer(even):
        run = match[0]
        stand_in = (
            " " if " " in run else "" if run[0] == _IGNORED else "…" if run[0] == "." else "-"
        )
        pieces += (even[done : match.start()], stand_in)
        size += match.start() - done
        at.append(size)
        begin.append(match.start())
        length.append(len(stand_in))
        size += len(stand_in)
        done = match.end()
        shift.append(done - size)
    pieces.append(even[done:])
    return Normal("".join(pieces), at, begin, length, shift)
