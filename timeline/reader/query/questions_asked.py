"""Questions of the timeline that a search asks: what sources differ on is answered there first."""

from collections.abc import Sequence
from typing import Final

from timeline.editions.index import Index
from timeline.editions.kinds import Kind, url_of
from timeline.editions.search.clauses import Clause, Clauses
from timeline.editions.search.function_words import is_function_word
from timeline.text import names

MOST: Final = 3
_FEWEST: Final = 2  # words of a search that may be a question


def questions_asked(read: Clauses, index: Index, edition: int | None) -> list[tuple[str, str]]:
    """The questions that a search asks, and the addresses of their pages."""
    entries = index.things(Kind.DISPUTE)
    return [
        (entries[slug]["question"], url_of(Kind.DISPUTE, slug, edition))
        for slug in disputes_asked(read, index)
    ]


def disputes_asked(read: Clauses, index: Index) -> list[str]:
    """The slugs of the disputes whose questions hold every part of a search.

    A name is held by any of its names, and a term of the lexicon by what means the same. A single
    name or word asks nothing.
    """
    wanted = [_wordings(clause) for clause in read.clauses if not clause.excluded]
    wanted = [texts for texts in wanted if texts]
    words = sum(len(_telling(texts[0])) for texts in wanted)
    if not wanted or words + len(read.without_weight) < _FEWEST:
        return []
    found = [
        slug
        for slug, entry in index.things(Kind.DISPUTE).items()
        if _holds(entry["question"], wanted)
    ]
    return found[:MOST]


def _wordings(clause: Clause) -> list[str]:
    """A part of a search as typed and in other words; nothing where it is without weight."""
    if not _telling(clause.text):
        return []
    terms = clause.meant.terms
    return [
        clause.text,
        *(name for thing in clause.meant.things for name in thing.names),
        *(wording for term in terms for wording in (*term.words, *term.equal)),
        *(name for term in terms for thing in term.things for name in thing.names),
    ]


def _telling(text: str) -> list[names.Token]:
    return [token for token in names.tokens(text) if not is_function_word(token.folded)]


def _holds(question: str, wanted: Sequence[Sequence[str]]) -> bool:
    there = names.tokens(question)
    return all(any(_says(there, text) for text in texts) for texts in wanted)


def _says(there: Sequence[names.Token], text: str) -> bool:
    words = _telling(text)
    return bool(words) and all(
        any(names.match(word.surface, one.surface, curated=True) for one in there) for word in words
    )
