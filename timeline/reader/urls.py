"""Every public address. None of them reads a session or sets a cookie."""

import re

from django.urls import path, register_converter

from timeline.reader import (
    cite_views,
    dispute_pages,
    edition_pages,
    embed,
    event_view,
    oembed,
    pages,
    picture_views,
    publisher_pages,
    site_files,
    suggest,
    timeline_view,
)
from timeline.reader.formats import FORMATS


class FormatConverter:
    """The suffix of a format that there is."""

    regex = "|".join(map(re.escape, FORMATS))

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
    path("cite/", cite_views.view, name="cite"),
    path("suggest", suggest.suggest, name="suggest"),
    path("events/<slug:slug>/", event_view.event, name="event"),
    path("events/<slug:slug>/cite/", cite_views.event, name="event-cite"),
    path("sources/", pages.sources, name="sources"),
    path("sources/<slug:slug>/", pages.source, name="source"),
    path("sources/<slug:slug>/cite/", cite_views.source, name="source-cite"),
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
    path("speculation-rules.json", pages.speculation_rules, name="speculation-rules"),
    path("healthz", pages.healthz, name="healthz"),
    path("card.png", picture_views.view_picture, name="card"),
    path("events/<slug:slug>/card.png", picture_views.event_picture, name="event-card"),
    path("embed/", embed.timeline, name="embed"),
    path("embed/events/<slug:slug>/", embed.event, name="embed-event"),
    path("oembed", oembed.oembed, name="oembed"),
    path("sitemap.xml", site_files.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", site_files.sitemap, name="sitemap-part"),
    path("robots.txt", site_files.robots, name="robots"),
    path(".well-known/security.txt", site_files.security, name="security"),
]
