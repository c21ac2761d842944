"""What is refused of the forms that hold a whole view: a page of it, and more than they can bear.

Nothing is ever cut in silence.
"""

from django.http import HttpRequest, HttpResponse

from timeline.reader.door.answers import problem_document
from timeline.reader.query.parse import ParameterProblem
from timeline.reader.query.view import TimelineView


def paged(view: TimelineView, title: str) -> list[ParameterProblem]:
    """What is wrong when a page is asked for."""
    if view.query.page == 1:
        return []
    message = f"{title} holds the whole view and has no pages: leave “page” out."
    return [ParameterProblem("page", str(view.query.page), message, "1")]


def too_large(view: TimelineView, request: HttpRequest, title: str, limit: int) -> HttpResponse:
    """The answer to a view of more events than its file takes."""
    events = len(view.selection)
    return problem_document(
        request,
        "The view is too large for one file.",
        f"This view has {events:,} events, and {title} holds at most {limit:,}. Choose a "
        "range of dates or another filter, or read /timeline.json page by page.",
        events=events,
        limit=limit,
    )
