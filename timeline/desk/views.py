"""The pages of the desk: the dashboard, lists of work, and the review of one event."""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Event
from timeline.curation.proof import excerpts_with_text, to_recheck
from timeline.desk import queue_filters, queues
from timeline.desk.lists import BY_PERSON, CONCERNS, EVERYTHING, LISTS, QUEUES, Asked, thing_row
from timeline.desk.review import decisions
from timeline.desk.review.page import review_of
from timeline.desk.review.reading import deciding
from timeline.editions import build
from timeline.editions.kinds import Kind
from timeline.editions.models import Edition
from timeline.reports.models import Report

SEE, APPROVE, PUBLISH = "curation.view_event", "curation.approve_event", "editions.publish_edition"


@dataclass(frozen=True, slots=True)
class Tile:
    """A number on the dashboard, what it counts, and where it leads."""

    label: str
    count: int
    url: str
    note: str = ""


def _page(request: Any, template: str, title: str, **context: Any) -> TemplateResponse:
    request.current_app = admin.site.name
    shown = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, template, shown)


def _may_see(request: Any) -> None:
    if not request.user.has_perm(SEE):
        raise PermissionDenied


@require_safe
def dashboard(request: Any) -> HttpResponse:
    """The admin's first page, with what there is to do above the list of models."""
    context: dict[str, Any] = {}
    if request.user.has_perm(SEE):
        plan = build.plan()
        context = {
            "desk_queues": _queue_tiles(request.user, plan),
            "desk_unpublished": len(plan.lines()),
            "desk_concerns": _concern_tiles(),
            "desk_latest": Edition.objects.latest_first().first(),
            "desk_may_publish": request.user.has_perm(PUBLISH),
            "desk_four_eyes": settings.FOUR_EYES,
        }
    return admin.site.index(request, extra_context=context)


def _tile(name: str, count: int, note: str = "") -> tuple[str, Tile]:
    return name, Tile(LISTS[name].heading, count, reverse("desk:worklist", args=[name]), note)


def _queue_tiles(person: Any, plan: build.Plan) -> list[tuple[str, Tile]]:
    names = [name for name in BY_PERSON if name != "waiting" or person.has_perm(APPROVE)]
    found = queues.counts(person, names)
    events = sum(kind == Kind.EVENT for kind, *_ in plan.lines())
    of_these = f"{events} of them events" if events else ""
    tiles = [_tile(name, found[name]) for name in names]
    tiles.append(_tile("unpublished", len(plan.lines()), of_these))
    tiles.append(_tile("held-back", len(plan.waiting)))
    return [*tiles, _tile("unsourced", queues.unsourced().count())]


def _concern_tiles() -> list[tuple[str, Tile]]:
    quoted = excerpts_with_text()
    first = quoted.page(1)
    fallen = to_recheck(first, explain=0)
    of = f"among the first {len(first)} of {quoted.count}" if quoted.num_pages > 1 else ""
    reports = reverse("admin:reports_report_changelist")
    return [
        _tile("single-origin", len(queues.origins().single())),
        _tile("unarchived", queues.unarchived().count()),
        _tile("strayed", queues.strayed().count()),
        _tile("recheck", len(fallen), of),
        ("reports", Tile("Open problem reports", Report.objects.open().count(), reports)),
    ]


@require_safe
def work(request: Any) -> HttpResponse:
    """All queues of a person, each with its events."""
    _may_see(request)
    names = [name for name in QUEUES if name != "waiting" or request.user.has_perm(APPROVE)]
    asked = Asked(request.user)
    return _page(
        request,
        "desk/work.html",
        "Work",
        sections=[(name, QUEUES[name], QUEUES[name].rows(asked)) for name in names],
        here=request.get_full_path(),
        four_eyes=settings.FOUR_EYES,
        may_publish=request.user.has_perm(PUBLISH),
        others=[*EVERYTHING.items(), *CONCERNS.items()],
    )


@require_safe
def worklist(request: Any, name: str) -> HttpResponse:
    """One list of work."""
    _may_see(request)
    if name not in LISTS:
        raise Http404(f"There is no list “{name}”. Known are: {', '.join(LISTS)}.")
    one, number = LISTS[name], _page_number(request)
    shown: dict[str, Any] = {"here": request.get_full_path()}
    wanted = queue_filters.ALL
    if one.can_filter:
        wanted = queue_filters.parse(request.GET, request.user)
        shown |= {"filters": queue_filters.fields_of(wanted), "query": wanted.query}
    found = one.rows(Asked(request.user, number, wanted))
    if number > found.pages:
        raise Http404(f"There is no page {number}: this list has {found.pages}.")
    return _page(
        request,
        "desk/work.html",
        one.heading,
        sections=[(name, one, found)],
        single=True,
        number=number,
        pages=found.pages,
        four_eyes=settings.FOUR_EYES and name in QUEUES,
        may_publish=request.user.has_perm(PUBLISH),
        **shown,
    )


def _page_number(request: Any) -> int:
    given = request.GET.get("p", "1")
    if not re.fullmatch(r"[1-9][0-9]{0,5}", given):
        raise BadRequest(f"p={given[:40]!r} is not a page number. Write 1 or more.")
    return int(given)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: Any, pk: int) -> HttpResponse:
    """All that is needed to decide on an event; POST decides, comments, or resolves a comment."""
    _may_see(request)
    refused: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            said = decisions.carry_out(request, Event, pk)
        except ActionRefusedError as error:
            refused = error.problems
        else:
            messages.success(request, said)
            return HttpResponseRedirect(reverse("desk:review", args=[pk]))
    event = get_object_or_404(
        Event.objects.with_all().select_related("phase", "edited_by", "decided_by"), pk=pk
    )
    typed = request.POST if refused else {}
    return _page(
        request,
        "desk/review.html",
        f"Review: {event.title}",
        refused=refused,
        typed_note=typed.get("note", ""),
        typed_comment=typed.get("text", ""),
        **_reviewed(event, request.user),
    )


def _reviewed(event: Event, person: Any) -> dict[str, Any]:
    """What the review page shows to a person of an event."""
    found = review_of(event)
    comments = list(event.comments.select_related("author", "resolved_by"))
    return {
        "review": found,
        "event": event,
        "comments": comments,
        "open_comments": sum(comment.resolved_at is None for comment in comments),
        "decisions": list(event.decisions.select_related("by")),
        "deciding": deciding(event, person),
        "may_confirm": decisions.may_confirm(person, event),
        "may_comment": person.has_perm(decisions.COMMENT),
        "next_waiting": _next_waiting(person, event),
        "preview_scope": f"with-{event.pk}",
        "preview_path": f"events/{event.slug}/",
    }


def _next_waiting(person: Any, event: Event) -> Any:
    if not person.has_perm(APPROVE):
        return None
    waiting = queues.in_queue("waiting", person)
    following = [one for one in waiting if (one.kind, one.pk) != ("event", event.pk)][:1]
    return next((thing_row(thing, person) for thing in queues.things(following)), None)
