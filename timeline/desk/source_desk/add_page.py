"""“Add this page”: from an address, a file or a page that one reads, to review, in one panel."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from timeline.curation import actions
from timeline.curation.actions.moves import SUBMIT
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Place, Publisher
from timeline.curation.wacz import StampError
from timeline.desk.links import review_url
from timeline.desk.source_desk import name_fields
from timeline.desk.source_desk.access import FOLDER
from timeline.desk.source_desk.add_page_forms import (
    EXISTING,
    GUESSED,
    NEW,
    NONE,
    AddPageForm,
    PageEventForm,
    ReadPageForm,
    carried,
    guessed_publisher,
)
from timeline.desk.source_desk.page_facts import PageFacts
from timeline.desk.source_desk.twin_pages import TwinPages

ADD = ("curation.add_source", "curation.add_publisher")


class AddPages(TwinPages):
    """Mixin of the admin of sources: the page that takes another page in."""

    def add_page_view(self, request: Any) -> HttpResponse:
        """Asks for a page; with one, shows the panel that is filled in from it; saves that.

        Nothing is stored before its form is sent, neither what the bookmarklet brings.
        """
        if not request.user.has_perms(ADD):
            raise PermissionDenied
        if request.method != "POST":
            return self._add_page(request, ReadPageForm())
        if "read" in request.POST:
            return self._read_page(request)
        return self._save_page(request)

    def _read_page(self, request: Any) -> HttpResponse:
        asked = ReadPageForm(request.POST, request.FILES)
        if not asked.is_valid():
            return self._add_page(request, asked, status=400)
        facts = asked.facts
        initial: dict[str, Any] = {name: fact.value for name, fact in facts.facts.items()}
        initial |= {
            "carried": carried(facts, asked.headers),
            "text": facts.taken.text,
            "publisher": guessed_publisher(facts),
            "language": initial.get("language", "en"),
        }
        form = AddPageForm(initial=initial, may_add_event=self._may_add_event(request))
        return self._panel(request, form, PageEventForm(), facts)

    def _save_page(self, request: Any) -> HttpResponse:
        form = AddPageForm(request.POST, may_add_event=self._may_add_event(request))
        target = request.POST.get("target", "")
        event = PageEventForm(request.POST) if target == NEW else PageEventForm()
        valid = form.is_valid()
        valid = (target != NEW or event.is_valid()) and valid
        if valid:
            try:
                added = self._added(request, form, event)
            except ActionRefusedError as refused:
                for problem in refused.problems:
                    form.add_error(None, problem)
            except ValidationError as error:
                event.add_error("date", error)
            else:
                return self._after_adding(request, added)
        if target != NEW:  # what was typed of an event stays there, whatever was chosen then
            sent = {name: request.POST.get(event.add_prefix(name)) for name in event.fields}
            event.initial = {name: value for name, value in sent.items() if value is not None}
        return self._panel(request, form, event, status=400)

    @transaction.atomic
    def _added(self, request: Any, form: AddPageForm, event: PageEventForm) -> actions.AddedPage:
        target = form.cleaned_data["target"]
        if target != NONE and not self._may_mark(request):
            raise PermissionDenied
        excerpt = of = None
        if target != NONE:
            excerpt = form.excerpt()
            of = (
                event.of_page(form.dates())
                if target == NEW
                else actions.EventOfPage(form.cleaned_data["event"])
            )
        return actions.add_page(
            form.new_page(),
            by=request.user,
            excerpt=excerpt,
            of=of,
            submit="submit" in request.POST and request.user.has_perm(SUBMIT),
        )

    def _after_adding(self, request: Any, added: actions.AddedPage) -> HttpResponse:
        thing = added.excerpt.event if added.excerpt else added.source
        submitted = "submit" in request.POST
        said = f"“{added.source.title}” is a source now"
        said += f", and its passage an excerpt of “{thing}”" if added.excerpt else ""
        said += ". Both wait for review." if submitted and added.excerpt else "."
        self.message_user(request, said, messages.SUCCESS)
        if added.snapshot is not None:
            try:
                actions.stamp_snapshot(added.snapshot)
            except StampError as error:
                said = f"Its snapshot is kept without a time stamp. {error}"
                self.message_user(request, said, messages.WARNING)
        self.tell_twins(request, added.source)
        if submitted:
            return HttpResponseRedirect(review_url(thing))
        return HttpResponseRedirect(reverse("admin:curation_source_read", args=(added.source.pk,)))

    # -- pages -------------------------------------------------------------------------------------

    def _add_page(self, request: Any, asked: ReadPageForm, *, status: int = 200) -> HttpResponse:
        return self._opened(request, {"asked": asked, "may_fetch": settings.FETCH}, status=status)

    def _panel(
        self,
        request: Any,
        form: AddPageForm,
        event: PageEventForm,
        facts: PageFacts | None = None,
        *,
        status: int = 200,
    ) -> HttpResponse:
        """The panel, with what is guessed marked as such, and the sources that are like it."""
        values = form.data if form.is_bound else form.initial
        guesses = {name: fact.words for name, fact in facts.facts.items()} if facts else {}
        if form.is_bound and hasattr(form, "carried_page"):
            guesses = {name: one[1] for name, one in form.carried_page["facts"].items()}
        context = {
            "form": form,
            "event": event,
            "guesses": [(form[name], form[f"{name}_ok"], guesses.get(name)) for name in GUESSED],
            "notes": facts.taken.notes if facts else (),
            "like": actions.like_sources(values.get("text") or "", values.get("url") or ""),
            "publishers": Publisher.objects.order_by("name").values_list("name", flat=True),
            "places": Place.objects.order_by("name").values_list("name", flat=True),
            "events": name_fields.suggestions("event", ""),
            "actors": name_fields.suggestions("actor", ""),
            "existing": EXISTING,
        }
        return self._opened(request, context, status=status)

    def _opened(self, request: Any, context: dict[str, Any], *, status: int) -> HttpResponse:
        page = self._page(request, None, "Add this page", **context)
        response = render(request, f"{FOLDER}/add_page.html", page, status=status)
        # The page that opened this window, by the bookmarklet, may send itself here: it can only
        # fill in a form, which a person then sends.
        response["Cross-Origin-Opener-Policy"] = "unsafe-none"
        return response
