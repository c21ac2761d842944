"""The twins of a source: sources of the same text or page, and what somebody says of them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.html import format_html, format_html_join

from timeline.curation import actions, twins
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Source
from timeline.curation.models.likeness import APART_MAX
from timeline.desk.links import twins_url
from timeline.desk.source_desk.access import FOLDER, SourceDeskPages


class TwinPages(SourceDeskPages):
    """Mixin of the admin of sources: the page of twins, and the message that names them."""

    def tell_twins(self, request: Any, source: Source) -> None:
        """Name the twins of a source that was just saved, with the way to settle each."""
        found = [one for one in twins.twins_of(source) if not one.settled]
        if found:
            rows = format_html_join(" ", "{}", ((one.says,) for one in found))
            link = format_html('<a href="{}">Say what that means</a>', twins_url(source))
            self.message_user(request, format_html("{} {}.", rows, link), messages.WARNING)

    def copy_view(self, request: Any, object_id: str, key: int, form: str) -> HttpResponse:
        """A snapshot of the source’s page as a file: `wacz`, or `tst`, its time-stamp token."""
        source = self._readable(request, object_id)
        copy = source.copies.filter(pk=min(key, 2**62)).first()
        data = {"wacz": copy.wacz, "tst": copy.stamp}.get(form) if copy else None
        if copy is None or not data:
            raise Http404("There is no such snapshot of this source.")
        kinds = {"wacz": "application/wacz", "tst": "application/timestamp-token"}
        response = HttpResponse(bytes(data), content_type=kinds[form])
        name = f"{source.slug}-{copy.made_at:%Y-%m-%d}.{form}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        return response

    def twins_view(self, request: Any, object_id: str) -> HttpResponse:
        """Each twin with the words for it; POST says which republishes which, or why neither."""
        source = self._readable(request, object_id)
        refused: tuple[str, ...] = ()
        if request.method == "POST":
            if not self.has_change_permission(request, source):
                raise PermissionDenied
            try:
                said = self._say(request, source)
            except ActionRefusedError as error:
                refused = error.problems
            else:
                self.message_user(request, said, messages.SUCCESS)
                return HttpResponseRedirect(twins_url(source))
        context = self._page(
            request,
            source,
            "Twins",
            twins=twins.twins_of(source),
            refused=refused,
            apart_max=APART_MAX,
            typed=request.POST.get("reason", "") if refused else "",
            typed_of=request.POST.get("twin", "") if refused else "",
        )
        return render(request, f"{FOLDER}/twins.html", context, status=400 if refused else 200)

    @transaction.atomic
    def _say(self, request: Any, source: Source) -> str:
        """Do what a POST asks for; answers what was done."""
        key, done = request.POST.get("twin", ""), request.POST.get("do", "")
        one = next((one for one in twins.twins_of(source) if str(one.twin.pk) == key), None)
        if one is None:
            raise ActionRefusedError(
                "Not done: these two are not alike any more, or one of them is gone. What is alike "
                "now is below."
            )
        if done == "apart":
            actions.set_apart(one.twin, reason=request.POST.get("reason", ""), by=request.user)
            return f"Both count: “{source.title}” and “{one.other.title}”."
        if done == "republishes":
            copy, original = source, one.other
        elif done == "republished":
            copy, original = one.other, source
        else:
            known = "republishes, republished, apart"
            raise BadRequest(f"do={done[:40]!r} is nothing that can be said. Known are: {known}.")
        said = actions.say_republishes(copy, original=original, by=request.user)
        return f"“{copy.title}” republishes “{original.title}”. {said}"
