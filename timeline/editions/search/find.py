"""Which events of an edition a search finds, how surely each, and in which order they come."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from math import log2
from typing import Final
from weakref import WeakKeyDictionary

from django.db import connection
from pyroaring import BitMap, BitMap64

from timeline.editions.index import Index
from timeline.editions.kinds import KINDS, Kind
from timeline.editions.numbers import Numbers
from timeline.editions.search import lookups
from timeline.editions.search.addresses import of_ours
from timeline.editions.search.clauses import Clause, Clauses, Means, alternatives, read_clauses
from timeline.editions.search.dated import date_hits, tells_of
from timeline.editions.search.engines import ENGINES
from timeline.editions.search.keys import ranks_of_keys
from timeline.editions.search.lookups import FIELDS, Lookup, Way
from timeline.editions.search.named import NOTHING, Meant, Thing, named_in
from timeline.editions.search.typos import corrections, respelled
from timeline.editions.search.words import Typed, Word, read_words
from timeline.text import names
from timeline.text.names_gate import is_listed

TITLE, NAME, SUMMARY, EXCERPT = range(len(FIELDS))
SOURCE: Final = len(FIELDS)  # a headline or the publisher of a source, a field of no event
DATE: Final = SOURCE + 1  # when it happened, certainly or possibly
TIED: Final = DATE + 1  # an excerpt of another event that carries this one too
_FIELD_POINTS: Final = (10, 8, 6, 5, 1, 10, 3)
_BESIDE: Final = (TIED, SOURCE)  # what counts only where no event says it in words of its own
_WAY_POINTS: Final = {
    Way.EXACT: 10, Way.FOLDED: 10, Way.STEM: 9, Way.TERM: 8, Way.KEY: 8, Way.SCRIPT: 8,
    Way.BEGINNING: 6, Way.BROADER: 5, Way.NEAR: 6, Way.POSSIBLE: 3,
}  # fmt: skip
_MOST_POINTS: Final = 100
_FIELD_MORE: Final = 10  # points for each field that has it
_PASTED: Final = 3  # words from which on a search may be pasted from a text
_ROUGHLY: Final = 8  # characters by which a pasted title may differ from the title: its signs
_COMMON: Final = 2  # by which the weight of a common word is divided
_FEW: Final = 2  # parts of a search of which one may be in no event
_ENOUGH: Final = (60, 40)  # percent of the weight, where no event matches everything; or else

Met = tuple[Way, int]  # how a clause was met, and in which field
Hits = dict[Met, BitMap]


@dataclass(slots=True)
class Found:
    """What a clause found: the events that have it, by how and where.

    `weight` is the greater the fewer these are. `corrected` are the words that it was taken for,
    where no event has it as typed; `dropped` says that nothing was found for it at all.
    """

    clause: Clause
    hits: Hits = field(default_factory=dict)
    fields: dict[int, BitMap] = field(default_factory=dict)
    corrected: tuple[str, ...] = ()
    meant: Meant = NOTHING  # by the corrected words
    weight: int = 0

    def take(self, hits: Hits) -> None:
        """Take what was found, in any order and with repeats."""
        self.hits = {met: ranks for met, ranks in _disjoint(hits) if ranks}
        self.fields = {}
        for (_, place), ranks in hits.items():
            self.fields[place] = self.fields.get(place, BitMap()) | ranks

    @property
    def ranks(self) -> BitMap:
        return BitMap.union(BitMap(), *self.hits.values())

    @property
    def sure(self) -> BitMap:
        """Those of a date that are certainly or nearly in it; all those of anything else."""
        return BitMap.union(
            BitMap(), *(ranks for (way, _), ranks in self.hits.items() if way is not Way.POSSIBLE)
        )

    @property
    def dropped(self) -> bool:
        return not self.hits

    @property
    def only_sources(self) -> bool:
        """Whether no event has it, but titles or publishers of sources."""
        return bool(self.hits) and all(place == SOURCE for _, place in self.hits)

    def met(self, rank: int) -> Met | None:
        """How and where an event has it, the surest first."""
        return next((one for one in sorted(self.hits, key=_points, reverse=True)
                     if rank in self.hits[one]), None)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verbatim:
    """The events that say all of a search as one phrase, and those by an excerpt of another."""

    own: BitMap = field(default_factory=BitMap)
    tied: BitMap = field(default_factory=BitMap)

    @property
    def ranks(self) -> BitMap:
        return self.own | self.tied


@dataclass(slots=True)
class Result:
    """The events that a search finds, as ranks, and how it came to them.

    `full` says that they match all of it; else they match most, or what of it is in the edition.
    """

    typed: Typed
    read: Clauses
    parts: list[Found]
    ranks: BitMap
    full: bool
    verbatim: Verbatim
    scores: Numbers

    def in_order(self, selection: BitMap) -> Iterator[int]:
        """The ranks of a selection, the best first, then in the order of the timeline."""
        return chain.from_iterable(self.groups(selection))

    def groups(self, selection: BitMap) -> Iterator[BitMap]:
        """The same in groups that nothing but their date tells apart."""
        return self.scores.groups(self.ranks & selection)


def find_by_first_rules(index: Index, text: str, match: str = "") -> Result:
    """Search an edition by rules 1.

    `match` says which events are found: `all`, those that have everything as typed; `most`, those
    that have most of it; otherwise the first if there are any, and else the second.
    """
    typed = read_words(text)
    read = read_clauses(index, typed)
    search = _Search(index, typed, read, strict=match == "all")
    parts = search.parts()
    ranks, full = _selected(index, parts, search.verbatim.ranks, match)
    scores = _scored(index, parts, search.verbatim, ranks)
    return Result(typed, read, parts, ranks, full, search.verbatim, scores)


class _Search:
    """Asks the database for the clauses of one search."""

    def __init__(self, index: Index, typed: Typed, read: Clauses, *, strict: bool) -> None:
        self._index = index
        self._typed = typed
        self._read = read
        self._strict = strict
        self.verbatim = Verbatim()

    def parts(self) -> list[Found]:
        clauses = self._read.clauses
        found = [Found(clause) for clause in clauses]
        sought = [*lookups.lookups_of(clauses), *self._verbatim_lookup(len(clauses))]
        *collected, pasted = _collected(self._index, sought, len(clauses) + 1)
        self.verbatim = _in_texts(pasted)
        if headline := self._headline(pasted):
            return [headline]
        for part, hits in zip(found, collected, strict=True):
            self._fill(part, hits)
        self._correct([part for part in found if part.dropped and not part.clause.excluded])
        for part in found:
            part.weight = _weight(len(self._index), len(part.ranks))
        return found

    def _verbatim_lookup(self, number: int) -> list[Lookup]:
        """All that was typed as one phrase; for who pastes a title or a quotation."""
        words = self._read.verbatim
        alone = len(self._read.clauses) == 1 and self._read.clauses[0].means is not Means.WORD
        weightless = not self._read.clauses
        if len(words) < _PASTED or alone or weightless or self._typed.only_sources:
            return []
        return [Lookup((number,), Way.EXACT, words, ordered=True)]

    def _headline(self, pasted: Hits) -> Found | None:
        """What all of a headline finds, that no event says: the events that stand on its source."""
        ranks = pasted.get((Way.EXACT, SOURCE))
        if not ranks or self._strict or self.verbatim.ranks or not self._is_title():
            return None
        text = self._typed.text
        word = Word(text.strip(), self._read.verbatim, phrase=True, end=len(text))
        found = Found(Clause(word.text, (word,), Means.PHRASE))
        found.take({(Way.EXACT, SOURCE): ranks})
        found.weight = _weight(len(self._index), len(ranks))
        return found

    def _is_title(self) -> bool:
        """Whether what was typed is the title of a source, from its first word to its last."""
        length = len(self._typed.text.strip())
        titles = (one["name"] for one in self._index.things(Kind.SOURCE).values())
        near = (one for one in titles if abs(len(one) - length) <= _ROUGHLY)
        words = self._read.verbatim
        return any(tuple(t.folded for t in names.tokens(one)) == words for one in near)

    def _fill(self, part: Found, hits: Hits) -> None:
        clause, index = part.clause, self._index
        if clause.means is Means.DATE and clause.date:
            if any(hits.values()) and not tells_of(index, clause.date):
                part.clause = replace(clause, means=Means.WORD, date=None)
            else:
                hits = date_hits(index, clause.date, DATE)
        elif clause.means is Means.ADDRESS:
            _add(hits, (Way.EXACT, SOURCE), _ours(index, clause.text))
        elif self._typed.only_sources:
            hits = _in(hits, SOURCE)
        else:
            for thing in clause.meant.things:
                _add(hits, (Way.EXACT, NAME), thing.tagged(index))
                for (way, place), ranks in mentions(index, thing).items():
                    _add(hits, (way, place), ranks)
            for thing in (thing for term in clause.meant.terms for thing in term.things):
                _add(hits, (Way.TERM, NAME), thing.tagged(index))
                for (_, place), ranks in mentions(index, thing).items():
                    _add(hits, (Way.TERM, place), ranks)
            hits = self._as_far_as_needed(clause, hits)
        part.take(hits)

    def _as_far_as_needed(self, clause: Clause, hits: Hits) -> Hits:
        """With the beginnings of words only where no event has the word itself, and all need not be
        as typed; and what stands beside an event alone where none has it in words of its own."""
        loose = not (self._strict or clause.excluded)
        if loose and not any(
            ranks and way <= Way.STEM and place not in _BESIDE
            for (way, place), ranks in hits.items()
        ):
            (begun,) = _collected(self._index, lookups.begun(clause), 1)
            for met, ranks in begun.items():
                _add(hits, met, ranks)
        own = {met: ranks for met, ranks in hits.items() if met[1] not in _BESIDE}
        if not loose:
            return {met: ranks for met, ranks in own.items() if met[0] is not Way.BROADER}
        if any(own.values()):
            return own
        besides = (_in(hits, place) for place in _BESIDE)
        return next((beside for beside in besides if any(beside.values())), {})

    def _correct(self, parts: list[Found]) -> None:
        """Look for words of the edition that differ by a slip of the pen."""
        if self._strict or self._typed.only_sources:
            return
        for nearest in (respelled, corrections):
            left = [one for one in parts if one.dropped and one.clause.means is Means.WORD]
            meant = [(one, word) for one in left for word in nearest(self._index, one.clause.text)]
            clauses = [self._corrected(one.clause, word) for one, word in meant]
            sought = lookups.lookups_of(clauses, paired=False)
            for (part, word), clause, hits in zip(
                meant, clauses, _collected(self._index, sought, len(clauses)), strict=True
            ):
                self._take_corrected(part, word, clause, hits)

    def _corrected(self, clause: Clause, word: str) -> Clause:
        meant = named_in(self._index).meant(word)
        means = Means.NAME if meant.things else Means.TERM if meant.terms else Means.WORD
        return replace(clause, text=word, means=means, meant=meant, last=False)

    def _take_corrected(self, part: Found, word: str, clause: Clause, hits: Hits) -> None:
        """Add what a correction finds, if it finds anything in words of an event's own."""
        found = Found(clause)
        self._fill(found, hits)
        own = {met: ranks for met, ranks in found.hits.items() if met[1] not in _BESIDE}
        if not own:
            return
        together, fields = dict(part.hits), [part.fields, found.fields]
        for met, ranks in own.items():
            _add(together, met, ranks)
        part.take(together)
        for place, ranks in chain.from_iterable(one.items() for one in fields):
            part.fields[place] = part.fields.get(place, BitMap()) | ranks
        part.corrected = (*part.corrected, word)
        part.meant = Meant(
            (*part.meant.things, *clause.meant.things), (*part.meant.terms, *clause.meant.terms)
        )


