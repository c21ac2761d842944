"""The questions on which sources differ: all of them, and each with its answers side by side."""

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from pyroaring import BitMap

from timeline.editions.kinds import Kind
from timeline.reader import metadata
from timeline.reader.door.edition_view import EDITION, edition_view, gone, show
from timeline.reader.pictures.publication_dots import Scale, Strip, strip
from timeline.reader.query.parameters import PAGE_SIZE
from timeline.reader.query.reading import Reading
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.show.cards import CardMaker, Named
from timeline.reader.show.questions import Question, question


@edition_view(EDITION)
def disputes(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """All disagreements in the order of the first event that each is about."""
    slugs = sorted(_bitmaps(reading), key=lambda slug: (_bitmaps(reading)[slug].min(), slug))
    shown = slugs[:PAGE_SIZE]
    questions = _questions(reading, shown)
    scale = _scale(reading, questions)
    return show(
        request,
        reading,
        "reader/disputes.html",
        reverse("disputes"),
        meta=metadata.of_list(
            reading,
            reverse("disputes"),
            "Disagreements",
            "The questions that sources answer differently, with every answer.",
            len(slugs),
        ),
        questions=[(one, strip(one, scale), _events_url(reading, one.slug)) for one in questions],
        rest=[_named(reading, slug) for slug in slugs[PAGE_SIZE:]],
        total=len(slugs),
        events=len(BitMap.union(BitMap(), *_bitmaps(reading).values())),
        disputed_url=TimelineQuery(edition=reading.asked).choosing("evidence", "disputed").url(),
    )


@edition_view(EDITION)
def dispute(request: HttpRequest, reading: Reading, slug: str) -> HttpResponseBase:
    """One disagreement: every answer with the passages that give it, none marked as true."""
    questions = _questions(reading, [slug])
    if not questions:
        return gone(request, reading, Kind.DISPUTE, slug)
    (one,) = questions
    picture: Strip = strip(one, _scale(reading, questions))
    return show(
        request,
        reading,
        "reader/dispute.html",
        reverse("dispute", args=[slug]),
        meta=metadata.of_dispute(one, reading),
        question=one,
        strip=picture,
        events_url=_events_url(reading, slug),
    )


def _bitmaps(reading: Reading) -> dict[str, BitMap]:
    return reading.index.facets.get("dispute", {})


def _named(reading: Reading, slug: str) -> Named:
    return CardMaker(reading.index, {}, edition=reading.asked).named("dispute", slug)


def _events_url(reading: Reading, slug: str) -> str:
    return TimelineQuery(edition=reading.asked).choosing("dispute", slug).url()


def _questions(reading: Reading, slugs: list[str]) -> list[Question]:
    """Those of the disputes that the edition has, with their events and sources: one query."""
    index = reading.index
    ranks = BitMap.union(BitMap(), *(index.having("dispute", slug) for slug in slugs))
    sources = {
        slug for slug, quoting in index.facets.get("source", {}).items() if quoting.intersect(ranks)
    }
    gathered = reading.snapshot.gather(
        {Kind.DISPUTE: set(slugs), Kind.SOURCE: sources if ranks else set()},
        pks=index.record_ids(ranks),
    )
    maker = CardMaker(index, gathered.of(Kind.SOURCE), edition=reading.asked)
    documents = gathered.of(Kind.DISPUTE)
    events = gathered.of(Kind.EVENT)
    return [question(documents[slug], events, maker) for slug in slugs if slug in documents]


def _scale(reading: Reading, questions: list[Question]) -> Scale:
    """One scale for all strips of the edition, widened where an answer lies beyond it."""
    years = set(reading.index.years_known())
    for one in questions:
        for answer in one.answers:
            for excerpt, _ in answer.excerpts:
                when = excerpt.first_published
                if when:
                    bounds = (when.earliest, when.latest)
                    years |= {day.year for day in bounds if day}
    return Scale.of(years)
