"""Guessing of passwords: whom it locks, for how long, and whom it must not."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.test import Client, RequestFactory
from django.utils import timezone

from tests import factories
from timeline.accounts import throttle

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"
HERE, THERE = "192.0.2.1", "198.51.100.7"


def attempt(name="cora", password="wrong", address=HERE, **headers):
    given = {"username": name, "password": password}
    return Client().post(LOGIN, given, REMOTE_ADDR=address, **headers)


def right(address=HERE, **headers):
    return attempt(password=factories.PASSWORD, address=address, **headers).status_code == 302


def pass_time(**time):
    for row in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(pk=row.pk).update(
            attempt_time=row.attempt_time - timedelta(**time)
        )


def test_ten_wrong_passwords_lock_a_name_from_that_address_and_no_other(cora):
    for _ in range(9):
        assert attempt().status_code == 200
    page = attempt()
    assert page.status_code == 429
    assert right() is False
    assert right(address=THERE)
    assert attempt(name="edith").status_code == 200


def test_the_page_says_when_to_try_again(cora):
    for _ in range(10):
        page = attempt()
    text = page.content.decode()
    assert "You can try again in\n      30 minutes, from" in text
    assert "UTC</time>" in text
    assert 1700 < int(page["Retry-After"]) <= 1800
    assert " style=" not in text


def test_trying_meanwhile_does_not_make_it_longer(cora):
    for _ in range(10):
        attempt()
    pass_time(minutes=20)
    page = attempt()
    assert page.status_code == 429
    assert 500 < int(page["Retry-After"]) <= 600


def test_after_half_an_hour_it_is_over(cora):
    for _ in range(11):
        attempt()
    pass_time(minutes=31)
    assert right()


def test_signing_in_forgets_the_failures(cora):
    for _ in range(9):
        attempt()
    assert right()
    for _ in range(9):
        assert attempt().status_code == 200
    assert right()


def test_behind_a_proxy_the_nearest_hop_counts(cora, settings):
    settings.BEHIND_PROXY = True
    for number in range(10):  # what the visitor writes before it does not help
        page = attempt(address="10.0.0.1", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, {HERE}")
    assert page.status_code == 429
    assert right(address="10.0.0.1", HTTP_X_FORWARDED_FOR=THERE)
    assert AccessAttempt.objects.get().ip_address == HERE


def test_without_a_proxy_the_header_is_not_believed(cora):
    for number in range(10):
        page = attempt(HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert page.status_code == 429


@pytest.mark.parametrize("header", ["unknown", "", "a, b", "192.0.2.300", "x" * 5000, "\xff"])
def test_a_header_that_is_no_address_breaks_nothing(cora, monkeypatch, header):
    monkeypatch.setattr("timeline.settings.BEHIND_PROXY", True)
    assert attempt(address=HERE, HTTP_X_FORWARDED_FOR=header).status_code == 200
    assert AccessAttempt.objects.get().ip_address == HERE


def test_an_address_of_ipv6_counts_too(cora):
    for _ in range(10):
        page = attempt(address="2001:db8::7")
    assert page.status_code == 429
    assert right(address="2001:db8::8")


@pytest.fixture
def guessed_at(cora):
    """Fifty failures on one name, five from each of ten addresses, just now."""
    for number in range(1, 11):
        AccessAttempt.objects.create(
            username="cora", ip_address=f"203.0.113.{number}", failures_since_start=5,
            attempt_time=timezone.now(),
        )  # fmt: skip
    return cora


def test_many_addresses_on_one_name_are_slowed_down(guessed_at):
    page = attempt(address=THERE)
    [said] = page.context["form"].non_field_errors()
    assert said.startswith("There were many wrong attempts on this name. Try again in ")
    assert not AccessAttempt.objects.filter(ip_address=THERE).exists()  # it was not even tried
    assert attempt(name="edith", address=THERE).context["form"].non_field_errors() != [said]


def test_slowed_down_is_not_locked_out(guessed_at):
    assert right(address=THERE) is False
    pass_time(seconds=5)
    assert right(address=THERE)


def test_an_address_that_the_name_signs_in_from_is_not_slowed_down(cora):
    assert right(address=THERE)
    for number in range(1, 11):
        AccessAttempt.objects.create(
            username="cora", ip_address=f"203.0.113.{number}", failures_since_start=5,
        )  # fmt: skip
    assert throttle.seconds_to_wait("cora", HERE) > 0
    assert throttle.seconds_to_wait("cora", THERE) == 0
    assert right(address=THERE)


@pytest.mark.parametrize(("days", "known"), [(0, True), (89, True), (91, False), (179, False)])
def test_an_address_is_known_for_ninety_days(guessed_at, days, known):
    AccessLog.objects.create(username="cora", ip_address=THERE)
    at = timezone.now() - timedelta(days=days)
    AccessLog.objects.filter(ip_address=THERE).update(attempt_time=at)
    assert (throttle.seconds_to_wait("cora", THERE) == 0) is known
    assert throttle.seconds_to_wait("cora", HERE) > 0


@pytest.mark.parametrize(("failures", "slowed"), [(49, False), (50, True)])
def test_fifty_failures_are_many(cora, failures, slowed):
    AccessAttempt.objects.create(
        username="cora", ip_address="203.0.113.1", failures_since_start=failures,
        attempt_time=timezone.now(),
    )  # fmt: skip
    assert (throttle.seconds_to_wait("cora", HERE) > 0) is slowed


def test_old_failures_slow_nobody_down(guessed_at):
    pass_time(minutes=31)
    assert throttle.seconds_to_wait("cora", HERE) == 0


@pytest.mark.parametrize(("behind_proxy", "address"), [(False, "192.0.2.1"), (True, "203.0.113.9")])
def test_the_address_of_a_visitor_is_what_the_nearest_proxy_saw(settings, behind_proxy, address):
    """What stands before the last comma came from the visitor, who may write anything there."""
    request = RequestFactory().get(
        "/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="198.51.100.5, 203.0.113.9"
    )
    settings.BEHIND_PROXY = behind_proxy
    assert throttle.client_address(request) == address
