"""Answers that were sent before, sent again before anything else is asked.

A middleware before all others but the one that numbers requests: whoever asks for an address in the
same way as somebody before, while the same edition is the latest, gets the same headers, and 304 or
the bytes that are kept (`timeline.reader.door.kept`). What differs between requests is the whole
key: the address, the host, and every header that an answer may vary by.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.core.signals import setting_changed
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags

from timeline.editions import archive
from timeline.logs import HEADER as NUMBER
from timeline.reader.door import kept

KEPT: Final = 2000  # headers of answers; some 2 KB each
LONGEST: Final = 2000  # characters of an address and headers that are looked up
# What an answer may vary by, and what else its headers are made of.
_ASKED: Final = (
    "HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT",
    "HTTP_HX_REQUEST", "HTTP_HX_HISTORY_RESTORE_REQUEST", "HTTP_X_FORWARDED_PROTO",
    "wsgi.url_scheme", "SCRIPT_NAME",
    "PATH_INFO", "QUERY_STRING",
)  # fmt: skip
_VARIES: Final = {
    "accept-encoding", "accept", "accept-datetime", "hx-request", "hx-history-restore-request",
}  # fmt: skip
# Who sends one of these is answered the long way.
_OTHERWISE: Final = ("HTTP_IF_MATCH", "HTTP_ACCEPT_DATETIME", "HTTP_RANGE", "HTTP_ORIGIN")
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer that was sent: of which state of editions, under which tags, with what headers.

    `held` are the tag and the coding under which its bytes are kept; None of a 304.
    """

    number: int | None  # of the edition that the address names
    state: str
    headers: dict[str, str]
    held: tuple[str, str] | None


_sent: OrderedDict[tuple[Key, int], Sent] = OrderedDict()
_lock = threading.Lock()


class SeenBefore:
    """The middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = _key(request)
        if key is None:
            return self.get_response(request)
        found = _again(request, key)
        if found is not None:
            return found
        response = self.get_response(request)
        _note(key, response)
        return response


def _key(request: HttpRequest) -> Key | None:
    """What the answer depends on; None where that is more than is looked at here."""
    asked: dict[str, Any] = request.META
    if request.method != "GET" or settings.DEBUG:
        return None
    if asked.get("CONTENT_LENGTH") not in (None, "", "0"):
        return None
    if any(one in asked for one in _OTHERWISE):
        return None
    key = tuple([asked.get(name, "") for name in _ASKED])
    return key if sum(map(len, key)) <= LONGEST else None


def _again(request: HttpRequest, key: Key) -> HttpResponse | None:
    """The answer to the same question as it was given before; None where it has to be made."""
    given = request.META.get("HTTP_IF_NONE_MATCH")
    if given is not None:
        sent = _sent.get((key, 304))
        if sent is not None and _weak(sent.headers["ETag"]) in map(_weak, parse_etags(given)):
            return _answer(sent, 304, b"") if _holds(sent) else None
    sent = _sent.get((key, 200))
    if sent is None or sent.held is None:
        return None
    if given is not None and (given.strip() == "*" or sent.held[0][1:-1] in given):
        return None  # they hold it, maybe in another coding
    body = kept.held(*sent.held)
    return _answer(sent, 200, body) if body is not None and _holds(sent) else None


def _weak(tag: str) -> str:
    return tag.removeprefix("W/")


def _answer(sent: Sent, status: int, body: bytes) -> HttpResponse:
    response = HttpResponse(body, status=status)
    response.headers._store = {name.lower(): (name, text) for name, text in sent.headers.items()}
    return response


def _holds(sent: Sent) -> bool:
    """Whether the editions still are what they were; one query."""
    try:
        if sent.number is None:
            latest = archive.latest_for_readers()
            return latest is not None and latest.state == sent.state
        return archive.state_of(sent.number) == sent.state
    except Error:
        return False


def _note(key: Key, response: HttpResponseBase) -> None:
    """Keep the headers of an answer that holds as long as its edition does."""
    of: tuple[int | None, str, str] | None = getattr(response, "of_edition", None)
    if of is None or response.streaming or response.status_code not in (200, 304):
        return
    varies = {one.strip().lower() for one in response.headers.get("Vary", "").split(",") if one}
    if response.cookies or not varies <= _VARIES:
        return
    number, state, tag = of
    coding = response.headers.get("Content-Encoding", "")
    if response.status_code == 200 and kept.held(tag, coding) is None:
        return
    headers = {name: text for name, text in response.items() if name != NUMBER}
    held = (tag, coding) if response.status_code == 200 else None
    with _lock:
        _sent[key, response.status_code] = Sent(number, state, headers, held)
        if len(_sent) > KEPT:
            _sent.popitem(last=False)


def forget(**_: Any) -> None:
    """Let every answer be made the long way again, as when a setting is changed (in tests)."""
    with _lock:
        _sent.clear()


setting_changed.connect(forget, dispatch_uid="answers that were sent before")
