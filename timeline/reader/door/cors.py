"""Public data that the scripts of every other site may read, too."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


def open_to_all(view: View) -> View:
    """Let the scripts of any site read what a view answers (CORS), its errors too.

    Right for what is public to everybody and sets no cookie; a script then sees nothing that its
    author could not fetch without it.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return wrapped
