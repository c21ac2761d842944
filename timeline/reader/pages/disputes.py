"""The questions on which sources differ: all of them, and each with its answers side by side."""

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from pyroaring import BitMap

from timeline.editions import snapshot as reading
from timeline.editions.models import Kind
from timeline.reader import metadata
from timeline.reader.door.edition_view import gone, page, show
from timeline.reader.pictures.publication_dots import Scale, Strip, strip
from timeline.reader.query.parameters import PAGE_SIZE
from timeline.reader.query.reading import Reading
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.show.cards import CardMaker, Named
from timeline.reader.show.questions import Question, question


@page
def disputes(request: HttpRequest, found: Reading) -> HttpResponseBase:
    """All disagreements in the order of the first event that each is about."""
    slugs = sorted(_bitmaps(found), key=lambda slug: (_bitmaps(found)[slug].min(), slug))
    shown = slugs[:PAGE_SIZE]
    questions = _questions(found, shown)
    scale = _scale(found, questions)
    return show(
        request,
        found,
        "reader/disputes.html",
        reverse("disputes"),
        meta=metadata.of_list(
            found,
            request,
            reverse("disputes"),
            "Disagreements",
            "The questions that sources answer differently, with every answer.",
            len(slugs),
        ),
        questions=[(one, strip(one, scale), _events_url(found, one.slug)) for one in questions],
        rest=[_named(found, slug) for slug in slugs[PAGE_SIZE:]],
        total=len(slugs),
        events=len(BitMap.union(BitMap(), *_bitmaps(found).values())),
        disputed_url=TimelineQuery(edition=found.asked).choosing("evidence", "disputed").url(),
    )


@page
def dispute(request: HttpRequest, found: Reading, slug: str) -> HttpResponseBase:
    """One disagreement: every answer with the passages that give it, none marked as true."""
    questions = _questions(found, [slug])
    if not questions:
        return gone(request, found, Kind.DISPUTE, slug)
    (one,) = questions
    picture: Strip = strip(one, _scale(found, questions))
    return show(
        request,
        found,
        "reader/dispute.html",
        reverse("dispute", args=[slug]),
        meta=metadata.of_dispute(one, found, request),
        question=one,
        strip=picture,
        events_url=_events_url(found, slug),
    )


def _bitmaps(found: Reading) -> dict[str, BitMap]:
    return found.index.facets.get("dispute", {})


def _named(found: Reading, slug: str) -> Named:
    return CardMaker(found.index, {}, edition=found.asked).named("dispute", slug)


def _events_url(found: Reading, slug: str) -> str:
    return TimelineQuery(edition=found.asked).choosing("dispute", slug).url()


def _questions(found: Reading, slugs: list[str]) -> list[Question]:
    """Those of the disputes that the edition has, with their events and sources: one query."""
    index = found.index
    ranks = BitMap.union(BitMap(), *(index.having("dispute", slug) for slug in slugs))
    sources = {
        slug for slug, quoting in index.facets.get("source", {}).items() if quoting.intersect(ranks)
    }
    gathered = reading.gather(
        found.edition,
        {Kind.DISPUTE: set(slugs), Kind.SOURCE: sources if ranks else set()},
        pks=index.record_ids(ranks),
        originals=True,
    )
    maker = CardMaker(index, gathered.of(Kind.SOURCE), edition=found.asked)
    documents = gathered.of(Kind.DISPUTE)
    events = gathered.of(Kind.EVENT)
    return [question(documents[slug], events, maker) for slug in slugs if slug in documents]


def _scale(found: Reading, questions: list[Question]) -> Scale:
    """One scale for all strips of the edition, widened where an answer lies beyond it."""
    years = set(found.index.years_known())
    for one in questions:
        for answer in one.answers:
            for excerpt, _ in answer.excerpts:
                when = excerpt.first_published
                if when:
                    bounds = (when.earliest, when.latest)
                    years |= {day.year for day in bounds if day}
    return Scale.of(years)
