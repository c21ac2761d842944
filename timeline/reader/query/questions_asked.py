"""Questions of the timeline that a search asks: what sources differ on is answered there first."""

from typing import Final

from timeline.editions.index import Index
from timeline.editions.kinds import Kind, url_of
from timeline.editions.search.clauses import Clauses
from timeline.editions.search.function_words import is_function_word
from timeline.text import names

MOST: Final = 3
_FEWEST: Final = 2  # words of a search that may be a question


def questions_asked(read: Clauses, index: Index, edition: int | None) -> list[tuple[str, str]]:
    """The questions that hold every word of a search, and the addresses of their pages.

    A single name or word asks nothing.
    """
    tokens = [names.tokens(word) for word in _words(read)]
    words = [token for run in tokens for token in run if not is_function_word(token.folded)]
    if not words or len(words) + len(read.without_weight) < _FEWEST:
        return []
    found = [
        (entry["question"], url_of(Kind.DISPUTE, slug, edition))
        for slug, entry in index.things(Kind.DISPUTE).items()
        if _holds(entry["question"], words)
    ]
    return found[:MOST]


def _words(read: Clauses) -> list[str]:
    return [clause.text for clause in read.clauses if not clause.excluded]


def _holds(question: str, words: list[names.Token]) -> bool:
    there = names.tokens(question)
    return all(
        any(names.match(word.surface, one.surface, curated=True) for one in there) for word in words
    )
