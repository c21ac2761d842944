"""What every public view does first: find the edition that the address asks for, and its index."""

from collections.abc import Callable
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

from timeline.editions import snapshot as reading
from timeline.reader.door import caching
from timeline.reader.query.parse import (
    SHOWN,
    Parsed,
    QueryParser,
    clean,
    is_tracking,
)
from timeline.reader.query.reading import Reading, reading_of

View = Callable[..., HttpResponseBase]


Check = Callable[[HttpRequest, Reading], list[str]]


def page(view: View) -> View:
    """Make a view of a page of the edition: `view(request, reading, ...)`.

    Answers GET and HEAD; 304 to who holds this version already; and a page of its own before
    anything is published. Such a page takes no parameter but `edition`: any other is named, with
    status 400, and so is an edition that does not exist, with 404.
    """
    return _checked(view, lambda request, found: unknown_parameters(request))


def page_within_a_view(view: View) -> View:
    """Make a view of a page that one comes to from a view of the timeline, as `page` does.

    The parameters are those of that view (`query_of`), its page apart. What cannot be used of them
    is named, with status 400.
    """
    return _checked(view, _wrong)


def _checked(view: View, check: Check) -> View:
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = reading_of(request)
        if found is None:
            return render(request, "reader/unpublished.html", status=503)
        if found.wrong:
            return refused(request, found, [no_edition(found)], status=404)
        problems = check(request, found)
        if problems:
            return refused(request, found, problems, status=400)
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


def query_of(request: HttpRequest, found: Reading) -> Parsed:
    """The view of the timeline that the parameters of a page name; its page is left aside."""
    given = [(name, values) for name, values in request.GET.lists() if name != "page"]
    return QueryParser(found.index, edition=found.asked).parse(given)


def _wrong(request: HttpRequest, found: Reading) -> list[str]:
    """A sentence for each parameter that is none of a view of the timeline."""
    problems = [one.message for one in query_of(request, found).problems]
    if "page" in request.GET:
        problems.append("This page has no parameter “page”: an event is on a page of its own.")
    return problems


def unknown_parameters(request: HttpRequest) -> list[str]:
    """A sentence for each parameter that a page beside the timeline does not take."""
    given = [clean(name) for name in request.GET]
    return [
        f"This page has no parameter “{name[:SHOWN]}”; it takes “edition” alone."
        for name in given
        if name != "edition" and not is_tracking(name)
    ]


def refused(
    request: HttpRequest, found: Reading, problems: list[str], *, status: int
) -> HttpResponse:
    context = {"edition": found.edition, "asked": found.asked, "problems": problems}
    response = render(request, "reader/refused.html", context, status=status)
    response["Cache-Control"] = caching.LATEST
    return response


def show(
    request: HttpRequest, found: Reading, template: str, path: str, **context: Any
) -> HttpResponse:
    """A page of the edition, with the addresses under which it is kept."""
    address = request.build_absolute_uri(path)
    context |= {
        "edition": found.edition,
        "asked": found.asked,
        "canonical": address + (f"?edition={found.asked}" if found.asked else ""),
        "permanent": f"{address}?edition={found.edition.number}",
    }
    return render(request, template, context)


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
