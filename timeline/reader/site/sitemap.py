"""The sitemap: every public page, for crawlers."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from timeline.editions.models import Kind
from timeline.reader.door.answers import TEXT
from timeline.reader.door.edition_view import EDITION, edition_view
from timeline.reader.query.reading import Reading

# What the sitemap lists: pages by name, and kinds of things with the name of their page. Whatever
# has no page is left out.
PAGES: Final = (
    "timeline", "sources", "actors", "places", "publishers", "disputes", "editions", "about",
)  # fmt: skip
KINDS: Final = {
    Kind.EVENT.value: "event",
    Kind.SOURCE.value: "source",
    Kind.ACTOR.value: "actor",
    Kind.PLACE.value: "place",
    Kind.PUBLISHER.value: "publisher",
    Kind.DISPUTE.value: "dispute",
}
MOST: Final = 50_000  # addresses in one file, by the protocol of sitemaps.org


@lru_cache(maxsize=1)
def _routes() -> tuple[tuple[str, ...], dict[str, str]]:
    """The pages and kinds of which there are addresses."""
    pages = tuple(name for name in PAGES if _address(name) is not None)
    return pages, {kind: name for kind, name in KINDS.items() if _address(name, "a") is not None}


def _address(name: str, *args: str) -> str | None:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None


@edition_view(EDITION, answers=TEXT)
def sitemap(request: HttpRequest, reading: Reading, number: int | None = None) -> HttpResponseBase:
    """Every page of the edition with the day since which it is so (protocol of sitemaps.org).

    Where they are more than one file may hold, `/sitemap.xml` names the files `/sitemap-<n>.xml`.
    """
    pages, kinds = _routes()
    files = -(-(len(pages) + reading.snapshot.count(list(kinds))) // MOST)
    number = 1 if number is None and files == 1 else number
    if number is None:
        numbers = [
            request.build_absolute_uri(reverse("sitemap-part", args=[n]))
            for n in range(1, files + 1)
        ]
        return _xml(request, "reader/sitemap_index.xml", files=numbers)
    if not 1 <= number <= files:
        raise Http404
    root = request.build_absolute_uri("/").removesuffix("/")
    entries = [(root + path, day.isoformat()) for path, day in _entries(reading, number)]
    return _xml(request, "reader/sitemap.xml", entries=entries)


def _xml(request: HttpRequest, template: str, **context: object) -> HttpResponse:
    return render(request, template, context, content_type="application/xml")


def _entries(reading: Reading, number: int) -> Iterator[tuple[str, date]]:
    """Path and day of what the file of this number lists: pages first, then things."""
    pages, kinds = _routes()
    suffix = f"?edition={reading.asked}" if reading.asked else ""
    start, stop = (number - 1) * MOST, number * MOST
    for name in pages[start:stop]:
        yield reverse(name) + suffix, reading.edition.published_at.date()
    prefixes = {kind: reverse(name, args=["a"]).removesuffix("a/") for kind, name in kinds.items()}
    start, stop = max(0, start - len(pages)), max(0, stop - len(pages))
    for kind, slug, published in reading.snapshot.since(list(kinds), start, stop):
        yield f"{prefixes[kind]}{slug}/{suffix}", published.date()
