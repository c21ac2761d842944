"""The sources: all of them by origin, and each with its record and its excerpts."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from pyroaring import BitMap

from timeline.editions.kinds import Kind
from timeline.reader import metadata
from timeline.reader.door.edition_view import EDITION, edition_view, gone, show
from timeline.reader.pages.listed import cards_of
from timeline.reader.pages.related import disputes_of, in_document_order
from timeline.reader.query import labels
from timeline.reader.query.parameters import PAGE_SIZE
from timeline.reader.query.reading import Reading
from timeline.reader.query.sorting import alphabetical
from timeline.reader.show.cards import CardMaker
from timeline.text import dates


@edition_view(EDITION)
def sources(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """All sources of the edition, by the publisher whose words they are."""
    counts = reading.index.counts("source", reading.index.all)
    maker = CardMaker(reading.index, {}, edition=reading.asked)
    groups: dict[str, list[dict[str, Any]]] = {}
    for document in reading.snapshot.all_of(Kind.SOURCE):
        groups.setdefault(document["origin"], []).append(_source(document, maker, counts))
    natures = reading.index.catalogue["publisher"]
    named = [
        (maker.named("publisher", origin), natures[origin]["nature"], rows)
        for origin, rows in groups.items()
    ]
    named.sort(key=lambda group: alphabetical(group[0].name))
    for _, _, rows in named:
        rows.sort(key=_by_date)
    about = "Every source that the timeline quotes, by the publisher whose words it has."
    count = sum(len(rows) for _, _, rows in named)
    meta = metadata.of_list(reading, "/sources/", "Sources", about, count)
    return show(request, reading, "reader/sources.html", "/sources/", meta=meta, groups=named)


def _by_date(row: dict[str, Any]) -> tuple[Any, ...]:
    """Originals before copies, then by date of publication, the undated last."""
    when = row["when"]
    copy = row["republishes"] is not None
    return copy, when is None, when.sort_key if when else (), row["slug"]


def _source(document: dict[str, Any], maker: CardMaker, counts: dict[str, int]) -> dict[str, Any]:
    """A source document with what its line in a list shows besides."""
    return document | {
        "page": maker.named("source", document["slug"]).url,
        "publisher_name": labels.of(maker.index, "publisher", document["publisher"]),
        "when": dates.parse(document["published"]) if document["published"] else None,
        "count": counts.get(document["slug"], 0),
    }


@edition_view(EDITION)
def source(request: HttpRequest, reading: Reading, slug: str) -> HttpResponseBase:
    """One source: its bibliographic record, what it republishes, and its excerpts in order."""
    everything = {one["slug"]: one for one in reading.snapshot.all_of(Kind.SOURCE)}
    document, index = everything.get(slug), reading.index
    if document is None:
        return gone(request, reading, Kind.SOURCE, slug)
    maker = CardMaker(index, {}, edition=reading.asked)
    ranks = list(index.having("source", slug))
    shown = ranks[:PAGE_SIZE]
    disputes = disputes_of(reading, BitMap(ranks))
    gathered = reading.snapshot.gather(
        {Kind.DISPUTE: {one.slug for one in disputes}},
        pks=index.record_ids(shown),
    )
    events = [gathered.by_pk[pk] for pk in index.record_ids(shown)]
    quoted = [
        (card, [excerpt for excerpt in card.excerpts if excerpt.source.slug == slug])
        for card in cards_of(reading, shown, events, everything)
    ]
    natures = index.catalogue["publisher"]
    chain = _chain(document, everything)
    ordered = in_document_order(quoted)
    shown_excerpts = [excerpt for one in ordered for excerpt in one.excerpts]
    slugs = {excerpt.slug for excerpt in shown_excerpts}
    return show(
        request,
        reading,
        "reader/source.html",
        f"/sources/{slug}/",
        meta=metadata.of_source(document, reading),
        source=_source(document, maker, index.counts("source", index.all)),
        publisher=maker.named("publisher", document["publisher"]),
        nature=natures[document["publisher"]]["nature"],
        origin=maker.named("publisher", document["origin"]),
        origin_nature=natures[document["origin"]]["nature"],
        language=labels.of(index, "language", document["language"]),
        chain=[(_source(one, maker, {}), depth) for one, depth in chain],
        kind=labels.words(document["kind"]) if document["kind"] else "",
        quoted=ordered,
        placed=any(excerpt.locator for excerpt in shown_excerpts),
        excerpt_count=len(shown_excerpts),
        # Those of the disputes in which a passage of this very source gives an answer.
        disputes=[
            one for one in disputes if slugs & _answering(gathered.of(Kind.DISPUTE).get(one.slug))
        ],
        more=len(ranks) - len(quoted),
    )


def _answering(dispute: Any | None) -> set[str]:
    """The excerpts that give the answers of a dispute."""
    positions = dispute["positions"] if dispute else []
    return {excerpt["excerpt"] for position in positions for excerpt in position["excerpts"]}


def _chain(document: Any, everything: dict[str, Any]) -> list[tuple[Any, int]]:
    """The original of a source and all copies, each with how often it was copied on; empty for a
    source that repeats nothing and that nothing repeats."""
    top, seen = document, {document["slug"]}
    while (above := everything.get(top["republishes"])) and above["slug"] not in seen:
        seen.add(above["slug"])
        top = above
    chain: list[tuple[Any, int]] = []

    def add(one: Any, depth: int) -> None:
        chain.append((one, depth))
        copies = [c for c in everything.values() if c["republishes"] == one["slug"]]
        for copy in copies:
            if all(copy["slug"] != other["slug"] for other, _ in chain):
                add(copy, depth + 1)

    add(top, 0)
    return chain if len(chain) > 1 else []
