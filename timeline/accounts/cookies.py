"""Cookies are for the desk alone: what a browser sends to a public page is not even read.

Otherwise a malformed session cookie would make a public page answer with one (Django deletes it),
which no cache in front may then keep.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

DESK = ("/admin/",)  # what the paths of the desk begin with


class StaffCookies:
    """Middleware, before all that reads cookies: public requests have none, nor their answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(DESK):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES = {}
        response = self.get_response(request)
        response.cookies.clear()
        return response
