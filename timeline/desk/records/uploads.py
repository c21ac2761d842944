"""In and out: dataset files and tables of sources are uploaded, seen and confirmed; all goes out.

Nothing is written before the page that shows what would change has been confirmed.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from timeline.curation.actions.uploading import drop_upload, keep_upload
from timeline.curation.dataset import archives, trial
from timeline.curation.dataset.csv_sources import COLUMNS
from timeline.curation.dataset.dump import files as files_of_desk
from timeline.curation.dataset.problems import DatasetError, Problem
from timeline.curation.models import Actor, Place, Publisher, Upload
from timeline.desk.records.spellings import Namesakes

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Upload]
else:
    Base = admin.ModelAdmin

DATASET, SOURCES, EXPORT = (
    f"curation.{name}" for name in ("upload_dataset", "import_sources", "export_desk")
)
PROBLEMS_SHOWN = 200
_NEEDED = {Upload.Kind.DATASET: DATASET, Upload.Kind.SOURCES: SOURCES}


class _Files(forms.FileInput):
    allow_multiple_selected = True


class _ManyFiles(forms.FileField):
    """One file or more; cleans to their list."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> Any:
        return [super(_ManyFiles, self).clean(one, initial) for one in data or [None]]


class UploadForm(forms.Form):
    sent = _ManyFiles(
        label="Files",
        widget=_Files(attrs={"multiple": True, "accept": ".yaml,.zip,.csv,.ris,.bib,.json"}),
        error_messages={
            "required": "Choose at least one file: .yaml, .zip, .csv, .ris, .bib or .json.",
            "empty": "A file that you chose is empty.",
        },
    )


def _named(problem: Problem, ours: str, theirs: str) -> Problem:
    """A problem of a file as somebody called it who sent it."""
    return replace(problem, file=theirs, message=problem.message.replace(ours, theirs))


