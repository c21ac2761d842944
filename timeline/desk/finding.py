"""The search of the desk: what a search of the timeline would find, drafts included.

What is public is found by the search of its latest edition. Of what the desk has beside it, the
texts are read: words count in any spelling, and in the other wordings that the lexicon of the desk
has; words without weight do not count. Where nothing has all of a search, most of it is enough, and
where a word is met nowhere, one that differs by a slip of the pen.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Final

from django.db.models import QuerySet
from rapidfuzz import process
from rapidfuzz.distance import OSA

from timeline.curation.models import Term
from timeline.editions import archive
from timeline.editions.kinds import Kind
from timeline.editions.models import Record
from timeline.editions.search import find
from timeline.editions.search.function_words import is_function_word
from timeline.editions.search.named import named_in, stems
from timeline.editions.search.typos import ONE_EDIT, TWO_EDITS
from timeline.editions.snapshot import PublishedSnapshot
from timeline.text import names, names_columns
from timeline.text.names_gate import is_listed

# What is read of an event, and of whatever has names.
EVENT_TEXTS: Final = (
    "title", "summary", "actors__name", "actors__names__name", "places__name",
)  # fmt: skip
NAME_TEXTS: Final = ("name", "names__name")
MOST_READ: Final = 20_000  # texts that one search reads; of more, letters alone are compared
MOST_FOUND: Final = 1000  # of what is public
_LONGEST: Final = 4  # words of a term
_ENOUGH: Final = 60  # percent of the parts of a search
_SHOWN: Final = 3

_Word = frozenset[str]  # the terms of a word, any of which meets it
_Part = list[list[_Word]]  # of a search: all words of one of these wordings


def found_keys(things: QuerySet[Any], paths: Sequence[str], typed: str, kind: str) -> set[int]:
    """The keys of the things that a search finds; of none, where there are too many to read.

    `paths` are the fields whose texts are read; `kind` is what they are in an edition.
    """
    if not names.tokens(typed):
        return set()
    texts = _texts(things, paths)
    found = _spelled(_parts(typed), texts) if texts else set()
    slugs = _public(kind, typed)
    if slugs:
        found |= set(things.order_by().filter(slug__in=slugs).values_list("pk", flat=True))
    return found


def _texts(things: QuerySet[Any], paths: Sequence[str]) -> dict[int, set[str]]:
    """The terms of all texts of each thing; empty where there are too many."""
    found: dict[int, set[str]] = {}
    for path in paths:
        rows = list(things.order_by().values_list("pk", path).distinct()[: MOST_READ + 1])
        if len(rows) > MOST_READ:
            return {}
        for pk, text in rows:
            terms = names_columns.words_and_terms(text, curated=True)[1] if text else ""
            found.setdefault(pk, set()).update(terms.split())
    return found


def _parts(typed: str) -> list[_Part]:
    """The parts of a search: words, and terms of the lexicon with their other wordings."""
    tokens = names.tokens(typed)
    terms = _lexicon()
    found: list[_Part] = []
    at = 0
    while at < len(tokens):
        for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
            run = typed[tokens[at].start : tokens[at + length - 1].end]
            wordings = terms.get(stems(run), []) if stems(run) else []
            if wordings or length == 1:
                found.append([_words(text) for text in (run, *wordings)])
                at += length
                break
    telling = [part for part in found if not _is_weightless(part)]
    return telling or found


def _is_weightless(part: _Part) -> bool:
    first = part[0]
    return len(part) == len(first) == 1 and any(
        is_function_word(term[2:]) for term in first[0] if term.startswith("f0")
    )


def _words(text: str) -> list[_Word]:
    return [_terms_of(token.surface) for token in names.tokens(text)]


def _terms_of(word: str) -> _Word:
    terms = names.query_terms(word)
    return frozenset(
        (
            *(f"e0{one}" for one in terms.exact),
            *(f"f0{one}" for one in terms.folded),
            *terms.stems, *terms.keys, *terms.script_keys,
        )
    )  # fmt: skip


def _lexicon() -> dict[tuple[str, ...], list[str]]:
    """What the terms of the desk mean in other words, by the stems of what is typed for them."""
    found: dict[tuple[str, ...], list[str]] = {}
    for term in Term.objects.exclude(stage=Term.Stage.WITHDRAWN):
        other = [*term.equal.split("\n"), *term.broader.split("\n")]
        wordings = [text for text in (one.strip() for one in other) if text]
        for word in (term.name, *term.words.split("\n")):
            if key := stems(word):
                found.setdefault(key, []).extend(wordings)
    return found


def _spelled(parts: list[_Part], texts: dict[int, set[str]]) -> set[int]:
    met = [_meeting(part, texts) for part in parts]
    if not all(met):
        known = [term[2:] for terms in texts.values() for term in terms if term.startswith("f0")]
        slips = list(dict.fromkeys(known))
        met = [
            found or _meeting(_corrected(part, slips), texts)
            for part, found in zip(parts, met, strict=True)
        ]
    counts = Counter(pk for found in met for pk in found)
    full = {pk for pk, count in counts.items() if count == len(parts)}
    if full:
        return full
    known_parts = sum(map(bool, met))
    if 2 * known_parts < len(parts):
        return set()
    return {pk for pk, count in counts.items() if 100 * count >= _ENOUGH * known_parts}


def _meeting(part: _Part, texts: dict[int, set[str]]) -> set[int]:
    return {
        pk
        for pk, there in texts.items()
        if any(wording and all(not word.isdisjoint(there) for word in wording) for wording in part)
    }


def _corrected(part: _Part, known: Sequence[str]) -> _Part:
    """What a word that is met nowhere may have been; nothing for several words."""
    first = part[0]
    folded = next((term[2:] for term in first[0] if term.startswith("f0")), "")
    if len(first) > 1 or len(folded) < ONE_EDIT or not folded.isalpha() or is_listed(folded):
        return []
    most = 2 if len(folded) >= TWO_EDITS else 1
    near = process.extract(folded, known, scorer=OSA.distance, score_cutoff=most, limit=_SHOWN)
    return [[frozenset((f"f0{word}",))] for word, *_ in near]


def _public(kind: str, typed: str) -> set[str]:
    """The slugs of what the latest edition finds: events by its search, others by what it names."""
    latest = archive.latest_edition()
    if latest is None:
        return set()
    index = PublishedSnapshot(latest).index
    if kind == Kind.EVENT:
        found = find(index, typed)
        ranks = islice(found.in_order(index.all), MOST_FOUND)
        records = Record.objects.filter(pk__in=index.record_ids(list(ranks)))
        return set(records.values_list("slug", flat=True))
    meant = named_in(index).meant(typed)
    things: Iterable[Any] = (*meant.things, *(thing for t in meant.terms for thing in t.things))
    return {slug for thing in things for facet, slug in thing.facts if facet == kind}
