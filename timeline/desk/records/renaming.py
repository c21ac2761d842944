"""The page that gives a thing another slug, and says what this moves."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from timeline.curation import actions
from timeline.curation.errors import ActionRefusedError
from timeline.desk.records.linked import linked_to
from timeline.desk.safe_lists import is_key
from timeline.editions.kinds import url_of

if TYPE_CHECKING:
    from django.contrib import admin

    RenameBase = admin.ModelAdmin[Any]
else:
    RenameBase = object


class RenameForm(forms.Form):
    slug = forms.CharField(
        label="New slug",
        help_text="Lower-case words joined by hyphens, at most 120 characters: ada-reed.",
        widget=forms.TextInput(
            attrs={"class": "vTextField", "autocomplete": "off", "spellcheck": "false"}
        ),
        error_messages={"required": "Write the slug that it is to have."},
    )
    # What the page showed, so that nobody renames what somebody else has just renamed.
    old = forms.CharField(widget=forms.HiddenInput, required=False)


class RenamePages(RenameBase):
    """Mixin of a `DeskAdmin`: a page “Rename”, and the way to it from the form."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.rename_view)
        name = f"curation_{self.opts.model_name}_rename"
        return [path("<path:object_id>/rename/", view, name=name), *super().get_urls()]

    def has_rename_permission(self, request: Any, thing: Any) -> bool:
        """Who may change a thing; of one that may be public, who may also approve it."""
        if not self.has_change_permission(request, thing):
            return False
        if actions.was_ever_approved(thing):
            return bool(request.user.has_perm("curation.approve_event"))
        return True

    def desk_tools(self, request: Any, thing: Any) -> list[tuple[str, str]]:
        tools: list[tuple[str, str]] = super().desk_tools(request, thing)  # type: ignore[misc]
        if self.has_rename_permission(request, thing):
            name = f"admin:curation_{self.opts.model_name}_rename"
            tools.append((reverse(name, args=(thing.pk,)), "Rename"))
        return tools

    def rename_view(self, request: Any, object_id: str) -> HttpResponse:
        """Asks for the new slug, shows what names the old one; POST renames."""
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        thing = self.get_object(request, object_id) if is_key(object_id) else None
        if thing is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        if not self.has_rename_permission(request, thing):
            raise PermissionDenied
        form = RenameForm(request.POST or None, initial={"slug": thing.slug})
        if request.method == "POST" and form.is_valid() and self._rename(request, thing, form):
            change = f"admin:curation_{self.opts.model_name}_change"
            return HttpResponseRedirect(reverse(change, args=(thing.pk,)))
        return self._rename_page(request, thing, form)

    def _rename(self, request: Any, thing: Any, form: RenameForm) -> bool:
        """Whether it was renamed; what is in the way is noted in the form."""
        old, new = thing.slug, form.cleaned_data["slug"]
        if form.cleaned_data["old"] != old:
            form.add_error(
                None, f"Not renamed: since you opened this page, its slug has become “{old}”."
            )
            return False
        if new == old:
            form.add_error("slug", f"“{new}” is its slug already. Write another.")
            return False
        try:
            actions.rename(thing, to=new, by=request.user)
        except ActionRefusedError as refused:
            for problem in refused.problems:
                form.add_error("slug", problem)
            return False
        said = f"“{old}” is “{new}” now. When an edition is published, old addresses lead there."
        self.message_user(request, said, messages.SUCCESS)
        return True

    def _rename_page(self, request: HttpRequest, thing: Any, form: RenameForm) -> TemplateResponse:
        kind = str(self.opts.model_name)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Rename the {self.opts.verbose_name}",
            "subtitle": str(thing),
            "opts": self.opts,
            "original": thing,
            "form": form,
            "old": thing.slug,
            "address": url_of(kind, thing.slug),
            "former": [url_of(kind, slug) for slug in thing.former_slugs],
            "linked": linked_to(thing),
        }
        return TemplateResponse(request, "desk/rename.html", context)
