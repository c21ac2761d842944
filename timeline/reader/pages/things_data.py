"""The data of single things and of all things of a kind, as JSON."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse

from timeline.editions import archive
from timeline.editions.facts import sources_of
from timeline.editions.identity import Said, how
from timeline.editions.kinds import KINDS, Kind
from timeline.editions.site import rights
from timeline.editions.snapshot import Version
from timeline.reader.door.answers import DATA, RefusedError, json_answer, json_text
from timeline.reader.door.edition_view import EDITION, edition_view, names, open_file
from timeline.reader.formats.schema import FORM, schema_url, schemas
from timeline.reader.query.parse import SHOWN, clean, edition_number
from timeline.reader.query.reading import Reading
from timeline.site_url import absolute

PAGE: Final = 100  # things of a list
KIND_OF_LIST: Final = {one.list_page: kind for kind, one in KINDS.items() if one.list_page}


@edition_view(EDITION, answers=DATA)
def thing(request: HttpRequest, reading: Reading, kind: str, slug: str) -> HttpResponseBase:
    """One thing as the edition has it: its document, as published, and how it came to be so.

    301 to its present address, 410 with why where another edition has it, 404 where none ever had.
    """
    index, number = reading.index, reading.edition.number
    moved = index.catalogue["moved"].get(kind, {})
    past = reading.snapshot.versions(kind, [slug, *(o for o, new in moved.items() if new == slug)])
    record = next((one for one in past if one.slug == slug and one.is_in(number)), None)
    if record is None:
        return _gone(reading, kind, slug)
    told = {
        "kind": kind,
        "identity": index.identity(kind, slug),
        "document": record.document,
        "history": _history(kind, past, number),
    }
    if kind == Kind.EVENT:
        sources = reading.snapshot.gather({Kind.SOURCE: sources_of([record.document])})
        told["sources"] = sources.of(Kind.SOURCE)
    path = reverse(f"{kind}-data", args=[slug])
    return json_answer(_envelope(reading, kind, path) | told)


@edition_view(names("edition", "page"), answers=DATA)
def things(request: HttpRequest, reading: Reading, name: str) -> HttpResponseBase:
    """All things of a kind by slug, whole, a hundred a page."""
    kind = KIND_OF_LIST[name]
    slugs = sorted(reading.index.things(kind))
    pages = max(1, -(-len(slugs) // PAGE))
    page = _page(request, pages)
    shown = slugs[(page - 1) * PAGE : page * PAGE]
    found = reading.snapshot.gather({kind: shown}).of(kind)
    path = reverse(f"{name}-data")

    def at(number: int) -> str | None:
        if not 1 <= number <= pages:
            return None
        address = reading.at(path)
        sign = "&" if "?" in address else "?"
        return absolute(f"{address}{sign}page={number}" if number > 1 else address)

    return json_answer(
        _envelope(reading, name, path)
        | {
            "kind": kind,
            "total": len(slugs),
            "page": page,
            "pages": pages,
            "next": at(page + 1),
            "previous": at(page - 1),
            "documents": [found[slug] for slug in shown if slug in found],
        }
    )


@edition_view(EDITION, answers=DATA)
def editions(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """All editions up to the one that is read, the latest first, with their digests."""
    found = [
        {
            "number": one.number,
            "published": one.published_at.isoformat(),
            "note": one.note,
            "events": one.events,
            "added": one.added,
            "changed": one.changed,
            "renamed": one.renamed,
            "merged": one.merged,
            "withdrawn": one.withdrawn,
            "sha256": one.sha256,
            "url": absolute(reverse("edition", args=[one.number])),
            "records_url": absolute(reverse("edition-records", args=[one.number])),
        }
        for one in archive.editions_until(reading.edition.number)
    ]
    envelope = _envelope(reading, "", reverse("editions-data"))
    del envelope["schema"]
    return json_answer(envelope | {"editions": found})


@open_file
def schema(request: HttpRequest, name: str, form: int) -> HttpResponse:
    """The JSON Schema of a document of ours."""
    every = schemas()
    found = every.get(name) if form == FORM else None
    if found is None:
        there = ", ".join(f"{one}-{FORM}" for one in every)
        raise RefusedError(404, f"There is no schema “{name}-{form}”; there are {there}.")
    return HttpResponse(json_text(found), "application/schema+json")


def _envelope(reading: Reading, name: str, path: str) -> dict[str, Any]:
    return {
        "format": FORM,
        "schema": schema_url(name) if name else "",
        "rights": rights(reading.site),
        "edition": reading.edition.number,
        "published": reading.edition.published_at.isoformat(),
        "url": absolute(reading.at(path)),
        "permanent_url": absolute(reading.pinned(path)),
    }


def _page(request: HttpRequest, pages: int) -> int:
    text = clean(request.GET.get("page", ""))
    number = edition_number(text or "1")
    if not number or number > pages:
        message = f"There is no page “{text[:SHOWN]}”: this list has {pages}."
        raise RefusedError(400, message, "page", text[:SHOWN])
    return number


def _history(kind: str, versions: list[Version], number: int) -> list[dict[str, Any]]:
    """What editions did to a thing up to one, the first first; none is another address alone."""
    past = [one for one in versions if one.since <= number]
    why = archive.reasons_for(kind, [one.slug for one in past]) if len(past) > 1 else {}
    steps = []
    before: Said | None = None
    for one in past:
        after = Said("", one.slug, one.statement, one.since)
        done = how(before, after, None)
        if done:
            steps.append(
                {
                    "edition": one.since,
                    "published": one.published.isoformat(),
                    "how": done,
                    "why": why.get(one.since, ""),
                }
            )
        before = after
    return steps


def _gone(reading: Reading, kind: str, slug: str) -> HttpResponseBase:
    present = reading.index.present_slug(kind, slug)
    if present:
        address = reading.at(reverse(f"{kind}-data", args=[present]))
        return HttpResponsePermanentRedirect(address)
    last = archive.last_edition_with(kind, slug)
    if not last:
        raise RefusedError(404, f"No edition of the timeline has the {kind} “{slug}”.")
    message = f"Edition {reading.edition.number} does not have the {kind} “{slug}”; {last} has it."
    ended = archive.withdrawal(kind, slug, last)
    if ended and ended[0].number <= reading.edition.number:
        message += f" Edition {ended[0].number} ended it: {ended[1]}"
    raise RefusedError(410, message)
