"""The sources that a view quotes, as CSL-JSON, which Zotero, Pandoc and citeproc read."""

import json
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from timeline.reader.formats.answers import answer
from timeline.reader.formats.bibliography import items
from timeline.reader.formats.json_format import OPTIONS

if TYPE_CHECKING:
    from timeline.reader.timeline_view import View


def render(view: "View", request: HttpRequest) -> HttpResponse:
    """A list of items, by identifier."""
    body = json.dumps(items(view), **OPTIONS) + "\n"
    return answer(view, body, "application/vnd.citationstyles.csl+json", "csl.json")
