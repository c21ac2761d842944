"""What every public view does first: find the edition that the address asks for, and its index."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from timeline.editions import reading
from timeline.editions.index import Index
from timeline.editions.models import Edition
from timeline.reader import caching
from timeline.reader.parse import SHOWN, clean, edition_number, is_tracking


@dataclass(frozen=True, slots=True)
class Reading:
    """The edition that a request reads, and its index.

    `asked` is the number in the address, or None for the latest; `wrong` is the text of an edition
    that does not exist.
    """

    edition: Edition
    index: Index
    asked: int | None
    wrong: str = ""


def reading_of(request: HttpRequest) -> Reading | None:
    """The edition that `?edition=` names, or the latest; None before the first edition."""
    given = [text for text in map(clean, request.GET.getlist("edition")) if text]
    text = ", ".join(dict.fromkeys(given))  # two different ones are no edition that exists
    number = edition_number(text)
    found = reading.edition(number) if number else None
    if found is not None:
        return Reading(found, reading.index_of(found), found.number)
    latest = reading.latest_edition()
    if latest is None:
        return None
    return Reading(latest, reading.index_of(latest), None, wrong=text)


View = Callable[..., HttpResponseBase]


def page(view: View) -> View:
    """Make a view of a page of the edition: `view(request, reading, ...)`.

    Answers GET and HEAD; 304 to who holds this version already; and a page of its own before
    anything is published. Such a page takes no parameter but `edition`: any other is named, with
    status 400, and so is an edition that does not exist, with 404.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = reading_of(request)
        if found is None:
            return render(request, "reader/unpublished.html", status=503)
        if found.wrong:
            return _refused(request, found, [no_edition(found)], status=404)
        unknown = unknown_parameters(request)
        if unknown:
            return _refused(request, found, unknown, status=400)
        tag = caching.etag(request, found.edition, "page")
        permanent = found.asked is not None
        unchanged = caching.not_modified(request, tag, permanent=permanent)
        if unchanged is not None:
            return unchanged
        response = view(request, found, *args, **kwargs)
        if response.status_code != 200:
            response["Cache-Control"] = caching.LATEST  # a later edition may have it
            return response
        return caching.finish(response, tag, permanent=permanent)

    return require_safe(wrapped)


def no_edition(found: Reading) -> str:
    """What is wrong with the number of an edition that does not exist."""
    return f"There is no edition “{found.wrong[:SHOWN]}”. The latest is {found.edition.number}."


def unknown_parameters(request: HttpRequest) -> list[str]:
    """A sentence for each parameter that a page beside the timeline does not take."""
    given = [clean(name) for name in request.GET]
    return [
        f"This page has no parameter “{name[:SHOWN]}”; it takes “edition” alone."
        for name in given
        if name != "edition" and not is_tracking(name)
    ]


def _refused(
    request: HttpRequest, found: Reading, problems: list[str], *, status: int
) -> HttpResponse:
    context = {"edition": found.edition, "asked": found.asked, "problems": problems}
    response = render(request, "reader/refused.html", context, status=status)
    response["Cache-Control"] = caching.LATEST
    return response


def gone(
    request: HttpRequest, found: Reading, kind: str, slug: str, route: str = ""
) -> HttpResponse:
    """The answer for what this edition does not have under this slug.

    301 to its present slug (at `route`, where that is not the page of the kind), 410 if another
    edition has it, 404 if none ever had.
    """
    present = found.index.catalogue.get("moved", {}).get(str(kind), {}).get(slug)
    if present:
        number = f"?edition={found.asked}" if found.asked else ""
        return HttpResponsePermanentRedirect(reverse(route or str(kind), args=[present]) + number)
    last = reading.last_edition_with(kind, slug)
    context = {
        "edition": found.edition,
        "asked": found.asked,
        "kind": kind,
        "slug": slug,
        "last_url": f"{request.path}?edition={last}" if last else "",
        "last": last,
    }
    return render(request, "reader/gone.html", context, status=410 if last else 404)
