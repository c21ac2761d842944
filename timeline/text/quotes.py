"""Finds a quoted passage in a text, exactly, and makes selectors that point to it.

    >>> found = find("don't  stop", "They said: don’t stop, twice.")
    >>> found.match.exact, found.match.verbatim
    ('don’t stop', False)

A passage is looked for as it stands, code point for code point. Only when that finds nothing is
it looked for again with these differences ignored, in quote and text alike, and no others:

- canonical equivalence: é as one character or as e and an accent, as Unicode demands;
- white space: every run of it (line breaks, no-break and thin spaces, zero-width characters
  among them) counts as one space; zero-width characters inside a word count as nothing; at the
  two ends of quote, prefix and suffix white space does not count;
- quotation marks and apostrophes: curly, low or straight, and primes; single and double differ;
- hyphens and dashes of any length, and runs of them (``--`` for an em dash);
- an ellipsis as one character or as three dots.

Letters, case, accents, digits and other punctuation have to agree; a letter is not found without
the accents that stand on it. Offsets are Python string indices (code points) into the text that was
given.

Standard: W3C Web Annotation Data Model (TextQuoteSelector). Links are made in `quote_links`.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

from timeline.text.quote_nearest import Nearest, Segment, nearest_passage, whole_passage
from timeline.text.quote_normal import canonical, inside_cluster, normalise
from timeline.text.quote_occurrences import occurrences

__all__ = [
    "FoundMany",
    "FoundOnce",
    "Match",
    "Nearest",
    "NotFound",
    "Segment",
    "TextQuoteSelector",
    "equivalent",
    "find",
    "occurs_verbatim",
    "places",
    "selector",
    "shortened",
]

CONTEXT: Final = 32
# Only so many matches are described, however many are counted.
MAX_MATCHES: Final = 100


@dataclass(frozen=True, slots=True)
class Match:
    """A passage of the text: ``text[start:end] == exact``, between ``prefix`` and ``suffix``.

    ``prefix`` and ``suffix`` are what stands around it, up to 32 characters cut between words,
    for a person to tell matches apart. ``verbatim`` is True when quote and context stand in the
    text code point for code point, False when they were found by ignoring white space, typography
    or the form in which accents are written.
    """

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    verbatim: bool


@dataclass(frozen=True, slots=True)
class FoundOnce:
    """The passage stands in the text exactly once."""

    match: Match


@dataclass(frozen=True, slots=True)
class FoundMany:
    """The passage stands in the text ``count`` times; ``matches`` are the first 100 of them."""

    matches: tuple[Match, ...]
    count: int


@dataclass(frozen=True, slots=True)
class NotFound:
    """The passage does not stand in the text.

    ``reason`` is "empty" (there is nothing to look for), "absent", or "context": the quote does
    stand there, but nowhere between this prefix and suffix. ``nearest`` is the closest passage, or
    None when nothing in the text is like it.
    """

    nearest: Nearest | None
    reason: Literal["empty", "absent", "context"] = "absent"


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """A passage named by its own words and those around it, as W3C Web Annotation has it."""

    exact: str
    prefix: str
    suffix: str

    def to_dict(self) -> dict[str, str]:
        """The selector as JSON-LD properties."""
        return {
            "type": "TextQuoteSelector",
            "exact": self.exact,
            "prefix": self.prefix,
            "suffix": self.suffix,
        }


def find(
    quote: str, text: str, *, prefix: str = "", suffix: str = ""
) -> FoundOnce | FoundMany | NotFound:
    """Find ``quote`` in ``text`` where it stands between ``prefix`` and ``suffix``, if given.

    Overlapping occurrences count one by one. When some stand there verbatim, or in a form that is
    canonically equivalent, only these count. Takes time linear in the length of the text.
    """
    if _is_empty(quote):
        return NotFound(None, "empty")
    spans = places(quote, text, prefix=prefix, suffix=suffix)
    if spans:
        return _answer(text, spans, quote, prefix, suffix)
    alike, spans = _normalised_spans(quote, text, prefix, suffix)
    if spans:
        return _answer(text, spans, quote, prefix, suffix)
    if alike:
        return NotFound(whole_passage(quote, text, *alike[0]), "context")
    return NotFound(nearest_passage(quote, text))


def places(quote: str, text: str, *, prefix: str = "", suffix: str = "") -> list[tuple[int, int]]:
    """Where the quote stands verbatim or canonically equivalent, as start and end, in order.

    Of the differences that `find` ignores, it ignores no other; an empty quote stands nowhere.
    """
    if _is_empty(quote):
        return []
    there = canonical(text)
    wanted, before, after = (canonical(part).text for part in (quote, prefix, suffix))
    size = len(wanted)
    return [
        there.span(start, start + size)
        for start in occurrences(wanted, there.text)
        if _whole_letters(there.text, start, start + size)
        and _stands_between(there.text, start, start + size, before, after)
    ]


def _is_empty(quote: str) -> bool:
    """Whether there is nothing to look for: white space or invisible characters at most."""
    return not quote.strip() or not normalise(quote).text.strip()


def _normalised_spans(
    quote: str, text: str, prefix: str, suffix: str
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Spans of ``text`` that are like the quote, and those of them in the context asked for.

    Of the first kind only one is needed, so only one is returned.
    """
    there = normalise(text)
    wanted, before, after = (normalise(part).text.strip() for part in (quote, prefix, suffix))
    alike: list[tuple[int, int]] = []
    spans = []
    for start in occurrences(wanted, there.text):
        end = start + len(wanted)
        if not _whole_letters(there.text, start, end):
            continue
        # A space at the seam of quote and context belongs to neither.
        left = start - there.text.startswith(" ", start - 1) if start else start
        right = end + there.text.startswith(" ", end)
        if not alike:
            alike.append(there.span(start, end))
        if any(
            _stands_between(there.text, a, b, before, after)
            for a in {left, start}
            for b in {right, end}
        ):
            spans.append(there.span(start, end))
    return alike, spans


