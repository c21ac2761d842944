"""The method, in plain words."""

from django.http import HttpRequest, HttpResponseBase

from timeline.reader import metadata
from timeline.reader.door.edition_view import EDITION, edition_view, show
from timeline.reader.query.reading import Reading


@edition_view(EDITION)
def about(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """The method, in plain words."""
    index = reading.index
    counts = index.counts("evidence", index.all)
    return show(
        request,
        reading,
        "reader/about.html",
        "/about/",
        meta=metadata.of_about(reading),
        events=len(index),
        phases=list(index.catalogue["phase"].values()),
        publishers=len(index.catalogue["publisher"]),
        disputes=len(index.catalogue["dispute"]),
        single=counts.get("single", 0),
        corroborated=counts.get("corroborated", 0),
    )
