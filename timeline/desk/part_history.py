"""The history of what hangs on a thing: its excerpts, names, links and the like."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.text import capfirst

from timeline.curation.diff import field_changes
from timeline.text.word_changes import FieldChange

PARTS_SHOWN = 200
_TYPES = {"+": "added", "~": "changed", "-": "removed"}


@dataclass(frozen=True, slots=True)
class PartChange:
    """One row of the history of something that hangs on a thing."""

    when: datetime
    who: str
    what: str  # "Excerpt changed"
    text: str
    changes: list[FieldChange]
    url: str | None  # of the page that shows this version of the part
    history_url: str | None  # of the history of the part by itself
    restore: str = ""  # what brings it back, of one that was removed: its model and row of history


def part_changes(parts: Sequence[tuple[type[models.Model], str]], pk: int) -> list[PartChange]:
    """The newest changes of what hangs on the thing `pk`, the latest first."""
    found: list[PartChange] = []
    for model, foreign_key in parts:
        manager: Any = model
        rows = list(
            manager.history.filter(**{f"{foreign_key}_id": pk})
            .select_related("history_user")
            .order_by("-history_date", "-history_id")[:PARTS_SHOWN]
        )
        by_part: dict[int, list[Any]] = defaultdict(list)
        for row in rows:
            by_part[row.id].append(row)
        there = set(manager._default_manager.filter(pk__in=by_part).values_list("pk", flat=True))
        for pk_of_part, versions in by_part.items():
            for number, row in enumerate(versions):
                before = versions[number + 1] if number + 1 < len(versions) else None
                found.append(_part_change(model, row, before, still=pk_of_part in there))
    found.sort(key=lambda change: change.when, reverse=True)
    return found[:PARTS_SHOWN]


def _part_change(model: type[models.Model], row: Any, before: Any, *, still: bool) -> PartChange:
    changed = before is not None and row.history_type == "~"
    url = history_url = None
    if model._meta.model_name == "excerpt":
        history_url = reverse("admin:curation_excerpt_history", args=(row.id,))
        if still:
            url = reverse("admin:curation_excerpt_simple_history", args=(row.id, row.history_id))
    return PartChange(
        row.history_date,
        str(row.history_user or "nobody"),
        f"{capfirst(str(model._meta.verbose_name))} {_TYPES[row.history_type]}",
        _text(row),
        field_changes(model, before, row) if changed else [],
        url,
        history_url,
        "" if still or row.history_type != "-" else f"{model._meta.model_name}:{row.history_id}",
    )


def _text(row: Any) -> str:
    """What a part says, from its history alone: what it names may be gone."""
    for name in ("quote", "name", "answer"):
        if hasattr(row, name):
            return str(getattr(row, name))
    try:
        return str(row.instance)
    except models.ObjectDoesNotExist:
        return f"number {row.id}"
