"""Suggestions while someone types a search: actors, places, phases and sources of any spelling."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.http import HttpRequest, HttpResponseBase, JsonResponse

from timeline.editions.index import Index
from timeline.reader.door.answers import DATA
from timeline.reader.door.edition_view import edition_view, query_of, within_view
from timeline.reader.query.parse import clean
from timeline.reader.query.reading import Reading
from timeline.reader.query.select import search, select
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.text import names
from timeline.text.names import Tier

MOST = 8
MAX_TYPED = 100  # characters
_KINDS = {"actor": "Who", "place": "Where", "phase": "Phase", "source": "Source"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that may be meant: what it is, how many events choosing it leaves, and where."""

    kind: str
    label: str
    count: int
    url: str


@edition_view(within_view("typed"), answers=DATA)
def suggest(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """Values of facets and sources for what is typed in the search field, within a view."""
    typed = clean(request.GET.get("typed", ""))[:MAX_TYPED]
    query = query_of(request, reading, ("typed", "q")).query
    rows = [asdict(one) for one in suggestions(typed, query, reading.index)]
    return JsonResponse({"suggestions": rows})


def suggestions(typed: str, query: TimelineQuery, index: Index) -> list[Suggestion]:
    """The things that the typed words may mean, the surest first, then those with most events."""
    words = names.tokens(typed)
    if not words:
        return []
    selection = select(query, index, search(query, index))
    counts = {kind: index.counts(kind, selection) for kind in ("actor", "place", "phase", "source")}
    rows = [
        (tier, -counts[kind].get(slug, 0), label, kind, slug)
        for kind, slug, label, spellings in _things(index)
        if (tier := _meets(words, spellings)) is not None and counts[kind].get(slug, 0)
    ]
    return [
        Suggestion(_KINDS[kind], label, -count, _url(query, kind, slug))
        for _, count, label, kind, slug in sorted(rows)[:MOST]
    ]


def _things(index: Index) -> Iterator[tuple[str, str, str, list[str]]]:
    """Kind, slug, label and all spellings of everything that can be suggested."""
    for kind in _KINDS:
        for slug, entry in index.things(kind).items():
            yield kind, slug, entry["name"], [entry["name"], *entry.get("names", [])]


def _meets(words: tuple[names.Token, ...], spellings: list[str]) -> Tier | None:
    """How surely all words meet some spelling; the last word may be half typed."""
    best: Tier | None = None
    for spelling in spellings:
        there = names.tokens(spelling)
        tiers = [
            _word(word, there, begun=number == len(words) - 1) for number, word in enumerate(words)
        ]
        if None not in tiers:
            worst = max(tier for tier in tiers if tier is not None)
            best = worst if best is None else min(best, worst)
    return best


def _word(word: names.Token, there: tuple[names.Token, ...], *, begun: bool) -> Tier | None:
    if begun and any(token.folded.startswith(word.folded) for token in there):
        return Tier.FOLDED
    found = (names.match(word.surface, token.surface, curated=True) for token in there)
    return min((tier for tier in found if tier is not None), default=None)


def _url(query: TimelineQuery, kind: str, slug: str) -> str:
    if kind == "source":
        return f"/sources/{slug}/" + (f"?edition={query.edition}" if query.edition else "")
    return query.choosing(kind, slug).url()
