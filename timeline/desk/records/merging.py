"""The page that makes one thing of two: choose which remains, see what moves, confirm."""

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from timeline.curation import actions
from timeline.curation.diff import field_changes
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import EventLink, Participation, Place
from timeline.desk.records.widgets import DeskAutocomplete
from timeline.desk.safe_lists import is_key

if TYPE_CHECKING:
    from django.contrib import admin

    MergeBase = admin.ModelAdmin[Any]
else:
    MergeBase = object

# A relation to each kind, whose autocomplete field finds things of it.
_FOUND_BY: dict[str, Any] = {
    "actor": Participation._meta.get_field("actor"),
    "place": Place._meta.get_field("within"),
    "event": EventLink._meta.get_field("target"),
}


class ChooseForm(forms.Form):
    """Which other thing, by its name or by its slug, and which of the two remains."""

    slug = forms.CharField(
        required=False,
        label="or its slug",
        widget=forms.TextInput(
            attrs={"class": "vTextField", "autocomplete": "off", "spellcheck": "false"}
        ),
        help_text="As its address has it. Leave it empty when you have chosen one above.",
    )
    remains = forms.ChoiceField(label="Which remains", widget=forms.RadioSelect)

    def __init__(self, thing: Any, admin_site: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.thing = thing
        model, kind = type(thing), thing._meta.verbose_name
        self.fields["other"] = forms.ModelChoiceField(
            model._default_manager.all(),
            required=False,
            label=f"The other {kind}",
            widget=DeskAutocomplete(_FOUND_BY[str(model._meta.model_name)], admin_site),
            error_messages={"invalid_choice": f"There is no such {kind} any more. Choose another."},
        )
        self.fields["remains"].choices = [  # type: ignore[attr-defined]
            ("this", f"“{thing}”"),
            ("other", "the other one"),
        ]
        self.fields["remains"].initial = "this"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        found, slug = cleaned.get("other"), cleaned.get("slug", "").strip()
        things: Any = type(self.thing)._default_manager
        kind = self.thing._meta.verbose_name
        if slug:
            found = things.filter(slug=slug).first()
            if found is None:
                self.add_error("slug", f"“{slug[:80]}” is not the slug of any {kind}.")
        elif found is None and not self.errors:
            self.add_error("other", f"Choose the {kind} that turns out to be the same.")
        if found is not None and found.pk == self.thing.pk:
            self.add_error("slug" if slug else "other", "This is the same one. Choose another.")
            found = None
        cleaned["found"] = found
        return cleaned


class MergePages(MergeBase):
    """Mixin of a `DeskAdmin`: a page “Merge”, and the way to it from the form."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.merge_view)
        name = f"curation_{self.opts.model_name}_merge"
        return [path("<path:object_id>/merge/", view, name=name), *super().get_urls()]

    def has_merge_permission(self, request: Any) -> bool:
        """Who may change, delete and approve."""
        may = self.has_change_permission(request) and self.has_delete_permission(request)
        return bool(may and request.user.has_perm("curation.approve_event"))

    def desk_tools(self, request: Any, thing: Any) -> list[tuple[str, str]]:
        tools: list[tuple[str, str]] = super().desk_tools(request, thing)  # type: ignore[misc]
        if self.has_merge_permission(request):
            name = f"admin:curation_{self.opts.model_name}_merge"
            tools.append((reverse(name, args=(thing.pk,)), "Merge"))
        return tools

    def merge_view(self, request: Any, object_id: str) -> HttpResponse:
        """Asks for the other one; then shows what moves; POST with its digest merges."""
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        if not self.has_merge_permission(request):
            raise PermissionDenied
        thing = self.get_object(request, object_id) if is_key(object_id) else None
        if thing is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        given = request.POST if request.method == "POST" else request.GET
        bound = given if "remains" in given else None
        form = ChooseForm(thing, self.admin_site, bound)
        context: dict[str, Any] = {}
        if form.is_bound and form.is_valid():
            other = form.cleaned_data["found"]
            pair = (other, thing) if form.cleaned_data["remains"] == "this" else (thing, other)
            merged = self._merge(request, form, *pair, context)
            if merged is not None:
                return merged
        return self._merge_page(request, thing, form, context)

    def _merge(
        self, request: Any, form: ChooseForm, lost: Any, kept: Any, context: dict[str, Any]
    ) -> HttpResponse | None:
        """The preview into `context`; when it is confirmed as it was shown, the merge itself."""
        try:
            with transaction.atomic():
                preview = actions.preview_merge(lost, into=kept, by=request.user)
                digest = _digest(lost, kept, preview)
                if request.method == "POST" and request.POST.get("digest") == digest:
                    merged = actions.merge(lost, into=kept, by=request.user)
                    return self._merged(request, lost, kept, merged.edit_says)
        except ActionRefusedError as refused:
            for problem in refused.problems:
                form.add_error(None, problem)
            return None
        if request.method == "POST":
            form.add_error(
                None,
                "Not merged: something changed since you opened this page. Read below what would "
                "happen now, then merge again.",
            )
        context |= {
            "lost": lost,
            "kept": kept,
            "digest": digest,
            "steps": preview.steps,
            # What both have many of is told by the steps: it moves.
            "values": field_changes(type(kept), kept, lost, relations=False),
        }
        return None

    def _merged(self, request: HttpRequest, lost: Any, kept: Any, says: str) -> HttpResponse:
        said = (
            f"“{lost}” ({lost.slug}) is merged into “{kept}” ({kept.slug}). {says} When that is "
            "approved and published, its old addresses lead there."
        )
        self.message_user(request, said, messages.SUCCESS)
        change = f"admin:curation_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(change, args=(kept.pk,)))

    def _merge_page(
        self, request: HttpRequest, thing: Any, form: ChooseForm, context: dict[str, Any]
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge two {self.opts.verbose_name_plural}",
            "subtitle": str(thing),
            "opts": self.opts,
            "original": thing,
            "form": form,
            "media": self.media + form.media,
            **context,
        }
        return TemplateResponse(request, "desk/merge.html", context)


def _digest(lost: Any, kept: Any, preview: actions.Merged) -> str:
    """Of what the preview said, and of the versions that it was made from."""
    said = [lost.pk, lost.version, kept.pk, kept.version, preview.steps]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
