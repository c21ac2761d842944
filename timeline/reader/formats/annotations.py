"""The excerpts of a view as Web Annotations (W3C, JSON-LD): each marks its passage on the page of
its source, and says what of an event it carries."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from timeline.editions.documents import EventDocument, ExcerptDocument, SourceDocument
from timeline.reader.door.answers import json_text
from timeline.reader.formats.files import Addresses, answer
from timeline.reader.query.view import TimelineView
from timeline.site_url import absolute

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
MEDIA: Final = f'application/ld+json; profile="{CONTEXT}"'
_STANCES: Final = {
    "supports": "Supports: {}",
    "disputes": "Disputes: {}",
    "context": "Context of: {}",
}


def render(view: TimelineView, request: HttpRequest) -> HttpResponse:
    """A page of annotations that holds the whole view, in its order."""
    index, addresses = view.reading.index, Addresses(view)
    documents = view.reading.snapshot.documents(index.record_ids(view.all_ranks()))
    events, sources = view.with_sources(documents)
    items = [
        _annotation(event, excerpt, sources[excerpt["source"]], view, addresses)
        for event in events
        for excerpt in event["excerpts"]
    ]
    url = absolute(view.query.changed().url("/timeline.annotations.json"))
    page = {
        "@context": CONTEXT,
        "id": url,
        "type": "AnnotationPage",
        "partOf": {
            "id": f"{url}#collection",
            "type": "AnnotationCollection",
            "label": view.said,
            "total": len(items),
        },
        "startIndex": 0,
        "items": items,
    }
    return answer(view, json_text(page), MEDIA, "annotations.json")


def _annotation(
    event: EventDocument,
    excerpt: ExcerptDocument,
    source: SourceDocument,
    view: TimelineView,
    addresses: Addresses,
) -> dict[str, Any]:
    page = addresses.event(event["slug"])
    bodies = [
        {
            "type": "TextualBody",
            "value": _STANCES.get(excerpt["stance"], "{}").format(event["title"]),
            "format": "text/plain",
            "language": "en",
            "purpose": "describing",
        },
        {"type": "SpecificResource", "source": page, "purpose": "linking"},
    ]
    if excerpt["translation"]:
        bodies.append(
            {
                "type": "TextualBody",
                "value": excerpt["translation"],
                "format": "text/plain",
                "language": "en",
                "purpose": "commenting",
            }
        )
    selector = {"type": "TextQuoteSelector", "exact": excerpt["quote"]}
    selector |= {name: excerpt[name] for name in ("prefix", "suffix") if excerpt[name]}
    return {
        "id": f"{page}#{excerpt['slug']}",
        "type": "Annotation",
        "motivation": "describing",
        "rights": view.reading.site.licence_url or view.reading.site.licence,
        "body": bodies,
        "target": {
            "source": source["url"] or source["archived_url"] or _record(source),
            "language": excerpt["language"],
            "selector": selector,
        },
    }


def _record(source: SourceDocument) -> str:
    """Our page of a source that has no address of its own."""
    return absolute(reverse("source", args=[source["slug"]]))
