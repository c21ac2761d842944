"""The sources that a view quotes, as RIS."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from timeline.reader.cite.ris import ris
from timeline.reader.formats.answers import answer
from timeline.reader.formats.bibliography import items

if TYPE_CHECKING:
    from timeline.reader.timeline_view import View


def render(view: "View", request: HttpRequest) -> HttpResponse:
    """A reference a source, by identifier, in UTF-8."""
    media = "application/x-research-info-systems; charset=utf-8"
    return answer(view, ris(items(view)), media, "ris")
