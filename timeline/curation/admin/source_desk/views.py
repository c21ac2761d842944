"""The source desk: reading a source, marking its passages, replacing its text."""

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from timeline.curation import actions, recheck
from timeline.curation.admin.source_desk import changes, guesses, names, pages, passages
from timeline.curation.admin.source_desk.forms import (
    EXISTING,
    NEW,
    MarkForm,
    NewEventForm,
    PlaceForm,
    TextForm,
    sign_checked,
)
from timeline.curation.errors import ActionRefused
from timeline.curation.models import Event, Excerpt, Source
from timeline.safe_lists import MAX_SEARCH, is_key

if TYPE_CHECKING:
    from django.contrib import admin

    AdminBase = admin.ModelAdmin[Source]
else:
    AdminBase = object

_FOLDER = "curation/source_desk"
_ACTOR = re.compile(r"new-actor_([0-9]{1,9})")
_READ = require_http_methods(["GET", "HEAD", "POST"])


class SourceDesk(AdminBase):
    """Mixin of the admin of sources: its pages for reading."""

    def get_urls(self) -> list[Any]:
        def to(view: Any) -> Any:
            return self.admin_site.admin_view(view)

        return [
            path("recheck/", to(require_safe(self.recheck_view)), name="curation_source_recheck"),
            path(
                "suggest/<slug:of>/",
                to(require_safe(self.suggest_view)),
                name="curation_source_suggest",
            ),
            path("<path:object_id>/read/", to(_READ(self.read_view)), name="curation_source_read"),
            path("<path:object_id>/text/", to(_READ(self.text_view)), name="curation_source_text"),
            *super().get_urls(),
        ]

    # -- who may ----------------------------------------------------------------------------------

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
        """Marking a passage adds an excerpt and is an edit of its event."""
        return bool(request.user.has_perms(["curation.add_excerpt", "curation.change_event"]))

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

    # -- reading and marking ----------------------------------------------------------------------

    def read_view(self, request: Any, object_id: str) -> HttpResponse:
        """A source's text with its excerpts; naming a passage opens its form, POST saves it."""
        source = self._readable(request, object_id)
        may_mark = self._may_mark(request)
        if request.method == "POST" and not may_mark:
            raise PermissionDenied
        if request.method == "POST" and "find" not in request.POST:
            return self._save(request, source)
        # What is pasted may be longer than an address can be, so it comes by POST.
        data = request.POST or request.GET
        asked = {"start", "end", "quote"} & set(data)
        status = 200
        panel = pages.Panel()
        if asked and may_mark:
            panel, status = self._asked(request, source, data)
        return self._reading(request, source, panel, partly=bool(asked), status=status)

    def _reading(
        self,
        request: Any,
        source: Source,
        panel: pages.Panel,
        *,
        partly: bool,
        status: int = 200,
        saved: Excerpt | None = None,
    ) -> HttpResponse:
        """The page; for htmx the whole desk of it, or only the panel."""
        inside = request.htmx and not request.htmx.history_restore_request
        context = self._page(request, source, "Read and mark", panel=panel, saved=saved)
        template = f"{_FOLDER}/_panel.html"
        if not (inside and partly):
            context |= {
                "desk": pages.desk_of(source),
                "events": names.suggestions("event", "", source),
                "actors": names.suggestions("actor", ""),
            }
            template = f"{_FOLDER}/_desk.html" if inside else f"{_FOLDER}/read.html"
        response = render(request, template, context, status=status)
        response["Vary"] = "HX-Request"
        return response

    def _asked(self, request: Any, source: Source, data: Any) -> tuple[pages.Panel, int]:
        """The panel for the passage that the address names, or that was pasted."""
        form = PlaceForm(data)
        pasted = data.get("quote", "")
        if not form.is_valid():
            said = " ".join(str(error) for errors in form.errors.values() for error in errors)
            return pages.Panel(problem=said, pasted=pasted), 400
        if not source.text:
            return pages.Panel(problem="This source has no text to look in.", pasted=pasted), 200
        corrects = self._corrected(request, source, form.cleaned_data["excerpt"])
        panel = self._answered(request, source, form, corrects)
        panel.pasted, panel.corrects = pasted, corrects
        return panel, 200

    def _corrected(self, request: Any, source: Source, slug: str) -> Excerpt | None:
        """The excerpt that is to be corrected, if one is named and that may be done."""
        if not slug or not request.user.has_perm("curation.change_excerpt"):
            return None
        found = source.excerpts.select_related("event", "said_by").filter(slug=slug)
        return found.first()

    def _answered(
        self, request: Any, source: Source, form: PlaceForm, corrects: Excerpt | None
    ) -> pages.Panel:
        quote, place = form.cleaned_data["quote"], form.place
        stale = place and form.cleaned_data["text"] not in {"", source.text_sha256}
        answer: passages.Answer | None
        if place is None or (stale and quote.strip()):
            if not quote.strip():
                return pages.Panel(problem="Paste the passage that you want to mark.")
            answer = passages.look_up(quote, source.text)
        elif stale:
            return pages.Panel(
                problem="The text was replaced since you opened this page. Load the page again."
            )
        else:
            try:
                answer = passages.at(source.text, *place)
            except ValueError as error:
                return pages.Panel(problem=str(error))
            if answer is None:
                return pages.Panel(problem="Only white space is selected. Select some words.")
        return pages.open_panel(
            source, answer, may_add_event=self._may_add_event(request), corrects=corrects
        )

    def suggest_view(self, request: HttpRequest, of: str) -> HttpResponse:
        """Options for what is being typed as the name of an event or an actor."""
        if of not in {"event", "actor"}:
            raise Http404(f"Nothing is suggested for “{of}”.")
        if not self._may_mark(request):
            raise PermissionDenied
        typed = request.GET.get("event", "") or request.GET.get("said_by", "")
        typed = "".join(filter(str.isprintable, typed))[:MAX_SEARCH]
        return render(
            request, f"{_FOLDER}/_options.html", {"options": names.suggestions(of, typed)}
        )

    # -- saving an excerpt ------------------------------------------------------------------------

    @transaction.atomic
    def _save(self, request: Any, source: Source) -> HttpResponse:
        # The text must not be replaced between the proof and the save.
        Source.objects.select_for_update().get(pk=source.pk)
        data = request.POST.copy()
        corrects = self._corrected(request, source, data.get("excerpt", ""))
        may_add_event = self._may_add_event(request) and corrects is None
        form = MarkForm(
            data,
            instance=corrects or Excerpt(source=source),
            source=source,
            may_add_event=may_add_event,
            corrects=corrects,
        )
        panel = pages.Panel(form=form, corrects=corrects)
        making = may_add_event and data.get("target") == NEW
        if may_add_event:
            panel.new = self._new_event_form(data, bound=making)
            panel.dates = self._dates(source, data)
        valid = form.is_valid()
        if data.get("excerpt") and corrects is None:
            valid = False
            data["target"] = EXISTING
            form.add_error(
                None,
                "Not saved: the excerpt that you were correcting is not there any more. What you "
                "typed is still here; name an event to save it as a new excerpt.",
            )
        if making and panel.new is not None:
            valid = panel.new.is_valid() and valid
        excerpt = self._saved(request, panel, making=making) if valid else None
        if excerpt is None:
            return self._reading(request, source, panel, partly=True)
        return self._after_saving(request, source, excerpt)

    def _new_event_form(self, data: Any, *, bound: bool) -> NewEventForm:
        chosen = [int(match[1]) for name in data if (match := _ACTOR.fullmatch(name))]
        actors = pages.guessed_actors(data.get("quote", "")[:2000], chosen)
        # Unbound, it would forget what was typed before another event was chosen.
        form = NewEventForm(data, instance=Event(), actors=actors)
        if not bound:
            form.is_bound = False
            form.initial = {
                name: data[key] for name in form.fields if (key := form.add_prefix(name)) in data
            }
        return form

    def _dates(self, source: Source, data: Any) -> list[guesses.DateGuess]:
        quote = data.get("quote", "")
        place = recheck.standing(
            Excerpt(quote=quote, prefix=data.get("prefix", ""), suffix=data.get("suffix", "")),
            source.text,
        )
        return guesses.date_guesses(source.text, *place) if place and quote else []

    def _saved(self, request: Any, panel: pages.Panel, *, making: bool) -> Excerpt | None:
        """The saved excerpt; None when it was refused, which the panel then says."""
        form: Any = panel.form
        excerpt = form.save(commit=False)
        try:
            if making:
                new: Any = panel.new
                event = new.save(commit=False)
                return actions.mark_new(excerpt, event, actors=new.chosen_actors(), by=request.user)
            chosen = panel.corrects.event if panel.corrects else form.cleaned_data["event"]
            event = Event.objects.select_for_update().get(pk=chosen.pk)
            panel.changed = changes.changed_since(event, form.cleaned_data["opened"])
            if panel.changed is None:
                excerpt.event = event
                return actions.mark(excerpt, by=request.user)
        except ActionRefused as refused:
            for problem in refused.problems:
                form.add_error(None, problem)
            return None
        form.add_error(
            None if panel.corrects else "event",
            f"Not saved: {panel.changed.who} saved this event since you opened this form. "
            "Everything you typed is still here. Read above what differs, then save again.",
        )
        form.data["opened"] = changes.newest_change()
        return None

    def _after_saving(self, request: Any, source: Source, excerpt: Excerpt) -> HttpResponse:
        if request.htmx:
            source = self._readable(request, str(source.pk))
            response = self._reading(request, source, pages.Panel(), partly=False, saved=excerpt)
            response["HX-Retarget"] = "#source-desk"
            response["HX-Reswap"] = "outerHTML"
            return response
        self.message_user(
            request, f"Saved as an excerpt of “{excerpt.event.title}”.", messages.SUCCESS
        )
        address = reverse("admin:curation_source_read", args=(source.pk,))
        return HttpResponseRedirect(f"{address}#passage-{excerpt.slug}")

    # -- the text ---------------------------------------------------------------------------------

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
        check = _checked(source, form)
        if "_save" not in request.POST or not check.seen:
            if "_save" in request.POST:
                form.add_error(None, "Not saved yet: the text is not the one that was checked. "
                               "Read below what it changes, then save it.")  # fmt: skip
            return self._text_page(request, source, form, check)
        return self._replace(request, source, form, check)

    @transaction.atomic
    def _replace(
        self, request: Any, source: Source, form: TextForm, check: "Check"
    ) -> HttpResponse:
        held = Source.objects.select_for_update().get(pk=source.pk)
        if form.cleaned_data["version"] != str(held.version):
            form.add_error(None, self._stale(held, form.cleaned_data["version"]))
            form.data["version"] = str(held.version)  # type: ignore[index]
            return self._text_page(request, held, form, _checked(held, form))
        actions.replace_text(
            source,
            text=check.text,
            by=request.user,
            text_from=check.text_from,
            file_sha256=check.file_sha256,
        )
        said = "The text was replaced."
        if check.fallen:
            said += (
                f" {len(check.fallen)} of its excerpts {_do(check.fallen)} not stand in it: they "
                "are listed below until they do."
            )
        level = messages.WARNING if check.fallen else messages.SUCCESS
        self.message_user(request, said, level)
        return HttpResponseRedirect(reverse("admin:curation_source_read", args=(source.pk,)))

    def _stale(self, held: Source, opened: str) -> str:
        rows: Any = held.history.select_related("history_user").order_by("-history_id")
        rows = rows.filter(version__gt=int(opened) if is_key(opened) else 0)[:20]
        who = ", ".join(dict.fromkeys(str(row.history_user or "somebody") for row in rows))
        return (
            f"Not saved: {who or 'somebody'} saved this source since you opened it. The text below "
            "is yours, and nothing of it is lost; what is said of it now compares it with what is "
            "stored. Save again to replace that."
        )

    def _text_page(
        self, request: Any, source: Source, form: TextForm, check: "Check | None" = None
    ) -> HttpResponse:
        if check is not None:
            form.data["text"] = check.text  # type: ignore[index]
            form.data["checked"] = sign_checked(check.sha256, check.text_from, check.file_sha256)  # type: ignore[index]
            form.data["kind"] = ""  # type: ignore[index]
        context = self._page(request, source, "Replace the text", form=form, check=check)
        return render(request, f"{_FOLDER}/text.html", context)

    def recheck_view(self, request: Any) -> HttpResponse:
        """Every excerpt that its source's text does not prove."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        context = self._page(request, None, "Excerpts to re-check", excerpts=recheck.to_recheck())
        return render(request, f"{_FOLDER}/recheck.html", context)


@dataclass(frozen=True, slots=True)
class Check:
    """What a new text would mean: for its excerpts, and for approved events among theirs."""

    text: str
    sha256: str
    text_from: str
    file_sha256: str
    notes: tuple[str, ...]
    stand: int
    fallen: list[Excerpt]
    returned: list[Event]
    seen: bool  # whether a page has shown all this of this very text
    unchanged: bool


def _checked(source: Source, form: TextForm) -> Check:
    taken = form.cleaned_data["intake"]
    sha256 = hashlib.sha256(taken.text.encode()).hexdigest()
    before = form.seen()
    text_from, file_sha256 = taken.text_from, taken.file_sha256
    seen = before.get("sha256") == sha256 and not file_sha256
    if before and not file_sha256:
        text_from, file_sha256 = before["from"], before["file"]
        if not seen and "edited" not in text_from:
            text_from = f"{text_from}, then edited"[:200]
    excerpts = list(source.excerpts.select_related("event", "source"))
    fallen = recheck.fallen(excerpts, taken.text)
    events = {one.event_id: one.event for one in fallen if one.event.stage == Event.Stage.APPROVED}
    return Check(
        text=taken.text,
        sha256=sha256,
        text_from=text_from,
        file_sha256=file_sha256,
        notes=taken.notes,
        stand=len(excerpts) - len(fallen),
        fallen=fallen,
        returned=list(events.values()),
        seen=seen,
        unchanged=taken.text == source.text,
    )


def _do(things: list[Excerpt]) -> str:
    return "does" if len(things) == 1 else "do"
