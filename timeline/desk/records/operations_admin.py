"""Merges and loads of files, each of which can be undone as one: a list, and a page for each."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from timeline.curation.actions.undoing import undo, undo_problems, written_by
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Operation
from timeline.desk.safe_lists import SafeLists, is_key

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Operation]
else:
    Base = admin.ModelAdmin

SHOWN = 200  # things of an operation that its page shows one by one


@admin.register(Operation)
class OperationAdmin(SafeLists, Base):
    """What wrote many things at once; the page of each undoes it."""

    list_display = ["shown", "kind", "at", "by", "undone"]
    list_display_links = None
    list_select_related = ["by", "undone_by"]
    actions = None

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(self.page))
        return [path("<path:object_id>/undo/", view, name="curation_operation_undo"),
                *super().get_urls()]  # fmt: skip

    def has_module_permission(self, request: Any) -> bool:
        return bool(request.user.has_perm("curation.view_event"))

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_undo_permission(self, request: Any, operation: Operation) -> bool:
        """Who may approve, and who did it."""
        own = operation.by_id == request.user.pk
        return bool(own or request.user.has_perm("curation.approve_event"))

    @admin.display(description="what was done")
    def shown(self, operation: Operation) -> str:
        address = reverse("admin:curation_operation_undo", args=(operation.pk,))
        return format_html('<a href="{}">{}</a>', address, operation)

    @admin.display(description="undone")
    def undone(self, operation: Operation) -> str:
        if operation.undone_at is None:
            return "–"
        return f"by {operation.undone_by}, {operation.undone_at:%d %b %Y %H:%M} UTC"

    def page(self, request: Any, object_id: str) -> HttpResponse:
        """What an operation did, thing by thing; POST undoes it."""
        operation = (
            Operation.objects.select_related("by", "undone_by").filter(pk=object_id).first()
            if is_key(object_id)
            else None
        )
        if operation is None:
            raise Http404(f"There is no operation “{object_id[:40]}”.")
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._undo(request, operation)
        written = written_by(operation)
        context = {
            **self.admin_site.each_context(request),
            "title": "Undo",
            "subtitle": str(operation),
            "opts": self.opts,
            "operation": operation,
            "written": written[:SHOWN],
            "more": max(0, len(written) - SHOWN),
            "count": len(written),
            "problems": list(undo_problems(operation)),
            "may_undo": self.has_undo_permission(request, operation),
        }
        return TemplateResponse(request, "desk/undo.html", context)

    def _undo(self, request: HttpRequest, operation: Operation) -> HttpResponse:
        if not self.has_undo_permission(request, operation):
            raise PermissionDenied
        user: Any = request.user
        try:
            written = undo(operation, by=user)
        except ActionRefusedError as refused:
            for problem in refused.problems:
                self.message_user(request, problem, messages.ERROR)
        else:
            said = (
                f"“{operation}” is undone: {len(written)} things are as they were before. What "
                "came back or was changed back is a draft; have it approved."
            )
            self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(request.path)
