"""A passage of a source, as it was selected or as it was pasted."""

from dataclasses import dataclass

from timeline.desk.source_desk.highlights import ParagraphNumbers
from timeline.text import quotes

MAX_CONTEXT = 120  # characters that an excerpt may keep of what stands before or after it
_CONTEXT = 32
MAX_CHOICES = 20  # places shown for a passage that is there many times


@dataclass(frozen=True, slots=True)
class Passage:
    """One place of a text: `text[start:end] == exact`, with the words around that tell it apart.

    `evened` says that the quote looked for differed from it in white space or typography.
    """

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    paragraph: int
    evened: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """The passage is there `count` times; the first of these places, to choose from."""

    count: int
    matches: tuple[quotes.Match, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """The passage is not there; the nearest one, if any, and how it differs word by word."""

    quote: str
    nearest: quotes.Nearest | None


Answer = Passage | Choices | Missing


def at(text: str, start: int, end: int, *, evened: bool = False) -> Passage | None:
    """The passage from `start` to `end`, without white space at its ends; None if none is left.

    Raises ValueError for a place that is not in the text.
    """
    if not 0 <= start <= end <= len(text):
        raise ValueError(
            f"There is no passage from {start} to {end} in a text of {len(text)} characters."
        )
    exact = text[start:end]
    start += len(exact) - len(exact.lstrip())
    exact = exact.strip()
    if not exact:
        return None
    end = start + len(exact)
    prefix, suffix = _context(text, start, end)
    return Passage(
        start, end, exact, prefix, suffix, ParagraphNumbers(text).at(start), evened=evened
    )


def look_up(quote: str, text: str) -> Answer:
    """Where a pasted quote stands in a text: once, several times, or nowhere."""
    found = quotes.find(quote.strip(), text)
    if isinstance(found, quotes.Found):
        match = found.match
        passage = at(text, match.start, match.end, evened=not match.verbatim)
        return passage or Missing(quote, None)
    if isinstance(found, quotes.FoundMany):
        return Choices(found.count, found.matches[:MAX_CHOICES])
    return Missing(quote, found.nearest)


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after, within the line where that is enough to tell it apart."""
    exact = text[start:end]
    wide = quotes.selector(text, start, end)
    line = (wide.prefix.rpartition("\n")[2], wide.suffix.partition("\n")[0])
    for prefix, suffix in (line, (wide.prefix, wide.suffix)):
        prefix, suffix = prefix[-MAX_CONTEXT:], suffix[:MAX_CONTEXT]
        whole = prefix + exact + suffix
        first = text.find(whole)
        if text.find(whole, first + 1) < 0:
            return prefix, suffix
    return wide.prefix[-MAX_CONTEXT:], wide.suffix[:MAX_CONTEXT]
