"""The rules of the search, by number: an edition is searched by those it was published under.

What an address with `edition=` finds must never change, so rules are not mended once an edition
names them: new ones get the next number, and the old ones stay as long as an edition has them.
"""

from collections.abc import Callable
from typing import Final

from timeline.editions.index import Index
from timeline.editions.search.find import Result, find_by_first_rules

LATEST: Final = 1
RULES: Final[dict[int, Callable[[Index, str, str], Result]]] = {1: find_by_first_rules}


class UnknownRulesError(LookupError):
    """An edition names rules of the search that this version of the program does not have."""


def find(index: Index, text: str, match: str = "") -> Result:
    """Search an edition, by its own rules.

    `match` says which events are found: `all`, those that have everything as typed; `most`, those
    that have most of it; otherwise the first if there are any, and else the second.
    """
    number = index.catalogue["search_rules"]
    if number not in RULES:
        known = ", ".join(map(str, sorted(RULES)))
        raise UnknownRulesError(
            f"The edition is searched by rules {number}; this program has rules {known}. "
            "Run the version that published it, or a later one."
        )
    return RULES[number](index, text, match)
