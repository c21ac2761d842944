"""Where words begin and end, as browsers see it, and passages that begin or end inside of one.

    >>> cut_words("the northern side", 4, 8)
    CutWords(first='', last='northern')

The standard is Unicode Standard Annex 29, "Word Boundaries". Where browsers have dictionaries (for
Chinese, Japanese, Thai, Lao, Khmer, Burmese) or differ from each other, an edge is "unsure":
nothing is built on it, and nobody is told that a word was cut.
Offsets are Python string indices (code points).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

__all__ = ["CutWords", "Edge", "attached", "cut_words", "edge", "invisible", "whole_words"]

Edge = Literal["between", "inside", "unsure"]
_Kind = Literal["space", "letter", "hebrew", "hangul", "digit", "joiner", "other", "unsure"]

# Scripts without spaces between words, for which browsers use dictionaries, and kana and Han.
_DICTIONARY: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u2e80-\u2fdf\u3005-\u3007"
    "\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff\uff66-\uff9f\U00011700-\U0001173f"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
_BETWEEN_LETTERS: Final = "'\u2018\u2019\xb7\u2027"
_BETWEEN_DIGITS: Final = ".'\u2018\u2019,;\u060c\u066c"
# Between letters in some browsers, versions or languages only: full stops, colons, rare forms.
_PERHAPS: Final = (
    ":\u0387\u055f\u0589\u05f4\u060d\u07f8\u2024\u2044"
    "\ufe10\ufe13\ufe14\ufe50\ufe52\ufe54\ufe55\uff07\uff0c\uff0e\uff1a\uff1b"
)
# Accents that stand alone, circled letters, Armenian signs inside of words, the Hebrew geresh.
_PERHAPS_LETTER: Final = re.compile(
    "[\u02c2-\u02ff\u055a-\u055c\u055e\u058a\u05f3\u24b6-\u24e9"
    "\u32d0-\u32fe\u3300-\u3357\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\ua700-\ua7ff\U0001f130-\U0001f189]"
)
_JOINER: Final = "\u200d"


@dataclass(frozen=True, slots=True)
class CutWords:
    """The words that a passage begins or ends inside of; empty where it does not."""

    first: str
    last: str

    def __bool__(self) -> bool:
        return bool(self.first or self.last)


def edge(text: str, at: int) -> Edge:
    """What lies at offset ``at``: the seam "between" words, the "inside" of one, or "unsure".

    Both ends of the text and of its lines are between words. Marks and invisible characters belong
    to what stands before them.
    """
    if not 0 < at < len(text) or text[at - 1] in "\n\r" or text[at] in "\n\r":
        return "between"
    if text[at - 1] == _JOINER:
        return "unsure"  # perhaps one emoji of several
    if attached(text[at]) or text[at - 1 : at + 1].isspace():
        # The standard holds a mark and the space before it together, and a row of spaces too.
        return "unsure" if text[at - 1].isspace() else "inside"
    left = _base_before(text, at)
    right = _base_after(text, at)
    if left < 0 or right >= len(text):
        return "between"
    return _between_kinds(text, left, right)


def _between_kinds(text: str, left: int, right: int) -> Edge:
    before, after = _kind(text[left]), _kind(text[right])
    if "space" in (before, after):
        return "between"
    if before != "other" and after != "other":
        if "hangul" in (before, after):
            return "inside" if before == after and left + 1 == right else "unsure"
        return "unsure" if "unsure" in (before, after) else "inside"
    if before == "hebrew" and text[right] in "'\u2018\u2019":
        following = _base_after(text, right + 1)
        ends = following >= len(text) or _kind(text[following]) != "hebrew"
        return "unsure" if ends else "inside"
    if after == "other" and before != "other":
        return _middle(text, left, right, _base_after(text, right + 1))
    if before == "other" and after != "other":
        return _middle(text, _base_before(text, left), left, right)
    return "unsure" if _is_flag(text[left]) and _is_flag(text[right]) else "between"


def _middle(text: str, left: int, middle: int, right: int) -> Edge:
    """Whether a sign with a word on one side holds it together with what is on its other side."""
    if left < 0 or right >= len(text) or "\n" in text[left:right]:
        return "between"
    sign, kinds = text[middle], {_kind(text[left]), _kind(text[right])}
    if kinds & {"space", "other"}:
        return "between"
    if sign in _PERHAPS or kinds & {"unsure", "joiner", "hangul"}:
        return "unsure" if sign in _PERHAPS + _BETWEEN_LETTERS + _BETWEEN_DIGITS else "between"
    if kinds == {"hebrew"} and sign in '"\u201c\u201d':
        return "inside" if sign == '"' else "unsure"
    if kinds <= {"letter", "hebrew"}:
        return "inside" if sign in _BETWEEN_LETTERS else "unsure" if sign == "." else "between"
    if kinds == {"digit"}:
        return "inside" if sign in _BETWEEN_DIGITS else "between"
    return "between"


@lru_cache(maxsize=4096)
def _kind(char: str) -> _Kind:
    category = unicodedata.category(char)
    if _DICTIONARY.match(char):
        sign = category[0] in "PZ" and char >= "\u3000" and not "\u3040" <= char <= "\u30ff"
        return "other" if sign else "unsure"
    if char == "\u202f":
        return "unsure"  # a narrow no-break space joins words by the standard
    if char.isspace():
        return "space"
    if "\u05d0" <= char <= "\u05f2" or "\ufb1d" <= char <= "\ufb4f":
        return "hebrew"
    if "\u1100" <= char <= "\u11ff":
        return "unsure"  # parts of Korean syllables
    if "\uac00" <= char <= "\ud7a3":
        return "hangul"  # which browsers treat as a dictionary language beside other letters
    if category == "Nd" or char == "\u066b":
        return "digit"
    if category[0] == "L" or category == "Nl":
        return "letter"
    if category == "Pc":
        return "joiner"
    return "unsure" if category == "No" or _PERHAPS_LETTER.match(char) else "other"


@lru_cache(maxsize=4096)
def invisible(char: str) -> bool:
    """Whether a character takes no room and browsers compare texts without it: joiners, marks
    of direction, zero-width spaces, soft hyphens, variation selectors.
    """
    return unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f" or char == "\u034f"


@lru_cache(maxsize=4096)
def attached(char: str) -> bool:
    """Whether no word can begin with it, because it is part of the character before."""
    if char == "\u200b" or _PERHAPS_LETTER.match(char):
        return False  # a zero-width space is a seam between words
    return (
        unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf")
        or "\U0001f3fb" <= char <= "\U0001f3ff"
    )


def _base_before(text: str, at: int) -> int:
    """Offset of the last character before ``at`` that is not attached to another; -1 for none."""
    at -= 1
    while at >= 0 and attached(text[at]):
        at -= 1
    return at


def _base_after(text: str, at: int) -> int:
    """Offset of the first such character from ``at`` on; the length of the text for none."""
    while at < len(text) and attached(text[at]):
        at += 1
    return at


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The passage from ``start`` to ``end``, grown to whole words at both ends.

    White space at the ends of the passage is left out first. Raises ValueError for a passage that
    is not in the text.
    """
    _check(text, start, end)
    while start < end and (text[start].isspace()):
        start += 1
    while start < end and (text[end - 1].isspace()):
        end -= 1
    if start == end:
        return start, end
    return _word_start(text, start), _word_end(text, end)


def cut_words(text: str, start: int, end: int) -> CutWords:
    """The words of ``text`` inside of which the passage from ``start`` to ``end`` begins or ends.

    Raises ValueError for a passage that is not in the text.
    """
    _check(text, start, end)
    first, last = _word_start(text, start), _word_end(text, end)
    return CutWords(
        text[first : _word_end(text, start)] if first < start < end else "",
        text[_word_start(text, end) : last] if last > end > start else "",
    )


def _word_start(text: str, at: int) -> int:
    while edge(text, at) == "inside":
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while edge(text, at) == "inside":
        at += 1
    return at


def _check(text: str, start: int, end: int) -> None:
    if not 0 <= start <= end <= len(text):
        raise ValueError(
            f"There is no passage from {start} to {end} in a text of {len(text)} characters; "
            "start and end have to satisfy 0 <= start <= end <= length."
        )
