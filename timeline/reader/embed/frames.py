"""A light frame of any view or event, for the pages of other sites.

These are the only pages that may be framed. They have no script, and every link opens the full page
in a tab of its own.
"""

from collections.abc import Callable

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt

from timeline.editions import archive
from timeline.editions.facts import sources_of
from timeline.editions.kinds import Kind
from timeline.reader.door.answers import FRAME
from timeline.reader.door.edition_view import EDITION, WHOLE_VIEW, Takes, ViewFunction, edition_view
from timeline.reader.query.reading import Reading
from timeline.reader.query.view import view_of
from timeline.reader.show.cards import CardMaker
from timeline.reader.show.view_cards import cards_of_view
from timeline.site_url import absolute

_ANYWHERE = csp_replace({"frame-ancestors": ["*"]})


def frame(takes: Takes) -> Callable[[ViewFunction], ViewFunction]:
    """Make a view of a frame of the edition, which any page may frame."""

    def decorate(view: ViewFunction) -> ViewFunction:
        door = edition_view(takes, answers=FRAME)(view)
        framed = xframe_options_exempt(_ANYWHERE(door))
        framed.door = FRAME.name  # type: ignore[attr-defined]
        return framed

    return decorate


@frame(WHOLE_VIEW)
def timeline(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """A view: what it holds, how many events, and each as a card. It takes what `/` takes."""
    view = view_of(request, reading)
    query, edition, total = view.query, reading.edition, len(view.selection)
    context = {
        "title": view.title,
        "heading": view.description if query.filters else reading.site.heading,
        "events": cards_of_view(view),
        "total": total,
        "whole": len(reading.index),
        "filtered": query.filters,
        "more": view.pages > 1,
        "problems": view.problems,
        "edition": edition,
        "site": reading.site,
        "full": query.url(),
        "canonical": absolute(query.url()),
        "permanent": query.changed(edition=edition.number, page=query.page).url(),
    }
    status = 400 if view.problems else 200
    return render(request, "reader/embed.html", context, status=status)


@frame(EDITION)
def event(request: HttpRequest, reading: Reading, slug: str) -> HttpResponseBase:
    """One event with its excerpts."""
    record = reading.snapshot.record(Kind.EVENT, slug)
    if record is None:
        return _missing(request, reading, slug)
    document = record.document
    gathered = reading.snapshot.gather({Kind.SOURCE: sources_of([document])})
    sources = gathered.of(Kind.SOURCE)
    rank = reading.index.rank_of(record.pk)
    disputes = reading.index.values_of("dispute", rank) if rank is not None else []
    card = CardMaker(reading.index, sources, edition=reading.asked).event(document, disputes)
    path = reverse("event", args=[slug])
    context = {
        "title": document["title"],
        "event": card,
        "edition": reading.edition,
        "site": reading.site,
        "full": card.url,
        "canonical": absolute(card.url),
        "permanent": reading.pinned(path),
    }
    return render(request, "reader/embed_event.html", context)


def _missing(request: HttpRequest, reading: Reading, slug: str) -> HttpResponse:
    """For an event that this edition does not have: 302 to its present slug, 410 or 404."""
    present = reading.index.present_slug(Kind.EVENT, slug)
    if present:
        return HttpResponseRedirect(reading.at(reverse("embed-event", args=[present])))
    last = archive.last_edition_with(Kind.EVENT, slug)
    context = {
        "site": reading.site,
        "said": (
            f"This event is not part of edition {reading.edition.number} of the timeline."
            if last
            else "The timeline has no such event."
        ),
        "full": f"{reverse('event', args=[slug])}?edition={last}" if last else "/",
        "label": f"Read it as edition {last} had it" if last else "Go to the timeline",
    }
    return render(request, "reader/embed_message.html", context, status=410 if last else 404)
