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
    held = get_conditional_response(request, etag=tag)
    response = held or (kept.once(request, tag, make) if keep else make())
    if vary:
        patch_vary_headers(response, vary)
    if response.status_code not in (200, 304):  # RFC 9110, 15.4.5: a 304 has the headers of the 200
        response["Cache-Control"] = UNSETTLED
        return response
    # The same tag for other bytes of the same page is a weak one (RFC 9110, 8.8.1).
    response["ETag"] = f"W/{tag}" if response.has_header("Content-Encoding") else tag
    latest = OF_A_PROXY if settings.BEHIND_PROXY else LATEST
    response["Cache-Control"] = PERMANENT if permanent else latest
    if response.headers.get("Content-Type", "").startswith("text/html"):
        response["Speculation-Rules"] = f'"{path_to("speculation-rules")}"'
    return response


def _etag(request: HttpRequest, edition: Edition, variant: str) -> str:
    """What tells apart two answers of an address: edition, site, query, code, page or fragment."""
    path = f"{settings.SITE_URL}{request.get_full_path()}"
    parts = (edition.state, str(edition.number), path, code_version(), variant)
    return quote_etag(hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32])
