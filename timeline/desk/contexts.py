"""An excerpt in its source's text: the passage, and the sentences around it."""

import re
from dataclasses import dataclass

from timeline.curation.models import Excerpt
from timeline.curation.proof import excerpt_problem
from timeline.text import quotes

AROUND = 400  # characters before and after, cut at the end of a sentence where there is one
_SENTENCE_END = re.compile(r"[.!?؟。][”’\"»)]*\s+|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Context:
    """What stands before and after a passage; `passage` is empty where it was not found.

    `cut_before` and `cut_after` say that the source's text goes on. `problem` is the sentence that
    tells why the excerpt does not stand; `near` says that the passage is only the nearest one.
    """

    before: str = ""
    passage: str = ""
    after: str = ""
    cut_before: bool = False
    cut_after: bool = False
    near: bool = False
    problem: str = ""
    has_text: bool = True


def context_of(excerpt: Excerpt) -> Context:
    """The context of an excerpt in the snapshot of its source's text."""
    text = excerpt.source.text
    if not text:
        return Context(has_text=False)
    problem = excerpt_problem(excerpt) or ""
    found = quotes.find(excerpt.quote, text, prefix=excerpt.prefix, suffix=excerpt.suffix)
    if isinstance(found, quotes.FoundOnce):
        return _around(text, found.match.start, found.match.end, problem=problem)
    if isinstance(found, quotes.FoundMany):
        first = found.matches[0]
        return _around(text, first.start, first.end, problem=problem)
    if found.nearest is not None:
        return _around(text, found.nearest.start, found.nearest.end, problem=problem, near=True)
    return Context(problem=problem)


def _around(text: str, start: int, end: int, *, problem: str, near: bool = False) -> Context:
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    if first:
        cut = _SENTENCE_END.search(text, first, start)
        first = cut.end() if cut else first
    if last < len(text):
        ends = list(_SENTENCE_END.finditer(text, end, last))
        last = ends[-1].end() if ends else last
    return Context(
        before=text[first:start],
        passage=text[start:end],
        after=text[end:last].rstrip(),
        cut_before=first > 0,
        cut_after=last < len(text),
        near=near,
        problem=problem,
    )
