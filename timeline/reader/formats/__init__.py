"""The forms that a view can be downloaded in: a new one is a module here and a line in `FORMATS`.

A format has a `render(view, request)`. Some are read page by page; the others hold the whole view,
up to a number of events, and refuse a larger one (`timeline.reader.formats.whole`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from csp.decorators import csp
from django.http import HttpRequest, HttpResponseBase

from timeline.reader.formats import (
    annotations,
    atom,
    bibtex,
    calendar_format,
    csl_json,
    csv_format,
    geojson,
    json_format,
    markdown,
    packet,
    ris,
    timelinejs,
)
from timeline.reader.query.parameters import PAGE_SIZE
from timeline.reader.query.timeline_query import TimelineQuery

Render = Callable[[Any, HttpRequest], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Format:
    """One form of a view: its title in menus, its media type, and how it is written.

    `purpose` says what it is for. `limit` is how many events the file holds at most, None for a
    form that is read page by page. `policy` is the content security policy of the file where it is
    not that of the site.
    """

    title: str
    content_type: str
    render: Render
    purpose: str = ""
    limit: int | None = None
    policy: dict[str, list[str]] | None = None

    def of(self, query: TimelineQuery) -> TimelineQuery:
        """The query as this form takes it: without its page if the form has no pages."""
        return query if self.limit is None else query.changed()

    def headed(self, response: HttpResponseBase) -> HttpResponseBase:
        """The answer with the policy of the form: also a 304, whose headers browsers keep."""
        if self.policy is None:
            return response
        return csp(self.policy)(lambda _: response)(HttpRequest())


LIMIT: Final = 5000  # events
SLOW_LIMIT: Final = 2000  # of a form that takes a millisecond an event and more


def _format(
    title: str,
    content_type: str,
    render: Render,
    purpose: str,
    limit: int | None = LIMIT,
    policy: dict[str, list[str]] | None = None,
) -> Format:
    return Format(title, content_type, render, purpose, limit, policy)


FORMATS: Final[dict[str, Format]] = {
    "html": _format(
        "Evidence packet",
        "text/html",
        packet.render,
        "one page with every excerpt and full source records, to print or to keep",
        limit=SLOW_LIMIT,
        policy=packet.POLICY,
    ),
    "csv": _format("CSV", "text/csv", csv_format.render, "a row an excerpt, for spreadsheets"),
    "json": _format(
        "JSON",
        "application/json",
        json_format.render,
        f"everything, in pages of {PAGE_SIZE}, for programs",
        limit=None,
    ),
    "atom": _format(
        "Atom", "application/atom+xml", atom.render, "what is new, for feed readers", limit=None
    ),
    "ics": _format(
        "iCalendar",
        "text/calendar",
        calendar_format.render,
        "what is dated to the day, for calendars",
        limit=SLOW_LIMIT,
    ),
    "geojson": _format(
        "GeoJSON", "application/geo+json", geojson.render, "places of events, for maps"
    ),
    "md": _format("Markdown", "text/markdown", markdown.render, "for notes, wikis and sites"),
    "annotations.json": _format(
        "Web Annotations",
        "application/ld+json",
        annotations.render,
        "each excerpt as a mark on the page of its source",
    ),
    "timelinejs.json": _format(
        "TimelineJS",
        "application/json",
        timelinejs.render,
        "for a timeline on another site",
        limit=SLOW_LIMIT,
    ),
    "bib": _format(
        "BibTeX", "application/x-bibtex", bibtex.render, "the sources quoted, for LaTeX"
    ),
    "ris": _format(
        "RIS",
        "application/x-research-info-systems",
        ris.render,
        "the sources quoted, for reference managers",
    ),
    "csl.json": _format(
        "CSL-JSON",
        "application/vnd.citationstyles.csl+json",
        csl_json.render,
        "the sources quoted, for Zotero and Pandoc",
    ),
}
