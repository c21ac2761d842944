"""The source desk: reading a source and marking its passages."""

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from timeline.curation import actions, proof, twins
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Event, Excerpt, Source
from timeline.desk.safe_lists import MAX_SEARCH
from timeline.desk.source_desk import event_changes, guesses, name_fields, page_data, passages
from timeline.desk.source_desk.access import FOLDER
from timeline.desk.source_desk.add_page import AddPages
from timeline.desk.source_desk.forms import (
    EXISTING,
    NEW,
    MarkForm,
    NewEventForm,
    PlaceForm,
)
from timeline.desk.source_desk.texts import TextPage

_ACTOR = re.compile(r"new-actor_([0-9]{1,9})")
_READ = require_http_methods(["GET", "HEAD", "POST"])


class SourceDesk(AddPages, TextPage):
    """Mixin of the admin of sources: its pages for reading."""

    def get_urls(self) -> list[Any]:
        def to(view: Any) -> Any:
            return self.admin_site.admin_view(view)

        return [
            path(
                "suggest/<slug:of>/",
                to(require_safe(self.suggest_view)),
                name="curation_source_suggest",
            ),
            path("<path:object_id>/read/", to(_READ(self.read_view)), name="curation_source_read"),
            path(
                "<path:object_id>/copies/<int:key>.<slug:form>",
                to(require_safe(self.copy_view)),
                name="curation_source_copy",
            ),
            path("add-page/", to(_READ(self.add_page_view)), name="curation_source_add_page"),
            path(
                "<path:object_id>/twins/", to(_READ(self.twins_view)), name="curation_source_twins"
            ),
            path("<path:object_id>/text/", to(_READ(self.text_view)), name="curation_source_text"),
            *super().get_urls(),
        ]

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
        panel = page_data.Panel()
        if asked and may_mark:
            panel, status = self._asked(request, source, data)
        return self._reading(request, source, panel, partly=bool(asked), status=status)

    def _reading(
        self,
        request: Any,
        source: Source,
        panel: page_data.Panel,
        *,
        partly: bool,
        status: int = 200,
        saved: Excerpt | None = None,
    ) -> HttpResponse:
        """The page; for htmx the whole desk of it, or only the panel."""
        inside = request.htmx and not request.htmx.history_restore_request
        context = self._page(request, source, "Read and mark", panel=panel, saved=saved)
        template = f"{FOLDER}/_panel.html"
        if not (inside and partly):
            context |= {
                "desk": page_data.desk_of(source),
                "twins": twins.twins_of(source),
                "last_look": source.checks.last(),
                "copies": source.copies.defer("wacz"),
                "events": name_fields.suggestions("event", "", source),
                "actors": name_fields.suggestions("actor", ""),
            }
            template = f"{FOLDER}/_desk.html" if inside else f"{FOLDER}/read.html"
        response = render(request, template, context, status=status)
        response["Vary"] = "HX-Request"
        return response

    def _asked(self, request: Any, source: Source, data: Any) -> tuple[page_data.Panel, int]:
        """The panel for the passage that the address names, or that was pasted."""
        form = PlaceForm(data)
        pasted = data.get("quote", "")
        if not form.is_valid():
            said = " ".join(str(error) for errors in form.errors.values() for error in errors)
            return page_data.Panel(problem=said, pasted=pasted), 400
        if not source.text:
            return page_data.Panel(
                problem="This source has no text to look in.", pasted=pasted
            ), 200
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
    ) -> page_data.Panel:
        quote, place = form.cleaned_data["quote"], form.place
        stale = place and form.cleaned_data["text"] not in {"", source.text_sha256}
        answer: passages.Answer | None
        if place is None or (stale and quote.strip()):
            if not quote.strip():
                return page_data.Panel(problem="Paste the passage that you want to mark.")
            answer = passages.look_up(quote, source.text, title=source.title)
        elif stale:
            return page_data.Panel(
                problem="The text was replaced since you opened this page. Load the page again."
            )
        else:
            try:
                answer = passages.at(source.text, *place, title=source.title)
            except ValueError as error:
                return page_data.Panel(problem=str(error))
            if answer is None:
                return page_data.Panel(problem="Only white space is selected. Select some words.")
        return page_data.open_panel(
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
            request, f"{FOLDER}/_options.html", {"options": name_fields.suggestions(of, typed)}
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
        panel = page_data.Panel(form=form, corrects=corrects)
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
        actors = page_data.guessed_actors(data.get("quote", "")[:2000], chosen)
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
        place = proof.standing(
            quote, source.text, prefix=data.get("prefix", ""), suffix=data.get("suffix", "")
        )
        return guesses.date_guesses(source.text, *place) if place and quote else []

    def _saved(self, request: Any, panel: page_data.Panel, *, making: bool) -> Excerpt | None:
        """The saved excerpt; None when it was refused, which the panel then says."""
        form: Any = panel.form
        excerpt = form.save(commit=False)
        try:
            if making:
                new: Any = panel.new
                event = new.save(commit=False)
                return actions.mark_new(
                    excerpt,
                    event,
                    actors=new.chosen_actors(),
                    guessed=new.guessed_date(panel.dates or ()),
                    by=request.user,
                )
            chosen = panel.corrects.event if panel.corrects else form.cleaned_data["event"]
            event = Event.objects.select_for_update().get(pk=chosen.pk)
            panel.changed = event_changes.changed_since(event, form.cleaned_data["opened"])
            if panel.changed is None:
                excerpt.event = event
                return actions.mark(excerpt, by=request.user)
        except ActionRefusedError as refused:
            for problem in refused.problems:
                form.add_error(None, problem)
            return None
        form.add_error(
            None if panel.corrects else "event",
            f"Not saved: {panel.changed.who} saved this event since you opened this form. "
            "Everything you typed is still here. Read above what differs, then save again.",
        )
        form.data["opened"] = event_changes.newest_change()
        return None

    def _after_saving(self, request: Any, source: Source, excerpt: Excerpt) -> HttpResponse:
        if request.htmx:
            source = self._readable(request, str(source.pk))
            response = self._reading(
                request, source, page_data.Panel(), partly=False, saved=excerpt
            )
            response["HX-Retarget"] = "#source-desk"
            response["HX-Reswap"] = "outerHTML"
            return response
        said = f"Saved as an excerpt of “{excerpt.event.title}”. {excerpt.event.edit_says}"
        self.message_user(request, said, messages.SUCCESS)
        address = reverse("admin:curation_source_read", args=(source.pk,))
        return HttpResponseRedirect(f"{address}#passage-{excerpt.slug}")
