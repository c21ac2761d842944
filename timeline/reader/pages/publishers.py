"""Who publishes the sources: what each publisher is, and what stands on its word."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from pyroaring import BitMap

from timeline.editions.kinds import Kind
from timeline.reader import metadata
from timeline.reader.door.edition_view import EDITION, edition_view, gone, show
from timeline.reader.query.reading import Reading
from timeline.reader.query.sorting import alphabetical
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.show.cards import CardMaker, Named
from timeline.reader.show.countries import country_name
from timeline.text import dates

# What each trait of a publisher means for who reads it.
MEANINGS = {
    "state-owned": (
        "Owned or financed by a state. Where that state is a party to what is reported, it has an "
        "interest in how it is told."
    ),
    "party": (
        "Published by a political party. What it reports, and in which words, may follow the "
        "party’s view."
    ),
    "affiliated": (
        "Owned by, or close to, those whom its description names; they may have an interest in "
        "what is reported."
    ),
    "authority": (
        "An authority speaking for itself: a first-hand source of what it says, and a party to it."
    ),
    "agency": (
        "A news agency: its texts are repeated by others, and all their copies are one account."
    ),
    "reposts": (
        "It repeats what others have written. A copy is evidence of what the original said, and "
        "no second account."
    ),
    "personal": "Kept by one person, without an editorial office that answers for what is posted.",
}


@dataclass(frozen=True, slots=True)
class PublisherRow:
    """A publisher in the list: how many events quote what it put out, and how many rest on it."""

    thing: Named
    nature: str
    country: str
    quoted: int
    own: int  # events that stand on its own words
    alone: int  # those that stand on nothing else


@edition_view(EDITION)
def publishers(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """All publishers of the edition, in alphabetical order."""
    index = reading.index
    maker = CardMaker(index, {}, edition=reading.asked)
    quoted = index.counts("publisher", index.all)
    own = index.counts("origin", index.all)
    alone = index.counts("origin", index.having("evidence", "single"))
    rows = [
        PublisherRow(
            maker.named("publisher", document["slug"]),
            document["nature"],
            country_name(document["country"]),
            quoted.get(document["slug"], 0),
            own.get(document["slug"], 0),
            alone.get(document["slug"], 0),
        )
        for document in reading.snapshot.all_of(Kind.PUBLISHER)
    ]
    rows.sort(key=lambda row: alphabetical(row.thing.name))
    path = reverse("publishers")
    about = "Who publishes the sources, and how much of the timeline rests on each."
    meta = metadata.of_list(reading, path, "Publishers", about, len(rows))
    return show(request, reading, "reader/publishers.html", path, meta=meta, rows=rows)


@edition_view(EDITION)
def publisher(request: HttpRequest, reading: Reading, slug: str) -> HttpResponseBase:
    """One publisher: what it is, its sources, and the events that stand on its word."""
    index = reading.index
    document, sources = reading.snapshot.publisher_with_sources(slug)
    if document is None:
        return gone(request, reading, Kind.PUBLISHER, slug)
    maker = CardMaker(index, {}, edition=reading.asked)
    whole = TimelineQuery(edition=reading.asked)
    own = index.having("origin", slug)
    alone = own & index.having("evidence", "single")
    put_out = [one for one in sources if one["publisher"] == slug]
    copies = [one for one in put_out if one["origin"] != slug]
    return show(
        request,
        reading,
        "reader/publisher.html",
        reverse("publisher", args=[slug]),
        meta=metadata.of_publisher(document, reading),
        publisher=document,
        country=country_name(document["country"]),
        # An edition is kept for ever; a trait of it may have left the vocabulary since.
        meanings=[MEANINGS[one] for one in document.get("traits", ()) if one in MEANINGS],
        quoted=len(index.having("publisher", slug)),
        quoted_url=whole.choosing("publisher", slug).url(),
        own=len(own),
        own_url=whole.choosing("origin", slug).url(),
        alone=len(alone),
        alone_url=whole.choosing("origin", slug).choosing("evidence", "single").url(),
        read_in_copies=len(_quoting(reading, copies)),
        originals=_lines(maker, [one for one in put_out if one["origin"] == slug]),
        copies=_lines(maker, copies),
        repeated=_lines(
            maker, [one for one in sources if one["publisher"] != slug and one["origin"] == slug]
        ),
    )


def _quoting(reading: Reading, sources: list[Any]) -> BitMap:
    """The events that quote any of the sources."""
    ranks = (reading.index.having("source", one["slug"]) for one in sources)
    return BitMap.union(BitMap(), *ranks)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source of a publisher, and what it repeats, if anything."""

    thing: Named
    language: str
    when: str
    at: Named  # who put it out
    of: Named | None  # the publisher whose words it repeats
    repeats: Named | None  # the source that it repeats
    count: int  # events that quote it


def _lines(maker: CardMaker, sources: list[Any]) -> list[SourceLine]:
    """Sources by date of publication, the undated last."""
    dated = [(dates.parse(one["published"]) if one["published"] else None, one) for one in sources]
    dated.sort(
        key=lambda pair: (pair[0] is None, pair[0].sort_key if pair[0] else (), pair[1]["slug"])
    )
    return [
        SourceLine(
            thing=maker.named("source", one["slug"]),
            language=one["language"],
            when=when.phrase if when else "date not known",
            at=maker.named("publisher", one["publisher"]),
            of=maker.named("publisher", one["origin"]) if one["republishes"] else None,
            repeats=maker.named("source", one["republishes"]) if one["republishes"] else None,
            count=len(maker.index.having("source", one["slug"])),
        )
        for when, one in dated
    ]
