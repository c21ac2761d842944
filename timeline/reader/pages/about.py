"""The method, in plain words."""

from django.http import HttpRequest, HttpResponseBase

from timeline.reader import metadata
from timeline.reader.door.edition_view import page, show
from timeline.reader.query.reading import Reading


@page
def about(request: HttpRequest, found: Reading) -> HttpResponseBase:
    """The method, in plain words."""
    index = found.index
    counts = index.counts("evidence", index.all)
    return show(
        request,
        found,
        "reader/about.html",
        "/about/",
        meta=metadata.of_about(found, request),
        events=len(index),
        publishers=len(index.catalogue["publisher"]),
        disputes=len(index.catalogue["dispute"]),
        single=counts.get("single", 0),
        corroborated=counts.get("corroborated", 0),
    )
