"""The sources that a view quotes, as RIS."""

from django.http import HttpRequest, HttpResponse

from timeline.reader.cite.ris import ris
from timeline.reader.formats.bibliography import items
from timeline.reader.formats.files import answer
from timeline.reader.query.view import TimelineView


def render(view: TimelineView, request: HttpRequest) -> HttpResponse:
    """A reference a source, by identifier, in UTF-8."""
    media = "application/x-research-info-systems; charset=utf-8"
    return answer(view, ris(items(view)), media, "ris")
