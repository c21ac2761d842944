"""What is answered where there is nothing: a page to people, a problem document to programs."""

from django.http import HttpRequest, HttpResponse
from django.views.defaults import page_not_found

from timeline.headers import is_of_data
from timeline.reader.door.answers import DATA, TITLES, problem_document
from timeline.reader.door.caching import UNSETTLED


def nothing_here(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404. The address of a file is answered with a problem document (RFC 9457), which scripts of
    other sites may read, as what is at such addresses. Nothing here reads the database."""
    if not is_of_data(request.path):
        return page_not_found(request, exception)
    detail = "No data has this address. All that there is, is described at /api/."
    response = problem_document(request, TITLES[404], detail, 404)
    response["Cache-Control"] = UNSETTLED
    DATA.open_up(response)
    return response
