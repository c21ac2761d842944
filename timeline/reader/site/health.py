"""Whether the site is alive."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from timeline.editions import snapshot as reading


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the database answers, for whoever watches over the server."""
    latest = reading.latest_edition()
    text = f"ok, edition {latest.number}\n" if latest else "ok, nothing published\n"
    return HttpResponse(text, "text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})
