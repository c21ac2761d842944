"""The sources that a view quotes, as BibTeX."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from timeline.reader.cite.bibtex import bibtex
from timeline.reader.formats.answers import answer
from timeline.reader.formats.bibliography import items

if TYPE_CHECKING:
    from timeline.reader.timeline_view import View


def render(view: "View", request: HttpRequest) -> HttpResponse:
    """An entry a source, by key, in UTF-8."""
    return answer(view, bibtex(items(view)), "application/x-bibtex; charset=utf-8", "bib")
