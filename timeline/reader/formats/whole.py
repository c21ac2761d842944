"""What is refused of the forms that hold a whole view: a page of it, and more than they can bear.

Nothing is ever cut in silence.
"""

from typing import TYPE_CHECKING, Final

from django.http import HttpRequest, JsonResponse

from timeline.reader.formats.json_format import problem_document
from timeline.reader.parse import ParameterProblem

if TYPE_CHECKING:
    from timeline.reader.timeline_view import View

WHOLE_LIMIT: Final = 5000  # events in one file


def paged(view: "View", title: str) -> list[ParameterProblem]:
    """What is wrong when a page is asked for."""
    if view.query.page == 1:
        return []
    message = f"{title} holds the whole view and has no pages: leave “page” out."
    return [ParameterProblem("page", str(view.query.page), message, "1")]


def too_large(view: "View", request: HttpRequest, title: str) -> JsonResponse:
    """The answer to a view of more events than one file takes."""
    events = len(view.selection)
    return problem_document(
        request,
        "The view is too large for one file.",
        f"This view has {events:,} events, and {title} holds at most {WHOLE_LIMIT:,}. Choose a "
        "range of dates or another filter, or read /timeline.json page by page.",
        events=events,
        limit=WHOLE_LIMIT,
    )
