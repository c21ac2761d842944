"""What people type into a search field, as words, phrases, prefixes, alternatives and exclusions.

This is the grammar of a search, which needs no edition: what its words mean in one (a date, a
person, a term) is worked out by `timeline.editions.search.clauses`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from timeline.text import names

MAX_CHARACTERS: Final = 2000  # of a search; what follows is left out, and said to be

_ADDRESS: Final = re.compile(
    r"(?<![\w@])(?:https?://\S+|(?:[a-z0-9-]+\.)+[a-z]{2,}/\S*)", re.IGNORECASE
)
_ONLY_SOURCES: Final = re.compile(r"(?<!\S)in:sources?(?!\S)", re.IGNORECASE)
# A dash of any kind before what is left out. One between two numbers is a range of them.
_DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
_MINUS: Final = rf"(?:(?<=[\s(])|^)[{_DASHES}]"
_QUOTED: Final = re.compile(
    rf"(?P<not>{_MINUS})?(?:"
    r"[\"＂](?P<straight>[^\"＂]*)(?:[\"＂]|$)"
    r"|[“”„‟](?P<curly>[^“”„‟]*)(?:[“”„‟]|$)"
    r"|[«»](?P<angled>[^«»]*)(?:[«»]|$)"
    r"|[‹›](?P<angle>[^‹›]*)(?:[‹›]|$)"
    r"|[「『](?P<corner>[^」』]*)(?:[」』]|$)"
    # Single marks are apostrophes too: a phrase only around several words.
    r"|(?<![^\s(])['‘‚](?P<single>\w[^'‘’‚]*\s[^'‘’‚]*\w)['’‘](?!\w)"
    r")"
)
_EITHER: Final = re.compile(r"(?<!\S)OR(?!\S)|\|+")
# Signs by which other searches mean something: of these only a star behind a word does here.
_WILD: Final = re.compile(r"\*|(?<=\w)[?~^](?=\w)|(?<=\w)~")
_BRACKETS: Final = re.compile(r"[()]")
_BEFORE_MINUS: Final = re.compile(r"\d\s*$")


@dataclass(frozen=True, slots=True)
class Word:
    """One thing to look for: a word in any spelling, a prefix of a word, or a phrase as it stands.

    `text` is as typed; `tokens` are its folded words (one, but for a phrase). `start` and `end`
    are its place in the search. Words with the same number in `either` other than 0 are
    alternatives: one of them is enough. An `address` is what a browser would open.
    """

    text: str
    tokens: tuple[str, ...]
    phrase: bool = False
    prefix: bool = False
    excluded: bool = False
    address: bool = False
    either: int = 0
    start: int = 0
    end: int = 0

    @property
    def plain(self) -> bool:
        """Whether it may be a part of a name, a date or a term."""
        return not (self.phrase or self.prefix or self.address)


@dataclass(frozen=True, slots=True)
class Typed:
    """A search as it was read.

    `text` is what `start` and `end` of its words count in; `only_sources` says that headlines and
    publishers of sources are to be searched; `cut` is whether what was typed was longer; `idle` are
    signs that look like operators and mean nothing where they stand.
    """

    text: str
    words: tuple[Word, ...]
    only_sources: bool = False
    cut: bool = False
    idle: tuple[str, ...] = ()


def read_words(text: str) -> Typed:
    """Read a search: `"exact phrase"`, `-without`, `NOT without`, `begin*`, `this OR that`, an
    address, `in:sources`. Nothing is refused; a search of no words selects nothing."""
    cut = len(text) > MAX_CHARACTERS
    line = text[:MAX_CHARACTERS]
    only_sources = _ONLY_SOURCES.search(line) is not None
    line = _ONLY_SOURCES.sub(lambda match: " " * len(match[0]), line)
    found: list[Word] = []
    for start, end, match in _pieces(line):
        if match is None:
            found += _loose(line, start, end)
        elif "not" in match.re.groupindex:
            found += _phrase(match)
        else:
            found.append(Word(match[0], (), address=True, start=start, end=end))
    words = _once(_with_alternatives(line, found))
    return Typed(line, tuple(words), only_sources, cut, _idle(line, found))


def _idle(line: str, found: list[Word]) -> tuple[str, ...]:
    """The signs that mean nothing, each once; brackets only where words are joined or left out."""
    used = {
        one.end for one in found if one.prefix and not line[one.end + 1 : one.end + 2].isalnum()
    }
    addresses = [range(one.start, one.end) for one in found if one.address]
    signs = [*_WILD.finditer(line)]
    if _EITHER.search(line) or any(one.excluded for one in found):
        signs += _BRACKETS.finditer(line)
    idle = [
        sign[0]
        for sign in signs
        if sign.start() not in used and not any(sign.start() in one for one in addresses)
    ]
    return tuple(dict.fromkeys(idle))


def _pieces(line: str) -> Iterator[tuple[int, int, re.Match[str] | None]]:
    """Addresses and phrases, and the stretches of words between them."""
    at = 0
    while at < len(line):
        matches = [match for form in (_ADDRESS, _QUOTED) if (match := form.search(line, at))]
        if not matches:
            break
        match = min(matches, key=lambda one: one.start())
        if match.start() > at:
            yield at, match.start(), None
        yield match.start(), match.end(), match
        at = max(match.end(), at + 1)
    if at < len(line):
        yield at, len(line), None


def _phrase(match: re.Match[str]) -> list[Word]:
    text = next((part for name, part in match.groupdict().items() if name != "not" and part), "")
    tokens = tuple(token.folded for token in names.tokens(text))
    if not tokens:
        return []
    before = match.string[: match.start()]
    excluded = bool(match["not"]) or _ends_in_not(before)
    return [
        Word(
            text.strip(), tokens, phrase=True, excluded=excluded,
            start=match.start(), end=match.end(),
        )
    ]  # fmt: skip


def _ends_in_not(before: str) -> bool:
    return before[-1:].isspace() and before.split()[-1:] == ["NOT"]


def _loose(line: str, start: int, end: int) -> list[Word]:
    """The words of a stretch without phrases and addresses."""
    words = []
    for token in names.tokens(line[start:end]):
        first, last = start + token.start, start + token.end
        if token.surface in ("OR", "AND", "NOT") and _stands_alone(line, first, last):
            continue
        words.append(
            Word(
                token.surface,
                (token.folded,),
                prefix=line[last : last + 1] == "*",
                excluded=_is_excluded(line, first),
                start=first,
                end=last,
            )
        )
    return words


def _stands_alone(line: str, start: int, end: int) -> bool:
    """Whether an operator has nothing but white space around it. A lone one is a word."""
    around = line[:start].strip() + line[end:].strip()
    return not (line[start - 1 : start].strip() or line[end : end + 1].strip()) and bool(around)


def _is_excluded(line: str, start: int) -> bool:
    before = line[:start]
    if _ends_in_not(before):
        return True
    if before[-1:] not in tuple(_DASHES) or (len(before) > 1 and before[-2] not in " (\t"):
        return False
    return not (line[start].isdigit() and _BEFORE_MINUS.search(before[:-1]))


def _with_alternatives(line: str, words: list[Word]) -> list[Word]:
    """Number the words that `OR` or `|` join."""
    numbered: list[Word] = []
    number = 0
    for word in words:
        gap = line[numbered[-1].end : word.start] if numbered else ""
        if numbered and _EITHER.search(gap) and not (word.excluded or numbered[-1].excluded):
            if not numbered[-1].either:
                number += 1
                numbered[-1] = _either(numbered[-1], number)
            word = _either(word, numbered[-1].either)
        numbered.append(word)
    return numbered


def _either(word: Word, number: int) -> Word:
    return Word(
        word.text, word.tokens, word.phrase, word.prefix, word.excluded, word.address, number,
        word.start, word.end,
    )  # fmt: skip


def _once(words: list[Word]) -> list[Word]:
    """Without repeats; the first place of each stays."""
    seen = set()
    kept = []
    for word in words:
        key = (word.tokens or word.text, word.phrase, word.prefix, word.excluded)
        if key not in seen:
            seen.add(key)
            kept.append(word)
    return kept
