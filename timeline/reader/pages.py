"""The pages beside the timeline: sources, actors and places, each as a list and one by one."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from timeline.editions import reading
from timeline.editions.models import Kind
from timeline.reader import labels, overview
from timeline.reader.cards import CardMaker, EventCard, Named, grouped, sources_of
from timeline.reader.parameters import PAGE_SIZE
from timeline.reader.query import TimelineQuery
from timeline.reader.requests import Reading, gone, page
from timeline.text import dates

COMPANIONS = 10  # how many of those who appear with an actor are named


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: a thing with its page, how many events it has, and their address."""

    thing: Named
    count: int
    events_url: str
    depth: int = 0


def _render(
    request: HttpRequest, found: Reading, template: str, path: str, **context: Any
) -> HttpResponse:
    address = request.build_absolute_uri(path)
    context |= {
        "edition": found.edition,
        "asked": found.asked,
        "canonical": address + (f"?edition={found.asked}" if found.asked else ""),
        "permanent": f"{address}?edition={found.edition.number}",
    }
    return render(request, template, context)


def _rows(found: Reading, facet: str) -> list[Row]:
    """Everything of one kind in the edition's catalogue, by name."""
    counts = found.index.counts(facet, found.index.all)
    maker = CardMaker(found.index, {}, edition=found.asked)
    rows = [
        Row(maker.named(facet, slug), counts.get(slug, 0), _events_url(found, facet, slug))
        for slug in found.index.catalogue.get(facet, {})
    ]
    return sorted(rows, key=lambda row: row.thing.name.casefold())


def _events_url(found: Reading, facet: str, slug: str) -> str:
    return TimelineQuery(edition=found.asked).choosing(facet, slug).url()


def _with_events(
    found: Reading, kind: str, slug: str, ranks: list[int]
) -> tuple[Any | None, list[Any]]:
    """The document of a thing, None when the edition has none, and those of events: one query."""
    pks = found.index.record_ids(ranks)
    gathered = reading.gather(found.edition, {kind: {slug}}, pks=pks)
    return gathered.of(kind).get(slug), [gathered.by_pk[pk] for pk in pks]


def _cards(
    found: Reading, ranks: list[int], documents: list[Any], sources: dict[str, Any] | None = None
) -> list[EventCard]:
    """Events as cards: one query unless `sources` are at hand."""
    if sources is None:
        gathered = reading.gather(found.edition, {Kind.SOURCE: sources_of(documents)})
        sources = gathered.of(Kind.SOURCE)
    maker = CardMaker(found.index, sources, edition=found.asked)
    disputes = found.index.facets.get("dispute", {})
    return [
        maker.event(document, [slug for slug, members in disputes.items() if rank in members])
        for rank, document in zip(ranks, documents, strict=True)
    ]


@page
def actors(request: HttpRequest, found: Reading) -> HttpResponseBase:
    """All actors of the edition, by kind."""
    catalogue = found.index.catalogue["actor"]
    groups: dict[str, list[Row]] = {}
    for row in _rows(found, "actor"):
        groups.setdefault(catalogue[row.thing.slug]["kind"], []).append(row)
    ordered = sorted(groups.items(), key=lambda group: (group[0] != "person", group[0]))
    named = [(_ACTOR_KINDS.get(kind, labels.words(kind)), rows) for kind, rows in ordered]
    return _render(request, found, "reader/actors.html", "/actors/", groups=named)


_ACTOR_KINDS = {
    "person": "People",
    "state": "States",
    "government-body": "Government bodies",
    "armed-force": "Armed forces",
    "armed-group": "Armed groups",
    "political-group": "Political groups",
    "court-or-tribunal": "Courts and tribunals",
    "international-organisation": "International organisations",
    "news-media": "News media",
    "company": "Companies",
    "collective": "Speakers named only together",
}


@page
def actor(request: HttpRequest, found: Reading, slug: str) -> HttpResponseBase:
    """One actor: who it is, every name it goes by, its events, and whom it appears with."""
    index = found.index
    own = index.having("actor", slug)
    said = index.having("said_by", slug)
    ranks = list((own | said)[:PAGE_SIZE])
    document, events = _with_events(found, Kind.ACTOR, slug, ranks)
    if document is None:
        return gone(request, found, Kind.ACTOR, slug)
    shared = index.counts("actor", own)
    maker = CardMaker(index, {}, edition=found.asked)
    companions = sorted(
        ((count, other) for other, count in shared.items() if count and other != slug),
        key=lambda pair: (-pair[0], pair[1]),
    )
    return _render(
        request,
        found,
        "reader/actor.html",
        f"/actors/{slug}/",
        actor=document,
        kind=labels.words(document["kind"]),
        years=grouped(_cards(found, ranks, events)),
        overview=overview.small(
            index, own | said, TimelineQuery(edition=found.asked).choosing("actor", slug)
        ),
        count=len(own),
        said_count=len(said),
        shown=len(ranks),
        total=len(own | said),
        events_url=_events_url(found, "actor", slug),
        said_url=_events_url(found, "said_by", slug),
        companions=[
            (
                maker.named("actor", other),
                count,
                TimelineQuery(edition=found.asked)
                .choosing("actor", slug)
                .choosing("actor", other)
                .url(),
            )
            for count, other in companions[:COMPANIONS]
        ],
    )


