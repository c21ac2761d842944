"""What the marks of a picture tell when they are pointed at, and what each stretch of it holds."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse

from timeline.editions.facts import origins
from timeline.reader.door.answers import DATA
from timeline.reader.door.edition_view import WITHIN_VIEW, edition_view, query_of
from timeline.reader.overview import StepNumbers, picture_of, stretches_of
from timeline.reader.query import labels
from timeline.reader.query.reading import Reading
from timeline.reader.query.view import TimelineView, selected
from timeline.reader.show.story import story_of
from timeline.text import dates

MOST_NAMES = 3  # of origins on a card


@edition_view(WITHIN_VIEW, answers=DATA)
def marks(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """Title, date and evidence of each event that a view’s picture draws, by slug, and how many
    events of the view certainly or possibly lie in each stretch of its columns."""
    view = selected(reading, query_of(request, reading).query)
    steps = tuple((step.slug, step.number) for step in story_of(reading).steps)
    return JsonResponse({"events": told(view, steps), "stretches": stretches_of(view)})


def told(view: TimelineView, steps: StepNumbers = ()) -> dict[str, dict[str, Any]]:
    """What the cards of a view's picture say, by slug of the event; at most two queries."""
    made = picture_of(view, steps)
    if made is None:
        return {}
    index = view.reading.index
    documents = view.reading.snapshot.documents(index.record_ids(made.drawn))
    shown, sources = view.with_sources(documents)
    disputed = index.having("evidence", "disputed")
    found = {}
    for rank, event in zip(made.drawn, shown, strict=True):
        names = [labels.of(index, "publisher", slug) for slug in origins(event, sources)]
        found[event["slug"]] = {
            "title": event["title"],
            "when": dates.parse(event["date"]).phrase,
            "known": event["date_basis"],
            "phase": labels.of(index, "phase", event["phase"]),
            "excerpts": len(event["excerpts"]),
            "origins": names[:MOST_NAMES],
            "more_origins": len(names[MOST_NAMES:]),
            "differ": rank in disputed,
        }
    return found
