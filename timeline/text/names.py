"""One place that folds a word so that spellings meet, for the index and for the query alike.

A romanised Arabic or Persian name has many spellings (Qasem, Qassem, Kasim, Ghasem, قاسم), and so
has English (organisation, organization). Each word is reduced to terms of five tiers, from sure to
loose, and two words meet on the first tier on which they share a term:

======  ==========================================================  ==========================
tier    what is equal                                               example
======  ==========================================================  ==========================
EXACT   the letters, but for case and shape of apostrophe           Fayyad, fayyad
FOLDED  letters without accents, apostrophes, article; spelling     al-Ḥakīm, Hakim; defence
STEM    the English stem                                            strikes, struck
KEY     the phonetic key of two romanised words (``names_key``)     Mohammed, Muhammad
SCRIPT  consonants and long vowels, Latin against Arabic script     Qasem, قاسم
======  ==========================================================  ==========================

Every term is ASCII, ``[a-z0-9]+``, and safe in an FTS5 MATCH and in ``to_tsquery``. Exact and
folded terms are plain; the others begin with a letter and a digit of their own (``s0`` stem,
``k0`` and ``k1`` key, ``a0`` and ``a1`` script key of an Arabic word, ``l0`` and ``l1`` of a Latin
one), so that no tier can be taken for another even in one column. A prefix search may use exact
and folded terms: the beginning of a word gives the beginning of its term.

Keys are gated: common English words have none, unless they are a curated name; ``names_gate`` has
the rule and the reason. A curated name is indexed with ``names=True``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from timeline.text.names_fold import APOSTROPHES, LONGEST, fold, fold_scholarly
from timeline.text.names_gate import (
    IRREGULAR,
    Gate,
    is_common,
    is_stop_word,
    looks_named,
    may_have_key,
    script_may_have_key,
)
from timeline.text.names_key import latin_keys, written_keys
from timeline.text.names_scan import Unit, join, pairs, scan
from timeline.text.names_script import encode, fold_letters, is_arabic, script_keys, stem_script
from timeline.text.names_stem import stem

__all__ = [
    "IndexTerms",
    "QueryTerms",
    "Tier",
    "Token",
    "fold",
    "index_terms",
    "joined",
    "match",
    "query_terms",
    "same_name",
    "tokens",
    "words_and_terms",
]

_QUOTE = re.compile(f"[{APOSTROPHES}]")
_DASH = re.compile("[\u2010\u2011]")


class Tier(IntEnum):
    """On what two words meet; the smaller, the surer. Every member is true."""

    EXACT = 1
    FOLDED = 2
    STEM = 3
    KEY = 4
    SCRIPT = 5


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: what stands there, where (code points), and its folded form.

    A token may hold what belongs to its word: an article (``al-Farabi``), a servant name
    (``Abdul Mahdi``), an ezafe (``Sepah-e``).
    """

    surface: str
    start: int
    end: int
    folded: str