@page
def places(request: HttpRequest, found: Reading) -> HttpResponseBase:
    """All places of the edition, each under the one that it lies within."""
    catalogue = found.index.catalogue["place"]
    by_parent: dict[str | None, list[Row]] = {}
    for row in _rows(found, "place"):
        within = catalogue[row.thing.slug]["within"]
        by_parent.setdefault(within if within in catalogue else None, []).append(row)
    rows: list[Row] = []

    def add(parent: str | None, depth: int) -> None:
        for row in by_parent.get(parent, []):
            rows.append(Row(row.thing, row.count, row.events_url, depth))
            add(row.thing.slug, depth + 1)

    add(None, 0)
    return _render(request, found, "reader/places.html", "/places/", rows=rows)


@page
def place(request: HttpRequest, found: Reading, slug: str) -> HttpResponseBase:
    """One place: where it is, every name it goes by, and what happened there or within it."""
    index = found.index
    own = index.having("place", slug)
    ranks = list(own[:PAGE_SIZE])
    document, events = _with_events(found, Kind.PLACE, slug, ranks)
    if document is None:
        return gone(request, found, Kind.PLACE, slug)
    catalogue = index.catalogue["place"]
    maker = CardMaker(index, {}, edition=found.asked)
    within = document["within"]
    return _render(
        request,
        found,
        "reader/place.html",
        f"/places/{slug}/",
        place=document,
        kind=labels.words(document["kind"]),
        within=maker.named("place", within) if within in catalogue else None,
        contains=[maker.named("place", s) for s, p in catalogue.items() if p["within"] == slug],
        years=grouped(_cards(found, ranks, events)),
        overview=overview.small(
            index, own, TimelineQuery(edition=found.asked).choosing("place", slug)
        ),
        count=len(own),
        shown=len(ranks),
        total=len(own),
        events_url=_events_url(found, "place", slug),
    )


@page
def sources(request: HttpRequest, found: Reading) -> HttpResponseBase:
    """All sources of the edition, by the publisher whose words they are."""
    counts = found.index.counts("source", found.index.all)
    maker = CardMaker(found.index, {}, edition=found.asked)
    groups: dict[str, list[dict[str, Any]]] = {}
    for document in reading.all_of(found.edition, Kind.SOURCE):
        groups.setdefault(document["origin"], []).append(_source(document, maker, counts))
    natures = found.index.catalogue["publisher"]
    named = [
        (maker.named("publisher", origin), natures[origin]["nature"], rows)
        for origin, rows in groups.items()
    ]
    named.sort(key=lambda group: group[0].name.casefold())
    for _, _, rows in named:
        rows.sort(key=_by_date)
    return _render(request, found, "reader/sources.html", "/sources/", groups=named)


def _by_date(row: dict[str, Any]) -> tuple[Any, ...]:
    """Originals before copies, then by date of publication, the undated last."""
    when = row["when"]
    copy = row["republishes"] is not None
    return copy, when is None, when.sort_key if when else (), row["slug"]


def _source(document: dict[str, Any], maker: CardMaker, counts: dict[str, int]) -> dict[str, Any]:
    """A source document with what its line in a list shows besides."""
    return document | {
        "page": maker.named("source", document["slug"]).url,
        "publisher_name": labels.of(maker.index, "publisher", document["publisher"]),
        "when": dates.parse(document["published"]) if document["published"] else None,
        "count": counts.get(document["slug"], 0),
    }


@page
def source(request: HttpRequest, found: Reading, slug: str) -> HttpResponseBase:
    """One source: its bibliographic record, what it republishes, and its excerpts in order."""
    everything = {one["slug"]: one for one in reading.all_of(found.edition, Kind.SOURCE)}
    document, index = everything.get(slug), found.index
    if document is None:
        return gone(request, found, Kind.SOURCE, slug)
    maker = CardMaker(index, {}, edition=found.asked)
    ranks = list(index.having("source", slug))
    shown = ranks[:PAGE_SIZE]
    events = reading.documents(index.record_ids(shown))
    quoted = [
        (card, [excerpt for excerpt in card.excerpts if excerpt.source.slug == slug])
        for card in _cards(found, shown, events, everything)
    ]
    natures = index.catalogue["publisher"]
    repeated = everything.get(document["republishes"])
    return _render(
        request,
        found,
        "reader/source.html",
        f"/sources/{slug}/",
        source=_source(document, maker, index.counts("source", index.all)),
        publisher=maker.named("publisher", document["publisher"]),
        nature=natures[document["publisher"]]["nature"],
        origin=maker.named("publisher", document["origin"]),
        origin_nature=natures[document["origin"]]["nature"],
        language=labels.of(index, "language", document["language"]),
        republishes=_source(repeated, maker, {}) if repeated else None,
        copies=[
            _source(copy, maker, {}) for copy in everything.values() if copy["republishes"] == slug
        ],
        quoted=quoted,
        excerpt_count=sum(len(excerpts) for _, excerpts in quoted),
        more=len(ranks) - len(quoted),
    )


@page
def about(request: HttpRequest, found: Reading) -> HttpResponseBase:
    """The method, in plain words."""
    index = found.index
    counts = index.counts("evidence", index.all)
    return _render(
        request,
        found,
        "reader/about.html",
        "/about/",
        events=len(index),
        publishers=len(index.catalogue["publisher"]),
        disputes=len(index.catalogue["dispute"]),
        single=counts.get("single", 0),
        corroborated=counts.get("corroborated", 0),
    )


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the database answers, for whoever watches over the server."""
    latest = reading.latest_edition()
    text = f"ok, edition {latest.number}\n" if latest else "ok, nothing published\n"
    return HttpResponse(text, "text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})
