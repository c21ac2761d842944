"""Which words of a text changed: what was taken out and put in, and what stayed."""

import difflib
import re
from dataclasses import dataclass

SAME, REMOVED, ADDED = "same", "removed", "added"
MOST = 3000  # words of both texts together; longer ones are shown whole, one after the other
_WORDS = re.compile(r"\s+|\w+(?:[’'\-\u200c]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that all stayed, were all removed or were all added."""

    how: str
    text: str


def word_changes(old: str, new: str) -> list[Run]:
    """The way from one text to the other in runs of words.

    The runs that stayed or were removed make up `old`, those that stayed or were added make up
    `new`, each to the letter. A short stretch of agreement between changes counts as changed, so
    that a rewritten sentence is not shown as confetti.
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) + len(after) > MOST:
        return _runs([(REMOVED, old), (ADDED, new)])
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    parts: list[tuple[str, str]] = []
    for how, i, j, k, m in matcher.get_opcodes():
        removed, added = "".join(before[i:j]), "".join(after[k:m])
        if how == "equal":
            parts.append((SAME, removed))
        else:
            parts += [(REMOVED, removed), (ADDED, added)]
    return _runs(_without_crumbs(parts))


def _without_crumbs(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join changes that only white space keeps apart: “a new house” for “an old house”."""
    result: list[tuple[str, str]] = []
    pending: list[tuple[str, str]] = []  # a removal and an addition that may still grow

    def flush() -> None:
        for how in (REMOVED, ADDED):
            text = "".join(text for one, text in pending if one == how)
            result.append((how, text))
        pending.clear()

    for number, (how, text) in enumerate(parts):
        between = 0 < number < len(parts) - 1
        if how != SAME:
            pending.append((how, text))
        elif between and not text.strip():
            pending += [(REMOVED, text), (ADDED, text)]
        else:
            flush()
            result.append((how, text))
    flush()
    return result


def _runs(parts: list[tuple[str, str]]) -> list[Run]:
    return [Run(how, text) for how, text in parts if text]