@admin.register(Upload)
class UploadAdmin(Base):
    """Not a list of rows: a page to upload from, one to confirm on, and the download."""

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.upload_view), name="curation_upload_changelist"),
            path("export/", wrap(self.export_view), name="curation_upload_export"),
            path("<int:key>/", wrap(self.confirm_view), name="curation_upload_confirm"),
        ]

    # The index lists the page for whoever may do any of it.

    def has_module_permission(self, request: Any) -> bool:
        return any(map(request.user.has_perm, (DATASET, SOURCES, EXPORT)))

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    # -- uploading --------------------------------------------------------------------------------

    def upload_view(self, request: Any) -> HttpResponse:
        """Takes files, reads them, and leads to the page that shows what they would change."""
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        if not self.has_module_permission(request):
            raise PermissionDenied
        problems: list[Problem] = []
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST":
            form = UploadForm(request.POST, request.FILES)
            if form.is_valid():
                try:
                    return self._keep(request, form.cleaned_data["sent"])
                except DatasetError as error:
                    problems = error.problems
        context = {
            **self.admin_site.each_context(request),
            "title": "Upload and export",
            "opts": self.opts,
            "form": form,
            "problems": problems[:PROBLEMS_SHOWN],
            "problem_count": len(problems),
            "may_upload": request.user.has_perm(DATASET),
            "may_import": request.user.has_perm(SOURCES),
            "may_export": request.user.has_perm(EXPORT),
            "columns": COLUMNS,
            "waiting": Upload.objects.filter(by=request.user).defer("content"),
        }
        return TemplateResponse(request, "desk/uploads.html", context)

    def _keep(self, request: Any, sent: list[Any]) -> HttpResponse:
        if sum(file.size for file in sent) > archives.MAX_UPLOAD:
            message = f"is too much: at most {archives.MAX_UPLOAD:,} bytes can be sent at a time."
            raise DatasetError([Problem(sent[-1].name, 1, "", "", message)])
        read = [(file.name, file.read()) for file in sent]
        kind = Upload.Kind.SOURCES if archives.is_table(read) else Upload.Kind.DATASET
        if not request.user.has_perm(_NEEDED[kind]):
            raise PermissionDenied
        files = archives.gather(read)
        upload = keep_upload(
            kind=kind,
            name=", ".join(file.name for file in sent),
            content=archives.pack(files.items()),
            by=request.user,
            at=timezone.now(),
        )
        return HttpResponseRedirect(reverse("admin:curation_upload_confirm", args=(upload.pk,)))

    # -- confirming -------------------------------------------------------------------------------

    def confirm_view(self, request: Any, key: int) -> HttpResponse:
        """What an upload would change; POST with its digest does exactly that, or drops it."""
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        upload = Upload.objects.filter(by=request.user, pk=min(key, 2**62)).first()
        if upload is None:
            raise Http404("There is no such upload of yours; it may have been loaded already.")
        if not request.user.has_perm(_NEEDED[Upload.Kind(upload.kind)]):
            raise PermissionDenied
        if request.method == "POST" and "drop" in request.POST:
            drop_upload(upload)
            self.message_user(request, f"“{upload}” was dropped; nothing was loaded.")
            return HttpResponseRedirect(reverse("admin:curation_upload_changelist"))
        files = archives.unpack(upload.name, bytes(upload.content))
        approve = not settings.FOUR_EYES and request.user.has_perm("curation.approve_event")
        context: dict[str, Any] = {}
        try:
            if request.method == "POST":
                try:
                    report = trial.load_as_shown(
                        files,
                        by=request.user,
                        approve=approve,
                        digest=request.POST.get("digest", ""),
                    )
                except trial.DeskChangedError:
                    context["changed_meanwhile"] = True
                else:
                    return self._loaded(request, upload, report)
            context["trial"] = tried = trial.try_load(files, by=request.user, approve=approve)
            context["perhaps"] = list(_perhaps_there(tried))
        except DatasetError as error:
            shown = error.problems[:PROBLEMS_SHOWN]
            # A list of sources is kept under a name of ours, and told of under its own.
            ours = next((name for name in files if name.endswith(archives.TABLES)), "")
            context["problems"] = [_named(p, ours, upload.name) if ours else p for p in shown]
            context["problem_count"] = len(error.problems)
        return self._confirm_page(request, upload, files, context)

    def _loaded(self, request: HttpRequest, upload: Upload, report: Any) -> HttpResponse:
        said = str(report).replace("\n", "; ")
        self.message_user(request, f"“{upload}” is loaded. {said}.", messages.SUCCESS)
        drop_upload(upload)
        return HttpResponseRedirect(reverse("admin:curation_upload_changelist"))

    def _confirm_page(
        self, request: HttpRequest, upload: Upload, files: archives.Files, extra: dict[str, Any]
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": "What the upload would change",
            "subtitle": upload.name,
            "opts": self.opts,
            "upload": upload,
            "files": list(files),
            "four_eyes": settings.FOUR_EYES,
            **extra,
        }
        return TemplateResponse(request, "desk/upload.html", context)

    # -- out --------------------------------------------------------------------------------------

    def export_view(self, request: Any) -> HttpResponse:
        """The whole desk, drafts included, as the files that an upload takes."""
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not request.user.has_perm(EXPORT):
            raise PermissionDenied
        content = archives.pack((name, text.encode()) for name, text in files_of_desk())
        name = f"aftermath-desk-{timezone.now():%Y-%m-%d}.zip"
        response = HttpResponse(content, content_type="application/zip")
        response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
        response["Cache-Control"] = "private, no-store"
        return response


def _perhaps_there(tried: trial.Trial) -> Iterator[tuple[str, str, str, str]]:
    """The new things whose name something on the desk has in another spelling: their kind and name,
    the name of the other, and the address of its page."""
    for kind, model in (("actors", Actor), ("places", Place), ("publishers", Publisher)):
        new = [one for one in tried.changes if one.kind == kind and one.new]
        if not new:
            continue
        there = Namesakes(model)
        for one in new:
            for other in there.of([one.title]):
                page = reverse(f"admin:curation_{model._meta.model_name}_change", args=[other.pk])
                yield kind, one.title, other.name, page
