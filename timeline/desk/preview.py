"""Drafts as the public pages will show them, for those who may see drafts.

Below /admin/preview/ a public address answers by the public view and its templates, which read an
edition in memory (`timeline.editions.draft`) instead of a published one. There are three:

- next: what the next edition would publish now;
- drafts: the same with every event that is being written or reviewed, as if it were approved;
- with-<number>: the next edition with one event of that number, whatever its stage.
"""

import copy
import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from timeline.curation.models import Event
from timeline.editions.draft import DraftSnapshot, draft_snapshot
from timeline.editions.kinds import KINDS, WITH_PAGE
from timeline.reader.query.reading import Reading

SCOPE = "next|drafts|with-[0-9]{1,18}"
# The pages that make sense for what is not published: the others are the same for everybody, or
# data that would be taken for public once it had left the desk. What the marks of a picture tell is
# part of its page.
PAGES = {
    "timeline",
    "filters",
    "marks",
    "event-excerpts",
    "about",
    *WITH_PAGE,
    *(one.list_page for one in KINDS.values() if one.list_page),
}
_HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",
}
# An address of our own in an attribute that a click, htmx or a script of ours follows. Text cannot
# look like one, for its quotation marks are escaped.
_LINK = re.compile(r'(\s(?:href|action|hx-get|data-marks)=")(/(?!/)[^"]*)')


@require_safe
def preview(request: HttpRequest, scope: str, path: str = "") -> HttpResponseBase:
    """The public page at `path` as it would be; 404 for an address that has no preview."""
    if not request.user.has_perm("curation.view_event"):
        raise PermissionDenied
    match = _page_at(path)
    if match is None:
        raise Http404(f"“/{path}” is not a page that can be previewed.")
    snapshot = _snapshot(scope)
    prefix = reverse("desk:preview", args=[scope])
    inner: Any = copy.copy(request)
    inner.path = inner.path_info = f"/{path}"
    inner.resolver_match = match
    inner.given_reading = Reading(snapshot)
    inner.META = {k: v for k, v in request.META.items() if not k.startswith("HTTP_IF_")}
    return _kept_inside(match.func(inner, *match.args, **match.kwargs), prefix)


def _page_at(path: str) -> ResolverMatch | None:
    try:
        match = resolve(f"/{path}", "timeline.reader.urls")
    except Resolver404:
        return None
    return match if match.url_name in PAGES else None


def _snapshot(scope: str) -> DraftSnapshot:
    now = timezone.now()
    if scope == "next":
        return draft_snapshot(
            at=now,
            label="This is the next edition as it would be published now.",
            back=reverse("admin:editions_edition_publish"),
        )
    if scope == "drafts":
        unfinished = Event.objects.filter(stage__in=[Event.Stage.DRAFT, Event.Stage.IN_REVIEW])
        return draft_snapshot(
            at=now,
            label="This is the next edition with every draft, as if all were approved.",
            back=reverse("desk:work"),
            also=set(unfinished.order_by().values_list("pk", flat=True)),
            texts=True,
        )
    event = get_object_or_404(Event, pk=scope.removeprefix("with-"))
    return draft_snapshot(
        at=now,
        label=f"This is the next edition with “{event.title}” as it is at the desk now.",
        back=reverse("desk:review", args=[event.pk]),
        also={event.pk},
    )


def _kept_inside(response: HttpResponseBase, prefix: str) -> HttpResponseBase:
    """The answer with its links leading to previews, for one person's eyes, and for now."""
    content: bytes | None = getattr(response, "content", None)
    if content is not None and response.get("Content-Type", "").startswith("text/html"):
        text = _LINK.sub(lambda m: m[1] + _inside(m[2], prefix), content.decode())
        response.content = text.encode()  # type: ignore[attr-defined]
    for header in ("Location", "HX-Push-Url"):
        if response.get(header, "").startswith("/"):
            response[header] = _inside(response[header], prefix)
    del response["ETag"]
    for header, value in _HEADERS.items():
        response[header] = value
    return response


def _inside(address: str, prefix: str) -> str:
    """The preview's address for a public one that has a preview; any other as it is."""
    if _page_at(urlsplit(address).path.removeprefix("/")) is None:
        return address
    return prefix + address.removeprefix("/")
