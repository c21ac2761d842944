"""Requests that a script of a page makes, which are answered with JSON instead of a page."""

from typing import Any

from django.http import HttpRequest, JsonResponse


def is_script(request: HttpRequest) -> bool:
    """Whether a script asks, and not a person who follows a link or sends a form."""
    headers = request.headers
    return (
        headers.get("Sec-Fetch-Mode", "navigate") not in ("navigate", "nested-navigate")
        or headers.get("X-Requested-With") == "XMLHttpRequest"
        or headers.get("HX-Request") == "true"
        or headers.get("Accept", "").startswith("application/json")
    )


def answer(status: int = 200, **said: Any) -> JsonResponse:
    """An answer to a script, which no cache keeps."""
    response = JsonResponse(said, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