def _answer(
    text: str, spans: list[tuple[int, int]], quote: str, prefix: str, suffix: str
) -> FoundOnce | FoundMany:
    matches = tuple(
        Match(
            start,
            end,
            text[start:end],
            *_context(text, start, end, CONTEXT),
            verbatim=text[start:end] == quote and _stands_between(text, start, end, prefix, suffix),
        )
        for start, end in spans[:MAX_MATCHES]
    )
    return FoundOnce(matches[0]) if len(spans) == 1 else FoundMany(matches, len(spans))


def occurs_verbatim(quote: str, text: str, prefix: str = "", suffix: str = "") -> int:
    """How often ``prefix + quote + suffix`` stands in ``text``, code point for code point.

    Overlapping occurrences count one by one; an empty quote occurs nowhere.
    """
    whole = prefix + quote + suffix
    return sum(1 for _ in occurrences(whole, text)) if quote else 0


def equivalent(one: str, other: str) -> bool:
    """Whether two texts are the same but for the form of their letters: canonically equivalent."""
    return canonical(one).text == canonical(other).text


def _whole_letters(text: str, start: int, end: int) -> bool:
    """Whether no letter is parted from its accents at either end."""
    return not inside_cluster(text, start) and not inside_cluster(text, end)


def _stands_between(text: str, start: int, end: int, prefix: str, suffix: str) -> bool:
    return text.endswith(prefix, 0, start) and text.startswith(suffix, end)


def _context(text: str, start: int, end: int, size: int) -> tuple[str, str]:
    """Up to ``size`` characters on either side, without the word that would be cut in two."""
    left, right = max(0, start - size), min(len(text), end + size)
    prefix, suffix = text[left:start], text[end:right]
    if left and not text[left - 1].isspace():
        cut = re.search(r"\s+", prefix)
        prefix = prefix[cut.end() :] if cut else _from_letter(text, left, start)
    if right < len(text) and not text[right].isspace():
        cut = re.search(r"\s+\S*$", suffix)
        suffix = suffix[: cut.start()] if cut else _to_letter(text, end, right)
    return prefix, suffix


def _from_letter(text: str, start: int, end: int) -> str:
    """A part of the text that does not begin with the accent of a letter before it."""
    while start < end and inside_cluster(text, start):
        start += 1
    return text[start:end]


def _to_letter(text: str, start: int, end: int) -> str:
    """A part of the text that does not end with a letter whose accent comes after it."""
    while start < end and inside_cluster(text, end):
        end -= 1
    return text[start:end]


def selector(text: str, start: int, end: int, context: int = CONTEXT) -> TextQuoteSelector:
    """Name ``text[start:end]`` by its words and up to ``context`` characters around them.

    The context is cut between words, and doubled until the selector fits this one place only.
    Raises ValueError for a span that is empty or not inside the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(
            f"There is no passage from {start} to {end} in a text of {len(text)} characters; "
            "start and end have to satisfy 0 <= start < end <= length."
        )
    if context < 0:
        raise ValueError(f"A context of {context} characters is impossible; use 0 or more.")
    exact = text[start:end]
    there, wanted = canonical(text), canonical(exact).text
    size = len(wanted)
    rivals = [
        place
        for place in occurrences(wanted, there.text)
        if there.span(place, place + size) != (start, end)
    ]
    while True:
        prefix, suffix = _context(text, start, end, context)
        before, after = canonical(prefix).text, canonical(suffix).text
        rivals = [
            place
            for place in rivals
            if _stands_between(there.text, place, place + size, before, after)
        ]
        if not rivals or context >= len(text):
            return TextQuoteSelector(exact, prefix, suffix)
        # Where a text only repeats itself, all of it is the context: unique, and found in one step.
        repeats = context > 4096 or len(rivals) > 10_000
        context = len(text) if repeats else max(CONTEXT, context * 2)


def shortened(wide: TextQuoteSelector, size: int) -> TextQuoteSelector:
    """A selector with at most ``size`` characters of context on either side, cut between words."""
    text = wide.prefix + wide.exact + wide.suffix
    start = len(wide.prefix)
    end = start + len(wide.exact)
    if max(len(wide.prefix), len(wide.suffix)) <= size:
        return wide
    return TextQuoteSelector(wide.exact, *_context(text, start, end, size))
