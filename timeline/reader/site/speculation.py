"""Which pages a browser may fetch ahead."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from timeline.editions.kinds import WITH_PAGE, url_of
from timeline.reader.door.edition_view import site_file


@site_file
def speculation_rules(request: HttpRequest) -> HttpResponse:
    """Which links a browser may fetch ahead (Speculation Rules, WICG); a header names it."""
    response = JsonResponse(_ahead(), content_type="application/speculationrules+json")
    response["Cache-Control"] = "public, max-age=86400"
    return response


def _ahead() -> dict[str, object]:
    """Pages of things that the pointer rests on; what is filtered goes by htmx."""
    pages = [url_of(kind, "x").removesuffix("x/") + "*" for kind in WITH_PAGE]
    where = {"href_matches": pages}
    return {"prefetch": [{"source": "document", "where": where, "eagerness": "moderate"}]}
