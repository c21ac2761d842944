"""Marking what a search found in a text, in whatever spelling it was found."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from timeline.editions.search import Word
from timeline.text import names


class Highlighter:
    """Marks the words of one search in texts. Answers are escaped HTML with `<mark>` in it."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = [word for word in words if not word.excluded]
        self._known: dict[str, bool] = {}
        self._pairs = tuple(
            f"{left.text} {right.text}"
            for left, right in zip(self.words, self.words[1:], strict=False)
            if not (left.phrase or left.prefix or right.phrase or right.prefix)
        )

    def __call__(self, text: str) -> str:
        """The text, escaped, with every passage that meets a word marked."""
        if not self.words or not text:
            return text
        return _with_marks(text, _merged(self._spans(text)))

    def _spans(self, text: str) -> list[tuple[int, int]]:
        tokens = names.tokens(text)
        spans = [(token.start, token.end) for token in tokens if self._meets(token)]
        for pair in names.joined(text):
            if any(_meet(word.text, pair.folded) for word in self.words if not word.phrase):
                spans.append((pair.start, pair.end))
        for word in self.words:
            if word.phrase:
                spans += _phrases(word.tokens, tokens)
        return spans

    def _meets(self, token: names.Token) -> bool:
        if token.surface not in self._known:
            self._known[token.surface] = any(
                token.folded.startswith(word.tokens[0])
                if word.prefix
                else _meet(word.text, token.surface)
                for word in self.words
                if not word.phrase
            ) or any(_meet(pair, token.surface) for pair in self._pairs)
        return self._known[token.surface]


@lru_cache(maxsize=16384)
def _meet(wanted: str, there: str) -> bool:
    return names.match(wanted, there, curated=True) is not None


def _phrases(wanted: Sequence[str], tokens: Sequence[names.Token]) -> Iterable[tuple[int, int]]:
    for at in range(len(tokens) - len(wanted) + 1):
        run = tokens[at : at + len(wanted)]
        if all(token.folded == word for token, word in zip(run, wanted, strict=True)):
            yield run[0].start, run[-1].end


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
