"""Which pages a browser may fetch ahead."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from timeline.reader.door.edition_view import site_file

# Pages of the edition that the pointer rests on or a finger presses; what is filtered goes by htmx.
_AHEAD = {
    "prefetch": [
        {
            "source": "document",
            "where": {
                "href_matches": [
                    f"/{kind}/*"
                    for kind in ("events", "actors", "places", "sources", "publishers", "disputes")
                ]
            },
            "eagerness": "moderate",
        }
    ]
}


@site_file
def speculation_rules(request: HttpRequest) -> HttpResponse:
    """Which links a browser may fetch ahead (Speculation Rules, WICG); a header names it."""
    response = JsonResponse(_AHEAD, content_type="application/speculationrules+json")
    response["Cache-Control"] = "public, max-age=86400"
    return response
