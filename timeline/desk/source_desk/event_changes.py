"""What others changed in an event since a form was opened."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from timeline.curation.diff import field_changes
from timeline.curation.models import Event, EventLink, Excerpt, Participation
from timeline.desk.part_history import part_changes
from timeline.text.word_changes import FieldChange

_PARTS = [(Excerpt, "event"), (Participation, "event"), (EventLink, "event")]


@dataclass(frozen=True, slots=True)
class Changed:
    """That an event was saved since: by whom, when, and what differs."""

    event: Event
    who: str
    when: Any
    changes: list[FieldChange]


def newest_change() -> str:
    """A mark of now: the number of the newest change of any event, for a form to carry.

    One number stands for the versions of all events, because whoever opens the form has not chosen
    the event yet.
    """
    newest = Event.history.aggregate(newest=Max("history_id"))["newest"]
    return str(newest or 0)


def changed_since(event: Event, opened: str) -> Changed | None:
    """What was saved of an event after the mark `opened`; None when nothing was.

    A mark that is none counts as older than everything. An event that was made after it has
    nothing that its reader could have seen otherwise.
    """
    known = opened.isascii() and opened.isdecimal() and len(opened) <= 18
    history: Any = event.history.select_related("history_user").order_by("-history_id")
    since = list(history.filter(history_id__gt=int(opened) if known else -1))
    if not since:
        return None
    before = history.filter(history_id__lte=int(opened)).first() if known else None
    if known and before is None:
        return None
    names = dict.fromkeys(str(row.history_user or "somebody") for row in since)
    changes = [] if before is None else _changes(event, since[0], before)
    return Changed(event, ", ".join(names), since[0].history_date, changes)


def _changes(event: Event, now: Any, before: Any) -> list[FieldChange]:
    found = field_changes(Event, before, now)
    for part in part_changes(_PARTS, event.pk):
        if part.when > before.history_date:
            old = "; ".join(f"{one.label}: {one.old}" for one in part.changes)
            new = "; ".join(f"{one.label}: {one.new}" for one in part.changes)
            found.append(FieldChange(part.what, old, new or part.text))
    return found
