"""Where in a document a passage stands, in words that lead a reader to it: “paragraph 4”.

Worked out from the stored text, never typed, so that it cannot be wrong where the passage is right.
"""

import re
from bisect import bisect_right
from typing import Final

from timeline.text import quotes

_WRAPPED = 100  # characters; a text with empty lines whose lines are no longer is wrapped by hand
_CLOSING = "\"'”’»)]*"  # what may follow the end of a sentence
_ENDS = (".", "!", "?", "…", "؟", "۔", "。")
LOCATOR: Final = re.compile(
    r"headline|paragraphs? [1-9][0-9]*( to [1-9][0-9]*)?|line (before|after) paragraph [1-9][0-9]*"
)


class Locators:
    """The places of a text as a reader counts them.

    A paragraph is a line that ends as a sentence does; in a text wrapped by hand it is what stands
    between empty lines. Headings, captions, datelines and other furniture of a page end otherwise:
    they are not counted, but named by the paragraph that they stand before. In a text where nothing
    ends as a sentence does, everything counts. `title` is what the headline is known by.
    """

    def __init__(self, text: str, title: str = "") -> None:
        self._starts: list[int] = []  # of lines that say something
        self._numbers: list[int] = []  # of the last paragraph that begins there or before
        self._counted: list[bool] = []
        self._headlines: set[int] = set()
        lines = _lines(text)
        prose = [_is_prose(words) for _, words in lines]
        count = 0
        for (start, words), is_prose in zip(lines, prose, strict=True):
            counts = is_prose or not any(prose)
            count += counts
            if title and not is_prose and _plain(title) == _plain(words):
                self._headlines.add(len(self._starts))
            self._starts.append(start)
            self._numbers.append(count)
            self._counted.append(counts)

    def at(self, start: int, end: int) -> str:
        """Where the passage `text[start:end]` stands; empty in a text that says nothing."""
        if not self._starts:
            return ""
        first, last = self._line_of(start), self._line_of(max(start, end - 1))
        if first in self._headlines:
            return "headline"
        number, until = self._numbers[first], self._numbers[last]
        if not self._counted[first]:
            total = self._numbers[-1]
            return (
                f"line before paragraph {number + 1}"
                if number < total
                else f"line after paragraph {number}"
            )
        return f"paragraph {number}" if until == number else f"paragraphs {number} to {until}"

    def _line_of(self, place: int) -> int:
        return max(0, bisect_right(self._starts, place) - 1)


def _lines(text: str) -> list[tuple[int, str]]:
    """Each line or hand-wrapped block that says something: where it starts, and its words."""
    rows: list[tuple[int, str]] = []
    start = 0
    for row in text.split("\n"):
        rows.append((start, row))
        start += len(row) + 1
    wrapped = "\n\n" in text.strip("\n") and max(len(row) for _, row in rows) <= _WRAPPED
    found: list[tuple[int, str]] = []
    inside = False
    for start, row in rows:
        words = row.strip()
        if words and inside and wrapped:
            first, before = found[-1]
            found[-1] = (first, f"{before} {words}")
        elif words:
            found.append((start, words))
        inside = bool(words)
    return found


def _is_prose(words: str) -> bool:
    return words.rstrip(_CLOSING).endswith(_ENDS)


def _plain(words: str) -> str:
    return " ".join(words.strip("[]").split()).casefold()


def locate(quote: str, text: str, *, prefix: str = "", suffix: str = "", title: str = "") -> str:
    """Where the passage stands in a text; empty where the text does not have it exactly once."""
    found = quotes.places(quote, text, prefix=prefix, suffix=suffix)
    return Locators(text, title).at(*found[0]) if len(found) == 1 else ""
