"""The same thing as data: which address has it, and who is led there by what it accepts.

A page whose route is `event` has its data at the route `event-data`. Who asks for a page and would
rather have data (`Accept`, RFC 9110, 12.5.1) is led to it by a 303, so that every form keeps an
address of its own, which can be cited and cached; pages name their data in `Link`.
"""

from typing import Final

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import NoReverseMatch
from django.utils.cache import patch_vary_headers

from timeline.site_url import path_to

PAGE: Final = "text/html"
JSON: Final = "application/json"
# Of a view: what forms may be asked for by their media type (`timeline.reader.formats`).
OF_A_VIEW: Final = {
    JSON: "json",
    "text/csv": "csv",
    "application/atom+xml": "atom",
    "text/calendar": "ics",
    "application/geo+json": "geojson",
    "application/x-bibtex": "bib",
    "application/x-research-info-systems": "ris",
    "application/vnd.citationstyles.csl+json": "csl.json",
}


class SeeOther(HttpResponseRedirect):
    status_code = 303


def data_addresses(request: HttpRequest) -> dict[str, str]:
    """Where a page is as data, by media type, in the same view and edition; empty where nowhere."""
    match = request.resolver_match
    if match is None or not match.url_name:
        return {}
    route = f"{match.url_name}-data"
    query = request.META.get("QUERY_STRING", "")
    try:
        if match.url_name == "timeline":
            paths = {one: path_to(route, suffix) for one, suffix in OF_A_VIEW.items()}
        else:
            paths = {JSON: path_to(route, **match.kwargs)}
    except NoReverseMatch:
        return {}
    return {one: f"{path}?{query}" if query else path for one, path in paths.items()}


def led_to_data(request: HttpRequest) -> HttpResponseBase | None:
    """The way to the data of a page, for who would rather have it."""
    if "Accept" not in request.headers or request.method not in ("GET", "HEAD"):
        return None
    addresses = data_addresses(request)
    wanted = request.get_preferred_type([PAGE, *addresses]) if addresses else None
    if wanted is None or wanted == PAGE:
        return None
    response = SeeOther(addresses[wanted])
    patch_vary_headers(response, ("Accept",))
    return response


def name_data(request: HttpRequest, response: HttpResponseBase) -> None:
    """Name the data of a page in its `Link`, and say that its answer varies by `Accept`."""
    addresses = data_addresses(request)
    if not addresses:
        return
    links = [f'<{address}>; rel="alternate"; type="{one}"' for one, address in addresses.items()]
    held = [response["Link"]] if response.has_header("Link") else []
    response["Link"] = ", ".join([*held, *links])
    patch_vary_headers(response, ("Accept",))
