"""Above a form: who else has it open. The page says once a minute that it still is."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST

from timeline.curation.actions.presence import OtherPresence, note_closed, note_open

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Any]
else:
    Base = object


class PresenceHints(Base):
    """Mixin of `DeskAdmin`: notes who opens a form for editing, and shows who else has it open."""

    def get_urls(self) -> list[Any]:
        here = self.admin_site.admin_view(require_POST(self.still_here))
        name = f"{self.opts.app_label}_{self.opts.model_name}_here"
        return [path("<int:pk>/here/", here, name=name), *super().get_urls()]

    def still_here(self, request: Any, pk: int) -> HttpResponse:
        """A sign of life of an open form; answers the sentence about others as JSON."""
        obj = self.get_object(request, str(pk)) if len(str(pk)) <= 18 else None
        if obj is None:
            raise Http404(f"There is no {self.opts.verbose_name} {pk}.")
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        versioned = self.versioned(obj)  # type: ignore[attr-defined]
        others = note_open(versioned, by=request.user, now=timezone.now())
        response = JsonResponse({"others": sentence(others)})
        response["Cache-Control"] = "private, no-store"
        return response

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        obj = kwargs.get("obj")
        if obj is not None and obj.pk and self.has_change_permission(request, obj):
            versioned = self.versioned(obj)  # type: ignore[attr-defined]
            others = note_open(versioned, by=request.user, now=timezone.now())
            context["desk_others"] = sentence(others)
            context["desk_here"] = True
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request: Any, obj: Any) -> HttpResponse:
        if "_continue" not in request.POST:
            note_closed(self.versioned(obj), by=request.user)  # type: ignore[attr-defined]
        return super().response_change(request, obj)


def sentence(others: list[OtherPresence]) -> str:
    """“Sara Lind has had this open since 10:42 UTC.”, or nothing."""
    today = timezone.now().date()
    said = []
    for other in others:
        format_ = "H:i" if other.since.date() == today else "j F, H:i"
        since = date_format(timezone.localtime(other.since), format_)
        said.append(f"{other.name} has had this open since {since} UTC.")
    return " ".join(said)
