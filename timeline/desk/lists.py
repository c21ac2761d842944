"""The lists that the dashboard counts: what is in each, and how a page shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse

from timeline.curation.models import Event, Excerpt
from timeline.desk import queues
from timeline.desk.rechecks import rechecks

SHOWN = 200  # rows of a page


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: what it is, what to know about it, and where to work on it."""

    title: str
    url: str
    facts: tuple[str, ...] = ()
    edit_url: str = ""
    note: str = ""  # the reason of the last decision
    note_by: str = ""


@dataclass(frozen=True, slots=True)
class WorkList:
    """A list of work under its heading; `empty` is what stands there when nothing is to do."""

    heading: str
    explanation: str
    empty: str
    rows: Callable[[AbstractBaseUser], list[Row]]


def _queue(name: str) -> Callable[[AbstractBaseUser], list[Row]]:
    def rows(person: AbstractBaseUser) -> list[Row]:
        return [event_row(event) for event in queues.in_queue(name, person)[:SHOWN]]

    return rows


def event_row(event: Any) -> Row:
    """An event of `queues.in_queue`."""
    facts = [event.when.short, event.get_stage_display().capitalize()]
    if event.edited_by:
        facts.append(f"edited by {event.edited_by}")
    if event.open_comments:
        plural = "s" if event.open_comments > 1 else ""
        facts.append(f"{event.open_comments} open comment{plural}")
    against = event.last_decision in {"returned", "taken-back"}
    return Row(
        event.title,
        reverse("desk:review", args=[event.pk]),
        tuple(facts),
        reverse("admin:curation_event_change", args=[event.pk]),
        event.last_note or "" if against else "",
        event.last_by or "" if against else "",
    )


def _single_origin(person: AbstractBaseUser) -> list[Row]:
    events = Event.objects.filter(pk__in=queues.origins().single()[:SHOWN]).by_date()
    return [
        Row(
            event.title,
            reverse("desk:review", args=[event.pk]),
            (event.when.short, event.get_stage_display().capitalize()),
            reverse("admin:curation_event_change", args=[event.pk]),
        )
        for event in events
    ]


def _unarchived(person: AbstractBaseUser) -> list[Row]:
    return [
        Row(
            source.title,
            reverse("admin:curation_source_change", args=[source.pk]),
            (source.publisher.name, source.slug),
        )
        for source in queues.unarchived()[:SHOWN]
    ]


def _rechecks(person: AbstractBaseUser) -> list[Row]:
    failing = {one.excerpt: one.problem for one in rechecks().failing[:SHOWN]}
    excerpts = Excerpt.objects.filter(pk__in=failing).select_related("event", "source__publisher")
    return [
        Row(
            f"{excerpt.slug}: {excerpt}",
            reverse("desk:review", args=[excerpt.event_id]),
            (excerpt.event.title, str(excerpt.source)),
            reverse("admin:curation_excerpt_change", args=[excerpt.pk]),
            f"It {failing[excerpt.pk]}",
        )
        for excerpt in excerpts.defer("source__text").order_by("event__slug", "position", "pk")
    ]


QUEUES = {
    "waiting": WorkList(
        "Waiting for me",
        "In review, and not edited last by you where two people are needed.",
        "Nothing waits for your decision.",
        _queue("waiting"),
    ),
    "returned": WorkList(
        "Returned to me",
        "Sent back by an editor, with a reason.",
        "Nothing was sent back to you.",
        _queue("returned"),
    ),
    "mine": WorkList(
        "Mine",
        "Drafts and events in review that you edited last.",
        "You have no event in the works.",
        _queue("mine"),
    ),
    "unpublished": WorkList(
        "Approved and unpublished",
        "Approved or withdrawn, and waiting for the next edition.",
        "Everything that is decided is published.",
        _queue("unpublished"),
    ),
}
CONCERNS = {
    "unsourced": WorkList(
        "Drafts without an excerpt",
        "They cannot be approved as they are.",
        "Every draft has an excerpt.",
        _queue("unsourced"),
    ),
    "single-origin": WorkList(
        "Events on a single origin",
        "Only one publisher’s own words support them, however many copies there are.",
        "Every event stands on two or more independent origins.",
        _single_origin,
    ),
    "unarchived": WorkList(
        "Sources without an archived copy",
        "Excerpts are copied from them, and the page may vanish.",
        "Every source in use has an archived copy.",
        _unarchived,
    ),
    "recheck": WorkList(
        "Excerpts to check again",
        "Their quote is not, or not exactly once, in the text that their source has now.",
        "Every excerpt stands in its source’s text.",
        _rechecks,
    ),
}
LISTS = QUEUES | CONCERNS
