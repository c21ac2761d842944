"""The timeline itself: one address, as a page, as a fragment for htmx, or as data."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from pyroaring import BitMap

from timeline.editions import reading
from timeline.editions.documents import SourceDocument
from timeline.editions.search import Found, read_words
from timeline.reader import caching, metadata
from timeline.reader.cards import CardMaker, EventCard, Note, grouped, known_by, sources_of
from timeline.reader.describe import chips, describe, title
from timeline.reader.facets import facet_groups
from timeline.reader.formats import FORMATS
from timeline.reader.formats.whole import paged, too_large
from timeline.reader.highlight import Highlighter
from timeline.reader.overview import picture
from timeline.reader.parameters import FACETS, PAGE_SIZE
from timeline.reader.parse import ParameterProblem, Parsed, QueryParser, clean
from timeline.reader.printed import Printed, can_print, printed
from timeline.reader.query import TimelineQuery
from timeline.reader.requests import Reading, reading_of
from timeline.reader.search_notes import search_notes
from timeline.reader.select import all_of, page_count, page_of, search, select
from timeline.text import dates

VARY = ("HX-Request", "HX-History-Restore-Request")  # page and fragment have one address


TYPED = ("q", "from", "to", "known_by", "page")  # what the form has fields for, and its page


@dataclass(slots=True)
class View:
    """A view of the timeline, selected and ready to be shown in any form."""

    reading: Reading
    query: TimelineQuery
    problems: list[ParameterProblem]
    selection: BitMap
    found: Found | None = None  # by the search, if there is one

    @property
    def pages(self) -> int:
        return page_count(self.selection)

    @property
    def description(self) -> str:
        return describe(self.query, self.reading.index)

    def documents(self) -> tuple[list[Any], dict[str, SourceDocument]]:
        """The event documents of the page, with the sources they quote; two queries.

        Where the view asks what was known by a day, later excerpts are left out of the events.
        """
        index = self.reading.index
        pks = index.record_ids(self.ranks())
        return self.with_sources(reading.documents(pks, self.reading.edition))

    def with_sources(self, events: list[Any]) -> tuple[list[Any], dict[str, SourceDocument]]:
        """Event documents as this view shows them, and the sources they quote; one query."""
        slugs = {"source": sources_of(events)}
        sources = reading.gather(self.reading.edition, slugs).of("source")
        known = self.as_known(events, sources)
        still = sources_of(known)
        return known, {slug: source for slug, source in sources.items() if slug in still}

    def as_known(self, events: list[Any], sources: dict[str, SourceDocument]) -> list[Any]:
        """The events without what sources published after the view's `known_by` reported."""
        if self.query.known_by and self.query.known_by.latest:
            return [known_by(event, sources, self.query.known_by.latest) for event in events]
        return events

    def ranks(self) -> list[int]:
        return page_of(self.query, self.reading.index, self.selection, self.found)

    def all_ranks(self) -> list[int]:
        """The ranks of the whole view, whatever its page, in the order that it asks for."""
        return all_of(self.query, self.reading.index, self.selection, self.found)

    def cards(self, *, linked: bool = False) -> list[EventCard]:
        """The events of the page as cards."""
        return self.cards_with_notes(linked=linked)[0]

    def cards_with_notes(self, *, linked: bool = False) -> tuple[list[EventCard], list[Note]]:
        """The events of the page as cards, and the sources that they quote as notes.

        If `linked`, their links carry the filters along, so that one goes on within the view.
        """
        events, sources = self.documents()
        maker = CardMaker(
            self.reading.index,
            sources,
            edition=self.reading.asked,
            highlight=Highlighter(read_words(self.query.q)) if self.query.q else None,
            view=self.query.changed() if linked and self.query.filters else None,
        )
        cards = self.made(maker, self.ranks(), events)
        return cards, maker.notes()

    def made(self, maker: CardMaker, ranks: list[int], events: list[Any]) -> list[EventCard]:
        """Event documents and their ranks as cards."""
        disputes = self.reading.index.facets.get("dispute", {})
        return [
            maker.event(document, [slug for slug, within in disputes.items() if rank in within])
            for rank, document in zip(ranks, events, strict=True)
        ]


def view_of(request: HttpRequest, found: Reading) -> View:
    """What the address asks for, with everything that is wrong with it."""
    parsed: Parsed = QueryParser(found.index, edition=found.asked).parse(request.GET.lists())
    query, problems = parsed.query, parsed.problems
    if found.wrong:
        message = (
            f"There is no edition “{found.wrong[:40]}”. The latest is {found.edition.number}, "
            "which is shown."
        )
        problems.append(
            ParameterProblem("edition", found.wrong[:40], message, str(found.edition.number))
        )
    matched = search(query, found.index)
    selection = select(query, found.index, matched)
    last = page_count(selection)
    if query.page > last:
        message = f"There is no page {query.page}: this view has {last}."
        problems.append(ParameterProblem("page", str(query.page), message, str(last)))
        query = query.changed(page=last)
    return View(found, query, problems, selection, matched)


@require_safe
def timeline(request: HttpRequest) -> HttpResponseBase:
    """The timeline as a page or, for htmx, its results alone."""
    found = reading_of(request)
    if found is None:
        return render(request, "reader/unpublished.html", status=503)
    fragment = bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    variant = "fragment" if fragment else "page"
    tag = caching.etag(request, found.edition, variant)
    permanent = found.asked is not None
    unchanged = caching.not_modified(request, tag, permanent=permanent, vary=VARY)
    if unchanged is not None:
        return unchanged
    view = view_of(request, found)
    if not view.problems and not fragment and not _is_canonical(request, view.query):
        response: HttpResponseBase = HttpResponseRedirect(view.query.url())
        patch_vary_headers(response, VARY)
        response["Cache-Control"] = caching.LATEST
        return response
    template = "reader/_results.html" if fragment else "reader/timeline.html"
    context = context_of(view, request) | {"fragment": fragment}
    response = render(request, template, context, status=400 if view.problems else 200)
    if fragment:
        response["HX-Push-Url"] = "false" if view.problems else view.query.url()
    if view.problems:
        patch_vary_headers(response, VARY)
        response["Cache-Control"] = caching.LATEST
        return response
    return caching.finish(response, tag, permanent=permanent, vary=VARY)


