"""security.txt (RFC 9116)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

PATH = "/.well-known/security.txt"


def test_whom_to_tell(client, settings):
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    settings.SECURITY_CONTACT_UNTIL = date(2999, 6, 30)
    response = client.get(PATH)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "Contact: mailto:security@example.org\n"
        "Expires: 2999-06-30T23:59:59Z\n"
        "Preferred-Languages: en\n"
        "Canonical: http://testserver/.well-known/security.txt\n"
    )
    assert not response.cookies
    assert client.post(PATH).status_code == 405


def test_without_a_contact_there_is_none(client, settings):
    settings.SECURITY_CONTACT = ""
    settings.SECURITY_CONTACT_UNTIL = date(2999, 6, 30)
    assert client.get(PATH).status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    settings.SECURITY_CONTACT_UNTIL = None
    assert client.get(PATH).status_code == 404


@pytest.mark.parametrize(("days", "status"), [(0, 200), (-1, 404)])
def test_what_has_expired_is_not_shown(client, settings, days, status):
    settings.SECURITY_CONTACT = "https://example.org/security"
    settings.SECURITY_CONTACT_UNTIL = timezone.now().date() + timedelta(days=days)
    assert client.get(PATH).status_code == status
