"""The view as JSON: the published documents themselves, with what is needed to read them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from pyroaring import BitMap

from timeline.editions.documents import places_of
from timeline.editions.facts import origins
from timeline.editions.kinds import KINDS
from timeline.editions.site import rights
from timeline.reader.door.answers import json_answer
from timeline.reader.formats.schema import FORM, schema_url
from timeline.reader.query.search_notes import notes_on
from timeline.reader.query.view import TimelineView
from timeline.reader.show.cards import passage_url
from timeline.reader.show.why import Reasons
from timeline.site_url import absolute
from timeline.text import dates


def render(view: TimelineView, request: HttpRequest) -> HttpResponse:
    """One page of the view: events in order, the sources they quote, names of actors and places."""
    edition, index, query = view.reading.edition, view.reading.index, view.query
    site = view.reading.site
    events, sources = view.documents()
    actors = {p["actor"] for e in events for p in e["actors"]}
    actors |= {x["said_by"] for e in events for x in e["excerpts"] if x["said_by"]}
    places = {slug for e in events for slug in places_of(e)}

    def at(number: int) -> str:
        return absolute(query.changed(page=number).url("/timeline.json"))

    def event_url(event: Any) -> str:
        return absolute(view.reading.at(reverse("event", args=[event["slug"]])))

    documents = _documents(view, events, sources)
    return json_answer(
        {
            "format": FORM,
            "schema": schema_url("timeline"),
            "rights": rights(site),
            "title": view.said,
            "url": absolute(query.url()),
            "permanent_url": absolute(query.changed(edition=edition.number).url()),
            "edition": {
                "number": edition.number,
                "published": edition.published_at.isoformat(),
                "note": edition.note,
                "sha256": edition.sha256,
            },
            "site": {
                "name": site.name,
                "title": site.title,
                "licence": site.licence,
                "licence_url": site.licence_url,
            },
            "coverage": {
                "statement": site.coverage.statement,
                "documents": site.coverage.documents,
                "origins": [
                    {"publisher": one.slug, "name": one.name, "nature": one.nature}
                    for one in site.coverage.origins
                ],
                "languages": site.coverage.languages,
                "gaps": site.coverage.gaps,
                "gaps_url": absolute(view.reading.at(reverse("gaps-data"))),
            },
            "query": [list(pair) for pair in query.pairs()],
            "search": _search(view),
            "total": len(view.selection),
            "page": query.page,
            "pages": view.pages,
            "previous": at(query.page - 1) if query.page > 1 else None,
            "next": at(query.page + 1) if query.page < view.pages else None,
            "events": [
                _event(event, sources, event_url(event)) | found
                for event, found in zip(events, _matched(view, events, sources), strict=True)
            ],
            "sources": dict(sorted(sources.items())),
            "actors": _names(index.catalogue["actor"], actors),
            "places": _names(index.catalogue["place"], places),
            "publishers": index.catalogue["publisher"],
            "phases": {
                slug: {"name": one["name"], "description": one["description"]}
                for slug, one in index.catalogue["phase"].items()
            },
            "documents": documents,
        }
    )


def _documents(
    view: TimelineView, events: list[Any], sources: dict[str, Any]
) -> dict[str, dict[str, Any]]:
    """What the events of the page name, whole: actors, places, publishers, disputes; one query."""
    index = view.reading.index
    actors = {one["actor"] for event in events for one in event["actors"]}
    actors |= {e["said_by"] for event in events for e in event["excerpts"] if e["said_by"]}
    places = {slug for event in events for slug in places_of(event)}
    publishers = {one[name] for one in sources.values() for name in ("publisher", "origin")}
    ranks = BitMap(view.ranks())
    disputes = {
        slug for slug, having in index.facets.get("dispute", {}).items() if having.intersect(ranks)
    }
    wanted = {"actor": actors, "place": places, "publisher": publishers, "dispute": disputes}
    found = view.reading.snapshot.gather(wanted)
    return {KINDS[kind].list_page: found.of(kind) for kind in wanted}


def _event(event: Any, sources: dict[str, Any], url: str) -> dict[str, Any]:
    when = dates.parse(event["date"])
    return {
        "about": [],
        "wording": "",
        **event,
        "url": url,
        "date_phrase": when.phrase,
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
        "origins": origins(event, sources),
        "excerpts": [_excerpt(excerpt, sources) for excerpt in event["excerpts"]],
    }


def _search(view: TimelineView) -> dict[str, Any] | None:
    """How a search was read: each part as typed, what it means, and what was found for it."""
    if view.found is None:
        return None
    notes = notes_on(view.found, view.query)
    return {
        "clauses": [
            {
                "typed": part.clause.text,
                "means": str(part.clause.means),
                "excluded": part.clause.excluded,
                "events": len(part.ranks),
                "said": told.said,
                "dropped": part.dropped and not part.clause.excluded,
                "corrected": list(part.corrected),
            }
            for part, told in zip(view.found.parts, notes.parts, strict=True)
        ],
        "without_weight": notes.without_weight,
        "left_out": notes.left_out,
        "idle": notes.idle,
        "rules": view.reading.index.catalogue["search_rules"],
        "cut": notes.cut,
        "matched_all": view.found.full,
    }


def _matched(
    view: TimelineView, events: list[Any], sources: dict[str, Any]
) -> list[dict[str, Any]]:
    """Of each event of the page: by what the search found it."""
    if view.found is None:
        return [{} for _ in events]
    reasons = Reasons(view.reading.index, view.found.parts, sources)
    return [
        {
            "matched": [
                {"clause": why.typed, "by": why.way, "field": why.field, "text": why.plain}
                for why in reasons.of(rank, event)
            ]
        }
        for rank, event in zip(view.ranks(), events, strict=True)
    ]


def _excerpt(excerpt: Any, sources: dict[str, Any]) -> dict[str, Any]:
    """An excerpt with the address of its passage, which has its text directive in it."""
    fields = {name: value for name, value in excerpt.items() if name != "fragment"}
    return {**fields, "passage_url": passage_url(sources[excerpt["source"]], excerpt)}


def _names(catalogue: dict[str, Any], slugs: set[str]) -> dict[str, str]:
    return {slug: catalogue[slug]["name"] for slug in sorted(slugs) if slug in catalogue}
