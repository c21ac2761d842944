"""How to cite a view, an event or a source: plain pages, which the share menu shows in place.

They have addresses of their own because writing the citations takes longer than the page that they
are about.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from timeline.editions import snapshot as reading
from timeline.editions.models import Kind
from timeline.reader.cite.bibtex import bibtex
from timeline.reader.cite.items import Item, of_event, of_source, of_view
from timeline.reader.cite.ris import ris
from timeline.reader.cite.styles import STYLES, cite
from timeline.reader.door import caching
from timeline.reader.door.edition_view import gone, page
from timeline.reader.query.reading import Reading, reading_of
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.query.view import view_of

KEY_LENGTH = 60  # characters of the words in the key of a view's entry


@dataclass(frozen=True, slots=True)
class Citation:
    """One form of a citation, ready to be copied. `code` is for programs: its lines matter."""

    key: str
    name: str
    text: str
    code: bool = False


def citations(item: Item) -> list[Citation]:
    """The item in every style and form."""
    texts = [Citation(key, style.name, cite(item, key)) for key, style in STYLES.items()]
    return [
        *texts,
        Citation("bibtex", "BibTeX", bibtex([item]).strip(), code=True),
        Citation("ris", "RIS", ris([item]).replace("\r\n", "\n").strip("\n"), code=True),
    ]


@require_safe
def view(request: HttpRequest) -> HttpResponseBase:
    """How to cite a view of the timeline; takes the parameters of the timeline."""
    found = reading_of(request)
    if found is None:
        return render(request, "reader/unpublished.html", status=503)
    tag = caching.etag(request, found.edition, "cite")
    permanent = found.asked is not None
    unchanged = caching.not_modified(request, tag, permanent=permanent)
    if unchanged is not None:
        return unchanged
    shown = view_of(request, found)
    if shown.problems:
        context = {
            "edition": found.edition,
            "asked": found.asked,
            "problems": [problem.message for problem in shown.problems],
        }
        refused = render(request, "reader/refused.html", context, status=400)
        refused["Cache-Control"] = caching.LATEST
        return refused
    whole = shown.query.changed()  # a page of a view is cited as the view
    given = [(name, value) for name, values in request.GET.lists() for value in values]
    if given != whole.pairs():
        redirect = HttpResponseRedirect(whole.url(reverse("cite")))
        redirect["Cache-Control"] = caching.LATEST
        return redirect
    url = _permanent_view(request, whole, found)
    item = of_view(shown.description, url, found.edition, slugify(shown.description)[:KEY_LENGTH])
    response = _render(request, found, item, shown.description, whole.url(), url)
    return caching.finish(response, tag, permanent=permanent)


def _permanent_view(request: HttpRequest, query: TimelineQuery, found: Reading) -> str:
    return request.build_absolute_uri(query.changed(edition=found.edition.number).url())


@page
def event(request: HttpRequest, found: Reading, slug: str) -> HttpResponseBase:
    """How to cite the page of an event."""
    record = reading.record(found.edition, Kind.EVENT, slug)
    if record is None:
        return gone(request, found, Kind.EVENT, slug)
    path = reverse("event", args=[slug])
    url = request.build_absolute_uri(f"{path}?edition={found.edition.number}")
    item = of_event(record.document, url, found.edition)
    return _render(request, found, item, item["title"], _kept(path, found), url)


@page
def source(request: HttpRequest, found: Reading, slug: str) -> HttpResponseBase:
    """How to cite a source, that is, the original and not its record here."""
    record = reading.record(found.edition, Kind.SOURCE, slug)
    if record is None:
        return gone(request, found, Kind.SOURCE, slug)
    item = of_source(record.document, found.index)
    path = reverse("source", args=[slug])
    return _render(request, found, item, item["title"], _kept(path, found), "")


def _kept(path: str, found: Reading) -> str:
    return path + (f"?edition={found.asked}" if found.asked else "")


def _render(
    request: HttpRequest, found: Reading, item: Item, title: str, back: str, permanent: str
) -> HttpResponseBase:
    context = {
        "edition": found.edition,
        "asked": found.asked,
        "title": title,
        "language": item.get("language", ""),
        "back": back,
        "permanent": permanent,
        "note": item.get("note", ""),
        "citations": citations(item),
        "canonical": request.build_absolute_uri(),
    }
    return render(request, "reader/cite.html", context)
