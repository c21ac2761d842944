"""What the words of a search mean in an edition: its clauses, each of which finds events."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from timeline.editions.index import Index
from timeline.editions.search.function_words import is_function_word
from timeline.editions.search.named import NOTHING, Meant, NamedMatch, named_in
from timeline.editions.search.words import Typed, Word
from timeline.text import date_sought, names
from timeline.text.date_sought import Sought, read_sought
from timeline.text.names_gate import is_common

MOST: Final = 24  # clauses; of more than these the rarest words are kept


class Means(StrEnum):
    """What a clause is."""

    WORD = "word"  # in any spelling
    PHRASE = "phrase"  # as it stands
    PREFIX = "prefix"  # the beginning of a word
    NAME = "name"  # somebody or something, by any of its names
    TERM = "term"  # of the lexicon
    DATE = "date"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a search that finds events.

    `text` is as typed; `words` are those it was read from. Clauses with the same number in `either`
    other than 0 are alternatives of each other.
    """

    text: str
    words: tuple[Word, ...]
    means: Means
    meant: Meant = NOTHING
    date: Sought | None = None
    excluded: bool = False
    either: int = 0
    last: bool = False  # the last word: it may be half typed

    @property
    def required(self) -> bool:
        """Whether no event is found without it, however much else matches."""
        return self.means in (Means.DATE, Means.PHRASE, Means.ADDRESS) and not self.either

    @property
    def number(self) -> bool:
        """Whether it is a lone number, which may count something else than years."""
        return len(self.words) == 1 and self.tokens[0].isdigit()

    @property
    def tokens(self) -> tuple[str, ...]:
        return tuple(token for word in self.words for token in word.tokens)


@dataclass(frozen=True, slots=True)
class Clauses:
    """A search as it is read in an edition.

    `without_weight` are function words that were left aside, `left_out` words that were too many.
    `verbatim` are all its folded words in order, for who pastes a title or a quotation.
    """

    clauses: tuple[Clause, ...]
    without_weight: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    verbatim: tuple[str, ...] = ()


def read_clauses(index: Index, typed: Typed) -> Clauses:
    """What a search means in an edition: dates, names and terms by their longest runs of words."""
    runs = _Runs(typed, named_in(index))
    found = list(runs)
    words = [token for word in typed.words for token in word.tokens]
    weightless = [one for one in found if _weightless(one, words)]
    kept = [one for one in found if one not in weightless]
    if not kept and len(weightless) == 1:
        kept, weightless = weightless, []
    if kept and not kept[-1].excluded and kept[-1].means is Means.WORD:
        kept[-1] = replace(kept[-1], last=kept[-1].words[-1] is typed.words[-1])
    kept, left = _rarest(kept)
    return Clauses(
        tuple(kept),
        tuple(one.text for one in weightless),
        tuple(one.text for one in left),
        tuple(token.folded for token in names.tokens(typed.text)),
    )


def _weightless(clause: Clause, among: Sequence[str]) -> bool:
    if clause.means is not Means.WORD or clause.either:
        return False
    return is_function_word(clause.tokens[0], among)


def _rarest(clauses: list[Clause]) -> tuple[list[Clause], list[Clause]]:
    """At most `MOST` clauses: of single words the longest that are no common ones."""
    if len(clauses) <= MOST:
        return clauses, []
    order = sorted(clauses, key=lambda one: (one.means is Means.WORD and not one.excluded,
                                             is_common(one.tokens[0]) if one.tokens else False,
                                             -len(one.text), one.words[0].start))  # fmt: skip
    kept = order[:MOST]
    return [one for one in clauses if one in kept], [one for one in clauses if one not in kept]


class _Runs:
    """Cuts the words of a search into clauses, from the left, the longest run first."""

    def __init__(self, typed: Typed, named: NamedMatch) -> None:
        self._typed = typed
        self._named = named

    def __iter__(self) -> Iterator[Clause]:
        at = 0
        words = self._typed.words
        while at < len(words):
            clause = self._at(words, at)
            yield clause
            at += len(clause.words)

    def _at(self, words: Sequence[Word], at: int) -> Clause:
        first = words[at]
        if not first.plain:
            means = (
                Means.ADDRESS if first.address else Means.PREFIX if first.prefix else Means.PHRASE
            )
            return Clause(first.text, (first,), means, excluded=first.excluded, either=first.either)
        second = words[at + 1].text if at + 1 < len(words) else ""
        reach = self._named.reach(first.text, second)
        together = _together(words, at, max(reach, date_sought.LONGEST))
        for length in range(len(together), 0, -1):
            run = together[:length]
            text = self._typed.text[run[0].start : run[-1].end]
            if length <= date_sought.LONGEST and (date := self._date(run, text)):
                return _clause(text, run, Means.DATE, date=date)
            if length <= reach and (meant := self._meant(run, text)):
                means = Means.NAME if meant.things else Means.TERM
                return _clause(text, run, means, meant=meant)
        return _clause(first.text, [first], Means.WORD)

    def _date(self, run: Sequence[Word], text: str) -> Sought | None:
        if is_function_word(run[-1].tokens[0]) and not text[-1].isdigit():
            return None
        return read_sought(text)

    def _meant(self, run: Sequence[Word], text: str) -> Meant:
        if all(is_function_word(word.tokens[0]) for word in run) and not text.isupper():
            return NOTHING
        return self._named.meant(text)


def _clause(
    text: str,
    run: Sequence[Word],
    means: Means,
    meant: Meant = NOTHING,
    date: Sought | None = None,
) -> Clause:
    either = next((word.either for word in run if word.either), 0)
    return Clause(
        text, tuple(run), means, meant=meant, date=date, excluded=run[0].excluded, either=either
    )


def _together(words: Sequence[Word], at: int, most: int) -> list[Word]:
    """The words from one on that may be one thing: none excluded or an alternative of another."""
    run = [words[at]]
    for word in words[at + 1 : at + most]:
        earlier = {one.either for one in run if one.either}
        if not word.plain or word.excluded or (word.either and word.either in earlier):
            break
        run.append(word)
    return run


def alternatives(clauses: Iterable[Clause]) -> list[list[int]]:
    """The numbers of the clauses in groups: alternatives together, every other one alone."""
    groups: dict[int, list[int]] = {}
    alone = -1
    for number, clause in enumerate(clauses):
        key = clause.either or alone
        alone -= not clause.either
        groups.setdefault(key, []).append(number)
    return list(groups.values())
