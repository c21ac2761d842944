"""A view of the timeline: a collection of events, which can be had as data."""

from typing import Final

from django.urls import reverse

from timeline.reader.formats import FORMATS
from timeline.reader.metadata import citation
from timeline.reader.metadata.base import Metadata, Node, oembed_url, page_node
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.query.view import TimelineView
from timeline.site_url import absolute

DATA: Final = ("json", "csv")  # the formats that hold all that is known of the events


def of_view(view: TimelineView) -> Metadata:
    """The metadata of a view: a data set with where to get it.

    Its events are not told one by one, for the page is read on phones: the data have them.
    """
    query, found = view.query, view.reading
    url = absolute(query.url())
    count = len(view.selection)
    events = f"{count} event{'' if count == 1 else 's'}"
    node = page_node(
        found,
        url,
        view.title,
        f"{view.description}: {events}, each standing on verbatim excerpts of named sources.",
        **{"@type": ["CollectionPage", "Dataset"]},
        dateModified=found.edition.published_at.date().isoformat(),
        creator={"@type": "Organization", "name": found.site.name},
        isAccessibleForFree=True,
        temporalCoverage=_range(query),
        distribution=_downloads(query),
        size=events,
    )
    picture = query.changed(edition=found.edition.number).url(reverse("card"))
    return Metadata(
        picture=absolute(picture),
        alt=f"{view.description}: {events}, and a chart of when they were.",
        node=node,
        oembed=oembed_url(url),
        citation=citation.of_pinned(found, view.description, absolute(query.changed().url())),
    )


def _downloads(query: TimelineQuery) -> list[Node]:
    return [
        {
            "@type": "DataDownload",
            "encodingFormat": form.content_type,
            "contentUrl": absolute(query.url(f"/timeline.{suffix}")),
        }
        for suffix, form in FORMATS.items()
        if suffix in DATA
    ]


def _range(query: TimelineQuery) -> str:
    """The range of dates that the view asks for, as an ISO 8601 interval; empty without one."""
    first = query.from_.earliest if query.from_ else None
    last = query.to.latest if query.to else None
    if first is None and last is None:
        return ""
    return f"{first or '..'}/{last or '..'}"
