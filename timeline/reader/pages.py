"""The pages beside the timeline: sources, actors and places, each as a list and one by one."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_safe
from pyroaring import BitMap

from timeline.editions import reading
from timeline.editions.models import Kind
from timeline.reader import labels, metadata, overview
from timeline.reader.cards import CardMaker, EventCard, Named, grouped, sources_of
from timeline.reader.listing import alphabetical
from timeline.reader.parameters import PAGE_SIZE
from timeline.reader.portrait import Counted, disputes_of, ends, in_document_order, roles, together
from timeline.reader.query import TimelineQuery
from timeline.reader.requests import Reading, gone, page, show
from timeline.text import dates


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: a thing with its page, how many events it has, and their address."""

    thing: Named
    count: int
    events_url: str
    depth: int = 0


def _rows(found: Reading, facet: str) -> list[Row]:
    """Everything of one kind in the edition's catalogue, by name."""
    counts = found.index.counts(facet, found.index.all)
    maker = CardMaker(found.index, {}, edition=found.asked)
    rows = [
        Row(maker.named(facet, slug), counts.get(slug, 0), _events_url(found, facet, slug))
        for slug in found.index.catalogue.get(facet, {})
    ]
    return sorted(rows, key=lambda row: alphabetical(row.thing.name))


def _events_url(found: Reading, facet: str, slug: str) -> str:
    return TimelineQuery(edition=found.asked).choosing(facet, slug).url()


def _with_events(
    found: Reading, kind: str, slug: str, ranks: list[int], own: BitMap
) -> tuple[Any | None, list[Any], dict[int, Any]]:
    """The document of a thing, None when the edition has none, those of its events of these ranks,
    and these with its first and last one by rank: one query."""
    wanted = [*ranks, own.max()] if own else ranks
    gathered = reading.gather(found.edition, {kind: {slug}}, pks=found.index.record_ids(wanted))
    by_rank = {rank: gathered.by_pk[found.index.records[rank]] for rank in wanted}
    return gathered.of(kind).get(slug), [by_rank[rank] for rank in ranks], by_rank


