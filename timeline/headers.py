"""Headers of answers, files and refusals among them.

What Django and django-csp send is in the settings; these are the two for which they have none.
"""

import re
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

# What no page here uses, no script in it may: the features that tell of a visitor, or cost one.
PERMISSIONS: Final = ", ".join(
    f"{feature}=()"
    for feature in (
        "browsing-topics", "camera", "geolocation", "microphone", "payment", "usb",
    )
)  # fmt: skip


# An address of ours that names a file: what data has, and no page. Some files are none of it.
_FILE: Final = re.compile(
    r"/(?!admin/|static/|report/|\.well-known/|robots|sitemap|favicon|speculation)(?:.*/)?[^/]+\.(?!html?$)[a-z]+"
)


def is_of_data(path: str) -> bool:
    """Whether programs ask at this path rather than people, whatever there is at it."""
    return _FILE.fullmatch(path) is not None


class EveryAnswer:
    """Middleware, before all others: `Permissions-Policy`, and `Cross-Origin-Resource-Policy`.

    The first, as `Cross-Origin-Opener-Policy`, is about what a page may do; beside a file it would
    only weigh. By the second no page of another site can take an answer of ours into its process,
    unless the answer says that it may: data for scripts of all sites, share pictures, frames. What
    says that we failed where data is, or that nobody can read what was asked, may be read as the
    data may, also where no view came to it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response.setdefault("Permissions-Policy", PERMISSIONS)
        else:
            del response["Cross-Origin-Opener-Policy"]
        if response.status_code >= 400 and is_of_data(request.path):
            response["Access-Control-Allow-Origin"] = "*"
            response["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
