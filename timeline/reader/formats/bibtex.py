"""The sources that a view quotes, as BibTeX."""

from django.http import HttpRequest, HttpResponse

from timeline.reader.cite.bibtex import bibtex
from timeline.reader.formats.bibliography import items
from timeline.reader.formats.files import answer
from timeline.reader.query.view import TimelineView


def render(view: TimelineView, request: HttpRequest) -> HttpResponse:
    """An entry a source, by key, in UTF-8."""
    return answer(view, bibtex(items(view)), "application/x-bibtex; charset=utf-8", "bib")
