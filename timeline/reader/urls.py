"""Every public address. None of them reads a session or sets a cookie."""

import re

from django.urls import path, register_converter

from timeline.reader import cite_views, event_view, pages, suggest, timeline_view
from timeline.reader.formats import FORMATS


class FormatConverter:
    """The suffix of a format that there is."""

    regex = "|".join(map(re.escape, FORMATS))

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FormatConverter, "format")

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
    path("about/", pages.about, name="about"),
    path("healthz", pages.healthz, name="healthz"),
]
