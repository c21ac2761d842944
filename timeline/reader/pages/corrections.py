"""Corrections: what was public and was changed, merged or withdrawn, of the site or of a view."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from timeline.reader import metadata
from timeline.reader.door.answers import DATA
from timeline.reader.door.edition_view import (
    RefusedProblemsError,
    edition_view,
    query_of,
    show,
    within_view,
)
from timeline.reader.formats import corrections_feed
from timeline.reader.query.describe import describe
from timeline.reader.query.parse import SHOWN, ParameterProblem, clean, edition_number
from timeline.reader.query.reading import Reading
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.show.corrections import corrections_page

LIMITS = ("since", "before")  # numbers of editions
TAKES = within_view(*LIMITS)


@edition_view(TAKES, dear=lambda: True)
def corrections(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """What was corrected up to the edition that is read; with `since`, all that has changed after
    that edition, what was added included."""
    query, since, before = _asked(request, reading)
    page = corrections_page(reading, query, since=since, before=before)
    path = _url(query, since, before)
    heading = f"Changed since edition {since}" if since else "Corrections"
    about = describe(query, reading.index) if query.filters else ""
    context: dict[str, Any] = {
        "query": query,
        "heading": heading,
        "about": about,
        "since": since,
        "before": before,
        "page": page,
        "next": _url(query, since, page.before) if page.before else "",
        "feed": query.url(reverse("corrections-feed")),
        "meta": metadata.of_list(
            reading,
            path,
            f"{heading}: {about}" if about else heading,
            "What was public and was changed or withdrawn, word by word, why and when.",
            sum(len(step.entries) + step.more for step in page.steps),
        ),
    }
    return show(request, reading, "reader/corrections.html", path, **context)


@edition_view(TAKES, answers=DATA, dear=lambda: True)
def feed(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """The same as an Atom feed, an entry a correction."""
    query, since, before = _asked(request, reading)
    page = corrections_page(reading, query, since=since, before=before)
    path = reverse("corrections-feed")
    return corrections_feed.render(
        reading,
        query,
        page,
        url=_url(query, since, before, path),
        next_url=_url(query, since, page.before, path) if page.before else "",
        page_url=_url(query, since, None),
    )


def _asked(request: HttpRequest, reading: Reading) -> tuple[TimelineQuery, int, int | None]:
    """The view, and the numbers of the editions that bound it; refused when one is no number."""
    numbers: dict[str, int] = {}
    problems = []
    for name in LIMITS:
        text = clean(request.GET.get(name, ""))
        number = edition_number(text) if text else 0
        if number is None or number > reading.edition.number + (name == "before"):
            message = f"“{text[:SHOWN]}” is not the number of an edition up to this one."
            problems.append(ParameterProblem(name, text[:SHOWN], message))
        numbers[name] = number or 0
    if problems:
        raise RefusedProblemsError(problems)
    query = query_of(request, reading, LIMITS).query
    return query, numbers["since"], numbers["before"] or None


def _url(query: TimelineQuery, since: int, before: int | None, path: str = "/corrections/") -> str:
    address = query.changed(sort="").url(path)
    limits = [("since", since), ("before", before)]
    for name, number in limits:
        if number:
            address += f"{'&' if '?' in address else '?'}{name}={number}"
    return address
