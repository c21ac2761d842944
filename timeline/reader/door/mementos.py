"""Editions as mementos (RFC 7089): every page that takes `edition=` is its own TimeGate.

Who asks for an address as it was at a moment (`Accept-Datetime`) is led to the edition that was
public then; a pinned page says of when it is, and where the others are (`/timemap`).
"""

from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.cache import patch_vary_headers

from timeline.editions import archive
from timeline.editions.kinds import in_edition
from timeline.editions.models import Edition
from timeline.site_url import absolute, path_to

ASKS: Final = "Accept-Datetime"


class MomentError(ValueError):
    """What was sent as a moment is none (RFC 7089, 4.5.3: 400)."""


def http_date(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC).replace(microsecond=0), usegmt=True)


def original(request: HttpRequest) -> str:
    """The address of a request without its edition."""
    pairs = [(n, v) for n, values in request.GET.lists() for v in values if n != "edition"]
    query = urlencode(pairs, quote_via=quote)
    return f"{request.path}?{query}" if query else request.path


def led(request: HttpRequest) -> HttpResponseBase | None:
    """The way to the edition that was public at the moment asked for; None when none is asked for.

    A moment before the first edition leads to the first.
    """
    text = request.headers.get(ASKS)
    if text is None or "edition" in request.GET:
        return None
    try:
        at = parsedate_to_datetime(text)
        # In UTC, a zone can make a year of it that neither database knows.
        at = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
        found = archive.public_at(at)
    except (ValueError, TypeError, OverflowError) as error:
        raise MomentError(f"“{text[:80]}” is no moment of HTTP.") from error
    if found is None:
        return None
    response = HttpResponseRedirect(in_edition(original(request), found.number))
    response["Link"] = ", ".join(_links(request))
    patch_vary_headers(response, (ASKS,))
    return response


def mark(
    request: HttpRequest, response: HttpResponseBase, edition: Edition, *, asked: bool
) -> None:
    """Say of an answer what it is a memento of, or that it leads to its mementos."""
    links = _links(request)
    if asked:
        response["Memento-Datetime"] = http_date(edition.published_at)
    else:
        patch_vary_headers(response, (ASKS,))
    held = [response["Link"]] if response.has_header("Link") else []
    response["Link"] = ", ".join([*held, *links])


def _links(request: HttpRequest) -> list[str]:
    here = original(request)
    timemap = f"{path_to('timemap')}?{urlencode({'url': here}, quote_via=quote)}"
    return [
        f'<{absolute(here)}>; rel="original timegate"',
        f'<{absolute(timemap)}>; rel="timemap"; type="application/link-format"',
    ]
