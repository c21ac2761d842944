"""Admin of editions: a list to read, and the page that publishes the next one."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from timeline.desk.publish.plan_page import PublishForm, groups_of, keys_in, left_lines
from timeline.desk.safe_lists import SafeLists
from timeline.editions import archive, build
from timeline.editions.models import Edition
from timeline.editions.publish import PublishRefusedError, publish

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Edition]
else:
    Base = admin.ModelAdmin


@admin.register(Edition)
class EditionAdmin(SafeLists, Base):
    list_display = [
        "number",
        "published_at",
        "published_by",
        "note",
        "events",
        "added",
        "changed",
        "withdrawn",
    ]
    list_select_related = ["published_by"]
    search_fields = ["note"]
    search_help_text = "Searches notes."
    actions = None
    fields = [
        "number",
        "published_at",
        "published_by",
        "note",
        "events",
        "added",
        "changed",
        "withdrawn",
        "sha256",
        "reasons",
    ]

    @admin.display(description="reasons")
    def reasons(self, edition: Edition) -> str:
        """Why each thing that was public changed or was withdrawn, a line each."""
        given = archive.reasons_of(edition)
        lines = [(kind, slug, text) for (kind, slug), text in sorted(given.items())]
        return format_html_join(mark_safe("<br>"), "{} {}: {}", lines) or "–"

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.publish_view)
        return [path("publish/", view, name="editions_edition_publish"), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    # -- publishing -------------------------------------------------------------------------------

    def publish_view(self, request: Any) -> HttpResponse:
        """What the next edition would change; a POST with a note publishes it."""
        if not request.user.has_perm("editions.publish_edition"):
            raise PermissionDenied
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        wanted = keys_in(request.POST.getlist("leave"))
        held = build.hold_back(wanted)
        sent = request.method == "POST"
        if sent and ("look" in request.POST or set(wanted) != _applied(request)):
            if "look" not in request.POST:
                said = "Not published yet: read below what is left when these are left out."
                self.message_user(request, said, messages.WARNING)
            form = PublishForm(None, plan=held.plan, initial=request.POST.dict())
            return self._publish_page(request, form, held)
        form = PublishForm(request.POST if sent else None, plan=held.plan)
        if sent and form.is_valid():
            try:
                edition = publish(
                    by=request.user,
                    note=form.cleaned_data["note"],
                    reasons=form.reasons,
                    every_reason=True,
                    plan=form.cleaned_data["plan"],
                    hold=wanted,
                )
            except PublishRefusedError as refused:
                held = build.hold_back(wanted)  # what is to be read now
                form.show(held.plan)
                form.add_error(None, str(refused))
            else:
                return self._published(request, edition)
        return self._publish_page(request, form, held)

    def _published(self, request: HttpRequest, edition: Edition) -> HttpResponse:
        link = format_html('<a href="{}">See it in public.</a>', "/")
        said = format_html("{} is published. {}", str(edition), link)
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(
            reverse("admin:editions_edition_change", args=(edition.number,))
        )

    def _publish_page(
        self, request: HttpRequest, form: PublishForm, held: build.HeldPlan
    ) -> TemplateResponse:
        plan = held.plan
        context = {
            **self.admin_site.each_context(request),
            "title": "Publish an edition",
            "opts": self.opts,
            "form": form,
            "plan": plan.digest(),
            "groups": groups_of(plan, form),
            "left": left_lines(held),
            "in_vain": ["/".join(key) for key in held.in_vain],
            "asks_reasons": bool(plan.touched()),
        }
        return TemplateResponse(request, "desk/publish.html", context)


def _applied(request: Any) -> set[build.Key]:
    """What the page that was sent had left out already."""
    return set(keys_in(request.POST.getlist("left")))
