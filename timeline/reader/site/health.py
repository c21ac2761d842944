"""Whether the site is alive."""

from django.http import HttpRequest, HttpResponse

from timeline.editions import archive
from timeline.reader.door.edition_view import site_file


@site_file
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the database answers, for whoever watches over the server."""
    latest = archive.latest_edition()
    text = f"ok, edition {latest.number}\n" if latest else "ok, nothing published\n"
    return HttpResponse(text, "text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})
