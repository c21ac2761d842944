"""The page of an event: the event itself, and each excerpt as a claim that a source makes."""

from datetime import time
from typing import Any

from timeline.reader.metadata import citation
from timeline.reader.metadata.base import (
    Metadata,
    Node,
    actor_type,
    coverage,
    oembed_url,
    page_node,
    place_type,
    present,
)
from timeline.reader.query.reading import Reading
from timeline.reader.show.cards import EventCard, ExcerptCard, Named
from timeline.site_url import absolute, path_to
from timeline.text import dates
from timeline.text.dates import HistoricalDate
from timeline.text.local_times import moment

_STANCES = {"disputes": "Disputes the event.", "context": "Gives the event context."}


def of_event(card: EventCard, reading: Reading) -> Metadata:
    """The metadata of an event's page.

    An event has a `startDate` only when its first day is known; the page's `temporalCoverage` tells
    in any case between which days it lies.
    """
    url = absolute(card.url)
    document = card.document
    title = document["title"]
    node = page_node(
        reading,
        url,
        title,
        f"{card.when.phrase}: {document['summary']}",
        temporalCoverage=coverage(card.when),
        mainEntity=present(
            {
                "@type": "Event",
                "@id": f"{url}#event",
                "name": title,
                "description": document["summary"],
                **when_known(
                    card.when, document["time"], document["zone"], document.get("fold", "")
                ),
                "about": [
                    _named(actor, actor_type(reading.index, actor.slug)) for actor in card.actors
                ],
                "location": [_place(reading, place) for place in card.places],
                "subjectOf": [_claim(reading, url, one) for one in card.excerpts],
            }
        ),
    )
    picture = reading.pinned(path_to("event-card", card.slug))
    return Metadata(
        picture=absolute(picture),
        alt=f"{title}, {card.when.phrase}, and a chart of where it lies in the timeline.",
        node=node,
        kind="article",
        oembed=oembed_url(url),
        citation=citation.of_page(
            reading,
            title,
            absolute(reading.pinned(path_to("event", card.slug))),
        ),
    )


def when_known(when: HistoricalDate, clock: str | None, zone: str, fold: str = "") -> Node:
    """`startDate` and `endDate` as far as the days are certain, with the hour where it is stated.

    A month, an “about” or one of two days is no start that could be given as one.
    """
    if when.is_day and when.earliest:
        start = when.earliest.isoformat()
        if clock and zone:
            local = time.fromisoformat(clock)
            # Its isoformat has the offset of that day.
            start = moment(when.earliest, local, zone, fold).isoformat()
        return {"startDate": start}
    if when.shape not in ("span", "open") or "/" not in when.edtf:
        return {}
    days = zip(("startDate", "endDate"), when.edtf.split("/"), strict=True)
    return {name: day for name, day in days if _is_day(day)}


def _is_day(edtf: str) -> bool:
    return edtf not in ("", "..") and dates.parse(edtf).is_day


def _claim(reading: Reading, page: str, excerpt: ExcerptCard) -> Node:
    """An excerpt: what is said, by whom, and the work in which it appears."""
    said_by = excerpt.said_by
    speaker: Any = None
    if said_by:
        speaker = _named(said_by, actor_type(reading.index, said_by.slug))
    translation = excerpt.translation
    return present(
        {
            "@type": ["Claim", "Quotation"],
            "@id": f"{page}#{excerpt.slug}",
            "text": excerpt.quote,
            "inLanguage": excerpt.language,
            "description": _STANCES.get(excerpt.stance),
            "spokenByCharacter": speaker,
            "workTranslation": translation
            and {"@type": "Quotation", "inLanguage": "en", "text": translation},
            "appearance": _work(excerpt),
        }
    )


def _work(excerpt: ExcerptCard) -> Node:
    """The document that was read, whose words may be those of another publisher's."""
    published = excerpt.published
    publisher = excerpt.read_at or excerpt.origin
    return present(
        {
            "@type": "CreativeWork",
            "@id": absolute(excerpt.source.url),
            "name": excerpt.source.name,
            "url": excerpt.cite,
            "archivedAt": excerpt.archived_url.partition("#:~:")[0],  # the page, not the passage
            "publisher": {"@type": "Organization", "name": publisher.name},
            "sourceOrganization": excerpt.read_at
            and {"@type": "Organization", "name": excerpt.origin.name},
            "datePublished": published.edtf if published and published.is_day else None,
        }
    )


def _named(thing: Named, kind: str) -> Node:
    return {"@type": kind, "name": thing.name, "url": absolute(thing.url)}


def _place(reading: Reading, place: Named) -> Node:
    entry = reading.index.catalogue["place"].get(place.slug)
    return _named(place, place_type(entry["kind"] if entry else ""))
