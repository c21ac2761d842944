"""Every public address. None of them reads a session or sets a cookie."""

import re

from django.urls import path, register_converter

from timeline.reader.cite import pages as cite
from timeline.reader.embed import frames, oembed
from timeline.reader.formats import FORMATS
from timeline.reader.pages import (
    about,
    actors,
    comparison,
    corrections,
    disputes,
    editions,
    event,
    excerpts,
    filters,
    gaps,
    marks,
    places,
    publishers,
    sources,
    suggest,
    timeline,
)
from timeline.reader.pictures import views as pictures
from timeline.reader.site import health, robots, security, sitemap, speculation


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
    path("", timeline.timeline, name="timeline"),
    path("timeline.<format:suffix>", timeline.data, name="timeline-data"),
    path("marks.json", marks.marks, name="marks"),
    path("cite/", cite.view, name="cite"),
    path("filters/", filters.all_filters, name="filters"),
    path("suggest", suggest.suggest, name="suggest"),
    path("events/<slug:slug>/", event.event, name="event"),
    path("events/<slug:slug>/excerpts/", excerpts.excerpts, name="event-excerpts"),
    path("events/<slug:slug>/cite/", cite.event, name="event-cite"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<slug:slug>/", sources.source, name="source"),
    path("sources/<slug:slug>/cite/", cite.source, name="source-cite"),
    path("actors/", actors.actors, name="actors"),
    path("actors/<slug:slug>/", actors.actor, name="actor"),
    path("places/", places.places, name="places"),
    path("places/<slug:slug>/", places.place, name="place"),
    path("publishers/", publishers.publishers, name="publishers"),
    path("publishers/<slug:slug>/", publishers.publisher, name="publisher"),
    path("disputes/", disputes.disputes, name="disputes"),
    path("disputes/<slug:slug>/", disputes.dispute, name="dispute"),
    path("gaps/", gaps.gaps, name="gaps"),
    path("gaps.json", gaps.data, name="gaps-data"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections.atom", corrections.feed, name="corrections-feed"),
    path("editions/", editions.editions, name="editions"),
    path("editions/<number:number>/", editions.edition, name="edition"),
    path("editions/<number:number>/edition.json", editions.head, name="edition-head"),
    path("editions/<number:number>/digests.txt", editions.digests, name="edition-digests"),
    path("editions/<number:number>/records.jsonl", editions.records, name="edition-records"),
    path("editions/<number:a>...<number:b>/", comparison.comparison, name="comparison"),
    path("verify.py", editions.verify, name="verify"),
    path("about/", about.about, name="about"),
    path("speculation-rules.json", speculation.speculation_rules, name="speculation-rules"),
    path("healthz", health.healthz, name="healthz"),
    path("card.png", pictures.view_picture, name="card"),
    path("events/<slug:slug>/card.png", pictures.event_picture, name="event-card"),
    path("embed/", frames.timeline, name="embed"),
    path("embed/events/<slug:slug>/", frames.event, name="embed-event"),
    path("oembed", oembed.oembed, name="oembed"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap.sitemap, name="sitemap-part"),
    path("robots.txt", robots.robots, name="robots"),
    path(".well-known/security.txt", security.security, name="security"),
]
