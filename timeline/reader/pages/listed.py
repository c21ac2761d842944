"""What the pages of actors, places and sources share: rows of a list, events as cards, names."""

from dataclasses import dataclass
from typing import Any

from pyroaring import BitMap

from timeline.editions.facts import sources_of
from timeline.editions.kinds import Kind
from timeline.reader.query import labels
from timeline.reader.query.reading import Reading
from timeline.reader.query.sorting import alphabetical
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.show.cards import CardMaker, EventCard, Named


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: a thing with its page, how many events it has, and their address."""

    thing: Named
    count: int
    events_url: str
    depth: int = 0


def rows_of(reading: Reading, facet: str) -> list[Row]:
    """Everything of one kind in the edition's catalogue, by name."""
    counts = reading.index.counts(facet, reading.index.all)
    maker = CardMaker(reading.index, {}, edition=reading.asked)
    rows = [
        Row(maker.named(facet, slug), counts.get(slug, 0), events_url(reading, facet, slug))
        for slug in reading.index.things(facet)
    ]
    return sorted(rows, key=lambda row: alphabetical(row.thing.name))


def events_url(reading: Reading, facet: str, slug: str) -> str:
    return TimelineQuery(edition=reading.asked).choosing(facet, slug).url()


def with_events(
    reading: Reading, kind: str, slug: str, ranks: list[int], own: BitMap
) -> tuple[Any | None, list[Any], dict[int, Any]]:
    """The document of a thing, None when the edition has none, those of its events of these ranks,
    and these with its first and last one by rank: one query."""
    wanted = [*ranks, own.max()] if own else ranks
    gathered = reading.snapshot.gather({kind: {slug}}, pks=reading.index.record_ids(wanted))
    by_rank = {rank: gathered.by_pk[reading.index.records[rank]] for rank in wanted}
    return gathered.of(kind).get(slug), [by_rank[rank] for rank in ranks], by_rank


# What readers are told of a name; that it is one in another language shows already.
_NAME_KINDS = {"acronym": "acronym", "title": "title or description"}


def names_of(reading: Reading, document: Any) -> list[dict[str, str]]:
    """Every further name of a thing, with its language in words."""
    return [
        name
        | {
            "in_words": labels.of(reading.index, "language", name["language"]),
            "kind_in_words": _NAME_KINDS.get(name.get("kind", ""), ""),
        }
        for name in document["names"]
    ]


def cards_of(
    reading: Reading, ranks: list[int], documents: list[Any], sources: dict[str, Any] | None = None
) -> list[EventCard]:
    """Events as cards: one query unless `sources` are at hand."""
    if sources is None:
        gathered = reading.snapshot.gather({Kind.SOURCE: sources_of(documents)})
        sources = gathered.of(Kind.SOURCE)
    maker = CardMaker(reading.index, sources, edition=reading.asked)
    return [
        maker.event(document, reading.index.values_of("dispute", rank))
        for rank, document in zip(ranks, documents, strict=True)
    ]
