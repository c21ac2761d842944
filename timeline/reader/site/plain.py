"""Files of plain text, kept for an hour."""

from django.http import HttpResponse


def plain_text(text: str) -> HttpResponse:
    response = HttpResponse(text, "text/plain; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response
