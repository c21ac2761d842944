"""Suggestions while someone types a search: what it finds, and whom or what it may mean."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Final

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from pyroaring import BitMap

from timeline.editions.index import Index
from timeline.editions.kinds import Kind, url_of
from timeline.editions.search import Result, find
from timeline.reader.door.answers import DATA
from timeline.reader.door.edition_view import edition_view, query_of, within_view
from timeline.reader.query.parse import clean
from timeline.reader.query.questions_asked import disputes_asked
from timeline.reader.query.reading import Reading
from timeline.reader.query.select import search, select
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.text import names
from timeline.text.names import Tier
from timeline.text.names_gate import is_listed

MOST: Final = 10
MAX_NAME: Final = 100  # characters; what is longer is no name half typed
EVENTS: Final = 3  # that are suggested
SOURCES: Final = 1
_KINDS: Final = {
    "actor": "Who", "place": "Where", "event": "Event", "dispute": "Disagreement",
    "phase": "Phase", "publisher": "Publisher", "source": "Source",
}  # fmt: skip
_ORDER: Final = tuple(_KINDS)
_LONGEST: Final = 40  # letters of a word of a name
_BEGUN: Final = 3  # letters from which on any word of a name may begin so, not the first alone
# Letters that romanisations exchange, brought to one: to compare beginnings, which have no key yet.
_ROUGH: Final = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        ("gh|q|ck?(?!h)|g", "k"), ("kh|ch", "h"), ("dh", "z"), ("th", "s"), ("ph", "f"),
        ("ou|oo|o", "u"), ("ee|ei|ai|ey|ay|ie|y|e", "i"), ("w", "v"), (r"(.)\1", r"\1"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that may be meant: what it is, how many events choosing it leaves, and where.

    `by` is the other name that was met, where the label does not show it.
    """

    kind: str
    label: str
    count: int
    url: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class _Met:
    """A thing that what was typed meets: the smaller, the surer."""

    by_alias: bool
    tier: Tier
    alias: str


