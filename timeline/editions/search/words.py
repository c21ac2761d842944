"""What people type into a search field, as words, phrases, prefixes and exclusions."""

import re
from dataclasses import dataclass

from timeline.text import names

MAX_CHARACTERS = 200
MAX_WORDS = 12
_QUOTED = re.compile(r'(-?)["“”«»„]([^"“”«»„]*)(?:["“”«»„]|$)')


class WordsError(ValueError):
    """The search cannot be run; the message says why, and what would do."""


@dataclass(frozen=True, slots=True)
class Word:
    """One thing to look for: a word in any spelling, a prefix of a word, or a phrase as it stands.

    `text` is as typed; `tokens` are its folded words (one, but for a phrase).
    """

    text: str
    tokens: tuple[str, ...]
    phrase: bool = False
    prefix: bool = False
    excluded: bool = False


def read_words(text: str) -> tuple[Word, ...]:
    """The words of a search: `"exact phrase"`, `-without`, `begin*`; all of them must match.

    Raises `WordsError` for a search that is too long, that has nothing to look for, or that only
    excludes.
    """
    if len(text) > MAX_CHARACTERS:
        raise WordsError(f"The search has {len(text)} characters; use at most {MAX_CHARACTERS}.")
    words: list[Word] = []
    at = 0
    for found in _QUOTED.finditer(text):
        words += _loose(text[at : found.start()])
        tokens = tuple(token.folded for token in names.tokens(found[2]))
        if tokens:
            words.append(Word(found[2].strip(), tokens, phrase=True, excluded=bool(found[1])))
        at = found.end()
    words += _loose(text[at:])
    words = list(dict.fromkeys(words))
    if not words:
        raise WordsError(f"“{text}” has no word to look for. Write a name or a word.")
    if sum(len(word.tokens) for word in words) > MAX_WORDS:
        raise WordsError(f"The search has more than {MAX_WORDS} words. Leave some out.")
    if all(word.excluded for word in words):
        raise WordsError("The search only says what to leave out. Add a word to look for.")
    return tuple(words)


def _loose(text: str) -> list[Word]:
    """The words outside quotation marks. A hyphen excludes only where a word begins."""
    words = []
    for token in names.tokens(text):
        before = text[: token.start]
        excluded = before.endswith("-") and (len(before) == 1 or before[-2].isspace())
        prefix = text[token.end : token.end + 1] == "*"
        words.append(Word(token.surface, (token.folded,), prefix=prefix, excluded=excluded))
    return words