def _collected(index: Index, sought: Sequence[Lookup], clauses: int) -> list[Hits]:
    """Of each clause: the events that have it, by how and where."""
    stands_for = _stands_for(index)
    hits: list[Hits] = [{} for _ in range(clauses)]
    for number, place, records in _asked(sought):
        lookup = sought[number]
        found = [((lookup.way, TIED if place == NAME else place), ranks_of_keys(index, records))]
        for record in stands_for.records & BitMap64(records):
            own, facts = stands_for.facts[record]
            ranks = BitMap.union(BitMap(), *(index.having(*fact) for fact in facts))
            found.append(((lookup.way, NAME) if own else (Way.EXACT, SOURCE), ranks))
        for clause in lookup.clauses:
            for met, ranks in found:
                if ranks:
                    _add(hits[clause], met, ranks)
    return hits


def _in(hits: Hits, place: int) -> Hits:
    """What is met in one field."""
    return {met: ranks for met, ranks in hits.items() if met[1] == place}


def _in_texts(hits: Hits) -> Verbatim:
    """What is met in the texts of events, not by what they are about or stand on."""
    own = (ranks for (_, place), ranks in hits.items() if place not in (NAME, SOURCE, TIED))
    return Verbatim(BitMap.union(BitMap(), *own), BitMap.union(BitMap(), *_in(hits, TIED).values()))


