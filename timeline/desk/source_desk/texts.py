"""A new text for a source: shown with what it does to the excerpts, then saved as it was shown."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from timeline.curation import actions, proof
from timeline.curation.models import Event, Excerpt, Source
from timeline.desk.safe_lists import is_key
from timeline.desk.source_desk.access import FOLDER
from timeline.desk.source_desk.forms import TextForm, sign_checked
from timeline.desk.source_desk.left_out import Offer
from timeline.desk.source_desk.twin_pages import TwinPages


@dataclass(frozen=True, slots=True)
class TextCheck:
    """What a new text would mean: for its excerpts, and for approved events among theirs."""

    text: str
    sha256: str
    text_from: str
    file_sha256: str
    notes: tuple[str, ...]
    offer: Offer
    stand: int
    fallen: list[Excerpt]
    returned: list[Event]
    shown: str  # what of all this a page has to have shown before it is saved
    seen: bool  # whether a page has shown all this of this very text
    unchanged: bool


def _shown(source: Source, sha256: str, fallen: list[Excerpt]) -> str:
    return " ".join([str(source.pk), sha256, *(excerpt.slug for excerpt in fallen)])


def _checked(source: Source, form: TextForm) -> TextCheck:
    taken = form.cleaned_data["intake"]
    sha256 = hashlib.sha256(taken.text.encode()).hexdigest()
    before = form.seen()
    text_from, file_sha256 = taken.text_from, taken.file_sha256
    if before and not file_sha256 and form.cleaned_data["kind"] != "html":
        text_from, file_sha256 = before["from"], before["file"]
        as_sent: str = form.cleaned_data["as_sent"]
        edited = before["sha256"] != hashlib.sha256(as_sent.encode()).hexdigest()
        for word, done in (("then edited", edited), ("with more of it", as_sent != taken.text)):
            if done and word not in text_from:
                text_from = f"{text_from}, {word}"[:200]
    excerpts = list(source.excerpts.select_related("event", "source").order_by("slug"))
    fallen = proof.fallen(excerpts, taken.text)
    shown = _shown(source, sha256, fallen)
    events = {one.event_id: one.event for one in fallen if one.event.stage == Event.Stage.APPROVED}
    return TextCheck(
        text=taken.text,
        sha256=sha256,
        text_from=text_from,
        file_sha256=file_sha256,
        notes=taken.notes,
        offer=taken.offer,
        stand=len(excerpts) - len(fallen),
        fallen=fallen,
        returned=list(events.values()),
        seen=not taken.file_sha256 and before.get("shown") == shown,
        shown=shown,
        unchanged=taken.text == source.text,
    )


class TextPage(TwinPages):
    """Mixin of the admin of sources: the page that takes a new text."""

    def text_view(self, request: Any, object_id: str) -> HttpResponse:
        """A new text: first shown with what it does to the excerpts, then saved as it was shown."""
        source = self._readable(request, object_id)
        if not self.has_change_permission(request, source):
            raise PermissionDenied
        if request.method != "POST":
            form = TextForm(initial={"text": source.text, "version": source.version})
            return self._text_page(request, source, form)
        form = TextForm(request.POST.copy(), request.FILES)
        if not form.is_valid():
            return self._text_page(request, source, form)
        if "_save" not in request.POST:
            return self._text_page(request, source, form, _checked(source, form))
        return self._replace(request, source, form)

    @transaction.atomic
    def _replace(self, request: Any, source: Source, form: TextForm) -> HttpResponse:
        held = Source.objects.select_for_update().get(pk=source.pk)
        check = _checked(held, form)
        if not check.seen:
            form.add_error(
                None,
                "Not saved yet: this is not the text that was checked, or its excerpts have "
                "changed since. Read below what it changes, then save it.",
            )
            return self._text_page(request, source, form, check)
        if form.cleaned_data["version"] != str(held.version):
            form.add_error(None, self._stale(held, form.cleaned_data["version"]))
            form.data["version"] = str(held.version)  # type: ignore[index]
            return self._text_page(request, held, form, check, stale=True)
        replaced = actions.replace_text(
            source,
            text=check.text,
            by=request.user,
            text_from=check.text_from,
            file_sha256=check.file_sha256,
        )
        said = f"The text was replaced. {replaced.edit_says}"
        if check.fallen:
            said += (
                f" {len(check.fallen)} of its excerpts {_do(check.fallen)} not stand in it: they "
                "are listed below until they do."
            )
        level = messages.WARNING if check.fallen else messages.SUCCESS
        self.message_user(request, said, level)
        self.tell_twins(request, replaced)
        return HttpResponseRedirect(reverse("admin:curation_source_read", args=(source.pk,)))

    def _stale(self, held: Source, opened: str) -> str:
        rows: Any = held.history.select_related("history_user").order_by("-history_id")
        rows = rows.filter(version__gt=int(opened) if is_key(opened) else 0)[:20]
        who = ", ".join(dict.fromkeys(str(row.history_user or "somebody") for row in rows))
        return (
            f"Not saved: {who or 'somebody'} saved this source since you opened it. The text below "
            "is yours, and nothing of it is lost. Read how it differs from what is stored now: "
            "save again to keep yours, or take theirs."
        )

    def _text_page(
        self,
        request: Any,
        source: Source,
        form: TextForm,
        check: TextCheck | None = None,
        *,
        stale: bool = False,
    ) -> HttpResponse:
        if check is not None:
            form.data["text"] = check.text  # type: ignore[index]
            form.data["checked"] = sign_checked(  # type: ignore[index]
                check.shown, check.sha256, check.text_from, check.file_sha256
            )
            form.data["kind"] = ""  # type: ignore[index]
            form.data["left"] = check.offer.to_json() if check.offer else ""  # type: ignore[index]
        context = self._page(
            request, source, "Replace the text", form=form, check=check, stale=stale
        )
        return render(request, f"{FOLDER}/text.html", context)


def _do(things: list[Excerpt]) -> str:
    return "does" if len(things) == 1 else "do"
