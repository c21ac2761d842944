"""Faults that are expected of a server: its database is busy, full, read-only, gone or replaced.

They are no bugs of a page. They are answered with 503 and `Retry-After`, a page that says what is
safe, and what was typed as a form that can be sent again; and they are one line in the log.
"""

import logging
import sys
from typing import Final

from django.conf import settings
from django.db import DatabaseError, InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

RETRY: Final = 10  # seconds
_KEPT: Final = 1_000_000  # characters of what was typed
_SECRET: Final = ("password", "token", "code")  # parts of names of fields that are not shown again


def is_fault(error: BaseException | None) -> bool:
    """Whether an error is one of the database as a machine, of which no page is to blame."""
    if isinstance(error, OperationalError | InterfaceError):
        return True
    if isinstance(error, InternalError):
        return "read-only" in str(error)  # PostgreSQL, of a transaction on a replica
    return isinstance(error, DatabaseError) and "malformed" in str(error)  # SQLite, of the file


def internal_error(request: HttpRequest) -> HttpResponse:
    """The answer to an error that nobody has caught: 503 for a fault, else Django's own 500."""
    if is_fault(sys.exc_info()[1]):
        return unavailable(request)
    return server_error(request)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503, and what was typed. Nothing here reads the database."""
    context = {
        "typed": sent_again(request, _KEPT),
        "path": request.get_full_path(),
        "read_only": settings.READ_ONLY,
    }
    page = render_to_string("503.html", context)
    response = HttpResponse(page, status=503)
    response["Retry-After"] = str(RETRY)
    response["Cache-Control"] = "no-store"
    return response


def sent_again(request: HttpRequest, at_most: int) -> list[tuple[str, str]]:
    """Name and value of each field that a form sent, to send them again.

    None when one of them is secret (a password is shown on no page again), when they have more than
    `at_most` characters together, or when files came with them, which no page can send again.
    """
    if request.method != "POST" or request.FILES:
        return []
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    secret = any(
        part in name.lower() for name, _ in fields for part in _SECRET if "csrf" not in name
    )
    if secret or sum(len(str(value)) for _, value in fields) > at_most:
        return []
    return [(name, str(value)) for name, value in fields]


class OneLine(logging.Filter):
    """Leaves the traceback off what is logged of a fault, and puts its name into the line."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if is_fault(error):
            record.msg = f"{record.getMessage()}: {type(error).__name__}: {str(error).strip()}"
            record.args, record.exc_info, record.exc_text = (), None, None
        return True