def _asked(sought: Sequence[Lookup]) -> Iterable[tuple[int, int, list[int]]]:
    return ENGINES[connection.vendor].find(sought) if sought else ()


def _add(hits: Hits, met: Met, ranks: BitMap) -> None:
    hits[met] = hits[met] | ranks if met in hits else ranks


@dataclass(frozen=True, slots=True)
class _StandsFor:
    """Of each record other than an event's: whether its names are an event's own words, and the
    facets and values of the events that it stands for."""

    facts: dict[int, tuple[bool, list[tuple[str, str]]]]
    records: BitMap64


_known: WeakKeyDictionary[Index, _StandsFor] = WeakKeyDictionary()


def _stands_for(index: Index) -> _StandsFor:
    if index not in _known:
        facts = {
            record: (
                kind in (Kind.ACTOR, Kind.PLACE),
                [(facet, slug) for facet in _facets_of(kind)],
            )
            for kind, records in index.catalogue["records"].items()
            for slug, record in records.items()
        }
        _known[index] = _StandsFor(facts, BitMap64(facts))
    return _known[index]


def _facets_of(kind: str) -> tuple[str, ...]:
    """Which facts of events a found record stands for. A publisher stands for what it put out."""
    one = KINDS[kind]
    return (one.facet,) if kind == Kind.PUBLISHER else one.facets


