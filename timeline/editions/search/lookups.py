"""What is asked of a search engine, and how its modules answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from timeline.editions.search.words import Word
from timeline.text import names
from timeline.text.names import Tier


@dataclass(frozen=True, slots=True)
class Lookup:
    """One thing to look up in every field: which words it serves, and how sure a hit is.

    Any of `terms` is a hit. `ordered` looks them up among the words of a field as they stand: one
    after the other, the last as a prefix if `prefix`. All terms are `[a-z0-9]+`.
    """

    words: tuple[int, ...]
    tier: Tier
    terms: tuple[str, ...]
    ordered: bool = False
    prefix: bool = False


class Engine(Protocol):
    """A database's way to look terms up."""

    def find(self, lookups: Sequence[Lookup]) -> Iterable[tuple[int, int, int]]:
        """(number of the lookup, number of the field, identifier of the record) of each hit."""
        ...


def lookups_of(words: Sequence[Word]) -> list[Lookup]:
    """Everything to look up for the words of a search.

    Two neighbouring words may also be written as one (Amir Abdollahian, Amirabdollahian): a hit on
    both together is a hit for each of them.
    """
    found: list[Lookup] = []
    for number, word in enumerate(words):
        if word.phrase or word.prefix:
            tier = Tier.EXACT if word.phrase else Tier.FOLDED
            found.append(Lookup((number,), tier, word.tokens, ordered=True, prefix=word.prefix))
        else:
            found += _tiers((number,), word.text)
    for number, (left, right) in enumerate(pairwise(words)):
        if not any(w.phrase or w.prefix or w.excluded for w in (left, right)):
            found += _tiers((number, number + 1), f"{left.text} {right.text}")
    return found


def _tiers(numbers: tuple[int, ...], text: str) -> list[Lookup]:
    terms = names.query_terms(text)
    tiers = (
        (Tier.EXACT, tuple(f"e0{term}" for term in terms.exact)),
        (Tier.FOLDED, tuple(f"f0{term}" for term in terms.folded)),
        (Tier.STEM, terms.stems),
        (Tier.KEY, terms.keys),
        (Tier.SCRIPT, terms.script_keys),
    )
    return [Lookup(numbers, tier, wanted) for tier, wanted in tiers if wanted]
