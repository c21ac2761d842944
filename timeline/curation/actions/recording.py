"""Noting what one act writes, so that it can be undone as one (`curation.actions.undoing`).

Whatever is written with a history is noticed by itself; what has none is told by who moves it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Max, Model, QuerySet
from django.dispatch import receiver
from django.utils import timezone
from simple_history.signals import post_create_historical_record

from timeline.curation.models import Operation


@dataclass(slots=True)
class _Collected:
    """The rows of history of an act, and what it moved that has none."""

    rows: list[Any] = field(default_factory=list)
    moved: list[list[Any]] = field(default_factory=list)


_written: ContextVar[_Collected | None] = ContextVar("written", default=None)


@receiver(post_create_historical_record)
def _notice(sender: Any, history_instance: Any, **kwargs: Any) -> None:
    written = _written.get()
    if written is not None:
        written.rows.append(history_instance)


def move(rows: QuerySet[Any], name: str, *, old: int, new: int) -> int:
    """Let rows without a history hang on another thing; answers how many."""
    keys = list(rows.values_list("pk", flat=True))
    written = _written.get()
    if written is not None and keys:
        written.moved.append([rows.model._meta.model_name, name, keys, old])
    return int(rows.model._default_manager.filter(pk__in=keys).update(**{name: new}))


@contextmanager
def recorded(kind: str, said: str, *, by: AbstractBaseUser) -> Iterator[None]:
    """Keep what is written within the block as one operation, unless it writes nothing."""
    written = _Collected()
    token = _written.set(written)
    try:
        yield
    finally:
        _written.reset(token)
    if written.rows:
        Operation.objects.create(
            kind=kind,
            said=said[:300],
            by_id=by.pk,
            at=timezone.now(),
            rows=_summed_up(written.rows),
            moved=written.moved,
        )


def _summed_up(rows: list[Any]) -> list[list[Any]]:
    """Each thing once: its model, its key, its row of history before and its last one."""
    after: dict[tuple[type[Model], int], int] = {}
    first: dict[type[Model], int] = {}
    for row in rows:
        model = row.instance_type
        after[model, row.id] = row.history_id
        first.setdefault(model, row.history_id)
    before: dict[tuple[type[Model], int], int] = {}
    for model, number in first.items():
        manager: Any = model
        keys = [key for of, key in after if of is model]
        known = manager.history.filter(id__in=keys, history_id__lt=number).order_by()
        newest = dict(known.values_list("id").annotate(newest=Max("history_id")))
        gone = set(
            manager.history.filter(pk__in=newest.values(), history_type="-").values_list(
                "pk", flat=True
            )
        )
        before |= {(model, key): row for key, row in newest.items() if row not in gone}
    return [
        [model._meta.model_name, key, before.get((model, key)), number]
        for (model, key), number in after.items()
    ]
