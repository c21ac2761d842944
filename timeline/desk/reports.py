"""How many problem reports of readers are open, on a site that takes any."""

from django.apps import apps
from django.urls import reverse

_CLOSED = ("settled", "declined")


def open_reports() -> tuple[int, str] | None:
    """How many wait for an answer, and where they are read; None where there are no reports."""
    model = apps.all_models["reports"].get("report")
    if model is None:
        return None
    address = reverse("admin:reports_report_changelist")
    return model._default_manager.exclude(state__in=_CLOSED).count(), address