_mentions: WeakKeyDictionary[Index, dict[Thing, Hits]] = WeakKeyDictionary()


def mentions(index: Index, thing: Thing) -> Hits:
    """The events whose own text says any name of a thing; asked of the database once."""
    kept = _mentions.setdefault(index, {})
    if thing not in kept:
        sought = [one for name in thing.names for one in lookups.name_lookups(0, name)]
        found: dict[int, BitMap] = {}
        for _, place, records in _asked(sought):
            if place != NAME and (ranks := ranks_of_keys(index, records)):
                found[place] = found.get(place, BitMap()) | ranks
        kept[thing] = {(Way.EXACT, place): ranks for place, ranks in found.items()}
    return kept[thing]


def _ours(index: Index, address: str) -> BitMap:
    ours = of_ours(address)
    return index.having(*ours) if ours and ours[0] != Kind.EVENT else BitMap()


# -- which, and in what order ----------------------------------------------------------------------


def _points(met: Met) -> int:
    way, place = met
    return _WAY_POINTS[way] * _FIELD_POINTS[place]


def _disjoint(hits: Hits) -> Iterator[tuple[Met, BitMap]]:
    """Each rank where it is met best alone."""
    seen = BitMap()
    for met in sorted(hits, key=lambda one: (-_points(one), one)):
        yield met, hits[met] - seen
        seen |= hits[met]


def _weight(events: int, having: int) -> int:
    """How much a clause tells: 16 for each time that it halves the events, at least 1."""
    return max(1, int(16 * log2(events / having))) if having else 0


@dataclass(frozen=True, slots=True)
class _Group:
    """Clauses of which one is enough: mostly a single one."""

    parts: tuple[Found, ...]
    ranks: BitMap
    sure: BitMap
    weight: int
    required: bool


def _groups(index: Index, parts: Sequence[Found]) -> list[_Group]:
    sought = [part for part in parts if not part.clause.excluded]
    found = []
    for numbers in alternatives(part.clause for part in sought):
        some = tuple(sought[number] for number in numbers)
        ranks = BitMap.union(BitMap(), *(part.ranks for part in some))
        required = all(part.clause.required for part in some)
        sure = BitMap.union(BitMap(), *(part.sure for part in some))
        weight = _weight(len(index), len(ranks))
        if weight > 1 and all(_is_common(part.clause) for part in some):
            weight //= _COMMON
        found.append(_Group(some, ranks, sure, weight, required))
    return found


