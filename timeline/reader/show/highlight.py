"""Marking what a search found in a text, in whatever spelling it was found."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from timeline.editions.search import Found
from timeline.editions.search.clauses import Means
from timeline.editions.search.lookups import Way
from timeline.text import names

TEXTS: Final = 1024  # kept as words, some 10 KB each


class Highlighter:
    """Marks what one search found in texts. Answers are escaped HTML with `<mark>` in it.

    The words of it are marked in any spelling; so are the other names of what they name, the other
    wordings of a term, and the words that a mistyped one was taken for.
    """

    def __init__(self, parts: Iterable[Found]) -> None:
        sought = [part for part in parts if not part.clause.excluded and part.hits]
        self._words: list[str] = []  # in any spelling
        self._begun: list[str] = []
        self._phrases: dict[str, list[tuple[str, ...]]] = {}  # by their first word
        for part in sought:
            self._take(part)
        self._pairs = tuple(
            f"{left.clause.text} {right.clause.text}"
            for left, right in pairwise(sought)
            if left.clause.means is right.clause.means is Means.WORD
        )
        self._known: dict[str, bool] = {}

    def _take(self, part: Found) -> None:
        clause = part.clause
        if clause.means in (Means.PHRASE, Means.TERM):
            self._take_text(clause.text)
        elif clause.means is Means.PREFIX:
            self._begun.append(clause.tokens[0])
        elif clause.means is Means.WORD:
            self._words += [clause.text, *part.corrected]
            if any(way is Way.BEGINNING for way, _ in part.hits):
                self._begun.append(clause.tokens[0])
        for thing in (*clause.meant.things, *part.meant.things):
            for name in thing.names:
                self._take_text(name)
        for term in (*clause.meant.terms, *part.meant.terms):
            for wording in (*term.equal, *term.broader):
                self._take_text(wording)
            for name in (name for thing in term.things for name in thing.names):
                self._take_text(name)

    def _take_text(self, text: str) -> None:
        tokens = tuple(token.folded for token in names.tokens(text))
        if len(tokens) > 1:
            self._phrases.setdefault(tokens[0], []).append(tokens)
        elif tokens:
            self._words.append(text)

    def __bool__(self) -> bool:
        return bool(self._words or self._begun or self._phrases)

    def __call__(self, text: str) -> str:
        """The text, escaped, with every passage that meets the search marked."""
        return self.html(text) if self and text else text

    def html(self, text: str) -> SafeString:
        """The same, as HTML even where there is nothing to mark."""
        return _with_marks(text, self.spans(text))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the passages are, in order, as code points; none overlaps another."""
        tokens, pairs = _cut(text)
        spans = [(token.start, token.end) for token in tokens if self._meets(token)]
        for pair in pairs:
            if any(_meet(word, pair.folded) for word in self._words):
                spans.append((pair.start, pair.end))
        for at, token in enumerate(tokens) if self._phrases else ():
            for phrase in self._phrases.get(token.folded, ()):
                run = tokens[at : at + len(phrase)]
                if tuple(one.folded for one in run) == phrase:
                    spans.append((token.start, run[-1].end))
        return _merged(spans)

    def _meets(self, token: names.Token) -> bool:
        if token.surface not in self._known:
            self._known[token.surface] = (
                any(_meet(word, token.surface) for word in self._words)
                or any(token.folded.startswith(begun) for begun in self._begun)
                or any(_meet(pair, token.surface) for pair in self._pairs)
            )
        return self._known[token.surface]


@lru_cache(maxsize=TEXTS)
def _cut(text: str) -> tuple[tuple[names.Token, ...], tuple[names.Token, ...]]:
    """The words of a text, and the pairs of them that may be one. A page asks for the same texts
    several times, and the next page of a search has many of them again."""
    return tuple(names.tokens(text)), tuple(names.joined(text))


@lru_cache(maxsize=16384)
def _meet(wanted: str, there: str) -> bool:
    return names.match(wanted, there, curated=True) is not None


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    result: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _with_marks(text: str, spans: list[tuple[int, int]]) -> SafeString:
    """Every piece is escaped by itself before the marks go in between, so nothing else can."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return mark_safe("".join([*parts, escape(text[at:])]))  # noqa: S308  each piece is escaped
