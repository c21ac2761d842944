"""Admin of editions: a list to read, and the page that publishes the next one."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from timeline.editions import build
from timeline.editions.field_changes import FieldChange, field_changes
from timeline.editions.models import Edition, Kind, Record
from timeline.editions.publish import PublishRefused, publish
from timeline.safe_lists import SafeLists

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Edition]
else:
    Base = admin.ModelAdmin


_BATCH = 500


class PublishForm(forms.Form):
    note = forms.CharField(
        label="Note for the public",
        help_text="What this edition changes and why. It is shown with the edition, for ever.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Write a note that tells the public what this edition changes."
        },
    )
    # The digest of what the page listed, so that nothing is published that nobody has read.
    plan = forms.CharField(widget=forms.HiddenInput, required=False)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that the edition would add, change or withdraw."""

    slug: str
    title: str
    changes: list[FieldChange]


@dataclass(frozen=True, slots=True)
class Group:
    """The things of one kind that the edition would treat alike."""

    heading: str
    lines: list[Line]


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
    ]

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
        form = PublishForm(request.POST or None)
        plan = build.plan()
        if request.method == "POST" and form.is_valid():
            if form.cleaned_data["plan"] != digest_of(plan):
                form.add_error(
                    None,
                    "Not published: what is approved has changed since you opened this page. Read "
                    "below what would be published now, then publish again.",
                )
            else:
                try:
                    edition = publish(by=request.user, note=form.cleaned_data["note"])
                except PublishRefused as refused:
                    form.add_error(None, str(refused))
                else:
                    return self._published(request, edition)
        return self._publish_page(request, form, plan)

    def _published(self, request: HttpRequest, edition: Edition) -> HttpResponse:
        link = format_html('<a href="{}">See it in public.</a>', "/")
        said = format_html("{} is published. {}", str(edition), link)
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(
            reverse("admin:editions_edition_change", args=(edition.number,))
        )

    def _publish_page(
        self, request: HttpRequest, form: PublishForm, plan: build.Plan
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": "Publish an edition",
            "opts": self.opts,
            "form": form,
            "plan": digest_of(plan),
            "groups": groups_of(plan),
        }
        return TemplateResponse(request, "editions/publish.html", context)


def digest_of(plan: build.Plan) -> str:
    """SHA-256 over every change that a plan lists, a line each, in order."""
    drafts = sorted((plan.added | plan.changed).items(), key=lambda item: item[0])
    lines = [f"{kind} {slug} {draft.sha256}" for (kind, slug), draft in drafts]
    lines += [f"{kind} {slug} withdrawn" for kind, slug in sorted(plan.withdrawn)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def groups_of(plan: build.Plan) -> list[Group]:
    """A plan as the page lists it: events first, each kind added, changed, withdrawn."""
    ended = set(plan.changed) | set(plan.withdrawn)
    old: dict[build.Key, dict[str, Any]] = {}
    for kind in Kind.values:
        slugs = build.keys_by_kind(ended, kind)
        for start in range(0, len(slugs), _BATCH):
            current = Record.objects.current().of_kind(kind)
            for slug, document in current.filter(
                slug__in=slugs[start : start + _BATCH]
            ).values_list("slug", "document"):
                old[(kind, slug)] = document
    groups = []
    for kind in Kind:
        added = [
            Line(slug, _title(plan.added[(kind.value, slug)].document), [])
            for slug in build.keys_by_kind(plan.added, kind)
        ]
        changed = []
        for slug in build.keys_by_kind(plan.changed, kind):
            new = plan.changed[(kind.value, slug)].document
            changed.append(Line(slug, _title(new), field_changes(old[(kind.value, slug)], new)))
        withdrawn = [
            Line(slug, _title(old[(kind.value, slug)]), [])
            for slug in build.keys_by_kind(plan.withdrawn, kind)
        ]
        for verb, lines in (("added", added), ("changed", changed), ("withdrawn", withdrawn)):
            if lines:
                noun = kind.label.lower() + ("s" if len(lines) > 1 else "")
                groups.append(Group(f"{len(lines)} {noun} {verb}", lines))
    return groups


def _title(document: dict[str, Any]) -> str:
    return str(document.get("title") or document.get("name") or document.get("question") or "")