def _names(found: Reading, document: Any) -> list[dict[str, str]]:
    """Every further name of a thing, with its language in words."""
    return [
        name | {"in_words": labels.of(found.index, "language", name["language"])}
        for name in document["names"]
    ]


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
    named = [(kind, _ACTOR_KINDS.get(kind, labels.words(kind)), rows) for kind, rows in ordered]
    about = "Everyone whom the timeline names, by kind, with their other names."
    meta = metadata.of_list(found, request, "/actors/", "Actors", about, len(catalogue))
    return show(request, found, "reader/actors.html", "/actors/", meta=meta, groups=named)


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
    both = own | said
    ranks = list(both[:PAGE_SIZE])
    document, events, by_rank = _with_events(found, Kind.ACTOR, slug, ranks, both)
    if document is None:
        return gone(request, found, Kind.ACTOR, slug)
    query = TimelineQuery(edition=found.asked).choosing("actor", slug)
    return show(
        request,
        found,
        "reader/actor.html",
        f"/actors/{slug}/",
        actor=document,
        meta=metadata.of_actor(document, found, request),
        names=_names(found, document),
        kind=labels.words(document["kind"]),
        years=grouped(_cards(found, ranks, events)),
        overview=overview.small(
            index, own | said, TimelineQuery(edition=found.asked).choosing("actor", slug)
        ),
        count=len(own),
        said_count=len(said),
        shown=len(ranks),
        total=len(both),
        events_url=_events_url(found, "actor", slug),
        said_url=_events_url(found, "said_by", slug),
        companions=together(found, "actor", query, own),
        where=together(found, "place", query, own),
        roles=roles(slug, events),
        moments=ends(found, both, by_rank),
        disputes=disputes_of(found, both),
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
    about = "Where it happened: every place of the timeline, under the one that it lies within."
    meta = metadata.of_list(found, request, "/places/", "Places", about, len(rows))
    return show(request, found, "reader/places.html", "/places/", meta=meta, rows=rows)


@page
def place(request: HttpRequest, found: Reading, slug: str) -> HttpResponseBase:
    """One place: where it is, every name it goes by, and what happened there or within it."""
    index = found.index
    own = index.having("place", slug)
    ranks = list(own[:PAGE_SIZE])
    document, events, by_rank = _with_events(found, Kind.PLACE, slug, ranks, own)
    if document is None:
        return gone(request, found, Kind.PLACE, slug)
    catalogue = index.catalogue["place"]
    maker = CardMaker(index, {}, edition=found.asked)
    query = TimelineQuery(edition=found.asked).choosing("place", slug)
    counts = index.counts("place", index.all)
    return show(
        request,
        found,
        "reader/place.html",
        f"/places/{slug}/",
        place=document,
        meta=metadata.of_place(document, found, request),
        names=_names(found, document),
        kind=labels.words(document["kind"]),
        around=[maker.named("place", outer) for outer in _around(catalogue, slug)],
        contains=sorted(
            (
                Counted(maker.named("place", inner), counts.get(inner, 0), query_url)
                for inner, entry in catalogue.items()
                if entry["within"] == slug
                for query_url in [_events_url(found, "place", inner)]
            ),
            key=lambda row: alphabetical(row.thing.name),
        ),
        who=together(found, "actor", query, own),
        moments=ends(found, own, by_rank),
        disputes=disputes_of(found, own),
        map_url=_map_url(document),
        years=grouped(_cards(found, ranks, events)),
        overview=overview.small(
            index, own, TimelineQuery(edition=found.asked).choosing("place", slug)
        ),
        count=len(own),
        shown=len(ranks),
        total=len(own),
        events_url=_events_url(found, "place", slug),
    )


def _around(catalogue: dict[str, Any], slug: str) -> list[str]:
    """The places that a place lies within, the largest first."""
    chain: list[str] = []
    step = catalogue.get(slug, {}).get("within")
    while step in catalogue and step not in chain:
        chain.insert(0, step)
        step = catalogue[step]["within"]
    return chain


_ZOOMS = {"country": 5, "region": 7, "city": 10}


def _map_url(place: Any) -> str:
    """Where OpenStreetMap shows the place; empty without coordinates."""
    if not place["latitude"] or not place["longitude"]:
        return ""
    latitude, longitude = place["latitude"], place["longitude"]
    zoom = _ZOOMS.get(place["kind"], 14)
    return (
        f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}"
        f"#map={zoom}/{latitude}/{longitude}"
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
    named.sort(key=lambda group: alphabetical(group[0].name))
    for _, _, rows in named:
        rows.sort(key=_by_date)
    about = "Every source that the timeline quotes, by the publisher whose words it has."
    count = sum(len(rows) for _, _, rows in named)
    meta = metadata.of_list(found, request, "/sources/", "Sources", about, count)
    return show(request, found, "reader/sources.html", "/sources/", meta=meta, groups=named)


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
    disputes = disputes_of(found, BitMap(ranks))
    gathered = reading.gather(
        found.edition,
        {Kind.DISPUTE: {one.slug for one in disputes}},
        pks=index.record_ids(shown),
    )
    events = [gathered.by_pk[pk] for pk in index.record_ids(shown)]
    quoted = [
        (card, [excerpt for excerpt in card.excerpts if excerpt.source.slug == slug])
        for card in _cards(found, shown, events, everything)
    ]
    natures = index.catalogue["publisher"]
    chain = _chain(document, everything)
    ordered = in_document_order(quoted)
    shown_excerpts = [excerpt for _, excerpts in ordered for excerpt in excerpts]
    slugs = {excerpt.slug for excerpt in shown_excerpts}
    return show(
        request,
        found,
        "reader/source.html",
        f"/sources/{slug}/",
        meta=metadata.of_source(document, found, request),
        source=_source(document, maker, index.counts("source", index.all)),
        publisher=maker.named("publisher", document["publisher"]),
        nature=natures[document["publisher"]]["nature"],
        origin=maker.named("publisher", document["origin"]),
        origin_nature=natures[document["origin"]]["nature"],
        language=labels.of(index, "language", document["language"]),
        chain=[(_source(one, maker, {}), depth) for one, depth in chain],
        kind=labels.words(document["kind"]) if document["kind"] else "",
        quoted=ordered,
        placed=any(excerpt.locator for excerpt in shown_excerpts),
        excerpt_count=len(shown_excerpts),
        # Those of the disputes in which a passage of this very source gives an answer.
        disputes=[
            one for one in disputes if slugs & _answering(gathered.of(Kind.DISPUTE).get(one.slug))
        ],
        more=len(ranks) - len(quoted),
    )


def _answering(dispute: Any | None) -> set[str]:
    """The excerpts that give the answers of a dispute."""
    positions = dispute["positions"] if dispute else []
    return {excerpt["excerpt"] for position in positions for excerpt in position["excerpts"]}


def _chain(document: Any, everything: dict[str, Any]) -> list[tuple[Any, int]]:
    """The original of a source and all copies, each with how often it was copied on; empty for a
    source that repeats nothing and that nothing repeats."""
    top, seen = document, {document["slug"]}
    while (above := everything.get(top["republishes"])) and above["slug"] not in seen:
        seen.add(above["slug"])
        top = above
    chain: list[tuple[Any, int]] = []

    def add(one: Any, depth: int) -> None:
        chain.append((one, depth))
        copies = [c for c in everything.values() if c["republishes"] == one["slug"]]
        for copy in copies:
            if all(copy["slug"] != other["slug"] for other, _ in chain):
                add(copy, depth + 1)

    add(top, 0)
    return chain if len(chain) > 1 else []


@page
def about(request: HttpRequest, found: Reading) -> HttpResponseBase:
    """The method, in plain words."""
    index = found.index
    counts = index.counts("evidence", index.all)
    return show(
        request,
        found,
        "reader/about.html",
        "/about/",
        meta=metadata.of_about(found, request),
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


# Pages of the edition that the pointer rests on or a finger presses; what is filtered goes by htmx.
_AHEAD = {
    "prefetch": [
        {
            "source": "document",
            "where": {
                "href_matches": [
                    f"/{kind}/*"
                    for kind in ("events", "actors", "places", "sources", "publishers", "disputes")
                ]
            },
            "eagerness": "moderate",
        }
    ]
}


@require_safe
def speculation_rules(request: HttpRequest) -> HttpResponse:
    """Which links a browser may fetch ahead (Speculation Rules, WICG); a header names it."""
    response = JsonResponse(_AHEAD, content_type="application/speculationrules+json")
    response["Cache-Control"] = "public, max-age=86400"
    return response
