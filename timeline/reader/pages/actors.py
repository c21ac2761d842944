"""The actors: all of them by kind, and each with its names, its events and whom it appears with."""

from django.http import HttpRequest, HttpResponseBase

from timeline.editions.catalogue import ActorEntry
from timeline.editions.kinds import Kind
from timeline.reader import metadata
from timeline.reader.door.edition_view import EDITION, edition_view, gone, show
from timeline.reader.overview import picture_of
from timeline.reader.pages.listed import Row, cards_of, events_url, names_of, rows_of, with_events
from timeline.reader.pages.related import Counted, disputes_of, ends, roles, together
from timeline.reader.query import labels
from timeline.reader.query.parameters import PAGE_SIZE
from timeline.reader.query.reading import Reading
from timeline.reader.query.sorting import alphabetical
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.query.view import selected
from timeline.reader.show.cards import CardMaker
from timeline.reader.show.grouping import grouped


@edition_view(EDITION)
def actors(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """All actors of the edition, by kind."""
    catalogue = reading.index.catalogue["actor"]
    groups: dict[str, list[Row]] = {}
    for row in rows_of(reading, "actor"):
        groups.setdefault(catalogue[row.thing.slug]["kind"], []).append(row)
    ordered = sorted(groups.items(), key=lambda group: (group[0] != "person", group[0]))
    named = [(kind, _ACTOR_KINDS.get(kind, labels.words(kind)), rows) for kind, rows in ordered]
    about = "Everyone whom the timeline names, by kind, with their other names."
    meta = metadata.of_list(reading, "/actors/", "Actors", about, len(catalogue))
    return show(request, reading, "reader/actors.html", "/actors/", meta=meta, groups=named)


_ACTOR_KINDS = {
    "person": "People",
    "state": "States",
    "government-body": "Government bodies",
    "armed-force": "Armed forces",
    "armed-group": "Armed groups",
    "political-group": "Political groups",
    "court-or-tribunal": "Courts and tribunals",
    "international-organisation": "International organisations",
    "news-media": "News media",
    "company": "Companies",
    "collective": "Speakers named only together",
}


@edition_view(EDITION)
def actor(request: HttpRequest, reading: Reading, slug: str) -> HttpResponseBase:
    """One actor: who it is, every name it goes by, its events, and whom it appears with."""
    index = reading.index
    own = index.having("actor", slug)
    said = index.having("said_by", slug)
    both = own | said
    ranks = list(both[:PAGE_SIZE])
    document, events, by_rank = with_events(reading, Kind.ACTOR, slug, ranks, both)
    if document is None:
        return gone(request, reading, Kind.ACTOR, slug)
    latest = TimelineQuery(edition=reading.asked)
    query = latest.choosing("actor", slug)
    # The picture is of one view, which its steps lead to: what names the actor, or else its words.
    pictured = query if own else latest.choosing("said_by", slug)
    catalogue = index.catalogue["actor"]
    bodies = _bodies(catalogue, slug)
    counts = index.counts("actor", index.all)
    maker = CardMaker(index, {}, edition=reading.asked)
    return show(
        request,
        reading,
        "reader/actor.html",
        f"/actors/{slug}/",
        actor=document,
        meta=metadata.of_actor(document, reading),
        names=names_of(reading, document),
        kind=labels.words(document["kind"]),
        part_of=[maker.named("actor", outer) for outer in bodies],
        parts=sorted(
            (
                Counted(
                    maker.named("actor", inner),
                    counts.get(inner, 0),
                    events_url(reading, "actor", inner),
                )
                for inner, entry in catalogue.items()
                if entry["part_of"] == slug
            ),
            key=lambda row: alphabetical(row.thing.name),
        ),
        years=grouped(cards_of(reading, ranks, events)),
        overview=picture_of(selected(reading, pictured), alone=True),
        count=len(own),
        said_count=len(said),
        shown=len(ranks),
        total=len(both),
        events_url=events_url(reading, "actor", slug),
        said_url=events_url(reading, "said_by", slug),
        companions=[
            row for row in together(reading, "actor", query, own) if row.thing.slug not in bodies
        ],
        where=together(reading, "place", query, own),
        roles=roles(slug, events),
        moments=ends(reading, both, by_rank),
        disputes=disputes_of(reading, both),
    )


def _bodies(catalogue: dict[str, ActorEntry], slug: str) -> list[str]:
    """What an actor is part of, the smallest first."""
    chain: list[str] = []
    step = catalogue[slug]["part_of"] if slug in catalogue else None
    while step is not None and step in catalogue and step not in chain:
        chain.append(step)
        step = catalogue[step]["part_of"]
    return chain
