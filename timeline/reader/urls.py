"""Every public address. None of them reads a session or sets a cookie."""

from django.urls import path, register_converter

from timeline.reader import (
    dispute_pages,
    edition_pages,
    event_view,
    pages,
    publisher_pages,
    suggest,
    timeline_view,
)
from timeline.reader.formats import FORMATS


class FormatConverter:
    """The suffix of a format that there is."""

    regex = "|".join(FORMATS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class NumberConverter:
    """The number of an edition, as canonical addresses write it."""

    regex = "[1-9][0-9]{0,5}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(FormatConverter, "format")
register_converter(NumberConverter, "number")

urlpatterns = [
    path("", timeline_view.timeline, name="timeline"),
    path("timeline.<format:suffix>", timeline_view.data, name="timeline-data"),
    path("suggest", suggest.suggest, name="suggest"),
    path("events/<slug:slug>/", event_view.event, name="event"),
    path("sources/", pages.sources, name="sources"),
    path("sources/<slug:slug>/", pages.source, name="source"),
    path("actors/", pages.actors, name="actors"),
    path("actors/<slug:slug>/", pages.actor, name="actor"),
    path("places/", pages.places, name="places"),
    path("places/<slug:slug>/", pages.place, name="place"),
    path("publishers/", publisher_pages.publishers, name="publishers"),
    path("publishers/<slug:slug>/", publisher_pages.publisher, name="publisher"),
    path("disputes/", dispute_pages.disputes, name="disputes"),
    path("disputes/<slug:slug>/", dispute_pages.dispute, name="dispute"),
    path("editions/", edition_pages.editions, name="editions"),
    path("editions/<number:number>/", edition_pages.edition, name="edition"),
    path("editions/<number:number>/digests.txt", edition_pages.digests, name="edition-digests"),
    path("editions/<number:number>/records.jsonl", edition_pages.records, name="edition-records"),
    path("editions/<number:a>...<number:b>/", edition_pages.comparison, name="comparison"),
    path("about/", pages.about, name="about"),
    path("healthz", pages.healthz, name="healthz"),
]