@edition_view(within_view("typed"), answers=DATA)
def suggest(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """What a search for the typed words finds, and what they may name, within a view."""
    typed = clean(request.GET.get("typed", ""))
    query = query_of(request, reading, ("typed", "q")).query
    return JsonResponse(
        {"suggestions": [asdict(one) for one in suggestions(typed, query, reading)]}
    )


def suggestions(typed: str, query: TimelineQuery, reading: Reading) -> list[Suggestion]:
    """The search itself with its count; then questions of the timeline that it asks, names by their
    beginning, by-names, events, disagreements, phases, publishers, and a source."""
    typed = " ".join(typed.split())
    words = names.tokens(typed)
    if not words:
        return []
    index = reading.as_reported(query.reported_by).index
    selection = select(query, index, search(query, index))
    found = find(index, typed)
    rows = _named(words, query, index, selection) if len(typed) <= MAX_NAME else []
    asked = _asked(found, query, index, selection)
    urls = {one.url for _, one in asked}
    rows = [*asked, *(row for row in rows if row[1].url not in urls)]
    rows += _events(found, selection, reading)
    rows.sort(key=lambda row: (row[0], -row[1].count, row[1].label))
    if not rows and not found.ranks & selection:
        return []
    first = Suggestion(
        "Search",
        f"Search for “{typed}”",
        len(found.ranks & selection),
        query.changed(q=typed).url(),
    )
    return [first, *(suggestion for _, suggestion in rows[: MOST - 1])]


_Row = tuple[tuple[int, ...], Suggestion]


def _asked(found: Result, query: TimelineQuery, index: Index, selection: BitMap) -> list[_Row]:
    """Questions of the timeline that the search asks, before all else."""
    counts, entries = index.counts(Kind.DISPUTE, selection), index.things(Kind.DISPUTE)
    return [
        (
            (-1,),
            Suggestion(
                _KINDS[Kind.DISPUTE],
                entries[slug]["question"],
                counts[slug],
                _url(query, Kind.DISPUTE, slug),
            ),
        )
        for slug in disputes_asked(found.read, index)
        if counts.get(slug)
    ]


def _named(
    words: tuple[names.Token, ...], query: TimelineQuery, index: Index, selection: BitMap
) -> list[_Row]:
    rows: list[_Row] = []
    if any(len(word.folded) > _LONGEST for word in words):
        return rows
    for kind in _ORDER:
        if kind == Kind.EVENT:
            continue
        counts = index.counts(kind, selection)
        met: list[_Row] = []
        for slug, label, others in _things(index, kind):
            count = counts.get(slug, 0)
            found = _meets(words, label, others) if count else None
            if found is not None:
                place = 0 if kind in ("actor", "place") else _ORDER.index(kind)
                suggestion = Suggestion(
                    _KINDS[kind], label, count, _url(query, kind, slug), found.alias
                )
                met.append(((place, int(found.by_alias), int(found.tier)), suggestion))
        met.sort(key=lambda row: (row[0], -row[1].count, row[1].label))
        rows += met[:SOURCES] if kind == Kind.SOURCE else met
    return rows


def _events(found: Result, selection: BitMap, reading: Reading) -> list[_Row]:
    """The best events that the search finds."""
    ranks = []
    for rank in found.in_order(selection):
        ranks.append(rank)
        if len(ranks) == EVENTS:
            break
    documents = reading.snapshot.documents(reading.index.record_ids(ranks)) if ranks else []
    place = _ORDER.index("event")
    return [
        (
            (place, number),
            Suggestion("Event", one["title"], 1, url_of(Kind.EVENT, one["slug"], reading.asked)),
        )
        for number, one in enumerate(documents)
    ]


def _things(index: Index, kind: str) -> Iterator[tuple[str, str, list[str]]]:
    """Slug, label and other names of everything of a kind."""
    for slug, entry in index.things(kind).items():
        label = entry["question"] if kind == Kind.DISPUTE else entry["name"]
        yield slug, label, entry.get("names", [])


def _meets(words: tuple[names.Token, ...], label: str, others: list[str]) -> _Met | None:
    """How surely all words meet a name of a thing; the last word may be half typed."""
    tier = _meets_name(words, label)
    if tier is not None:
        return _Met(False, tier, "")
    found = [(tier, other) for other in others if (tier := _meets_name(words, other)) is not None]
    if not found:
        return None
    tier, other = min(found, key=lambda one: (one[0], others.index(one[1])))
    return _Met(True, tier, other)


def _meets_name(words: tuple[names.Token, ...], name: str) -> Tier | None:
    there = names.tokens(name)
    # What is short begins far too many words: alone, it begins the name.
    short = len(words) == 1 and len(words[0].folded) < _BEGUN
    among = there[:1] if short else there
    surest = Tier.EXACT
    for number, word in enumerate(words, start=1):
        tier = _word(word, among, begun=number == len(words))
        if tier is None:
            return None
        surest = max(surest, tier)
    return surest


def _word(word: names.Token, there: tuple[names.Token, ...], *, begun: bool) -> Tier | None:
    if begun and any(_begins(word, token) for token in there):
        return Tier.FOLDED
    found = (names.match(word.surface, token.surface, curated=True) for token in there)
    met = min((tier for tier in found if tier is not None), default=None)
    if met is None and len(word.folded) >= _BEGUN and not is_listed(word.folded):
        rough = _rough(word.folded)
        for token in there:
            if (_rough(token.folded).startswith if begun else _rough(token.folded).__eq__)(rough):
                return Tier.KEY
    return met


def _begins(word: names.Token, token: names.Token) -> bool:
    return token.folded.startswith(word.folded) or token.surface.lower().startswith(
        word.surface.lower()
    )


def _rough(folded: str) -> str:
    for pattern, letter in _ROUGH:
        folded = pattern.sub(letter, folded)
    return folded


def _url(query: TimelineQuery, kind: str, slug: str) -> str:
    if kind in (Kind.SOURCE, Kind.DISPUTE, Kind.PUBLISHER):
        return url_of(kind, slug, query.edition)
    return query.choosing(kind, slug).url()
