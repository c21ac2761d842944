"""What is logged, and how: a line an event, with the number of the request, and of no person.

Neither addresses of visitors nor what they search for is logged: of a request its path alone.
"""

import json
import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER: Final = "X-Request-ID"
_NUMBER: Final = re.compile(r"[0-9A-Za-z-]{8,64}")
_request: ContextVar[str] = ContextVar("request", default="-")


class RequestIds:
    """Middleware, before all others: gives each request a number, which all that is logged of it
    and, unless it is a file, its answer bear. That of a proxy is taken, where there is one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "") if settings.BEHIND_PROXY else ""
        number = given if _NUMBER.fullmatch(given) else secrets.token_hex(8)
        _request.set(number)  # and it stays: Django logs what is amiss after all middleware
        response = self.get_response(request)
        if not request.path.startswith(settings.STATIC_URL):  # of which nothing is logged
            response[HEADER] = number
        return response


class Numbered(logging.Filter):
    """Adds the number of the request to each record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = _request.get()
        return True


class Strangers(logging.Filter):
    """What strangers ask amiss is no trouble of the site: INFO, in one line.

    These are pages that there are not, addresses that cannot be read, and hosts that are not ours,
    for which Django logs errors with a traceback.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        status = getattr(record, "status_code", 500)
        if record.name.startswith("django.security") or (
            record.name == "django.request" and status < 500
        ):
            record.levelno, record.levelname = logging.INFO, "INFO"
            record.exc_info, record.exc_text = None, None
        return record.levelno >= logging.getLogger().getEffectiveLevel()


class LineFormatter(logging.Formatter):
    """For people: a record on a line, whatever strangers wrote into it; tracebacks below it."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  as logging calls it
        return "".join(
            c if c.isprintable() else repr(c)[1:-1] for c in super().formatMessage(record)
        )


class Json(logging.Formatter):
    """For programs: a record as an object of JSON on a line, its traceback as one of the texts."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": getattr(record, "request_id", "-"),
            "message": record.getMessage(),
        }
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)
