"""Finds a quoted passage in a text, exactly, and makes selectors and links that point to it.

    >>> found = find("don't  stop", "They said: don’t stop, twice.")
    >>> found.match.exact, found.match.verbatim
    ('don’t stop', False)

A passage is looked for as it stands, code point for code point. Only when that finds nothing is
it looked for again with these differences ignored, in quote and text alike, and no others:

- white space: every run of it (line breaks, no-break and thin spaces, zero-width characters
  among them) counts as one space; zero-width characters inside a word count as nothing; at the
  two ends of quote, prefix and suffix white space does not count;
- quotation marks and apostrophes: curly, low or straight, and primes; single and double differ;
- hyphens and dashes of any length, and runs of them (``--`` for an em dash);
- an ellipsis as one character or as three dots.

Letters, case, accents, digits and other punctuation have to agree. Offsets are Python string
indices (code points) into the text that was given.

Standards: W3C Web Annotation Data Model (TextQuoteSelector), WICG URL Fragment Text Directives.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

from timeline.text.quote_nearest import Nearest, Segment, nearest_passage, whole_passage
from timeline.text.quote_normal import normalise

__all__ = [
    "Found",
    "FoundMany",
    "Match",
    "Nearest",
    "NotFound",
    "Segment",
    "TextQuoteSelector",
    "find",
    "occurs_verbatim",
    "selector",
    "text_fragment",
]

CONTEXT: Final = 32
# Only so many matches are described, however many are counted.
MAX_MATCHES: Final = 100
_LONG_QUOTE: Final = 80
_LONG_CONTEXT: Final = 120
_END_WORDS: Final = 5


@dataclass(frozen=True, slots=True)
class Match:
    """A passage of the text: ``text[start:end] == exact``, between ``prefix`` and ``suffix``.

    ``prefix`` and ``suffix`` are what stands around it, up to 32 characters cut between words,
    for a person to tell matches apart. ``verbatim`` is True when quote and context stand in the
    text code point for code point, False when they were found by ignoring white space or
    typography.
    """

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    verbatim: bool


@dataclass(frozen=True, slots=True)
class Found:
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
) -> Found | FoundMany | NotFound:
    """Find ``quote`` in ``text`` where it stands between ``prefix`` and ``suffix``, if given.

    Overlapping occurrences count one by one. When some stand there verbatim, only these count.
    Takes time linear in the length of the text.
    """
    if not quote.strip() or not normalise(quote).text.strip():
        return NotFound(None, "empty")
    spans = [
        (start, start + len(quote))
        for start in _occurrences(quote, text)
        if _stands_between(text, start, start + len(quote), prefix, suffix)
    ]
    if spans:
        return _answer(text, spans, verbatim=True)
    alike, spans = _normalised_spans(quote, text, prefix, suffix)
    if spans:
        return _answer(text, spans, verbatim=False)
    if alike:
        return NotFound(whole_passage(quote, text, *alike[0]), "context")
    return NotFound(nearest_passage(quote, text))


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
    for start in _occurrences(wanted, there.text):
        end = start + len(wanted)
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


def _answer(text: str, spans: list[tuple[int, int]], *, verbatim: bool) -> Found | FoundMany:
    matches = tuple(
        Match(start, end, text[start:end], *_context(text, start, end, CONTEXT), verbatim)
        for start, end in spans[:MAX_MATCHES]
    )
    return Found(matches[0]) if len(spans) == 1 else FoundMany(matches, len(spans))


def occurs_verbatim(quote: str, text: str, prefix: str = "", suffix: str = "") -> int:
    """How often ``prefix + quote + suffix`` stands in ``text``, code point for code point.

    Overlapping occurrences count one by one; an empty quote occurs nowhere.
    """
    whole = prefix + quote + suffix
    return sum(1 for _ in _occurrences(whole, text)) if quote else 0


def _stands_between(text: str, start: int, end: int, prefix: str, suffix: str) -> bool:
    return text.endswith(prefix, 0, start) and text.startswith(suffix, end)


def _occurrences(needle: str, text: str) -> Iterator[int]:
    """Where ``needle`` starts in ``text``, overlaps included, in linear time."""
    start = text.find(needle)
    if start < 0:
        return
    period = _period(needle)
    if period * 8 < len(needle):
        # A needle that repeats a short piece would make str.find start over too often.
        yield from _periodic_occurrences(needle, text, period)
        return
    while start >= 0:
        yield start
        start = text.find(needle, start + period)


def _period(needle: str) -> int:
    """The smallest distance at which two occurrences of ``needle`` can overlap, or its length."""
    borders = _borders(needle)
    return len(needle) - borders[-1]


def _borders(needle: str) -> list[int]:
    """For each beginning of ``needle``: the length of the longest proper end that begins it too."""
    borders = [0] * len(needle)
    length = 0
    for index in range(1, len(needle)):
        while length and needle[index] != needle[length]:
            length = borders[length - 1]
        if needle[index] == needle[length]:
            length += 1
        borders[index] = length
    return borders


def _periodic_occurrences(needle: str, text: str, period: int) -> Iterator[int]:
    """Occurrences of a needle that repeats its first ``period`` characters: runs of that piece."""
    start = text.find(needle)
    while start >= 0:
        end = start + len(needle)
        while text[end : end + 1] and text[end] == text[end - period]:
            end += 1
        yield from range(start, end - len(needle) + 1, period)
        start = text.find(needle, end - len(needle) + 1)


def _context(text: str, start: int, end: int, size: int) -> tuple[str, str]:
    """Up to ``size`` characters on either side, without the word that would be cut in two."""
    left, right = max(0, start - size), min(len(text), end + size)
    prefix, suffix = text[left:start], text[end:right]
    if left and not text[left - 1].isspace():
        cut = re.search(r"\s+", prefix)
        prefix = prefix[cut.end() :] if cut else prefix
    if right < len(text) and not text[right].isspace():
        cut = re.search(r"\s+\S*$", suffix)
        suffix = suffix[: cut.start()] if cut else suffix
    return prefix, suffix


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
    rivals = [place for place in _occurrences(exact, text) if place != start]
    while True:
        prefix, suffix = _context(text, start, end, context)
        size = len(exact)
        rivals = [
            place for place in rivals if _stands_between(text, place, place + size, prefix, suffix)
        ]
        if not rivals:
            return TextQuoteSelector(exact, prefix, suffix)
        # Where a text only repeats itself, all of it is the context: unique, and found in one step.
        repeats = context > 4096 or len(rivals) > 10_000
        context = len(text) if repeats else max(CONTEXT, context * 2)


def text_fragment(url: str, quote: str, prefix: str = "", suffix: str = "") -> str:
    """Link that makes a browser scroll to ``quote`` on the page at ``url`` and mark it.

    A quote longer than 80 characters, or with a line break in it, is given by its first and last
    words, because a browser looks for each part within one block. An existing fragment is kept,
    an existing text directive replaced. Raises ValueError for a URL that is not http or https and
    for an empty quote.
    """
    lines = [" ".join(line.split()) for line in quote.splitlines()]
    lines = [line for line in lines if line]
    if not lines:
        raise ValueError("A text fragment needs words to look for; the quote is empty.")
    start, end = _fragment_ends(lines)
    before = [line for line in prefix.splitlines() if line.strip()][-1:]
    after = [line for line in suffix.splitlines() if line.strip()][:1]
    parts = [_encoded(_tail(line)) + "-" for line in before]
    parts += [_encoded(part) for part in (start, end) if part]
    parts += ["-" + _encoded(_head(line)) for line in after]
    address, _, fragment = _web_address(url).partition("#")
    return f"{address}#{fragment.partition(':~:')[0]}:~:text={','.join(parts)}"


def _fragment_ends(lines: list[str]) -> tuple[str, str]:
    """What to look for: the quote itself, or its first and last words."""
    whole = " ".join(lines)
    first, last = lines[0].split(), lines[-1].split()
    if len(lines) == 1:
        if len(whole) <= _LONG_QUOTE or len(first) < 2:
            return whole, ""
        first, last = first[: len(first) // 2], first[len(first) // 2 :]
    start = " ".join(first[:_END_WORDS])
    for count in range(_END_WORDS, len(last) + 1):
        end = " ".join(last[-count:])
        # The browser stops at the first place where the end stands after the start.
        if whole.find(end, len(start)) == len(whole) - len(end):
            return start, end
    return start, " ".join(last)


def _tail(line: str) -> str:
    """The end of a long prefix, cut between words."""
    line = " ".join(line.split())
    return line if len(line) <= _LONG_CONTEXT else line[-_LONG_CONTEXT:].partition(" ")[2] or line


def _head(line: str) -> str:
    """The beginning of a long suffix, cut between words."""
    line = " ".join(line.split())
    return line if len(line) <= _LONG_CONTEXT else line[:_LONG_CONTEXT].rpartition(" ")[0] or line


def _encoded(part: str) -> str:
    """Percent-encode all that is no plain letter or digit; "-", "," and "&" are syntax here."""
    try:
        return percent_encode(part, safe="").replace("-", "%2D")
    except UnicodeEncodeError:
        raise ValueError("The quote has a lone surrogate, which no page can contain.") from None


def _web_address(url: str) -> str:
    """The URL, checked to be an absolute http or https one without spaces or control characters."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise ValueError(f"{url[:200]!r} is no web address: {error}.") from None
    if (
        parts.scheme not in ("http", "https")
        or not parts.netloc
        or not re.fullmatch(r"[^\s\x00-\x1f\x7f]+", url)
    ):
        raise ValueError(
            f"{url[:200]!r} is no web address; use one that starts with https:// or http://."
        )
    return url
