"""The state of the server, for staff: what one of its processes sees."""

import shutil
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from timeline.editions import chain, derived, readiness
from timeline.editions.readiness import PartState

SEE = "curation.view_event"
SHOWN: Final = 20  # faults of the chain of editions


@require_safe
def status(request: Any) -> HttpResponse:
    """What serving needs, part by part, and how the server is set up."""
    if not request.user.has_perm(SEE):
        raise PermissionDenied
    request.current_app = admin.site.name
    context = {
        **admin.site.each_context(request),
        "title": "State of the server",
        "rows": [*readiness.parts(), *_made(), *_setup()],
        "published": _published() if request.GET.get("look") == "editions" else None,
    }
    return TemplateResponse(request, "desk/status.html", context)


def _made() -> list[PartState]:
    """Whether each index is the one that was made of its records; nothing where nobody can ask."""
    try:
        changed = [str(one) for one in derived.changed_indexes()]
    except DatabaseError:
        return []
    said = " ".join(changed) or "each is as it was made"
    return [PartState("indexes of editions", not changed, said)]


def _published() -> list[str]:
    """What is not as it was published, edition by edition, the first of it (`chain.faults`)."""
    return [str(one) for one in islice(chain.faults(), SHOWN)]


def _setup() -> list[PartState]:
    two = "another person than the last editor" if settings.FOUR_EYES else "whoever may approve"
    mail = settings.REPORT_EMAIL
    rows = [
        ("address", settings.SITE_URL),
        ("writing", "no: the server is set to read only" if settings.READ_ONLY else "yes"),
        ("approval", f"by {two}"),
        ("reports", f"mailed to {mail}" if mail else "not mailed"),
    ]
    if connection.vendor == "sqlite":
        free = shutil.disk_usage(Path(connection.settings_dict["NAME"]).parent).free
        rows.append(("free on the disk", f"{free / 1e9:.1f} GB"))
    return [PartState(name, True, said) for name, said in rows]
