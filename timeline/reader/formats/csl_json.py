"""The sources that a view quotes, as CSL-JSON, which Zotero, Pandoc and citeproc read."""

from django.http import HttpRequest, HttpResponse

from timeline.reader.door.answers import json_text
from timeline.reader.formats.bibliography import items
from timeline.reader.formats.files import answer
from timeline.reader.query.view import TimelineView


def render(view: TimelineView, request: HttpRequest) -> HttpResponse:
    """A list of items, by identifier."""
    body = json_text(items(view))
    return answer(view, body, "application/vnd.citationstyles.csl+json", "csl.json")
