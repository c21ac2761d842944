"""The timeline itself: one address, as a page, as a fragment for htmx, or as data."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from timeline.editions.search.vain import tell_of_vain_words
from timeline.reader import metadata
from timeline.reader.door.answers import DATA
from timeline.reader.door.edition_view import WHOLE_VIEW, edition_view
from timeline.reader.formats import FORMATS
from timeline.reader.formats.whole import paged, too_large
from timeline.reader.overview import picture_of
from timeline.reader.pages.fields import DATES, carried, date_fields, search_field
from timeline.reader.pages.front import front_of, is_front, split
from timeline.reader.query.describe import chips, in_range
from timeline.reader.query.facets import filters
from timeline.reader.query.parameters import FACETS, PAGE_SIZE
from timeline.reader.query.parse import ParameterProblem, clean
from timeline.reader.query.questions_asked import questions_asked
from timeline.reader.query.reading import Reading
from timeline.reader.query.search_notes import search_notes
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.query.view import TimelineView, view_of
from timeline.reader.query.ways_out import meant_by, ways_out
from timeline.reader.query.widened import widened
from timeline.reader.show.card_cache import Printed, can_print, printed
from timeline.reader.show.cards import ListedCard
from timeline.reader.show.grouping import grouped, sections
from timeline.reader.show.view_cards import listed_of_view
from timeline.site_url import absolute
from timeline.text import dates

# What programs look for in the head of a page; `Link`, the menu and /api/ name all forms.
IN_HEAD: Final = ("html", "json", "atom", "ics")


def _is_fragment(request: HttpRequest) -> bool:
    return bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]


@edition_view(
    WHOLE_VIEW,
    variant=lambda request: "fragment" if _is_fragment(request) else "page",
    vary=("HX-Request", "HX-History-Restore-Request"),  # page and fragment have one address
)
def timeline(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """The timeline as a page or, for htmx, its results alone."""
    fragment = _is_fragment(request)
    view = view_of(request, reading)
    if not view.problems and not fragment and not _is_canonical(request, view.query):
        return HttpResponseRedirect(view.query.url())
    if view.found and not reading.asked and not reading.snapshot.is_preview:
        tell_of_vain_words(view.found)
    template = "reader/_results.html" if fragment else "reader/timeline.html"
    context = context_of(view, request) | {"fragment": fragment}
    response = render(request, template, context, status=400 if view.problems else 200)
    if fragment:
        response["HX-Push-Url"] = "false" if view.problems else view.query.url()
    return response


def _is_canonical(request: HttpRequest, query: TimelineQuery) -> bool:
    given = [(name, value) for name, values in request.GET.lists() for value in values]
    return given == query.pairs()


def data(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The same view in another format, by the suffix of the path."""
    return FORMATS[suffix].headed(_data(request, suffix=suffix))


@edition_view(WHOLE_VIEW, answers=DATA, dear=lambda suffix: FORMATS[suffix].limit is not None)
def _data(request: HttpRequest, reading: Reading, suffix: str) -> HttpResponseBase:
    form = FORMATS[suffix]
    view = view_of(request, reading)
    if form.limit is not None:
        view.problems += paged(view, form.title)
    if view.problems:
        return DATA.refuse(request, reading, 400, view.problems)
    if form.limit is not None and len(view.selection) > form.limit:
        return too_large(view, request, form.title, form.limit)
    return form.render(view, request)


data.door, data.dear = _data.door, _data.dear  # type: ignore[attr-defined]


def context_of(view: TimelineView, request: HttpRequest) -> dict[str, Any]:
    """Everything that the page and its fragment show."""
    query, index, edition = view.query, view.reading.index, view.reading.edition
    total = len(view.selection)
    cards: Sequence[ListedCard | Printed]
    front = None
    if is_front(query) and total:
        front, view = front_of(view)
    cards = printed(view) if can_print(view) else listed_of_view(view)
    folded: Sequence[ListedCard | Printed] = []
    if front:
        folded, cards = split(front, cards)
    first = (view.query.page - 1) * PAGE_SIZE + 1
    numbered = first + (front.earlier.count % PAGE_SIZE if front and front.earlier else 0)
    typed = {name: clean(request.GET.get(name, "")) for name in ("q", *DATES)}
    return {
        "query": query,
        "meta": partial(metadata.of_view, view),
        **view.reading.context,
        "heading": view.description if query.filters else view.reading.site.heading,
        "phases": [one for slug in query.phase if (one := index.catalogue["phase"].get(slug))],
        "title": view.title,
        "total": total,
        "tally": view.tally,
        "front": front,
        "folded": grouped(folded, first),
        "swaps": True,  # the search in the head of the page changes its results in place
        "all_url": query.changed().url(reverse("filters")),
        "packet": absolute(query.changed(edition=edition.number).url("/timeline.html")),
        "whole": len(index),
        "first": first,
        "last": numbered + len(cards) - 1,
        "chips": chips(query, index),
        "overview": picture_of(view, front.numbers if front else ()),
        "filters": filters(query, index, view.selection, view.found),
        # The best match first has no order of time, so no headings of years either.
        "sections": []
        if query.order == "relevance"
        else sections(cards, numbered, view.certain, view.possible, in_range(query)),
        "matches": cards if query.order == "relevance" else [],
        "problems": [(p, _with_suggestion(view.query, p)) for p in view.problems],
        "search": search_notes(view),
        "questions": questions_asked(view.found.read, index, view.reading.asked)
        if view.found
        else [],
        "search_field": search_field(query, view.problems, typed["q"]),
        "carried": carried(query, "q"),
        "date_fields": date_fields(query, view.problems, typed),
        "carried_dates": carried(query, *DATES),
        "without": ways_out(view) if not total else [],
        "widened": widened(view) if not total else [],
        "meant": meant_by(view) if not total else [],
        "pages": view.pages,
        "previous": _page(query, query.page - 1) if query.page > 1 else "",
        "next": _page(query, view.query.page + 1) if view.query.page < view.pages else "",
        "sorts": _sorts(query),
        "alternates": [
            (form.title, form.content_type, form.of(query).url(f"/timeline.{suffix}"))
            for suffix, form in FORMATS.items()
            if suffix in IN_HEAD
        ],
        "canonical": absolute(query.url()),
        "permanent": absolute(query.changed(edition=edition.number).url()),
    }


def _with_suggestion(query: TimelineQuery, problem: ParameterProblem) -> str:
    """The address of the view with the nearest value instead of a bad one, where that is plain."""
    name, value = problem.parameter, problem.suggestion
    if not value:
        return ""
    if name in FACETS:
        return query.choosing(name, value).url()
    if name in ("from", "to", "known_by"):
        field = {"from": "from_"}.get(name, name)
        return query.changed(**{field: dates.parse(value)}).url()
    return ""


def _page(query: TimelineQuery, number: int) -> str:
    return query.changed(page=number).url()


def _sorts(query: TimelineQuery) -> list[tuple[str, str, str, bool]]:
    """The orders that the view can be shown in: value, label, address, whether it is in use."""
    labels = {"relevance": "Best match first"} if query.q else {}
    labels |= {"oldest": "Oldest first", "newest": "Newest first"}
    return [
        (value, label, query.changed(sort=value).url(), query.order == value)
        for value, label in labels.items()
    ]
