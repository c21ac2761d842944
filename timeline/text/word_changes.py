"""What differs between two texts, word by word.

    >>> [(part.change, part.text) for part in word_changes("The comittee met", "The committee met")]
    [('same', 'The '), ('out', 'comittee'), ('in', 'committee'), ('same', ' met')]

Texts are compared as runs of white space, words with their apostrophes and hyphens, and single
other characters, so that a changed comma is not a changed sentence. Joined again, what is not "in"
is the old text and what is not "out" the new one, character for character.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

__all__ = ["FieldChange", "Part", "word_changes"]

_TOKEN: Final = re.compile(r"\s+|\w+(?:[’'\-\u200c]\w+)*|[^\w\s]")
# Comparing takes time in the square of the number of words, at worst.
_MOST_TOKENS: Final = 6000


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text: in both ("same"), in the old text only ("out") or in the new only ("in")."""

    change: Literal["same", "out", "in"]
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value that differs between two states of a thing, as texts.

    `old` or `new` is None where the field or entry is not there at all. `label` is what people call
    the field, or its path in a document.
    """

    label: str
    old: str | None
    new: str | None

    @property
    def words(self) -> list[Part]:
        """The change word by word; what was not there before, or is not there now, whole."""
        return word_changes(self.old or "", self.new or "")


def word_changes(old: str, new: str) -> list[Part]:
    """The way from one text to another; of very long ones, word by word within changed lines."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if old != new and len(before) + len(after) > _MOST_TOKENS:
        return _without_islands(_line_changes(old, new))
    return _without_islands(_token_changes(before, after))


def _line_changes(old: str, new: str) -> list[Part]:
    """The way between long texts: lines that differ are compared by words, or given whole."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if len(before) + len(after) > _MOST_TOKENS:
        return [Part("out", old), Part("in", new)]
    parts: list[Part] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[i:j]), "".join(after[k:m])
        if tag == "equal":
            parts.append(Part("same", gone))
            continue
        tokens = _TOKEN.findall(gone), _TOKEN.findall(come)
        if sum(map(len, tokens)) <= _MOST_TOKENS:
            parts += _token_changes(*tokens)
        else:
            parts += [Part("out", gone)] if gone else []
            parts += [Part("in", come)] if come else []
    return parts


def _token_changes(before: list[str], after: list[str]) -> list[Part]:
    parts: list[Part] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(Part("same", "".join(before[i:j])))
            continue
        if i < j:
            parts.append(Part("out", "".join(before[i:j])))
        if k < m:
            parts.append(Part("in", "".join(after[k:m])))
    return parts


def _without_islands(parts: list[Part]) -> list[Part]:
    """Take a blank that two changes have in common into both, so that a phrase reads as one."""
    joined: list[Part] = []
    out = into = ""

    def flush() -> None:
        nonlocal out, into
        if out:
            joined.append(Part("out", out))
        if into:
            joined.append(Part("in", into))
        out = into = ""

    for number, part in enumerate(parts):
        if part.change == "out":
            out += part.text
        elif part.change == "in":
            into += part.text
        elif out and into and part.text.isspace() and number + 1 < len(parts):
            out += part.text
            into += part.text
        else:
            flush()
            joined.append(part)
    flush()
    return joined
