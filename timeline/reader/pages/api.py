"""What programs can ask of the site: a page for people, and an OpenAPI description."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from timeline.editions import files
from timeline.editions.kinds import KINDS, WITH_PAGE, Kind
from timeline.editions.models import ProofKind
from timeline.editions.site import rights
from timeline.reader.cite.pages import FILES
from timeline.reader.door.answers import DATA, json_answer
from timeline.reader.door.edition_view import EDITION, edition_view, show
from timeline.reader.formats import FORMATS
from timeline.reader.formats.schema import DOCUMENTS, schema_url, schemas
from timeline.reader.query.parameters import FACETS, Choosing
from timeline.reader.query.reading import Reading
from timeline.site_url import absolute

_TEXT: Final = {"type": "string"}
_NUMBER: Final = {"type": "integer", "minimum": 1, "maximum": 999999}
PROBLEM: Final = "application/problem+json"
# What else than facets a view takes: the schema of each, and what it means.
_OF_A_VIEW: Final[dict[str, tuple[dict[str, Any], str]]] = {
    "q": (_TEXT | {"maxLength": 200}, "words, in any spelling"),
    "match": ({"enum": ["all", "most"]}, "whether all words are to be found, or most of them"),
    "from": (_TEXT, "the first day, month or year, or any EDTF date"),
    "to": (_TEXT, "the last one"),
    "certainty": ({"enum": ["certain"]}, "only what certainly lies between"),
    "known_by": (_TEXT, "a date: only what was published by then"),
    "sort": ({"enum": ["oldest", "newest", "relevance"]}, "the order"),
}


@edition_view(EDITION)
def api(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """What can be asked, in words, with an example of each."""
    one = {kind: min(reading.index.things(kind), default="") for kind in WITH_PAGE}
    context = {
        "forms": [
            (f"/timeline.{suffix}", form.title, form.content_type, form.purpose)
            for suffix, form in FORMATS.items()
        ],
        "lists": [
            (reverse(f"{told.list_page}-data"), told.list_page, kind, one[kind])
            for kind in WITH_PAGE
            if (told := KINDS[kind]).list_page
        ],
        "schemas": [(name, schema_url(name)) for name in schemas()],
        "cite": list(FILES),
        "rights": rights(reading.site),
        "parameters": [(name, said) for name, (_, said) in _OF_A_VIEW.items()],
        "facets": list(FACETS),
    }
    return show(request, reading, "reader/api.html", reverse("api"), **context)


@edition_view(EDITION, answers=DATA)
def description(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """The same for programs (OpenAPI 3.1)."""
    return json_answer(openapi(reading))


def openapi(reading: Reading) -> dict[str, Any]:
    """Every address of data, what it takes and what it answers."""
    site = reading.site
    paths = {f"/timeline.{suffix}": _view(suffix) for suffix in FORMATS}
    for kind in WITH_PAGE:
        told = KINDS[kind]
        if told.list_page:
            paths[f"/{told.list_page}.json"] = _get(
                f"All {told.plural}", [_parameter("page", _NUMBER)], _json(told.list_page)
            )
        folder = told.list_page or "events"
        one = _example(reading, kind)
        paths[f"/{folder}/{{slug}}.json"] = _get(
            f"One {kind}", [_slug(one)], _json(kind), also=(301, 404, 410)
        )
    paths |= _of_views()
    paths["/editions.json"] = _get("All editions", [], {"application/json": {}})
    paths["/gaps.json"] = _get("What is known to be missing", [], {"application/json": {}})
    for name, media in (
        ("edition.json", "application/json"),
        ("records.jsonl", "application/jsonl"),
        ("digests.txt", "text/plain"),
        (files.PACKAGE, "application/json"),
        (files.CRATE, "application/ld+json"),
        (files.REQUEST, "application/timestamp-query"),
        (files.PROOFS[ProofKind.SIGNATURE], "text/plain"),
        (files.PROOFS[ProofKind.STAMP], "application/timestamp-reply"),
    ):
        number = {"name": "number", "in": "path", "required": True, "schema": _NUMBER}
        number["example"] = reading.edition.number
        paths[f"/editions/{{number}}/{name}"] = _get(
            f"An edition: {name}", [number], {media: {}}, also=(404,), edition=False
        )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": site.name,
            "version": "1",
            "description": f"Read only. {rights(site)}",
            "license": {"name": site.licence}
            | ({"url": site.licence_url} if site.licence_url else {}),
        },
        "servers": [{"url": absolute("/").rstrip("/")}],
        "paths": paths,
        # The same that stand at addresses of their own; here, so that who reads this needs no more.
        "components": {"schemas": {name: _plain(one) for name, one in schemas().items()}},
    }


def _example(reading: Reading, kind: str) -> str:
    """The slug of a thing of a kind, that there is; empty where there is none."""
    if kind == Kind.EVENT:  # of which the index holds no names
        first = reading.snapshot.documents(reading.index.record_ids(list(reading.index.all)[:1]))
        return str(first[0]["slug"]) if first else ""
    return min(reading.index.things(kind), default="")


def _of_views() -> dict[str, Any]:
    """What takes the parameters of a view too, and what has no parameter but its edition."""
    limits = [_parameter("since", _NUMBER, "an edition"), _parameter("before", _NUMBER)]
    found = {
        "/corrections.atom": _get(
            "What was corrected, as a feed", [*_view_parameters(), *limits], _ATOM
        ),
        "/redactions.json": _get("What was redacted", [], {"application/json": {}}, edition=False),
        "/signers.txt": _get("Keys that signed editions", [], {"text/plain": {}}, edition=False),
    }
    for suffix, form in FILES.items():
        media: dict[str, Any] = {form.content_type.partition(";")[0]: {}}
        found[f"/cite.{suffix}"] = _get("A view as a reference", _view_parameters(), media)
    return found


_ATOM: Final[dict[str, Any]] = {"application/atom+xml": {}}


def _view_parameters() -> list[dict[str, Any]]:
    parameters = [_parameter(name, *told) for name, told in _OF_A_VIEW.items()]
    return parameters + [
        _parameter(name, {"type": "array", "items": _TEXT}, f"{_how(facet.choosing)}; repeat it")
        for name, facet in FACETS.items()
    ]


def _view(suffix: str) -> dict[str, Any]:
    form = FORMATS[suffix]
    parameters = _view_parameters()
    if form.limit is None:
        parameters.append(_parameter("page", _NUMBER))
    media = _json("timeline") if suffix == "json" else {form.content_type.partition(";")[0]: {}}
    return _get(f"A view: {form.purpose}", parameters, media)


def _how(choosing: Choosing) -> str:
    return {"WIDEN": "any of the values", "NARROW": "all of the values"}.get(choosing.name, "one")


def _get(
    summary: str,
    parameters: list[dict[str, Any]],
    media: dict[str, Any],
    *,
    also: tuple[int, ...] = (),
    edition: bool = True,
) -> dict[str, Any]:
    if edition:
        parameters = [
            *parameters,
            _parameter("edition", _NUMBER, "a number: as that edition had it"),
        ]
    refused = {PROBLEM: {"schema": {"type": "object", "required": ["title", "status", "detail"]}}}
    answers: dict[str, Any] = {
        "200": {"description": "The data", "content": media},
        "304": {"description": "You hold it already"},
        "400": {"description": "A parameter that cannot be used, named", "content": refused},
        "503": {"description": "Nothing is published, or ask again in a moment"},
    }
    for status in also:
        answers[str(status)] = {"description": _STATUS[status]}
    return {"get": {"summary": summary, "parameters": parameters, "responses": answers}}


_STATUS: Final = {
    301: "It has another address now",
    404: "No edition has it",
    410: "This edition has it no more, and why",
}


def _parameter(name: str, schema: dict[str, Any], said: str = "") -> dict[str, Any]:
    told = {"name": name, "in": "query", "required": False, "schema": schema}
    return told | ({"description": said} if said else {})


def _slug(example: str) -> dict[str, Any]:
    schema = _TEXT | {"pattern": "^[-a-zA-Z0-9_]+$"}
    told = {"name": "slug", "in": "path", "required": True, "schema": schema}
    return told | ({"example": example} if example else {})


def _json(name: str) -> dict[str, Any]:
    known = name in DOCUMENTS or name in schemas()
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"application/json": {"schema": schema} if known else {}}


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema without the address that it has where it stands alone."""
    return {name: value for name, value in schema.items() if name not in ("$id", "$schema")}
