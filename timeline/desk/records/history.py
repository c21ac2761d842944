"""The history pages of a thing: what changed, parts included, and going back to a version."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from timeline.curation import actions
from timeline.curation.diff import field_change, field_changes
from timeline.curation.errors import ActionRefusedError
from timeline.desk.part_history import part_changes
from timeline.desk.safe_lists import is_key

if TYPE_CHECKING:
    from django.contrib import admin

    HistoryBase = admin.ModelAdmin[Any]
else:
    HistoryBase = object

_MOMENT = "%d %b %Y %H:%M"


class HistoryPages(HistoryBase):
    """Mixin of `SimpleHistoryAdmin`: its list, and a page that goes back to a version."""

    parts: Any = ()
    object_history_template = "desk/history.html"
    object_history_list_template = "desk/_history_list.html"

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_POST(self.restore_view))
        name = f"curation_{self.opts.model_name}_restore"
        return [path("<int:pk>/restore/", view, name=name), *super().get_urls()]

    def restore_view(self, request: Any, pk: int) -> HttpResponse:
        """Bring back a part that was removed; POST names its model and the row of its history."""
        thing = self.get_object(request, str(pk)) if len(str(pk)) <= 18 else None
        if thing is None:
            raise Http404(f"There is no {self.opts.verbose_name} {pk}.")
        if not self.has_change_permission(request, thing):
            raise PermissionDenied
        row = self._removed(thing, request.POST.get("part", ""))
        try:
            said = actions.restore_part(row, thing, by=request.user)
        except ActionRefusedError as error:
            for problem in error.problems:
                self.message_user(request, f"Not brought back: {problem}", messages.ERROR)
        else:
            name = row.instance_type._meta.verbose_name
            self.message_user(request, f"The {name} is back. {said}", messages.SUCCESS)
        return HttpResponseRedirect(
            reverse(f"admin:curation_{self.opts.model_name}_history", args=(pk,))
        )

    def _removed(self, thing: Any, part: str) -> Any:
        """The last row of history of a part of a thing that is gone."""
        name, _, number = part.partition(":")
        for model, foreign_key in self.parts:
            if model._meta.model_name == name and is_key(number):
                rows = model.history.filter(pk=number, history_type="-")
                row = rows.filter(**{f"{foreign_key}_id": thing.pk}).first()
                if row is not None:
                    return row
        raise Http404(f"“{part[:60]}” is nothing that was removed from this.")

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        if not is_key(object_id):
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        extra = {
            "part_changes": part_changes(self.parts, int(object_id)),
            "restore_url": reverse(
                f"admin:curation_{self.opts.model_name}_restore", args=(object_id,)
            ),
            "gone": not self.model._default_manager.filter(pk=object_id).exists(),
            "may_restore": self.has_change_permission(request),
            "change_url": reverse(
                f"admin:curation_{self.opts.model_name}_change", args=(object_id,)
            ),
            **(extra_context or {}),
        }
        return super().history_view(request, object_id, extra)

    def set_history_delta_changes(
        self, request: HttpRequest, historical_records: Any, foreign_keys_are_objs: bool = True
    ) -> None:
        """Give each version what it changed of the one before it, even on the next page."""
        rows = list(historical_records)
        for number, row in enumerate(rows):
            before = rows[number + 1] if number + 1 < len(rows) else row.prev_record
            row.desk_changes = field_changes(self.model, before, row) if before else []

    def history_form_view(
        self, request: Any, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """One version beside what is stored now; POST goes back to it."""
        thing, row = self._version(request, object_id, version_id)
        may_change = self.has_change_permission(request, thing)
        if not (may_change or self.has_view_permission(request, thing)):
            raise PermissionDenied
        if request.method == "POST":
            if not may_change:
                raise PermissionDenied
            return self._revert(request, thing, row)
        differing = actions.revertible_values(thing, row)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{capfirst(str(self.opts.verbose_name))} as of {row.history_date:{_MOMENT}}",
            "subtitle": str(thing),
            "opts": self.opts,
            "original": thing,
            "row": row,
            "version": self.versioned(thing).version,  # type: ignore[attr-defined]
            "may_change": may_change,
            "has_parts": bool(self.parts),
            "changes": [
                field_change(thing._meta.get_field(name), thing, row) for name in differing
            ],
            **(extra_context or {}),
        }
        return TemplateResponse(request, "desk/revert.html", context)

    def _version(self, request: Any, object_id: str, version_id: str) -> tuple[Any, Any]:
        """The thing and the row of its history."""
        if not (is_key(object_id) and is_key(version_id)):
            raise Http404(f"“{object_id}” or “{version_id}” is not a number.")
        thing = self.get_object(request, object_id)
        row = (
            self.model.history.filter(pk=version_id, id=object_id)
            .select_related("history_user")
            .first()
        )
        if thing is None or row is None:
            raise Http404(
                f"There is no version {version_id} of {self.opts.verbose_name} {object_id}."
            )
        return thing, row

    @transaction.atomic
    def _revert(self, request: Any, thing: Any, row: Any) -> HttpResponse:
        versioned = self.versioned(thing)  # type: ignore[attr-defined]
        held = type(versioned)._default_manager.select_for_update().get(pk=versioned.pk)
        if request.POST.get("version") != str(held.version):
            self.message_user(
                request,
                "Not reverted: somebody saved this since you opened the page. Compare again.",
                messages.ERROR,
            )
            return HttpResponseRedirect(request.get_full_path())
        try:
            changed = actions.revert(thing, to=row, by=request.user)
        except ActionRefusedError as error:
            for problem in error.problems:
                self.message_user(request, f"Not reverted: {problem}", messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        said = f"went back to that version. {changed}" if changed else "already is as it was then."
        self.message_user(request, f"“{thing}” {said}")
        return HttpResponseRedirect(
            reverse(f"admin:curation_{self.opts.model_name}_change", args=(thing.pk,))
        )
