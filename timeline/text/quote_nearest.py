"""The passage of a text that is closest to a quote, and how the two differ word by word.

Candidates are the places that share the most word triples with the quote (then pairs, then
single words); only these few are compared in full, so that the time stays linear in the text.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from typing import Final, Literal

from timeline.text.quote_normal import Normal, normalise

Operation = Literal["equal", "replace", "delete", "insert"]
Segment = tuple[Operation, str, str]

MAX_WORDS: Final = 200
MIN_RATIO: Final = 0.3
_CANDIDATES: Final = 4
_WORD: Final = re.compile(r"\w+(?:'\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage ``text[start:end] == exact`` that is most like the quote.

    ``ratio`` is the share of characters, from 0 to 1, in words that agree in both. ``difference``
    lists segments ``(operation, wanted, there)`` in reading order: "equal", "replace", "delete"
    (the quote has it, the text has not) or "insert" (the text has it, the quote has not). Of a
    quote of more than 200 words and signs only the first 200 are compared.
    """

    start: int
    end: int
    exact: str
    ratio: float
    difference: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """Words and punctuation marks of a text, and where each stands in its normalised form."""

    normal: Normal
    source: str
    words: list[str]
    spans: list[tuple[int, int]]

    def slice(self, first: int, last: int) -> str:
        """The source from word ``first`` up to word ``last``, not included."""
        if first >= last:
            return ""
        start, end = self.span(first, last)
        return self.source[start:end]

    def span(self, first: int, last: int) -> tuple[int, int]:
        return self.normal.span(self.spans[first][0], self.spans[last - 1][1])


def _words(source: str) -> _Words:
    normal = normalise(source)
    found = list(_WORD.finditer(normal.text))
    return _Words(normal, source, [m[0] for m in found], [m.span() for m in found])


def whole_passage(quote: str, text: str, start: int, end: int) -> Nearest:
    """The answer for a passage that agrees with the quote, as when only its context differs."""
    exact = text[start:end]
    return Nearest(start, end, exact, 1.0, (("equal", quote, exact),))


def nearest_passage(quote: str, text: str) -> Nearest | None:
    """The closest passage of ``text``, or None when less than a third or so agrees."""
    wanted, there = _words(quote), _words(text)
    wanted_words = wanted.words[:MAX_WORDS]
    if not wanted_words or not there.words:
        return None
    best: Nearest | None = None
    size = max(8, len(wanted_words) // 4)
    for offset in _candidates(wanted_words, there.words, size):
        first = max(0, offset - size)
        last = min(len(there.words), offset + len(wanted_words) + 2 * size)
        span = _trimmed(wanted_words, there.words, first, last)
        if span:
            nearest = _compared(wanted, wanted_words, there, *span)
            if best is None or nearest.ratio > best.ratio:
                best = nearest
    return best if best and best.ratio >= MIN_RATIO else None


def _candidates(wanted: list[str], there: list[str], size: int) -> list[int]:
    """Word offsets, in steps of ``size``, at which the quote would meet the most shared words."""
    wanted_folded = [word.casefold() for word in wanted]
    there_folded = [word.casefold() for word in there]
    for length in (3, 2, 1):
        places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for index, gram in enumerate(_grams(wanted_folded, length)):
            # A gram that the quote repeats says little about where it would start.
            if len(places[gram]) < 3:
                places[gram].append(index)
        votes: Counter[int] = Counter()
        for position, gram in enumerate(_grams(there_folded, length)):
            if gram in places and (length > 1 or gram[0].isalnum()):
                votes.update((position - index) // size for index in places[gram])
        if votes:
            # Votes for one place fall on two steps when words were added or left out.
            ranked = sorted(votes, key=lambda step: (-votes[step] - votes[step + 1], step))
            return [step * size for step in ranked[:_CANDIDATES]]
    return []


def _grams(words: list[str], length: int) -> "zip[tuple[str, ...]]":
    return zip(*(words[start:] for start in range(length)), strict=False)


def _trimmed(wanted: list[str], there: list[str], first: int, last: int) -> tuple[int, int] | None:
    """The part of ``there[first:last]`` that answers to the quote, first word to last."""
    window = [word.casefold() for word in there[first:last]]
    matcher = SequenceMatcher(None, [word.casefold() for word in wanted], window, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return None
    main = max(range(len(blocks)), key=lambda n: blocks[n].size)
    low = high = main
    while low and _adjoins(blocks[low - 1], blocks[low]):
        low -= 1
    while high + 1 < len(blocks) and _adjoins(blocks[high], blocks[high + 1]):
        high += 1
    start = blocks[low].b - blocks[low].a
    end = blocks[high].b + len(wanted) - blocks[high].a
    return first + max(0, start), first + min(len(window), end)


def _adjoins(left: Match, right: Match) -> bool:
    """Whether two agreeing runs belong together: little stands between them in the text."""
    missing = right.a - left.a - left.size
    added = right.b - left.b - left.size
    return added <= 2 * missing + 3 or added <= min(left.size, right.size)


def _compared(
    wanted: _Words, wanted_words: list[str], there: _Words, first: int, last: int
) -> Nearest:
    passage = there.words[first:last]
    matcher = SequenceMatcher(None, wanted_words, passage, autojunk=False)
    difference: list[Segment] = []
    agreed = 0
    for operation, a, b, c, d in matcher.get_opcodes():
        difference.append((operation, wanted.slice(a, b), there.slice(first + c, first + d)))
        if operation == "equal":
            agreed += sum(map(len, wanted_words[a:b]))
    total = sum(map(len, wanted_words)) + sum(map(len, passage))
    start, end = there.span(first, last)
    return Nearest(start, end, there.source[start:end], 2 * agreed / total, tuple(difference))
