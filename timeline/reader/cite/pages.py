"""How to cite a view, an event or a source: plain pages, which the share menu shows in place.

They have addresses of their own because writing the citations takes longer than the page that they
are about.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from timeline.editions.kinds import Kind
from timeline.reader.cite.bibtex import bibtex
from timeline.reader.cite.items import Item, of_event, of_source, of_view
from timeline.reader.cite.ris import ris
from timeline.reader.cite.styles import STYLES, cite
from timeline.reader.cite.wiki import wiki
from timeline.reader.door.answers import DATA, PAGE, RefusedError, json_text
from timeline.reader.door.edition_view import EDITION, WHOLE_VIEW, edition_view, gone
from timeline.reader.query.reading import Reading
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.query.view import TimelineView, view_of
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
        Citation("wiki", "Wikipedia", wiki(item), code=True),
        Citation("bibtex", "BibTeX", bibtex([item]).strip(), code=True),
        Citation("ris", "RIS", ris([item]).replace("\r\n", "\n").strip("\n"), code=True),
        Citation("csl", "CSL-JSON", json_text([item]).strip(), code=True),
    ]


@dataclass(frozen=True, slots=True)
class CitationFile:
    """A form in which a reference can be saved as a file, for a reference manager."""

    content_type: str
    write: Callable[[list[Item]], str]


FILES: Final = {
    "bib": CitationFile("application/x-bibtex; charset=utf-8", bibtex),
    "ris": CitationFile("application/x-research-info-systems; charset=utf-8", ris),
    "csl.json": CitationFile("application/vnd.citationstyles.csl+json; charset=utf-8", json_text),
}


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
    item = _of_view(shown, reading)
    return _render(request, reading, item, shown.description, whole.url(), item["URL"])


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


@edition_view(WHOLE_VIEW, answers=DATA)
def view_file(request: HttpRequest, reading: Reading, suffix: str) -> HttpResponseBase:
    """The reference of a view as a file."""
    shown = view_of(request, reading)
    if shown.problems:
        return DATA.refuse(request, reading, 400, shown.problems)
    return _file([_of_view(shown, reading)], suffix)


@edition_view(EDITION, answers=DATA)
def event_file(request: HttpRequest, reading: Reading, slug: str, suffix: str) -> HttpResponseBase:
    """The reference of the page of an event as a file."""
    record = reading.snapshot.record(Kind.EVENT, slug)
    if record is None:
        raise RefusedError(404, f"This edition has no event “{slug}”.")
    url = absolute(reading.pinned(reverse("event", args=[slug])))
    item = of_event(record.document, url, reading.edition, reading.site.name, reading.index)
    return _file([item], suffix)


@edition_view(EDITION, answers=DATA)
def source_file(request: HttpRequest, reading: Reading, slug: str, suffix: str) -> HttpResponseBase:
    """The reference of a source as a file."""
    record = reading.snapshot.record(Kind.SOURCE, slug)
    if record is None:
        raise RefusedError(404, f"This edition has no source “{slug}”.")
    return _file([of_source(record.document, reading.index)], suffix)


def _file(items: list[Item], suffix: str) -> HttpResponse:
    form = FILES[suffix]
    disposition = content_disposition_header(True, f"{items[0]['id']}.{suffix}")
    headers = {"Content-Disposition": disposition} if disposition else {}
    return HttpResponse(form.write(items), form.content_type, headers=headers)


def _of_view(shown: TimelineView, reading: Reading) -> Item:
    url = _permanent_view(shown.query.changed(), reading)
    key = slugify(shown.description)[:KEY_LENGTH]
    return of_view(shown.description, url, reading.edition, key, reading.site.name)


def _kept(path: str, reading: Reading) -> str:
    return reading.at(path)


def _render(
    request: HttpRequest, reading: Reading, item: Item, title: str, back: str, permanent: str
) -> HttpResponseBase:
    back_path, sign, query = back.partition("?")
    context = {
        **reading.context,
        "title": title,
        "language": item.get("language", ""),
        "back": back,
        "permanent": permanent,
        "note": item.get("note", ""),
        "citations": citations(item),
        "files": [(name, f"{back_path}cite.{name}{sign}{query}") for name in FILES],
        "canonical": absolute(request.get_full_path()),
    }
    return render(request, "reader/cite.html", context)
