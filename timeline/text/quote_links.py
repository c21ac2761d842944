"""Links that make a browser scroll to a passage and mark it, and it alone.

    >>> Page("The gate was shut.\\nLater the gate was opened again.").directive(25, 33)
    Directive(start='the gate', end='', prefix='Later', suffix='')

The standard is the WICG draft "URL Fragment Text Directives". By its rules a browser looks for each
term within one block, without regard to case, accents and invisible characters, at whole words,
and marks the first place that fits. `Page` chooses terms that fit no other place: neither when line
breaks of the text are blocks nor when they are mere breaks, and in no browser's notion of equal
letters (`quote_folding`) and of words (`quote_words`).
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from timeline.text.quote_folding import fold_text
from timeline.text.quote_occurrences import occurrences
from timeline.text.quote_words import attached, edge, invisible

__all__ = ["Directive", "Page"]

Span = tuple[int, int]

# A passage of one line that is not longer than this is given whole.
_LONG: Final = 80
# Longer terms make addresses that are cut on their way.
_MAX_TERM: Final = 400
# Words at either end of a long passage that are tried, and words of context.
_GROWTH: Final = (5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 45, 70)
_CONTEXTS: Final = (1, 2, 3, 5, 8, 13, 21, 34, _MAX_TERM)
_NO_SPACES: Final = "\u2e80"  # from here on, scripts that put no spaces between words
# Invisible characters that may follow a term: a browser takes them as part of its last letter.
_TAILS: Final = "\u200c\u200d\u034f" + "".join(map(chr, range(0xFE00, 0xFE10)))
# Invisible characters that may follow a term which ends the directive.
_LAST_TAILS: Final = "\xad\u200b"


@dataclass(frozen=True, slots=True)
class Directive:
    """The terms of a text directive: what to mark, perhaps by its beginning and its ``end``."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class _Terms:
    """The terms of a directive by where they stand in the text."""

    start: Span
    end: Span | None = None
    prefix: Span | None = None
    suffix: Span | None = None


