"""Every public address. None of them reads a session or sets a cookie."""

import re

from django.urls import path, register_converter

from timeline.editions import files
from timeline.editions.kinds import KINDS, WITH_PAGE
from timeline.reader.cite import pages as cite
from timeline.reader.embed import frames, oembed
from timeline.reader.formats import FORMATS
from timeline.reader.pages import (
    about,
    actors,
    api,
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
    things_data,
    timeline,
)
from timeline.reader.pictures import views as pictures
from timeline.reader.site import health, robots, security, sitemap, speculation, timemap


class FormatConverter:
    """The suffix of a format that there is."""

    regex = "|".join(map(re.escape, FORMATS))

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class CitationFileConverter(FormatConverter):
    """The suffix of a file with one reference."""

    regex = "|".join(map(re.escape, cite.FILES))


class NumberConverter:
    """The number of an edition, as canonical addresses write it."""

    regex = "[1-9][0-9]{0,5}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(FormatConverter, "format")
register_converter(CitationFileConverter, "citation")
register_converter(NumberConverter, "number")

LISTS = tuple(KINDS[kind].list_page for kind in WITH_PAGE if KINDS[kind].list_page)

urlpatterns = [
    path("", timeline.timeline, name="timeline"),
    path("timeline.<format:suffix>", timeline.data, name="timeline-data"),
    path("marks.json", marks.marks, name="marks"),
    path("cite/", cite.view, name="cite"),
    path("cite.<citation:suffix>", cite.view_file, name="cite-file"),
    path("filters/", filters.all_filters, name="filters"),
    path("suggest", suggest.suggest, name="suggest"),
    path("events/<slug:slug>/", event.event, name="event"),
    path("events/<slug:slug>/excerpts/", excerpts.excerpts, name="event-excerpts"),
    path("events/<slug:slug>/cite/", cite.event, name="event-cite"),
    path("events/<slug:slug>/cite.<citation:suffix>", cite.event_file, name="event-cite-file"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<slug:slug>/", sources.source, name="source"),
    path("sources/<slug:slug>/cite/", cite.source, name="source-cite"),
    path("sources/<slug:slug>/cite.<citation:suffix>", cite.source_file, name="source-cite-file"),
    path("actors/", actors.actors, name="actors"),
    path("actors/<slug:slug>/", actors.actor, name="actor"),
    path("places/", places.places, name="places"),
    path("places/<slug:slug>/", places.place, name="place"),
    path("publishers/", publishers.publishers, name="publishers"),
    path("publishers/<slug:slug>/", publishers.publisher, name="publisher"),
    path("disputes/", disputes.disputes, name="disputes"),
    path("disputes/<slug:slug>/", disputes.dispute, name="dispute"),
    path("editions.json", things_data.editions, name="editions-data"),
    *(
        path(f"{name}.json", things_data.things, {"name": name}, name=f"{name}-data")
        for name in LISTS
    ),
    *(
        path(
            f"{KINDS[kind].list_page or 'events'}/<slug:slug>.json",
            things_data.thing,
            {"kind": kind},
            name=f"{kind}-data",
        )
        for kind in WITH_PAGE
    ),
    path("schema/<slug:name>-<int:form>.json", things_data.schema, name="schema"),
    path("gaps/", gaps.gaps, name="gaps"),
    path("gaps.json", gaps.data, name="gaps-data"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections.atom", corrections.feed, name="corrections-feed"),
    path("redactions/", editions.redactions, name="redactions"),
    path("redactions.json", editions.redactions_data, name="redactions-data"),
    path("editions/", editions.editions, name="editions"),
    path("editions/<number:number>/", editions.edition, name="edition"),
    path("editions/<number:number>/edition.json", editions.head, name="edition-head"),
    path("editions/<number:number>/digests.txt", editions.digests, name="edition-digests"),
    path("editions/<number:number>/records.jsonl", editions.records, name="edition-records"),
    *(
        path(f"editions/<number:number>/{file}", editions.described, {"name": file}, name=route)
        for route, file in (("edition-package", files.PACKAGE), ("edition-crate", files.CRATE))
    ),
    path(
        f"editions/<number:number>/{files.REQUEST}", editions.stamp_request, name="edition-request"
    ),
    *(
        path(f"editions/<number:number>/{file}", editions.proof, {"kind": kind}, name=route)
        for route, (kind, file) in zip(
            ("edition-signature", "edition-stamp"), files.PROOFS.items(), strict=True
        )
    ),
    path("signers.txt", editions.signers, name="signers"),
    path("editions/<number:a>...<number:b>/", comparison.comparison, name="comparison"),
    path("api/", api.api, name="api"),
    path("openapi.json", api.description, name="api-description"),
    path("verify.py", editions.verify, name="verify"),
    path("about/", about.about, name="about"),
    path("timemap", timemap.timemap, name="timemap"),
    path("speculation-rules.json", speculation.speculation_rules, name="speculation-rules"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
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
