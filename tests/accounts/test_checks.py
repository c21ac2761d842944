"""What `manage.py check --deploy` says of the set-up."""

from datetime import date

import pytest

from timeline.accounts.checks import set_up_as_a_server_is


@pytest.mark.parametrize(
    ("changes", "ids"),
    [
        ({}, []),
        ({"HTTPS": True, "BEHIND_PROXY": True}, []),
        ({"HTTPS": True, "BEHIND_PROXY": False}, ["site.W001"]),
        ({"SECURITY_CONTACT": "mailto:a@example.org", "SECURITY_CONTACT_UNTIL": date(2020, 1, 1)},
         ["site.W002"]),
        ({"SECURITY_CONTACT": "mailto:a@example.org", "SECURITY_CONTACT_UNTIL": date(9999, 1, 1)},
         []),
        ({"READ_ONLY": True}, ["site.I001"]),
    ],
)  # fmt: skip
def test_what_can_hardly_be_meant_is_said(settings, changes, ids):
    for name, value in changes.items():
        setattr(settings, name, value)
    assert [one.id for one in set_up_as_a_server_is()] == ids
