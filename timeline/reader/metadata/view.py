"""A view of the timeline: a collection of events, which can be had as data."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse

from timeline.reader.formats import FORMATS
from timeline.reader.metadata.base import Metadata, Node, oembed_url, page_node
from timeline.reader.query.describe import title
from timeline.reader.query.parameters import PAGE_SIZE
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.query.view import TimelineView
from timeline.reader.show.card_cache import Printed
from timeline.reader.show.cards import EventCard


def of_view(
    view: TimelineView, request: HttpRequest, cards: Sequence[EventCard | Printed]
) -> Metadata:
    """The metadata of a view; `cards` are the events of its page.

    Of each event only name and address are told, for the page is read on phones; its own page has
    the rest.
    """
    query, found = view.query, view.reading
    url = request.build_absolute_uri(query.url())
    count = len(view.selection)
    events = f"{count} event{'' if count == 1 else 's'}"
    node = page_node(
        request,
        found,
        url,
        title(query, found.index),
        f"{view.description}: {events}, each standing on verbatim excerpts of named sources.",
        **{"@type": ["CollectionPage", "Dataset"]},
        dateModified=found.edition.published_at.date().isoformat(),
        creator={"@type": "Organization", "name": found.site.name},
        isAccessibleForFree=True,
        temporalCoverage=_range(query),
        distribution=_downloads(request, query),
        mainEntity=_list(request, query, cards, count),
    )
    picture = query.changed(edition=found.edition.number).url(reverse("card"))
    return Metadata(
        picture=request.build_absolute_uri(picture),
        alt=f"{view.description}: {events}, and a chart of when they were.",
        node=node,
        oembed=oembed_url(request, url),
    )


def _list(
    request: HttpRequest, query: TimelineQuery, cards: Sequence[EventCard | Printed], count: int
) -> Node:
    before = (query.page - 1) * PAGE_SIZE
    edition = f"?edition={query.edition}" if query.edition else ""  # without the rest of the view
    order = {"oldest": "Ascending", "newest": "Descending"}.get(query.order)
    return {
        "@type": "ItemList",
        "numberOfItems": count,
        "itemListOrder": f"https://schema.org/ItemListOrder{order}" if order else "Relevance",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": before + number,
                "url": request.build_absolute_uri(card.url.partition("?")[0] + edition),
                "name": card.document["title"],
            }
            for number, card in enumerate(cards, 1)
        ],
    }


def _downloads(request: HttpRequest, query: TimelineQuery) -> list[Node]:
    return [
        {
            "@type": "DataDownload",
            "encodingFormat": form.content_type,
            "contentUrl": request.build_absolute_uri(query.url(f"/timeline.{suffix}")),
        }
        for suffix, form in FORMATS.items()
    ]


def _range(query: TimelineQuery) -> str:
    """The range of dates that the view asks for, as an ISO 8601 interval; empty without one."""
    first = query.from_.earliest if query.from_ else None
    last = query.to.latest if query.to else None
    if first is None and last is None:
        return ""
    return f"{first or '..'}/{last or '..'}"
