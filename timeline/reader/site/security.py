"""Whom to tell of a hole in the security of the site."""

from datetime import UTC, date, datetime, time

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from timeline.reader.door.edition_view import site_file
from timeline.reader.site.plain import plain_text
from timeline.site_url import absolute


@site_file
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole in the site's security (RFC 9116).

    404 where no contact is set, or where the day up to which it was promised to hold is over: the
    standard forbids to use a file that has expired.
    """
    contact: str = settings.SECURITY_CONTACT
    until: date | None = settings.SECURITY_CONTACT_UNTIL
    if not contact or until is None or until < timezone.now().date():
        raise Http404("No security contact is set, or its date is over.")
    expires = datetime.combine(until, time(23, 59, 59), UTC)
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {absolute(request.path)}",
    ]
    return plain_text("\n".join(lines) + "\n")