def _is_common(clause: Clause) -> bool:
    """Whether it is a common English word, which tells less than a name as rare as it."""
    return clause.means is Means.WORD and is_listed(clause.tokens[0])


def _are_known(groups: Sequence[_Group]) -> bool:
    """Whether enough of what was looked for is in the edition to speak of most of it: half of it at
    least, where none of that is a name or a date. What was taken for another word counts half."""
    if any(_is_named(part) for group in groups for part in group.parts):
        return True
    halves = sum(
        1 if all(part.corrected for part in group.parts) else 2 for group in groups if group.ranks
    )
    return len(groups) <= _FEW or halves > len(groups)


def _is_named(part: Found) -> bool:
    return not part.dropped and (
        bool(part.clause.meant.things or part.meant.things) or part.clause.means is Means.DATE
    )


def _selected(
    index: Index, parts: Sequence[Found], verbatim: BitMap, match: str
) -> tuple[BitMap, bool]:
    """The events that are found, and whether they have all that was looked for."""
    groups = _groups(index, parts)
    gone = BitMap.union(BitMap(), *(part.ranks for part in parts if part.clause.excluded))
    if not groups:
        excluded = any(part.clause.excluded for part in parts)
        return ((index.all - gone) if excluded else BitMap()) | verbatim, True
    left = index.all - gone
    full = BitMap.intersection(left, *(group.ranks for group in groups)) | verbatim
    if match != "most":
        # Of dates the certain ones, where there are any: much of what is vague may be on any day.
        sure = BitMap.intersection(left, *(group.sure for group in groups)) | verbatim
        if match == "all" or sure or full:
            return sure or full, True
    if not _are_known(groups):
        return verbatim, False
    enough = _most(groups, left)
    return enough | verbatim, bool(enough) and not (enough - full)


def _most(groups: Sequence[_Group], left: BitMap) -> BitMap:
    """The events that have most of a search. What is required of all of them does not count; where
    nothing else is in the edition, only what is certain of it does."""
    counted = [one for one in groups if one.ranks and not one.required]
    must = [one.ranks if counted else one.sure for one in groups if one.required]
    required = BitMap.intersection(left, *must)
    if not counted:
        return required if must else BitMap()
    covered = Numbers()
    for group in counted:
        covered.add(group.ranks, group.weight)
    total = sum(group.weight for group in counted)
    for percent in _ENOUGH:
        enough = covered.at_least(-(-total * percent // 100), required)
        if enough:
            return enough
    return BitMap()


def _scored(index: Index, parts: Sequence[Found], verbatim: Verbatim, ranks: BitMap) -> Numbers:
    """Weight covered, then weight by how and where, then major events; dates settle the rest."""
    groups = _groups(index, parts)
    most = sum(group.weight for group in groups) or 1
    scale = 2 * (most * (_MOST_POINTS + _FIELD_MORE * len(FIELDS)) + 1)
    scores = Numbers()
    scores.add(index.having("importance", "major") & ranks, 1)
    scores.add(verbatim.tied & ranks, scale * (most + 1))
    scores.add(verbatim.own & ranks, scale * 2 * (most + 1))
    for group in groups:
        scores.add(group.ranks & ranks, scale * group.weight)
        for points, having in _by_points(group).items():
            scores.add(having & ranks, 2 * group.weight * points)
        for having in _by_field(group):
            scores.add(having & ranks, 2 * group.weight * _FIELD_MORE)
    return scores


def _by_field(group: _Group) -> Iterator[BitMap]:
    """The events that have some of a group in each of their own fields.

    Of a name the excerpts do not count: who takes part is there, however often it is said.
    """
    for place in range(len(FIELDS)):
        having = (
            part.fields.get(place, BitMap())
            for part in group.parts
            if place != EXCERPT or part.clause.means is not Means.NAME
        )
        yield BitMap.union(BitMap(), *having)


def _by_points(group: _Group) -> dict[int, BitMap]:
    together: Hits = {}
    for part in group.parts:
        for met, ranks in part.hits.items():
            _add(together, met, ranks)
    found: dict[int, BitMap] = {}
    for met, ranks in _disjoint(together):
        found[_points(met)] = found.get(_points(met), BitMap()) | ranks
    return found
