"""How much a request may send: more is refused before any of it is read.

Django reads a form before it asks who sends it (the token against forged requests is in the form),
and keeps files of any size on the disk meanwhile.
"""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

DESK: Final = 11_000_000  # bytes; an upload of 10 MB, and what a form adds
PUBLIC: Final = 100_000  # a report


class BodyLimit:
    """Middleware: 413 for a request that says it sends more than its part of the site takes.

    A request that does not say how much it sends is taken to send nothing, as Django does.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        limit = DESK if request.path_info.startswith("/admin/") else PUBLIC
        if _length(request) > limit:
            return render(request, "413.html", status=413)
        return self.get_response(request)


def _length(request: HttpRequest) -> int:
    given = request.META.get("CONTENT_LENGTH") or "0"
    return int(given) if given.isascii() and given.isdigit() and len(given) < 20 else DESK + 1
