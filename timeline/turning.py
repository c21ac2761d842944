"""Characters that turn the reading direction whatever the letters are (U+202D, U+202E), made seen.

A text that was stored with them, a verbatim quotation above all, keeps them, and data has them as
they are. In a page they stand as “[U+202E]”: what is read is then what is there. In fields of forms
they stay, so that saving changes nothing.
"""

import re
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

_TURN: Final = re.compile(b"\xe2\x80[\xad\xae]")
_FIELD_OR_TURN: Final = re.compile(
    b'<textarea\\b.*?</textarea>|\\bvalue="[^"]*"|\xe2\x80([\xad\xae])', re.DOTALL
)


# A feed has pages in it, which its readers show.
_PAGES: Final = ("text/html", "application/atom+xml")


def seen(html: bytes) -> bytes:
    """A page in UTF-8 in which every such character is named in its place."""
    if not _TURN.search(html):
        return html
    return _FIELD_OR_TURN.sub(
        lambda found: (
            b"[U+202%c]" % (b"D" if found[1] == b"\xad" else b"E") if found[1] else found[0]
        ),
        html,
    )


def show_turns(response: HttpResponseBase) -> None:
    """Name such characters in an answer that is a whole page, and not yet compressed."""
    if (
        isinstance(response, HttpResponse)
        and response.get("Content-Type", "").startswith(_PAGES)
        and not response.has_header("Content-Encoding")
        and _TURN.search(response.content)
    ):
        response.content = seen(response.content)
        if response.has_header("Content-Length"):
            response["Content-Length"] = str(len(response.content))


class TurnsAreSeen:
    """Middleware, after what compresses: `show_turns` of every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        show_turns(response)
        return response
