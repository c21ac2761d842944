"""Headers that every answer bears, files and refusals among them.

What Django and django-csp send is in the settings; these are the two for which they have none.
"""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

# What no page here uses, no script in it may: of the features that browsers know by these names.
PERMISSIONS: Final = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture",
        "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid",
        "identity-credentials-get", "idle-detection", "local-fonts", "magnetometer", "microphone",
        "midi", "otp-credentials", "payment", "picture-in-picture", "publickey-credentials-create",
        "publickey-credentials-get", "screen-wake-lock", "serial", "storage-access", "usb",
        "window-management", "xr-spatial-tracking",
    )
)  # fmt: skip


class EveryAnswer:
    """Middleware, before all others: `Permissions-Policy`, and `Cross-Origin-Resource-Policy`.

    By the second no page of another site can take an answer of ours into its process, unless the
    answer says that it may: data for scripts of all sites, share pictures, frames.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
