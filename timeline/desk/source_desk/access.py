"""Who may do what on the source desk, and what its pages have in common."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from timeline.curation.actions.source_desk import MAY_MARK
from timeline.curation.models import Source
from timeline.desk.safe_lists import is_key

if TYPE_CHECKING:
    from django.contrib import admin

    AdminBase = admin.ModelAdmin[Source]
else:
    AdminBase = object

FOLDER = "desk/source_desk"  # of the templates


class SourceDeskPages(AdminBase):
    """Mixin of the admin of sources: the source that a page is about, for who may see it."""

    def _readable(self, request: HttpRequest, object_id: str) -> Source:
        """The source, for who may see it; its text is for curators alone."""
        if not is_key(object_id):
            raise Http404(f"“{object_id}” is not the number of a source.")
        source = Source.objects.select_related("publisher").filter(pk=int(object_id)).first()
        if source is None:
            raise Http404(f"There is no source with the number {object_id}.")
        if not self.has_view_or_change_permission(request, source):
            raise PermissionDenied
        return source

    def _may_mark(self, request: Any) -> bool:
        return bool(request.user.has_perms(MAY_MARK))

    def _may_add_event(self, request: Any) -> bool:
        return bool(request.user.has_perms(["curation.add_event", "curation.add_participation"]))

    def _page(self, request: Any, source: Source | None, title: str, **more: Any) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": source and source.title,
            "opts": self.opts,
            "source": source,
            "may_mark": self._may_mark(request),
            "may_change": self.has_change_permission(request, source),
            **more,
        }
