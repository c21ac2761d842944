"""The sitemap: every public page, for crawlers."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from timeline.editions.kinds import KINDS, WITH_PAGE
from timeline.reader.door.answers import TEXT
from timeline.reader.door.edition_view import EDITION, edition_view
from timeline.reader.query.reading import Reading
from timeline.site_url import absolute

# What the sitemap lists: pages by name, and kinds of things with the name of their page. Whatever
# has no page is left out.
PAGES: Final = (
    "timeline",
    *(one.list_page for one in KINDS.values() if one.list_page),
    "editions",
    "about",
)
MOST: Final = 50_000  # addresses in one file, by the protocol of sitemaps.org


@edition_view(EDITION, answers=TEXT)
def sitemap(request: HttpRequest, reading: Reading, number: int | None = None) -> HttpResponseBase:
    """Every page of the edition with the day since which it is so (protocol of sitemaps.org).

    Where they are more than one file may hold, `/sitemap.xml` names the files `/sitemap-<n>.xml`.
    """
    files = -(-(len(PAGES) + reading.snapshot.count(WITH_PAGE)) // MOST)
    number = 1 if number is None and files == 1 else number
    if number is None:
        numbers = [absolute(reverse("sitemap-part", args=[n])) for n in range(1, files + 1)]
        return _xml(request, "reader/sitemap_index.xml", files=numbers)
    if not 1 <= number <= files:
        raise Http404
    root = absolute("/").removesuffix("/")
    entries = [(root + path, day.isoformat()) for path, day in _entries(reading, number)]
    return _xml(request, "reader/sitemap.xml", entries=entries)


def _xml(request: HttpRequest, template: str, **context: object) -> HttpResponse:
    return render(request, template, context, content_type="application/xml")


def _entries(reading: Reading, number: int) -> Iterator[tuple[str, date]]:
    """Path and day of what the file of this number lists: pages first, then things."""
    start, stop = (number - 1) * MOST, number * MOST
    for name in PAGES[start:stop]:
        yield reading.at(reverse(name)), reading.edition.published_at.date()
    prefixes = {kind: reverse(kind, args=["a"]).removesuffix("a/") for kind in WITH_PAGE}
    start, stop = max(0, start - len(PAGES)), max(0, stop - len(PAGES))
    for kind, slug, published in reading.snapshot.since(WITH_PAGE, start, stop):
        yield reading.at(f"{prefixes[kind]}{slug}/"), published.date()