class Page:
    """A text, a line for each block, to whose passages links can be made.

    Making one takes time linear in the text, so make one for all passages of a source.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        folded = fold_text(text)
        self._folded, self._at = folded.text, folded.at

    def directive(self, start: int, end: int) -> Directive | None:
        """Terms that fit ``text[start:end]`` and nothing else in the text; None if there are none.

        White space and invisible characters at the ends of the passage do not count. Raises
        ValueError for a passage that is not in the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(
                f"There is no passage from {start} to {end} in a text of {len(self.text)} "
                "characters; start and end have to satisfy 0 <= start <= end <= length."
            )
        passage = _visible(self.text, start, end)
        stop = _stop(self.text, passage[1]) if passage else None
        if passage is None or stop is None or attached(self.text[passage[0]]):
            return None
        shapes = list(_shapes(self.text, passage[0], stop))
        for prefix, suffix in _contexts(self.text, passage[0], stop):
            for shape in shapes:
                terms = replace(shape, prefix=prefix, suffix=suffix)
                if self._fits_here_alone(terms):
                    return self._written(terms)
        return None

    def whole(self) -> Directive:
        """Terms for the whole text as a passage of some page that is not known otherwise.

        The passage is marked if the page has it once; that is not proven. Raises ValueError for a
        text that has nothing to look for.
        """
        passage = _visible(self.text, 0, len(self.text))
        if passage is None:
            raise ValueError("A text fragment needs words to look for; the quote is empty.")
        stop = _Stop(passage[1], passage[1], "may")
        shapes = list(_shapes(self.text, passage[0], stop)) or [_Terms(passage)]
        here = self._index(passage[0])
        for terms in shapes:
            if terms.end is None or self._ends_first(here + len(self._term(terms.start)), terms):
                return self._written(terms)
        return self._written(shapes[-1])

    def _written(self, terms: _Terms) -> Directive:
        return Directive(
            *(
                _one_space(self.text[slice(*span)]) if span else ""
                for span in (terms.start, terms.end, terms.prefix, terms.suffix)
            )
        )

    def _fits_here_alone(self, terms: _Terms) -> bool:
        start = self._term(terms.start)
        here = self._index(terms.start[0])
        if not all(map(self._term, filter(None, (terms.start, terms.prefix, terms.suffix)))):
            return False  # a browser cannot look for what it ignores
        for place in occurrences(start, self._folded):
            if place != here and self._may_start(place, terms):
                return False
        return terms.end is None or self._ends_first(here + len(start), terms)

    def _ends_first(self, after: int, terms: _Terms) -> bool:
        """Whether the end of the passage is the first place after its beginning that fits."""
        if terms.end is None or not (end := self._term(terms.end)):
            return False
        here = self._index(terms.end[0])
        for place in occurrences(end, self._folded, after):
            if place == here:
                return True
            bounded = not self._surely_inside(self._at[place])
            if bounded and self._may_end(place + len(end), terms):
                return False
        return False

    def _may_start(self, place: int, terms: _Terms) -> bool:
        """Whether a browser might take the terms' start to be at ``place`` of the folded text."""
        if terms.prefix is None:
            if self._surely_inside(self._at[place]):
                return False
        elif not self._may_precede(place, self._term(terms.prefix)):
            return False
        end = place + len(self._term(terms.start))
        if terms.end is None:
            return self._may_end(end, terms)
        return not self._surely_inside(self._at[end - 1] + 1)

    def _may_precede(self, place: int, prefix: str) -> bool:
        before = place - self._folded.startswith(" ", place - 1) if place else place
        start = before - len(prefix)
        return self._folded.endswith(prefix, 0, before) and not self._surely_inside(self._at[start])

    def _may_end(self, place: int, terms: _Terms) -> bool:
        if terms.suffix is None:
            return not self._surely_inside(self._at[place - 1] + 1)
        suffix = self._term(terms.suffix)
        place += self._folded.startswith(" ", place)
        last = place + len(suffix) - 1
        return self._folded.startswith(suffix, place) and not self._surely_inside(
            self._at[last] + 1
        )

    def _surely_inside(self, at: int) -> bool:
        """Whether every browser finds a word around ``at``, so that no term begins or ends here."""
        text = self.text
        return (
            0 < at < len(text)
            and edge(text, at) == "inside"
            and not attached(text[at - 1])
            and not attached(text[at])
        )

    def _term(self, span: Span) -> str:
        return self._folded[self._index(span[0]) : self._index(span[1])].strip()

    def _index(self, at: int) -> int:
        return bisect_left(self._at, at)


def _one_space(term: str) -> str:
    """A term without what a page does not show: more than one space, a tab or break for a space."""
    words = term.replace("\t", " ").split(" ")
    return " ".join(word for index, word in enumerate(words) if word or index == len(words) - 1)


