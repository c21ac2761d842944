"""A light frame of any view or event, for the pages of other sites.

These are the only pages that may be framed. They have no script, and every link opens the full page
in a tab of its own.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from timeline.editions import snapshot as reading
from timeline.editions.facts import sources_of
from timeline.editions.models import Kind
from timeline.reader.door import caching
from timeline.reader.door.edition_view import no_edition, unknown_parameters
from timeline.reader.query.describe import title
from timeline.reader.query.reading import Reading, reading_of
from timeline.reader.query.view import view_of
from timeline.reader.show.cards import CardMaker
from timeline.reader.show.view_cards import cards_of_view

View = Callable[..., HttpResponseBase]


def frame(view: View) -> View:
    """Make a view of a frame of the edition: `view(request, reading, ...)`, which all may frame.

    Answers GET and HEAD, 304 to who holds this version already, and 503 before the first edition.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = reading_of(request)
        if found is None:
            said = "Nothing is published yet."
            return render(request, "reader/embed_message.html", {"said": said}, status=503)
        tag = caching.etag(request, found.edition, "embed")
        permanent = found.asked is not None
        unchanged = caching.not_modified(request, tag, permanent=permanent)
        if unchanged is not None:
            return unchanged
        response = view(request, found, *args, **kwargs)
        if response.status_code != 200:
            response["Cache-Control"] = caching.LATEST
            return response
        return caching.finish(response, tag, permanent=permanent)

    anywhere = csp_replace({"frame-ancestors": ["*"]})
    return xframe_options_exempt(anywhere(require_safe(wrapped)))


@frame
def timeline(request: HttpRequest, found: Reading) -> HttpResponseBase:
    """A view: what it holds, how many events, and each as a card. It takes what `/` takes."""
    view = view_of(request, found)
    query, edition, total = view.query, found.edition, len(view.selection)
    context = {
        "title": title(query, found.index),
        "heading": view.description,
        "events": cards_of_view(view),
        "total": total,
        "whole": len(found.index),
        "filtered": query.filters,
        "more": view.pages > 1,
        "problems": view.problems,
        "edition": edition,
        "full": query.url(),
        "canonical": request.build_absolute_uri(query.url()),
        "permanent": query.changed(edition=edition.number, page=query.page).url(),
    }
    status = 400 if view.problems else 200
    return render(request, "reader/embed.html", context, status=status)


@frame
def event(request: HttpRequest, found: Reading, slug: str) -> HttpResponseBase:
    """One event with its excerpts."""
    problems = unknown_parameters(request)
    if found.wrong:
        problems.append(no_edition(found))
    record = reading.record(found.edition, Kind.EVENT, slug)
    if record is None:
        return _missing(request, found, slug)
    document = record.document
    gathered = reading.gather(found.edition, {Kind.SOURCE: sources_of([document])})
    sources = gathered.of(Kind.SOURCE)
    rank = found.index.rank_of(record.pk)
    asked = found.index.facets.get("dispute", {})
    disputes = [slug for slug, ranks in asked.items() if rank is not None and rank in ranks]
    card = CardMaker(found.index, sources, edition=found.asked).event(document, disputes)
    path = reverse("event", args=[slug])
    context = {
        "title": document["title"],
        "event": card,
        "problems": [{"message": problem} for problem in problems],
        "edition": found.edition,
        "full": card.url,
        "canonical": request.build_absolute_uri(card.url),
        "permanent": f"{path}?edition={found.edition.number}",
    }
    return render(request, "reader/embed_event.html", context, status=400 if problems else 200)


def _missing(request: HttpRequest, found: Reading, slug: str) -> HttpResponse:
    """For an event that this edition does not have: 302 to its present slug, 410 or 404."""
    present = found.index.catalogue.get("moved", {}).get(Kind.EVENT.value, {}).get(slug)
    if present:
        number = f"?edition={found.asked}" if found.asked else ""
        return HttpResponseRedirect(reverse("embed-event", args=[present]) + number)
    last = reading.last_edition_with(Kind.EVENT, slug)
    context = {
        "said": (
            f"This event is not part of edition {found.edition.number} of the timeline."
            if last
            else "The timeline has no such event."
        ),
        "full": f"{reverse('event', args=[slug])}?edition={last}" if last else "/",
        "label": f"Read it as edition {last} had it" if last else "Go to the timeline",
    }
    return render(request, "reader/embed_message.html", context, status=410 if last else 404)
