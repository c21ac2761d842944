"""Whether the site is alive, and whether it can serve the timeline, for who watches over it."""

from django.http import HttpRequest, HttpResponse

from timeline.editions import readiness
from timeline.reader.door.edition_view import site_file

_TEXT = "text/plain; charset=utf-8"


@site_file
def healthz(request: HttpRequest) -> HttpResponse:
    """That this process answers. It asks nothing of the database: to start it again would not
    mend that."""
    return HttpResponse("ok\n", _TEXT, headers={"Cache-Control": "no-store"})


@site_file
def readyz(request: HttpRequest) -> HttpResponse:
    """A line each for the database, the edition, its index and the search; 503 where one is not
    there. What is wrong is said by its kind alone: the rest is for the log and the desk."""
    found = readiness.parts()
    said = {one.name: one.said if one.ready else one.said.partition(":")[0] for one in found}
    status = 200 if all(one.ready for one in found) else 503
    return HttpResponse(
        "".join(f"{name}: {state}\n" for name, state in said.items()), _TEXT, status,
        headers={"Cache-Control": "no-store"} | ({"Retry-After": "10"} if status == 503 else {}),
    )  # fmt: skip
