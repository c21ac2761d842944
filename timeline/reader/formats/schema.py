"""What our JSON holds, as JSON Schema (draft 2020-12), made of the shapes that documents have.

A schema stands at an address with the number of its form. A form that changes gets the next number
and keeps the old one; golden files hold every schema as it was.
"""

import types
from typing import Any, Final, NotRequired, get_args, get_origin, get_type_hints, is_typeddict

from django.urls import reverse

from timeline.editions import documents
from timeline.editions.kinds import KINDS, Kind
from timeline.site_url import absolute

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
FORM: Final = 1
DOCUMENTS: Final[dict[str, type]] = {
    Kind.EVENT: documents.EventDocument,
    Kind.SOURCE: documents.SourceDocument,
    Kind.ACTOR: documents.ActorDocument,
    Kind.PLACE: documents.PlaceDocument,
    Kind.PUBLISHER: documents.PublisherDocument,
    Kind.DISPUTE: documents.DisputeDocument,
}
_PLAIN: Final = {str: "string", int: "integer", bool: "boolean", type(None): "null"}
_TEXT: Final = {"type": "string"}
_URL: Final = {"type": "string", "format": "uri"}
_NUMBER: Final = {"type": "integer", "minimum": 1}
_MAYBE_URL: Final = {"type": ["string", "null"], "format": "uri"}
_MOMENT: Final = {"type": "string", "format": "date-time"}
_DAY: Final = {"type": ["string", "null"], "format": "date"}


def schema_url(name: str, form: int = FORM) -> str:
    """The address of the schema of a document of ours."""
    return absolute(reverse("schema", args=[name, form]))


def of_type(kind: Any) -> dict[str, Any]:
    """The schema of a type of Python: a plain one, a list, a dict, a union or a TypedDict."""
    if kind in _PLAIN:
        return {"type": _PLAIN[kind]}
    origin, inner = get_origin(kind), get_args(kind)
    if origin is NotRequired:
        return of_type(inner[0])
    if origin is list:
        return {"type": "array", "items": of_type(inner[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": of_type(inner[1])}
    if origin is types.UnionType:
        return {"anyOf": [of_type(one) for one in inner]}
    if is_typeddict(kind):
        hints = get_type_hints(kind)
        return exact({name: of_type(one) for name, one in hints.items()}, kind.__required_keys__)
    raise TypeError(f"{kind} is no part of a document.")


def exact(members: dict[str, Any], required: Any = None) -> dict[str, Any]:
    """An object of these members and no other; all of them, or the `required`."""
    return {
        "type": "object",
        "properties": members,
        "required": sorted(members if required is None else required),
        "additionalProperties": False,
    }


def thing(kind: str) -> dict[str, Any]:
    """The schema of the data of one thing."""
    step = exact({"edition": _NUMBER, "published": _MOMENT, "how": _TEXT, "why": _TEXT})
    members = {
        **_envelope(),
        "kind": {"const": kind},
        "identity": _TEXT,
        "document": of_type(DOCUMENTS[kind]),
        "history": {"type": "array", "items": step},
    }
    if kind == Kind.EVENT:
        sources = of_type(documents.SourceDocument)
        members["sources"] = {"type": "object", "additionalProperties": sources}
    return _named(kind, exact(members))


def listed(kind: str) -> dict[str, Any]:
    """The schema of a page of all things of a kind."""
    members = {
        **_envelope(),
        "kind": {"const": kind},
        "total": {"type": "integer", "minimum": 0},
        "page": _NUMBER,
        "pages": _NUMBER,
        "next": _MAYBE_URL,
        "previous": _MAYBE_URL,
        "documents": {"type": "array", "items": of_type(DOCUMENTS[kind])},
    }
    return _named(KINDS[kind].list_page, exact(members))


def timeline() -> dict[str, Any]:
    """The schema of a page of a view."""
    event = of_type(documents.EventDocument)
    excerpt = event["properties"]["excerpts"]["items"]
    del excerpt["properties"]["fragment"]
    excerpt["properties"]["passage_url"] = _TEXT
    excerpt["required"] = sorted({*excerpt["required"], "passage_url"})
    more = {
        "url": _URL,
        "date_phrase": _TEXT,
        "earliest": _DAY,
        "latest": _DAY,
        "origins": {"type": "array", "items": _TEXT},
    }
    event["properties"] |= more
    event["properties"]["matched"] = {"type": "array", "items": {"type": "object"}}
    event["required"] = sorted({*event["required"], *more, "about", "wording"})
    names = {"type": "object", "additionalProperties": _TEXT}
    things = {"type": "object", "additionalProperties": {"type": "object"}}
    whole = {
        KINDS[kind].list_page: {
            "type": "object",
            "additionalProperties": of_type(DOCUMENTS[kind]),
        }
        for kind in (Kind.ACTOR, Kind.PLACE, Kind.PUBLISHER, Kind.DISPUTE)
    }
    edition = exact({"number": _NUMBER, "published": _MOMENT, "note": _TEXT, "sha256": _TEXT})
    pair = {"type": "array", "items": _TEXT, "minItems": 2, "maxItems": 2}
    members = {
        "format": {"const": FORM},
        "schema": _URL,
        "rights": _TEXT,
        "title": _TEXT,
        "url": _URL,
        "permanent_url": _URL,
        "edition": edition,
        "site": {"type": "object"},
        "coverage": {"type": "object"},
        "query": {"type": "array", "items": pair},
        "search": {"type": ["object", "null"]},
        "total": {"type": "integer", "minimum": 0},
        "page": _NUMBER,
        "pages": _NUMBER,
        "previous": _MAYBE_URL,
        "next": _MAYBE_URL,
        "events": {"type": "array", "items": event},
        "sources": {
            "type": "object",
            "additionalProperties": of_type(documents.SourceDocument),
        },
        "actors": names,
        "places": names,
        "publishers": things,
        "phases": things,
        "documents": exact(whole),
    }
    return _named("timeline", exact(members))


def _envelope() -> dict[str, Any]:
    return {
        "format": {"const": FORM},
        "schema": _URL,
        "rights": _TEXT,
        "edition": _NUMBER,
        "published": _MOMENT,
        "url": _URL,
        "permanent_url": _URL,
    }


def _named(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": DRAFT, "$id": schema_url(name), "title": name} | schema


def schemas() -> dict[str, dict[str, Any]]:
    """All of them, by the names in their addresses."""
    found = {"timeline": timeline()}
    for kind, one in KINDS.items():
        if kind in DOCUMENTS:
            found[kind] = thing(kind)
            if one.list_page:
                found[one.list_page] = listed(kind)
    return found
