"""A passage of a source, as it was selected or as it was pasted."""

from dataclasses import dataclass

from timeline.text import quotes
from timeline.text.locators import Locators
from timeline.text.quote_links import Page
from timeline.text.quote_words import whole_words

MAX_CONTEXT = 120  # characters that an excerpt may keep of what stands before or after it
_CONTEXT = 32
MAX_CHOICES = 20  # places shown for a passage that is there many times
_PLAIN_FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class Passage:
    """One place of a text: `text[start:end] == exact`, with the words around that tell it apart.

    `evened` says that the quote looked for differed from it in white space, typography or the form
    of its accents; `grown_from` is what was selected when that began or ended inside of a word;
    `linked` says whether a link can lead readers to it alone.
    """

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    locator: str
    evened: bool = False
    grown_from: str = ""
    linked: bool = True


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


def at(text: str, start: int, end: int, *, title: str = "", evened: bool = False) -> Passage | None:
    """The passage from `start` to `end`, grown to whole words, without white space at its ends.

    `title` is that of the source, by which its headline is known. None if nothing is left. Raises
    ValueError for a place that is not in the text.
    """
    asked = text[start:end].strip()
    start, end = whole_words(text, start, end)
    if start == end:
        return None
    exact = text[start:end]
    prefix, suffix = _context(text, start, end)
    return Passage(
        start,
        end,
        exact,
        prefix,
        suffix,
        Locators(text, title).at(start, end),
        evened=evened,
        grown_from=asked if asked != exact else "",
        linked=Page(text).directive(start, end) is not None,
    )


def look_up(quote: str, text: str, *, title: str = "") -> Answer:
    """Where a pasted quote stands in a text: once, several times, or nowhere.

    Browsers copy raised figures as plain ones, so these are looked for when nothing else is there.
    """
    found = quotes.find(quote.strip(), text)
    plain = text.translate(_PLAIN_FIGURES)
    if isinstance(found, quotes.NotFound) and plain != text:
        again = quotes.find(quote.strip(), plain)
        if not isinstance(again, quotes.NotFound):
            found = again
    if isinstance(found, quotes.FoundOnce):
        match = found.match
        evened = text[match.start : match.end] != quote.strip()
        passage = at(text, match.start, match.end, title=title, evened=evened)
        return passage or Missing(quote, None)
    if isinstance(found, quotes.FoundMany):
        return Choices(found.count, found.matches[:MAX_CHOICES])
    return Missing(quote, found.nearest)


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after, within the line where that is enough to tell it apart."""
    exact = text[start:end]
    wide = quotes.selector(text, start, end)
    line = (wide.prefix.rpartition("\n")[2], wide.suffix.partition("\n")[0])
    short = quotes.shortened(wide, MAX_CONTEXT)
    for prefix, suffix in (line, (short.prefix, short.suffix)):
        if len(prefix) > MAX_CONTEXT or len(suffix) > MAX_CONTEXT:
            continue
        if len(quotes.places(exact, text, prefix=prefix, suffix=suffix)) == 1:
            return prefix, suffix
    return short.prefix, short.suffix
