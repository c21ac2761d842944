"""How to cite a view, an event or a source: plain pages, which the share menu shows in place.

They have addresses of their own because writing the citations takes longer than the page that they
are about.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify

from timeline.editions.kinds import Kind
from timeline.reader.cite.bibtex import bibtex
from timeline.reader.cite.items import Item, of_event, of_source, of_view
from timeline.reader.cite.ris import ris
from timeline.reader.cite.styles import STYLES, cite
from timeline.reader.door.answers import PAGE
from timeline.reader.door.edition_view import EDITION, WHOLE_VIEW, edition_view, gone
from timeline.reader.query.reading import Reading
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.query.view import view_of
from timeline.site_url import absolute

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


@edition_view(WHOLE_VIEW)
def view(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """How to cite a view of the timeline; takes the parameters of the timeline."""
    shown = view_of(request, reading)
    if shown.problems:
        return PAGE.refuse(request, reading, 400, shown.problems)
    whole = shown.query.changed()  # a page of a view is cited as the view
    given = [(name, value) for name, values in request.GET.lists() for value in values]
    if given != whole.pairs():
        return HttpResponseRedirect(whole.url(reverse("cite")))
    url = _permanent_view(whole, reading)
    key = slugify(shown.description)[:KEY_LENGTH]
    item = of_view(shown.description, url, reading.edition, key, reading.site.name)
    return _render(request, reading, item, shown.description, whole.url(), url)


def _permanent_view(query: TimelineQuery, reading: Reading) -> str:
    return absolute(query.changed(edition=reading.edition.number).url())


@edition_view(EDITION)
def event(request: HttpRequest, reading: Reading, slug: str) -> HttpResponseBase:
    """How to cite the page of an event."""
    record = reading.snapshot.record(Kind.EVENT, slug)
    if record is None:
        return gone(request, reading, Kind.EVENT, slug)
    path = reverse("event", args=[slug])
    url = absolute(reading.pinned(path))
    item = of_event(record.document, url, reading.edition, reading.site.name, reading.index)
    return _render(request, reading, item, item["title"], _kept(path, reading), url)


@edition_view(EDITION)
def source(request: HttpRequest, reading: Reading, slug: str) -> HttpResponseBase:
    """How to cite a source, that is, the original and not its record here."""
    record = reading.snapshot.record(Kind.SOURCE, slug)
    if record is None:
        return gone(request, reading, Kind.SOURCE, slug)
    item = of_source(record.document, reading.index)
    path = reverse("source", args=[slug])
    return _render(request, reading, item, item["title"], _kept(path, reading), "")


def _kept(path: str, reading: Reading) -> str:
    return reading.at(path)


def _render(
    request: HttpRequest, reading: Reading, item: Item, title: str, back: str, permanent: str
) -> HttpResponseBase:
    context = {
        **reading.context,
        "title": title,
        "language": item.get("language", ""),
        "back": back,
        "permanent": permanent,
        "note": item.get("note", ""),
        "citations": citations(item),
        "canonical": absolute(request.get_full_path()),
    }
    return render(request, "reader/cite.html", context)
