"""What the admin pages of all curated things have in common."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AdminTextInputWidget,
    AdminURLFieldWidget,
)
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from simple_history.admin import SimpleHistoryAdmin

from timeline.curation import actions
from timeline.curation.errors import ActionRefusedError
from timeline.curation.forms import PlainTextField, RecordForm
from timeline.curation.models import Event
from timeline.curation.models.base import Stage
from timeline.desk.records import conflicts
from timeline.desk.records.history import HistoryPages
from timeline.desk.records.presence import PresenceHints
from timeline.desk.records.widgets import SafeAutocompletes
from timeline.desk.safe_lists import SafeLists

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    class DeskRequest(HttpRequest):
        """A request as it stands in the middle of saving a form."""

        user: User
        desk_conflict: conflicts.Conflict
        desk_changed: bool
        desk_fields: list[str]
        desk_said: str  # what the change did to the stage, until a message has said it
        desk_carried: list[Event]  # further events that changed excerpts carry

    HistoryAdmin = admin.ModelAdmin[Any]
else:
    HistoryAdmin = SimpleHistoryAdmin

OPENED = "_opened"  # the form's hidden field with the snapshot it was opened with

FIELD_OVERRIDES: dict[Any, dict[str, Any]] = {
    models.SlugField: {"widget": AdminTextInputWidget},
    models.URLField: {"widget": AdminURLFieldWidget, "assume_scheme": "https"},
    models.CharField: {"form_class": PlainTextField, "widget": AdminTextInputWidget},
    models.TextField: {
        "form_class": PlainTextField,
        "widget": AdminTextareaWidget(attrs={"rows": 4, "dir": "auto"}),
    },
    models.TimeField: {
        "widget": forms.TimeInput(format="%H:%M", attrs={"placeholder": "HH:MM", "size": 8})
    },
}


class DeskAdmin(SafeLists, SafeAutocompletes, HistoryPages, PresenceHints, HistoryAdmin):
    """Admin of a curated thing: versioned, with history, safe from bad addresses.

    Saving goes through `timeline.curation.actions`; opening and saving without a change writes
    nothing.
    """

    form = RecordForm
    formfield_overrides = FIELD_OVERRIDES
    # Models whose rows hang on this thing, with the name of their foreign key to it.
    parts: Sequence[tuple[type[models.Model], str]] = ()

    # -- lists ------------------------------------------------------------------------------------

    def get_actions(self, request: HttpRequest) -> Any:
        """Without “delete selected”: things are deleted one at a time, by the action for it."""
        found = super().get_actions(request)
        found.pop("delete_selected", None)
        return found

    # -- forms ------------------------------------------------------------------------------------

    def desk_tools(self, request: HttpRequest, thing: Any) -> list[tuple[str, str]]:
        """Address and label of what can be done with a thing beside editing it."""
        return []

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = tuple(super().get_readonly_fields(request, obj))
        return ("slug", *fields) if obj and "slug" not in fields else fields

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Nothing from the address: no page of ours links so, and bad values would raise."""
        return {}

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        if conflict := getattr(request, "desk_conflict", None):
            form.refusal = (
                f"Not saved: {conflict.who} saved this since you opened it. Everything you typed "
                "is still here. Read above what differs, then save again."
            )
        return form

    # -- saving -----------------------------------------------------------------------------------

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """A new thing is saved at once; a change is recorded when its parts are saved too."""
        if not change:
            obj._change_reason = "Made in its form"
            actions.record_new(obj, by=request.user)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        thing = form.instance
        request.desk_changed = form.has_changed() or any(f.has_changed() for f in formsets)
        request.desk_fields = form.changed_data
        if not change:
            super().save_related(request, form, formsets, change)
            request.desk_said = actions.EDIT_SAYS[Stage.DRAFT]
            return
        # The save below writes one row of history for the fields and these relations together.
        thing.skip_history_when_saving = True
        form.save_m2m()
        del thing.skip_history_when_saving
        for formset in formsets:
            self.save_formset(request, form, formset, change=change)
        if request.desk_changed:
            thing._change_reason = _reason(form, formsets)
            request.desk_said = " ".join([self.record(request, thing), *_carried(request)])

    def save_formset(self, request: Any, form: Any, formset: Any, change: Any) -> None:
        for row in formset.forms:
            row.instance._change_reason = f"On the page of {form.instance.slug}"[:100]
        super().save_formset(request, form, formset, change)

    def record(self, request: Any, thing: Any) -> str:
        """Save a changed thing, the changes of whose parts are saved already.

        Answers what became of its stage, as a sentence.
        """
        return actions.record_change(thing, by=request.user)

    def message_user(self, request: Any, message: Any, *args: Any, **kwargs: Any) -> None:
        """The first message after a change says, too, what it did to the stage."""
        said = getattr(request, "desk_said", "")
        if said:
            request.desk_said = ""
            message = format_html("{} {}", message, said)
        super().message_user(request, message, *args, **kwargs)

    def log_change(self, request: Any, obj: Any, message: Any) -> Any:
        if request.desk_changed:
            return super().log_change(request, obj, message)
        return None

    def response_change(self, request: Any, obj: Any) -> HttpResponse:
        if request.desk_changed or IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        self.message_user(request, f"Nothing was changed, so nothing was saved: {obj}")
        if "_continue" in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        return self.response_post_save_change(request, obj)

    # -- two people at once -----------------------------------------------------------------------

    def versioned(self, obj: Any) -> Any:
        """The thing whose version counts for this one: itself, or what it is a part of."""
        return obj

    def _changeform_view(
        self, request: Any, object_id: str | None, form_url: str, extra_context: Any
    ) -> HttpResponse:
        if request.method == "POST" and object_id is not None:
            self._hold(request, unquote(object_id))
        view: Any = super()._changeform_view  # type: ignore[misc]
        response: HttpResponse = view(request, object_id, form_url, extra_context)
        return response

    def _hold(self, request: Any, object_id: str) -> None:
        """Lock what is saved until the transaction ends, and see whether it was saved meanwhile."""
        obj = self.get_object(request, object_id)
        if obj is None or not self.has_change_permission(request, obj):
            return
        versioned = self.versioned(obj)
        held = type(versioned)._default_manager.select_for_update().get(pk=versioned.pk)
        opened = conflicts.FormSnapshot.from_json(request.POST.get(OPENED, ""))
        stale = opened is None or opened.version != held.version
        if not stale and not any(name.startswith(conflicts.CHOICE) for name in request.POST):
            return
        obj = self.get_object(request, object_id)  # as it is now that nobody else can save it
        if obj is None:
            return
        form, formsets = self._unbound(request, obj)
        now = self._snapshot(obj, form, formsets)
        if not stale:
            request.POST = conflicts.with_choices(request.POST, now, formsets)
            return
        request.POST, differences = conflicts.merge(request.POST, opened, now, form, formsets)
        stage = (opened.stage if opened else "", now.stage)
        if stage[0] and stage[0] != stage[1]:
            differences.insert(
                0, conflicts.ConflictingChange("Stage", *stage, "", "It has the new stage now.")
            )
        who, when = self._others(held, opened)
        request.desk_conflict = conflicts.Conflict(who, when, now, differences)

    def _unbound(self, request: HttpRequest, obj: Any) -> tuple[Any, list[Any]]:
        """The form and formsets of a thing as it is stored, the way the page shows them."""
        fieldsets = self.get_fieldsets(request, obj)
        form = self.get_form(request, obj, change=True, fields=flatten_fieldsets(fieldsets))
        formsets = [
            formset(instance=obj, queryset=inline.get_queryset(request))
            for formset, inline in self.get_formsets_with_inlines(request, obj)
        ]
        return form(instance=obj), formsets

    def _snapshot(self, obj: Any, form: Any, formsets: Any) -> conflicts.FormSnapshot:
        versioned = self.versioned(obj)
        stage = versioned.get_stage_display().capitalize() if hasattr(versioned, "stage") else ""
        return conflicts.snapshot_of(versioned.version, stage, form, formsets)

    def _others(self, thing: Any, opened: conflicts.FormSnapshot | None) -> tuple[str, Any]:
        """Who saved since, and when last."""
        rows = thing.history.select_related("history_user").order_by("-history_date", "-history_id")
        rows = list(rows.filter(version__gt=opened.version if opened else 0)[:20])
        names = dict.fromkeys(str(row.history_user or "somebody") for row in rows)
        return ", ".join(names) or "somebody", rows[0].history_date if rows else None

    def render_change_form(
        self,
        request: Any,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        conflict = getattr(request, "desk_conflict", None)
        if conflict is not None:
            context |= {"desk_conflict": conflict, "desk_opened": conflict.now.to_json()}
            if obj is not None:  # which the form has given what was typed
                context["subtitle"] = str(self.model._default_manager.get(pk=obj.pk))
        elif request.method == "POST":
            context["desk_opened"] = request.POST.get(OPENED, "")
        elif obj is not None and self.has_change_permission(request, obj):
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            snapshot = self._snapshot(obj, context["adminform"].form, formsets)
            context["desk_opened"] = snapshot.to_json()
        if obj is not None:
            context["desk_tools"] = self.desk_tools(request, obj)
        response: HttpResponse = super().render_change_form(
            request, context, add=add, change=change, form_url=form_url, obj=obj
        )
        return response

    # -- deleting ---------------------------------------------------------------------------------

    def delete_model(self, request: Any, obj: Any) -> None:
        actions.delete(obj, by=request.user)

    def delete_view(self, request: Any, object_id: str, extra_context: Any = None) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except ActionRefusedError as error:
            for problem in error.problems:
                self.message_user(request, problem, messages.ERROR)
        return HttpResponseRedirect("../change/")


def _carried(request: Any) -> list[str]:
    """What became of the further events that changed excerpts carry, a sentence each."""
    return [
        f"“{event}”, which an excerpt of it carries too, was edited with it. {event.edit_says}"
        for event in getattr(request, "desk_carried", ())
    ]


def _reason(form: Any, formsets: Any) -> str:
    """What was edited, for the history: the labels of the fields and tables that changed."""
    labels = [str(form.fields[name].label or name) for name in form.changed_data]
    labels += [str(f.model._meta.verbose_name_plural) for f in formsets if f.has_changed()]
    return f"Edited: {', '.join(labels)}"[:100]


class PartInline(SafeAutocompletes, admin.TabularInline):  # type: ignore[type-arg]
    """A table of what hangs on a thing."""

    formfield_overrides = FIELD_OVERRIDES
    extra = 0
