"""Guessing of passwords: locked by name and address together, slowed down by name alone.

django-axes locks a name from one address after some failures, so a stranger cannot lock a colleague
out. Against guessing from many addresses, a name with many failures takes one attempt every few
seconds; addresses from which the name has signed in before are not slowed down.
"""

import ipaddress
import math
from datetime import timedelta
from typing import Any, Final

from axes.helpers import get_cool_off
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from timeline.accounts.scripts import answer, is_script

MANY: Final = 50  # failures on one name, from all addresses together, within the cool-off
GAP: Final = timedelta(seconds=5)  # between two attempts on such a name
KNOWN: Final = timedelta(days=90)  # for which an address counts as one that the name signs in from


def client_address(request: HttpRequest) -> str:
    """The address a request came from; behind a proxy, the one that the nearest proxy saw."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    address = forwarded.rpartition(",")[2].strip()
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:  # none, or something that is no address and no database would take
        return str(request.META.get("REMOTE_ADDR", ""))


def seconds_to_wait(username: str, address: str) -> int:
    """How long until this name may be tried from this address; 0 when at once."""
    now = timezone.now()
    recent: Any = AccessAttempt.objects.filter(
        username=username, attempt_time__gt=now - (get_cool_off() or timedelta())
    )
    found: dict[str, Any] = recent.aggregate(
        failures=models.Sum("failures_since_start"), last=models.Max("attempt_time")
    )
    if (found["failures"] or 0) < MANY or found["last"] <= now - GAP:
        return 0
    known = AccessLog.objects.filter(
        username=username, ip_address=address or None, attempt_time__gt=now - KNOWN
    )
    if known.exists():
        return 0
    left: timedelta = found["last"] + GAP - now
    return math.ceil(left.total_seconds())


def locked_out(request: HttpRequest, response: Any = None, credentials: Any = None) -> HttpResponse:
    """The page that says that this name is locked from this address, and until when."""
    name = (credentials or {}).get("username") or request.POST.get("username", "")
    address = client_address(request) or None
    last = AccessAttempt.objects.filter(username=name, ip_address=address).aggregate(
        last=models.Max("attempt_time")
    )["last"]
    until = (last or timezone.now()) + (get_cool_off(request) or timedelta())
    wait = max(1, round((until - timezone.now()).total_seconds()))
    minutes = -(-wait // 60)
    if is_script(request):
        said = f"Too many attempts on this name. Try again in {minutes} minutes."
        page: HttpResponse = answer(429, errors=[said])
        page["Retry-After"] = str(wait)
        return page
    context = {
        "until": until,
        "minutes": minutes,
        "limit": settings.AXES_FAILURE_LIMIT,
    }
    page = render(request, "accounts/locked_out.html", context, status=429)
    page["Retry-After"] = str(wait)
    return page
