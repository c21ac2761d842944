"""The view as JSON: the published documents themselves, with what is needed to read them."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from timeline.editions.facts import origins
from timeline.reader.query.view import TimelineView
from timeline.reader.show.cards import passage_url
from timeline.text import dates

OPTIONS: dict[str, Any] = {"ensure_ascii": False, "indent": 1}


def render(view: TimelineView, request: HttpRequest) -> JsonResponse:
    """One page of the view: events in order, the sources they quote, names of actors and places."""
    edition, index, query = view.reading.edition, view.reading.index, view.query
    events, sources = view.documents()
    actors = {p["actor"] for e in events for p in e["actors"]}
    actors |= {x["said_by"] for e in events for x in e["excerpts"] if x["said_by"]}
    places = {slug for e in events for slug in e["places"]}

    suffix = f"?edition={view.reading.asked}" if view.reading.asked else ""

    def absolute(path: str) -> str:
        return request.build_absolute_uri(path)

    def at(number: int) -> str:
        return absolute(query.changed(page=number).url("/timeline.json"))

    def event_url(event: Any) -> str:
        return absolute(reverse("event", args=[event["slug"]]) + suffix)

    return JsonResponse(
        {
            "title": view.description,
            "url": absolute(query.url()),
            "permanent_url": absolute(query.changed(edition=edition.number).url()),
            "edition": {
                "number": edition.number,
                "published": edition.published_at.isoformat(),
                "note": edition.note,
                "sha256": edition.sha256,
            },
            "query": [list(pair) for pair in query.pairs()],
            "total": len(view.selection),
            "page": query.page,
            "pages": view.pages,
            "previous": at(query.page - 1) if query.page > 1 else None,
            "next": at(query.page + 1) if query.page < view.pages else None,
            "events": [_event(event, sources, event_url(event)) for event in events],
            "sources": dict(sorted(sources.items())),
            "actors": _names(index.catalogue["actor"], actors),
            "places": _names(index.catalogue["place"], places),
            "publishers": index.catalogue["publisher"],
            "phases": index.catalogue["phase"],
        },
        json_dumps_params=OPTIONS,
    )


def _event(event: Any, sources: dict[str, Any], url: str) -> dict[str, Any]:
    when = dates.parse(event["date"])
    return {
        **event,
        "url": url,
        "date_phrase": when.phrase,
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
        "origins": origins(event, sources),
        "excerpts": [_excerpt(excerpt, sources) for excerpt in event["excerpts"]],
    }


def _excerpt(excerpt: Any, sources: dict[str, Any]) -> dict[str, Any]:
    """An excerpt with the address of its passage, which has its text directive in it."""
    fields = {name: value for name, value in excerpt.items() if name != "fragment"}
    return {**fields, "passage_url": passage_url(sources[excerpt["source"]], excerpt)}


def _names(catalogue: dict[str, Any], slugs: set[str]) -> dict[str, str]:
    return {slug: catalogue[slug]["name"] for slug in sorted(slugs) if slug in catalogue}


def problem(view: TimelineView, request: HttpRequest) -> JsonResponse:
    """What is wrong with the address, as a problem document (RFC 9457)."""
    return problem_document(
        request,
        "The address asks for something that does not exist.",
        " ".join(p.message for p in view.problems),
        errors=[
            {
                "parameter": p.parameter,
                "value": p.value,
                "detail": p.message,
                "suggestion": p.suggestion,
            }
            for p in view.problems
        ],
    )


def problem_document(request: HttpRequest, title: str, detail: str, **members: Any) -> JsonResponse:
    """A problem document (RFC 9457) with status 400; `members` are members of our own."""
    return JsonResponse(
        {
            "type": "about:blank",
            "title": title,
            "status": 400,
            "detail": detail,
            "instance": request.get_full_path(),
            **members,
        },
        status=400,
        content_type="application/problem+json",
        json_dumps_params=OPTIONS,
    )
