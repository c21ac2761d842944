"""Public pages are cached by edition: whoever holds one asks once whether it is still so."""

import hashlib

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

from timeline.editions.models import Edition
from timeline.reader.door.version import code_version

LATEST = "public, no-cache"  # keep it, and ask each time: a published correction shows at once
PERMANENT = "public, max-age=31536000, immutable"


def etag(request: HttpRequest, edition: Edition, variant: str) -> str:
    """What tells apart two answers of an address: edition, query, code, and page or fragment."""
    parts = (edition.sha256, str(edition.number), request.get_full_path(), code_version(), variant)
    return quote_etag(hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32])


def not_modified(
    request: HttpRequest, tag: str, *, permanent: bool, vary: tuple[str, ...] = ()
) -> HttpResponseBase | None:
    """The answer 304 when the request holds this very version; None when it must be made."""
    response = get_conditional_response(request, etag=tag)
    if response is None or response.status_code != 304:
        return response
    return finish(response, tag, permanent=permanent, vary=vary)  # RFC 9110, 15.4.5


def finish(
    response: HttpResponseBase, tag: str, *, permanent: bool, vary: tuple[str, ...] = ()
) -> HttpResponseBase:
    """Add the headers that let browsers and proxies keep the answer."""
    response["ETag"] = tag
    if response.headers.get("Content-Type", "").startswith("text/html"):
        response["Speculation-Rules"] = f'"{reverse("speculation-rules")}"'
    response["Cache-Control"] = PERMANENT if permanent else LATEST
    if vary:
        patch_vary_headers(response, vary)
    return response