@dataclass(frozen=True, slots=True)
class IndexTerms:
    """What to store for a field: the terms of each tier, without repeats, in order of the text."""

    exact: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    script_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QueryTerms:
    """What to look for, a tier at a time: any term of a tier found is a hit on that tier.

    ``script_keys`` are written with the other script's prefix, so that a Latin word finds Arabic
    ones and an Arabic word Latin ones, never its own kind.
    """

    exact: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    script_keys: tuple[str, ...] = ()


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in order, none of them empty when folded; see ``joined`` for pairs."""
    return tuple(_token(unit) for unit in scan(text))


def joined(text: str) -> tuple[Token, ...]:
    """Each two adjacent words of a text as one: Amir Abdollahian, Hizb Allah, cease-fire.

    The index holds such pairs. A query of several words should accept, for two neighbours, either
    both of them or ``query_terms`` of the joined surface.
    """
    return tuple(
        Token(text[a.start : b.end], a.start, b.end, fold(join(a.core + b.core)))
        for a, b, hyphen in pairs(text, scan(text))
        if hyphen or _worth_joining(a, b)
    )


def index_terms(text: str, *, names: bool = False) -> IndexTerms:
    """The terms to store for a field; ``names`` if it holds curated names, which lifts gates."""
    return _terms_of(text, scan(text), names=names)


def words_and_terms(text: str, *, names: bool = False) -> tuple[tuple[str, ...], IndexTerms]:
    """The folded words of ``tokens`` in order, and the terms of ``index_terms``, cut once."""
    units = scan(text)
    return tuple(_token(unit).folded for unit in units), _terms_of(text, units, names=names)


def _terms_of(text: str, units: list[Unit], *, names: bool) -> IndexTerms:
    gate = Gate.NAME if names else Gate.TEXT
    found = [_unit_terms(unit.surface, unit.parts, unit.core, gate) for unit in units]
    for left, right, hyphen in pairs(text, units):
        exact = text[left.start : right.end] if hyphen else ""
        if terms := pair_terms(left, right, gate, exact):
            found.append(terms)
    return _merge(found)


def pair_terms(left: Unit, right: Unit, gate: Gate, exact: str = "") -> IndexTerms | None:
    """The terms of two adjacent units as one word; None where they are not worth joining.

    `exact` is what stands there if a hyphen joins them.
    """
    if not (exact or _worth_joining(left, right)):
        return None
    named = gate is Gate.NAME or all(_may_be_named(unit) for unit in (left, right))
    return _word_terms(exact, join(left.core + right.core), gate if named else Gate.SHUT)


def query_terms(word: str, *, names: bool = False) -> QueryTerms:
    """The terms to look for, for one word of a query; a hyphenated or spaced pair counts as one.

    Cut a query into words with ``tokens`` first: a run of more than two words is in no index.
    ``names`` lifts the gates, for a word known to be a name.
    """
    units = scan(word)
    if not units:
        return QueryTerms()
    core = tuple(part for unit in units for part in unit.core)
    surface = word[units[0].start : units[-1].end]
    gate = Gate.NAME if names else Gate.QUERY
    if not names and len(units) > 1 and any(is_common(_token(unit).folded) for unit in units):
        gate = Gate.SHUT
    return _for_query(_word_terms(surface, join(core), gate))


def match(query_word: str, indexed_word: str, *, curated: bool = False) -> Tier | None:
    """The surest tier on which a query word finds an indexed word, or None: what meeting means.

    ``curated`` says that the indexed word is of a curated name. The letter case of the query never
    matters; that of the indexed word does for KEY and SCRIPT (see ``names_gate``), as it does in
    the index. Two capitalised words meet alike in both directions.
    """
    return _meet(query_terms(query_word), index_terms(indexed_word, names=curated))


def same_name(a: str, b: str) -> Tier | None:
    """Whether two whole names of one or more words are the same name, and on what loosest tier.

    Each word must meet its counterpart, in order; two words may meet one (Amir Abdollahian,
    Amirabdollahian). Both are taken for names, so no gate applies.
    """
    left, right = scan(a), scan(b)
    best: dict[tuple[int, int], Tier] = {(0, 0): Tier.EXACT}
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            if (so_far := best.get((i, j))) is None:
                continue
            for m, n in ((1, 1), (2, 1), (1, 2), (2, 2)):
                if i + m > len(left) or j + n > len(right):
                    continue
                if tier := _meet_units(left[i : i + m], right[j : j + n]):
                    reached = max(so_far, tier)
                    best[i + m, j + n] = min(reached, best.get((i + m, j + n), reached))
    return best.get((len(left), len(right))) if left and right else None


def _for_query(terms: IndexTerms) -> QueryTerms:
    other = {"a": "l", "l": "a"}
    keys = tuple(other[key[0]] + key[1:] for key in terms.script_keys)
    return QueryTerms(terms.exact, terms.folded, terms.stems, terms.keys, keys)


def _token(unit: Unit) -> Token:
    return Token(unit.surface, unit.start, unit.end, fold(join(unit.core)))


def _worth_joining(left: Unit, right: Unit) -> bool:
    """Whether two words with a space between may be one name or one compound."""
    return not (is_stop_word(fold(left.core[-1])) or is_stop_word(fold(right.core[0])))


def _may_be_named(unit: Unit) -> bool:
    return is_arabic(unit.surface) or (
        looks_named(unit.core[-1]) and not is_common(_token(unit).folded)
    )


@lru_cache(maxsize=32768)
def _unit_terms(
    surface: str, parts: tuple[str, ...], core: tuple[str, ...], gate: Gate
) -> IndexTerms:
    """The unit as one word; its parts by themselves; and the article written on to the word."""
    whole = _word_terms(surface, join(core), gate)
    if len(parts) == 1:
        return whole
    written_on = _word_terms("", join(parts), gate)
    return _merge([whole, *(_word_terms(part, part, gate) for part in parts), written_on])


@lru_cache(maxsize=65536)
def _word_terms(surface: str, word: str, gate: Gate) -> IndexTerms:
    """The terms of one word written as one; no exact term if the surface is empty."""
    exact = (_exact(surface),) if surface else ()
    folded = fold(word)
    if not folded:
        return IndexTerms(exact)
    if is_arabic(word):
        letters = fold_letters(word[:LONGEST])
        allowed = script_may_have_key(letters, folded, gate)
        keys = _keyed("a", script_keys(word[:LONGEST]), letters) if allowed else ()
        stems = _once(("s0" + folded, "s0" + stem_script(word[:LONGEST])))
        return IndexTerms(exact, (folded,), stems, (), keys)
    spellings = _once((folded, fold_scholarly(word)))
    latin: list[str] = []
    written: list[str] = []
    for spelling in spellings:
        if may_have_key(surface or word, spelling, gate):
            latin += _keyed("k", latin_keys(spelling), spelling)
            written += _keyed("l", written_keys(spelling), spelling)
    stems = _once("s0" + stem(spelling) for spelling in spellings)
    return IndexTerms(exact, spellings, stems, _once(latin), _once(written))


def _keyed(letter: str, keys: tuple[str, ...], word: str) -> tuple[str, ...]:
    found = tuple(f"{letter}0{key}" for key in keys)
    return (*found, f"{letter}1{IRREGULAR[word]}") if word in IRREGULAR else found


def _exact(surface: str) -> str:
    text = _DASH.sub("-", _QUOTE.sub("'", " ".join(surface.split())))
    return encode(text.lower()[:LONGEST])


def _once(terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(terms))


def _merge(found: list[IndexTerms]) -> IndexTerms:
    return IndexTerms(
        _once(term for terms in found for term in terms.exact),
        _once(term for terms in found for term in terms.folded),
        _once(term for terms in found for term in terms.stems),
        _once(term for terms in found for term in terms.keys),
        _once(term for terms in found for term in terms.script_keys),
    )


def _meet(query: QueryTerms, indexed: IndexTerms) -> Tier | None:
    tiers = (
        (Tier.EXACT, query.exact, indexed.exact),
        (Tier.FOLDED, query.folded, indexed.folded),
        (Tier.STEM, query.stems, indexed.stems),
        (Tier.KEY, query.keys, indexed.keys),
        (Tier.SCRIPT, query.script_keys, indexed.script_keys),
    )
    return next((tier for tier, a, b in tiers if not set(a).isdisjoint(b)), None)


def _meet_units(left: list[Unit], right: list[Unit]) -> Tier | None:
    """Two runs of units as one word each, as a query and an index would have them."""
    query, indexed = _run_terms(left), _run_terms(right)
    return _meet(_for_query(query), indexed)


def _run_terms(units: list[Unit]) -> IndexTerms:
    surface = " ".join(unit.surface for unit in units)
    core = join(tuple(part for unit in units for part in unit.core))
    whole = join(tuple(part for unit in units for part in unit.parts))
    terms = _word_terms(surface, core, Gate.NAME)
    return terms if core == whole else _merge([terms, _word_terms("", whole, Gate.NAME)])
