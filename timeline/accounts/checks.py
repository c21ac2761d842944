"""What `manage.py check --deploy` says of how the server is set up."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.utils import timezone


@checks.register(checks.Tags.security, deploy=True)
def set_up_as_a_server_is(**kwargs: Any) -> list[checks.CheckMessage]:
    """Settings that can be meant, but hardly are."""
    found: list[checks.CheckMessage] = []
    if settings.HTTPS and not settings.BEHIND_PROXY:
        found.append(
            checks.Warning(
                "HTTPS is on, and nobody here speaks TLS: every visitor is sent to https for ever.",
                hint="Set BEHIND_PROXY=on behind a proxy as in deploy/nginx.conf.",
                id="site.W001",
            )
        )
    until = settings.SECURITY_CONTACT_UNTIL
    if settings.SECURITY_CONTACT and until and until < timezone.now().date():
        found.append(
            checks.Warning(
                f"SECURITY_CONTACT was read until {until}: /.well-known/security.txt is gone.",
                hint="Set SECURITY_CONTACT_UNTIL to a day to come.",
                id="site.W002",
            )
        )
    if settings.READ_ONLY:
        found.append(checks.Info("READ_ONLY is on: nothing can be saved.", id="site.I001"))
    return found