def _visible(text: str, start: int, end: int) -> Span | None:
    """The passage without white space and invisible characters at its ends; None if none is left.

    Of the marks at its end those are kept that belong to its last letter.
    """
    while start < end and (text[start].isspace() or invisible(text[start])):
        start += 1
    while start < end and (text[end - 1].isspace() or invisible(text[end - 1])):
        end -= 1
    return (start, end) if start < end else None


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where a passage ends, where its last term does, and what that demands of a suffix."""

    at: int
    term: int
    suffix: Literal["may", "must", "never"]


def _stop(text: str, at: int) -> _Stop | None:
    """How a passage can end at ``at``, before invisible characters perhaps; None if it cannot.

    Browsers find no word to end where a mark of direction follows, but they find the space
    behind it. Chromium's rules; what is found by them is found by the standard's.
    """
    after = at
    while after < len(text) and invisible(text[after]):
        after += 1
    tail = text[at:after]
    if text[at:after].strip(_TAILS) == "" and not (after == at < len(text) and attached(text[at])):
        return _Stop(at, at, "may" if edge(text, after) == "between" else "must")
    if tail and tail.strip(_TAILS + _LAST_TAILS) == "" and edge(text, after) == "between":
        return _Stop(at, at, "never")
    spaced = tail and text[after : after + 1] in (" ", "\xa0")
    if spaced and edge(text, after + 1) == "between":
        return _Stop(at, after + 1, "may")
    return None


def _contexts(text: str, start: int, stop: _Stop) -> Iterator[tuple[Span | None, Span | None]]:
    """Prefixes and suffixes to try, the shortest first; none where a passage can do without."""
    must_have_prefix = edge(text, start) != "between"
    prefixes = _before(text, start)
    suffixes = _after(text, stop) if stop.suffix != "never" else []
    seen: set[tuple[Span | None, Span | None]] = set()
    for words in (0, *_CONTEXTS):
        prefix = prefixes[:words][-1] if prefixes[:words] else None
        suffix = suffixes[:words][-1] if suffixes[:words] else None
        for pair in ((prefix, None), (None, suffix), (prefix, suffix)):
            wanted = (pair[0] or not must_have_prefix) and (pair[1] or stop.suffix != "must")
            if wanted and pair not in seen:
                seen.add(pair)
                yield pair


def _before(text: str, at: int) -> list[Span]:
    """The last word before ``at`` in the same line or the last line before it, the last two, ..."""
    last = at
    while last and text[last - 1].isspace():
        last -= 1
    # What is invisible would stand between the prefix and the passage, and nothing may.
    if not last or invisible(text[last - 1]):
        return []
    line = max(_line_start(text, last), last - _MAX_TERM)
    return _worded(text, [(i, last) for i in range(last - 1, line - 1, -1) if _starts(text, i)])


def _after(text: str, stop: _Stop) -> list[Span]:
    """The first word after a passage in the same line or the first line after it, and so on."""
    first = stop.term
    while stop.at == stop.term and first < len(text) and text[first] in _TAILS:
        first += 1
    while first < len(text) and text[first].isspace():
        first += 1
    if first == len(text) or attached(text[first]):
        return []
    line = min(_line_end(text, first), first + _MAX_TERM)
    return _worded(text, [(first, i) for i in range(first + 1, line + 1) if _ends(text, i)])


def _worded(text: str, spans: list[Span]) -> list[Span]:
    """Those of the growing spans that have more in them than signs, or else all."""
    worded = (n for n, span in enumerate(spans) if any(map(str.isalnum, text[slice(*span)])))
    return spans[next(worded, 0) :]


def _shapes(text: str, start: int, stop: _Stop) -> Iterator[_Terms]:
    """Ways to mark a passage: whole, or from its first words to its last, more and more of them."""
    first_line = min(_line_end(text, start), stop.at)
    last_line = max(_line_start(text, stop.at), start)
    one_line = last_line == start
    whole = _Terms((start, stop.term))
    if one_line and stop.at - start <= _LONG:
        yield whole
    reach = min(first_line, start + _MAX_TERM)
    ends = [i for i in range(start + 1, reach + 1) if i < stop.at and _ends(text, i)]
    reach = max(last_line, stop.at - _MAX_TERM)
    starts = [i for i in range(stop.at - 1, reach - 1, -1) if i > start and _starts(text, i)]
    if ends and starts:
        tried = set()
        for words in _GROWTH:
            pair = (ends[:words][-1], starts[:words][-1])
            if pair[0] > pair[1]:
                break
            if pair not in tried:
                tried.add(pair)
                yield _Terms((start, pair[0]), (pair[1], stop.term))
    if one_line and stop.at - start > _LONG and (stop.at - start <= _MAX_TERM or not ends):
        yield whole


def _starts(text: str, at: int) -> bool:
    """Whether a term may begin at ``at``: at a word behind a space, or in scripts without any."""
    if edge(text, at) != "between" or text[at].isspace() or attached(text[at]):
        return False
    before = text[at - 1 : at] if at else "\n"
    return before.isspace() or invisible(before) or max(before, text[at]) >= _NO_SPACES


def _ends(text: str, at: int) -> bool:
    """Whether a term may end at ``at``, by the same rule."""
    before = text[at - 1]
    if edge(text, at) != "between" or before.isspace() or invisible(before):
        return False
    after = text[at : at + 1] or "\n"
    return after.isspace() or max(before, after) >= _NO_SPACES


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_end(text: str, at: int) -> int:
    ends = [place for place in (text.find("\n", at), text.find("\r", at)) if place >= 0]
    return min(ends, default=len(text))
