"""The excerpts of one event by themselves: what a card of a list unfolds."""

from django.http import HttpRequest, HttpResponseBase

from timeline.editions.facts import known_by, sources_of
from timeline.editions.kinds import Kind
from timeline.reader.door.edition_view import WITHIN_VIEW, edition_view, gone, query_of, show
from timeline.reader.query.reading import Reading
from timeline.reader.query.select import search
from timeline.reader.show.cards import CardMaker
from timeline.reader.show.view_cards import highlighter


def _is_fragment(request: HttpRequest) -> bool:
    return bool(request.htmx)  # type: ignore[attr-defined]


@edition_view(
    WITHIN_VIEW,
    variant=lambda request: "fragment" if _is_fragment(request) else "page",
    vary=("HX-Request",),
)
def excerpts(request: HttpRequest, reading: Reading, slug: str) -> HttpResponseBase:
    """The excerpts of an event, with what a search has found marked in them.

    In a view with `known_by` they are those that were published by then, as in its list.
    """
    record = reading.snapshot.record(Kind.EVENT, slug)
    if record is None:
        return gone(request, reading, Kind.EVENT, slug, route="event-excerpts")
    document = record.document
    query = query_of(request, reading).query
    sources = reading.snapshot.gather({Kind.SOURCE: sources_of([document])}).of(Kind.SOURCE)
    if query.known_by and query.known_by.latest:
        document = known_by(document, sources, query.known_by.latest)
    maker = CardMaker(
        reading.index,
        sources,
        edition=reading.asked,
        highlight=highlighter(search(query, reading.index)),
        view=query if query.filters else None,
    )
    rank = reading.index.rank_of(record.pk)
    disputes = [] if rank is None else reading.index.values_of("dispute", rank)
    template = "reader/_excerpts.html" if _is_fragment(request) else "reader/excerpts.html"
    path = f"/events/{slug}/excerpts/"
    return show(request, reading, template, path, event=maker.event(document, disputes))
