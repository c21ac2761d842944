"""What the words of a search name in an edition: people, groups, places, and terms of its lexicon.

A run of words that is a whole name, in any spelling, stands for what has the name. So every name of
one thing finds the same.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from weakref import WeakKeyDictionary

from timeline.editions.index import Index
from timeline.editions.kinds import KINDS, Kind
from timeline.text import names
from timeline.text.names import Tier

LONGEST: Final = 12  # words of a name that a search looks for
KEPT: Final = 8192  # runs of words of which it is kept what they mean
_KINDS: Final = (Kind.ACTOR, Kind.PLACE)
_TERM: Final = "term"
_ARTICLE: Final = re.compile(r"^(?:the|an?)\s+(?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with names: what it is called first, all its names, and what is true of its events.

    An actor and a place of the same name, as a state and its country, are one thing to a search.
    """

    label: str
    names: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]  # facets and values

    def tagged(self, index: Index) -> Any:
        """The events that it takes part in, speaks in, or that happened there, as a bitmap."""
        first, *rest = [index.having(*fact) for fact in self.facts]
        return first.union(*rest) if rest else first


@dataclass(frozen=True, slots=True)
class TermMatch:
    """An entry of the lexicon.

    `words` and `equal` mean the same and find each other; looking for `words` finds `broader` too,
    below them. `things` are what the term is another name of.
    """

    slug: str
    words: tuple[str, ...]
    equal: tuple[str, ...]
    broader: tuple[str, ...]
    things: tuple[Thing, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Meant:
    """What a run of words means in an edition: things by a name of theirs, met on a tier, or else
    terms of the lexicon. So every name of a thing finds the same."""

    things: tuple[Thing, ...] = ()
    terms: tuple[TermMatch, ...] = ()
    tier: Tier = Tier.EXACT

    def __bool__(self) -> bool:
        return bool(self.things or self.terms)


NOTHING: Final = Meant()


class NamedMatch:
    """All that has a name in an edition, to be found by its names."""

    def __init__(self, index: Index) -> None:
        self._names: list[tuple[str, int, Thing, bool]] = []  # name, words, of what, its first?
        # Names like “the diplomat”: one common word, which without its article names nobody.
        self._described: set[int] = set()
        self._by_term: dict[str, list[int]] = {}
        self._terms: dict[tuple[str, ...], list[TermMatch]] = {}
        # What was worked out for earlier searches.
        self._kept: dict[str, Meant] = {}
        self._reach: dict[tuple[str, str], int] = {}
        by_fact: dict[tuple[str, str], Thing] = {}
        for thing in _things(index):
            by_fact |= dict.fromkeys(thing.facts, thing)
            for name in thing.names:
                self._add(name, thing)
        for term in _terms(index, by_fact):
            for word in dict.fromkeys((*term.words, *term.equal)):
                if not stems(word):
                    continue
                known = self._terms.setdefault(stems(word), [])
                if term not in known:
                    known.append(term)
        self._term_words: dict[str, int] = {}
        for words in self._terms:
            self._term_words[words[0]] = max(len(words), self._term_words.get(words[0], 0))

    def reach(self, first: str, second: str = "") -> int:
        """How many words a name or a term that begins with these words has at most; 0 if none."""
        run = (first, second)
        if run not in self._reach:
            if len(self._reach) >= KEPT:
                self._reach.clear()
            self._reach[run] = self._reach_of(first, second)
        return self._reach[run]

    def _reach_of(self, first: str, second: str) -> int:
        tokens = names.tokens(without_article(f"{first} {second}"))
        longest = [self._names[number][1] + 1 for number in self._candidates(tokens)]
        longest += [self._term_words.get(stem, 0) for stem in stems(first)[:1]]
        longest += [self._term_words.get(stem, 0) for t in tokens[:1] for stem in stems(t.surface)]
        article = len(names.tokens(f"{first} {second}")) - len(tokens)
        return min(LONGEST, max(longest, default=0) + article)

    def _candidates(self, tokens: Sequence[names.Token]) -> set[int]:
        """The names that may begin with the first of these words, or with the first two as one."""
        return {number for term in _query_terms(tokens) for number in self._by_term.get(term, ())}

    def _add(self, name: str, thing: Thing) -> None:
        number = len(self._names)
        bare = without_article(name)
        tokens = names.tokens(bare)
        if not tokens:
            return
        self._names.append((bare, len(tokens), thing, name == thing.label))
        if bare != name and len(tokens) == 1 and bare == bare.lower():
            self._described.add(number)
        for term in _first_terms(bare, tokens):
            self._by_term.setdefault(term, []).append(number)

    def meant(self, run: str) -> Meant:
        """What a run of words names: nothing unless the whole of it is a name or a term."""
        if run not in self._kept:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            self._kept[run] = self._meant(run)
        return self._kept[run]

    def _meant(self, run: str) -> Meant:
        found = self._met(run)
        if not found:
            terms = self._terms.get(stems(run)) or self._terms.get(stems(without_article(run)))
            return Meant((), tuple(terms or ()))
        tier = min(found.values(), key=lambda one: one[0])[0]
        sure = [thing for thing, (met, _) in found.items() if met == tier]
        # The first name of one thing is not meant as a by-name of another: a capital is no state.
        sure = [thing for thing in sure if found[thing][1]] or sure
        return Meant(tuple(sure), (), tier)

    def _met(self, run: str) -> dict[Thing, tuple[Tier, bool]]:
        """The things that a run is a name of, with the best tier and whether by its first name."""
        typed, run = run, without_article(run)
        tokens = names.tokens(run)
        candidates = self._candidates(tokens)
        if len(tokens) == 1 and not typed.lower().startswith("the "):
            candidates -= self._described
        loosest = Tier.SCRIPT if _looks_named(tokens) else Tier.STEM if tokens[1:] else Tier.FOLDED
        found: dict[Thing, tuple[Tier, bool]] = {}
        for number in sorted(candidates):
            name, _, thing, first = self._names[number]
            tier = names.same_name(run, name)
            if tier is None or tier > loosest:
                continue
            tier = max(tier, Tier.FOLDED)
            known = found.get(thing)
            if known is None or (tier, not first) < (known[0], not known[1]):
                found[thing] = (tier, first)
        return found


_known: WeakKeyDictionary[Index, NamedMatch] = WeakKeyDictionary()


def named_in(index: Index) -> NamedMatch:
    """All that has a name in an edition, made on first use and kept as long as its index."""
    if index not in _known:
        _known[index] = NamedMatch(index)
    return _known[index]


def without_article(name: str) -> str:
    """A name without the English article before it."""
    return _ARTICLE.sub("", name)


def _looks_named(tokens: Sequence[names.Token]) -> bool:
    """Whether some of the words may be a name in another spelling: not all are common words."""
    return any(
        terms.keys or terms.script_keys
        for terms in (names.query_terms(token.surface) for token in tokens)
    )


def stems(text: str) -> tuple[str, ...]:
    """The words of a text by their stems: what two wordings of one term share."""
    return tuple(names.query_terms(token.surface).stems[:1][0] for token in _worded(text))


def _worded(text: str) -> Iterator[names.Token]:
    return (token for token in names.tokens(text) if names.query_terms(token.surface).stems)


def _things(index: Index) -> list[Thing]:
    """Actors and places, those of the same first name as one."""
    found: dict[str, list[tuple[str, str, Any]]] = {}
    for kind in _KINDS:
        for slug, entry in index.things(kind).items():
            key = " ".join(token.folded for token in names.tokens(entry["name"]))
            found.setdefault(key or slug, []).append((kind, slug, entry))
    return [_thing(same) for same in found.values()]


def _thing(same: Sequence[tuple[str, str, Any]]) -> Thing:
    label = same[0][2]["name"]
    spellings = [name for _, _, entry in same for name in (entry["name"], *entry["names"])]
    facts = [(facet, slug) for kind, slug, _ in same for facet in KINDS[kind].facets]
    return Thing(label, tuple(dict.fromkeys([label, *spellings])), tuple(facts))


def _terms(index: Index, by_fact: dict[tuple[str, str], Thing]) -> Iterator[TermMatch]:
    for slug, entry in index.things(_TERM).items():
        things = [
            by_fact[kind, named]
            for kind in ("actor", "place")
            for named in entry[f"{kind}s"]
            if (kind, named) in by_fact
        ]
        yield TermMatch(
            slug,
            tuple(entry["words"]),
            tuple(entry["equal"]),
            tuple(entry["broader"]),
            tuple(dict.fromkeys(things)),
            entry["note"],
        )


def _first_terms(name: str, tokens: Sequence[names.Token]) -> Iterable[str]:
    """The terms of the first word of a name, and of the first two written as one."""
    runs = [tokens[0].surface]
    if len(tokens) > 1:
        runs.append(name[tokens[0].start : tokens[1].end])
    for run in runs:
        terms = names.index_terms(run, names=True)
        yield from (f"f0{term}" for term in terms.folded)
        yield from (*terms.keys, *terms.script_keys)


def _query_terms(tokens: Sequence[names.Token]) -> Iterable[str]:
    if not tokens:
        return
    for run in [
        tokens[0].surface,
        *([" ".join(t.surface for t in tokens[:2])] * (len(tokens) > 1)),
    ]:
        terms = names.query_terms(run, names=True)
        yield from (f"f0{term}" for term in terms.folded)
        yield from (*terms.keys, *terms.script_keys)
