"""What is asked of a search engine, and how its modules answer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import Final, Protocol

from timeline.editions.kinds import Kind
from timeline.editions.search.addresses import address_terms, of_ours, slug_term
from timeline.editions.search.clauses import Clause, Means
from timeline.editions.search.function_words import is_function_word
from timeline.text import names

_SHORT: Final = 4  # letters
MOST_PAIRED: Final = 10  # parts of a search whose neighbours are also looked up as one word
_BEGUN: Final = 3  # letters from which on the last word may be half typed
FIELDS: Final = ("title", "name", "summary", "excerpt")  # the surest to be meant first


class Way(IntEnum):
    """How a clause meets a text; the smaller, the surer. Every member is true."""

    EXACT = 1
    FOLDED = 2
    STEM = 3
    TERM = 4  # by another wording of the lexicon that means the same
    KEY = 5
    SCRIPT = 6
    BEGINNING = 7
    BROADER = 8  # by a wording of the lexicon that says less
    NEAR = 9  # of dates: possibly in it, and all of it near
    POSSIBLE = 10  # of dates: possibly in it


@dataclass(frozen=True, slots=True)
class Lookup:
    """One thing to look up in every field: which clauses it serves, and how a hit meets them.

    Any of `terms` is a hit, but not where one of `but` is in the same field, which meets it more
    surely. `ordered` looks them up among the words of a field as they stand: one after the other,
    the last as a prefix if `prefix`. All terms are `[a-z0-9]+`.
    """

    clauses: tuple[int, ...]
    way: Way
    terms: tuple[str, ...]
    ordered: bool = False
    prefix: bool = False
    but: tuple[str, ...] = ()


# A key (see `key_of`), and the texts: of each field its words and its terms.
Row = tuple[int, dict[str, str]]
_RECORDS: Final = 1 << 48  # more than there are records


def key_of(record: int, part: int) -> int:
    """The key of a part of a record. Part 0 is the record itself; its others count from 1."""
    return part * _RECORDS + record


def split_key(key: int) -> tuple[int, int]:
    """The record of a key, and the number of the part."""
    part, record = divmod(key, _RECORDS)
    return record, part


class Engine(Protocol):
    """A database's way to keep terms and to look them up."""

    def keep(self, rows: Sequence[Row]) -> None:
        """Make new records findable by the texts of their columns."""
        ...

    def find(self, lookups: Sequence[Lookup]) -> Iterable[tuple[int, int, list[int]]]:
        """(number of the lookup, number of the field, keys), where any has
        it; each record once, in any order."""
        ...

    def differing(self, rows: Iterable[Row]) -> Iterator[int]:
        """The keys of which other texts are kept than those given, which have to be all; and of
        what is kept and not given, or given and not kept."""
        ...


def lookups_of(clauses: Sequence[Clause], *, paired: bool = True) -> list[Lookup]:
    """Everything to look up for the clauses of a search, but for the beginnings of words (`begun`).

    Two neighbouring words may also be written as one (air strike, airstrike): if `paired`, a hit on
    both together is a hit for each of them. In a text that is pasted they stand as they were
    written, and are as many again to look up.
    """
    found: list[Lookup] = []
    for number, clause in enumerate(clauses):
        found += _of(number, clause)
    if not paired or len(clauses) > MOST_PAIRED:
        return found
    for number, (left, right) in enumerate(pairwise(clauses)):
        if _paired(left) and _paired(right) and left.either == right.either == 0:
            found += tiers((number, number + 1), f"{left.text} {right.text}")
    return found


def begun(clause: Clause) -> list[Lookup]:
    """Looking up the last word of a search as one that is half typed; nothing for any other."""
    if clause.means is Means.WORD and clause.last and len(clause.tokens[0]) >= _BEGUN:
        return [Lookup((0,), Way.BEGINNING, clause.tokens, ordered=True, prefix=True)]
    return []


def _paired(clause: Clause) -> bool:
    return clause.means is Means.WORD and not clause.excluded


def _of(number: int, clause: Clause) -> Iterator[Lookup]:
    if clause.means is Means.WORD or (clause.means is Means.DATE and clause.number):
        yield from tiers((number,), clause.text)
    elif clause.means in (Means.PHRASE, Means.PREFIX):
        way = Way.EXACT if clause.means is Means.PHRASE else Way.FOLDED
        prefix = clause.means is Means.PREFIX
        yield Lookup((number,), way, clause.tokens, ordered=True, prefix=prefix)
    elif clause.means is Means.ADDRESS:
        yield from _of_address(number, clause.text)
    if clause.means is Means.TERM and not all(is_function_word(one) for one in clause.tokens):
        yield from wording((number,), Way.EXACT, clause.text)
    for term in clause.meant.terms:
        for text in term.equal:
            yield from wording((number,), Way.TERM, text)
        for text in term.broader:
            yield from wording((number,), Way.BROADER, text)


def _of_address(number: int, address: str) -> Iterator[Lookup]:
    if terms := address_terms(address):
        yield Lookup((number,), Way.EXACT, terms, ordered=True)
    if (ours := of_ours(address)) and ours[0] == Kind.EVENT:
        yield Lookup((number,), Way.EXACT, (slug_term(ours[1]),))


def wording(numbers: tuple[int, ...], way: Way, text: str) -> Iterator[Lookup]:
    """Looking up another wording: several words as they stand, one word by its stem too."""
    tokens = names.tokens(text)
    if len(tokens) > 1:
        yield Lookup(numbers, way, tuple(token.folded for token in tokens), ordered=True)
    elif tokens:
        terms = names.query_terms(text)
        folded = tuple(f"f0{term}" for term in terms.folded)
        yield Lookup(numbers, way, (*folded, *terms.stems))


def tiers(numbers: tuple[int, ...], text: str) -> list[Lookup]:
    """Looking up a word in any spelling, or two as one."""
    terms = names.query_terms(text)
    found = (
        (Way.EXACT, tuple(f"e0{term}" for term in terms.exact)),
        (Way.FOLDED, tuple(f"f0{term}" for term in terms.folded)),
        (Way.STEM, terms.stems),
        (Way.KEY, terms.keys),
        (Way.SCRIPT, terms.script_keys),
    )
    lookups: list[Lookup] = []
    surer: tuple[str, ...] = ()
    for way, wanted in found:
        new = tuple(term for term in wanted if term not in surer)
        if way is Way.SCRIPT and _is_short(terms.folded):
            continue
        if new:
            lookups.append(Lookup(numbers, way, new, but=surer))
        surer = (*surer, *new)
    return lookups


def _is_short(folded: Sequence[str]) -> bool:
    """Whether a Latin word has too few letters to go by how the Arabic script may write it."""
    return any(len(one) <= _SHORT and one.isalpha() for one in folded)


def name_lookups(number: int, spelling: str) -> Iterator[Lookup]:
    """Looking up where a text says a name: several words as they stand, one in any spelling."""
    tokens = names.tokens(spelling)
    if len(tokens) > 1:
        yield Lookup((number,), Way.FOLDED, tuple(t.folded for t in tokens), ordered=True)
    elif tokens:
        yield from (one for one in tiers((number,), spelling) if one.way is not Way.STEM)