def _is_canonical(request: HttpRequest, query: TimelineQuery) -> bool:
    given = [(name, value) for name, values in request.GET.lists() for value in values]
    return given == query.pairs()


@require_safe
def data(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The same view in another format, by the suffix of the path."""
    form = FORMATS[suffix]
    found = reading_of(request)
    if found is None:
        return HttpResponse("Nothing is published yet.\n", "text/plain; charset=utf-8", status=503)
    tag = caching.etag(request, found.edition, suffix)
    permanent = found.asked is not None
    unchanged = caching.not_modified(request, tag, permanent=permanent)
    if unchanged is not None:
        return form.headed(unchanged)
    view = view_of(request, found)
    if form.limit is not None:
        view.problems += paged(view, form.title)
    if view.problems:
        return form.headed(form.problem(view, request))
    if form.limit is not None and len(view.selection) > form.limit:
        return form.headed(too_large(view, request, form.title, form.limit))
    return form.headed(caching.finish(form.render(view, request), tag, permanent=permanent))


def context_of(view: View, request: HttpRequest) -> dict[str, Any]:
    """Everything that the page and its fragment show."""
    query, index, edition = view.query, view.reading.index, view.reading.edition
    cards: Sequence[EventCard | Printed]
    cards, notes = printed(view) if can_print(view) else view.cards_with_notes(linked=True)
    total = len(view.selection)
    first = (query.page - 1) * PAGE_SIZE + 1
    return {
        "query": query,
        "meta": partial(metadata.of_view, view, request, cards),
        "edition": edition,
        "asked": view.reading.asked,
        "heading": view.description,
        "title": title(query, index),
        "total": total,
        "whole": len(index),
        "first": first,
        "last": first + len(cards) - 1,
        "chips": chips(query, index),
        "overview": picture(query, index, view.selection, view.found),
        "facets": facet_groups(query, index, view.selection, view.found),
        # The best match first has no order of time, so no headings of years either.
        "years": [] if query.sort == "relevance" else grouped(cards, first),
        "matches": cards if query.sort == "relevance" else [],
        "notes": notes,
        "single_origin": index.counts("evidence", view.selection).get("single", 0),
        "problems": [(p, _with_suggestion(view.query, p)) for p in view.problems],
        "search": search_notes(view),
        "q": _typed(view, request, "q"),
        "date_fields": _date_fields(view, request),
        "hidden": _hidden(query),
        "without": _what_brings_back(view) if not total else [],
        "pages": view.pages,
        "previous": _page(query, query.page - 1) if query.page > 1 else "",
        "next": _page(query, query.page + 1) if query.page < view.pages else "",
        "sorts": _sorts(query),
        "alternates": [
            (form.title, form.content_type, form.of(query).url(f"/timeline.{suffix}"))
            for suffix, form in FORMATS.items()
        ],
        "canonical": request.build_absolute_uri(query.url()),
        "permanent": request.build_absolute_uri(query.changed(edition=edition.number).url()),
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


@dataclass(frozen=True, slots=True)
class DateField:
    """A field of the form for dates: what it holds, and what is wrong with it."""

    name: str
    label: str
    typed: str
    problems: list[ParameterProblem]


def _date_fields(view: View, request: HttpRequest) -> list[DateField]:
    """The date fields. What cannot be read stays as typed; the rest shows what was understood."""
    query = view.query
    return [
        DateField(name, label, *_typed(view, request, name, value.phrase if value else ""))
        for name, label, value in (
            ("from", "From", query.from_),
            ("to", "To", query.to),
            ("known_by", "As reported by", query.known_by),
        )
    ]


def _typed(
    view: View, request: HttpRequest, name: str, understood: str | None = None
) -> tuple[str, list[ParameterProblem]]:
    """What a field holds, and what is wrong with it."""
    problems = [p for p in view.problems if p.parameter == name]
    typed = clean(request.GET.get(name, ""))
    return (typed if problems or not understood else understood), problems


def _sorts(query: TimelineQuery) -> list[tuple[str, str, str, bool]]:
    """The orders that the view can be shown in: value, label, address, whether it is in use."""
    labels = {"oldest": "Oldest first", "newest": "Newest first"}
    if query.q:
        labels["relevance"] = "Best match first"
    return [
        (value, label, query.changed(sort=value).url(), query.sort == value)
        for value, label in labels.items()
    ]


def _hidden(query: TimelineQuery) -> list[tuple[str, str]]:
    """What the form for dates has to carry along of the rest of the view."""
    return [pair for pair in query.pairs() if pair[0] not in TYPED]


def _what_brings_back(view: View) -> list[tuple[str, int, str]]:
    """Of a view without results: which single filter to drop, and how many events that gives."""
    index = view.reading.index
    found: list[tuple[str, int, str]] = []
    names = ["q", "from", "to", "certainty", "known_by", *FACETS]
    for name in names:
        less = view.query.without(name)
        if less == view.query.changed():
            continue
        count = len(select(less, index, view.found))
        if count:
            dropped = [
                label for parameter, label, _ in chips(view.query, index) if parameter == name
            ]
            found.append((" and ".join(dropped), count, less.url()))
    return sorted(found, key=lambda row: -row[1])
