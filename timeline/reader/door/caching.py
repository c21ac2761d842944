"""Public pages are cached by edition: whoever holds one asks once whether it is still so."""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

from timeline.editions.models import Edition
from timeline.reader.door import kept
from timeline.reader.door.version import code_version
from timeline.site_url import path_to

# Browsers ask each time whether what they hold is still so. A cache in front answers for a second
# by itself, for half a minute while it asks, and for a day when nobody answers: so a correction
# shows within half a minute. Browsers are not told of that half minute (deploy/nginx.conf takes it
# off): Chromium leaves the request by which it asks meanwhile open, and its connection taken.
LATEST = "public, max-age=0, s-maxage=1, stale-if-error=86400"
OF_A_PROXY = f"{LATEST}, stale-while-revalidate=30"
CODINGS = ("br", "zstd", "gzip")
UNSETTLED = "public, no-cache"  # asked for each time: what is not there may be, in another edition
PERMANENT = "public, max-age=31536000, immutable"


def answer(
    request: HttpRequest,
    edition: Edition,
    make: Callable[[], HttpResponseBase],
    *,
    variant: str = "",
    permanent: bool = False,
    vary: tuple[str, ...] = (),
    keep: bool = True,
) -> HttpResponseBase:
    """What an address of an edition answers: 304 to who holds this very version, else `make()`.

    `variant` tells apart the answers of one address; `permanent` says that it will never be
    another. What is not found, redirected or refused is asked for each time: a later edition may
    have it. With `keep`, the answer is compressed once and kept (`timeline.reader.door.kept`).
    """
    tag = _etag(request, edition, variant)
    named = _named(request, tag)
    held = get_conditional_response(request, etag=named)
    response = held or (kept.once(request, tag, make) if keep else make())
    if vary:
        patch_vary_headers(response, vary)
    if response.status_code not in (200, 304):  # RFC 9110, 15.4.5: a 304 has the headers of the 200
        response["Cache-Control"] = UNSETTLED
        return response
    response["ETag"] = named if held else coded(tag, response.headers.get("Content-Encoding", ""))
    if keep:
        response.of_edition = (edition.number if permanent else None, edition.state, tag)  # type: ignore[attr-defined]
    latest = OF_A_PROXY if settings.BEHIND_PROXY else LATEST
    response["Cache-Control"] = PERMANENT if permanent else latest
    if response.headers.get("Content-Type", "").startswith("text/html"):
        response["Speculation-Rules"] = f'"{path_to("speculation-rules")}"'
    return response


def coded(tag: str, coding: str) -> str:
    """The strong tag of an answer in a coding: other bytes have another (RFC 9110, 8.8.3.3)."""
    return f'{tag[:-1]}-{coding}"' if coding else tag


def _named(request: HttpRequest, tag: str) -> str:
    """The tag of the answer, in the coding in which the client says that it holds it."""
    given = request.META.get("HTTP_IF_NONE_MATCH") or request.META.get("HTTP_IF_MATCH") or ""
    return next((one for coding in CODINGS if (one := coded(tag, coding)) in given), tag)


def _etag(request: HttpRequest, edition: Edition, variant: str) -> str:
    """What tells apart two answers of an address: edition, site, query, code, page or fragment."""
    path = f"{settings.SITE_URL}{request.get_full_path()}"
    parts = (edition.state, str(edition.number), path, code_version(), variant)
    return quote_etag(hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32])
