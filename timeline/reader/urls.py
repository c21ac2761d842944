"""Every public address. None of them reads a session or sets a cookie."""

from django.urls import path, register_converter

from timeline.reader import (
    embed,
    event_view,
    oembed,
    pages,
    picture_views,
    site_files,
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


register_converter(FormatConverter, "format")

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
