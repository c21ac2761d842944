"""What a dataset says of itself: its site, its story, what is known to be missing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db import models

from timeline.curation.dataset import state
from timeline.curation.dataset.read import DatasetEntry
from timeline.curation.dataset.store import Store
from timeline.curation.models import Clock, Event, Gap, GapAddress, Phase, Site, Story, StoryStep
from timeline.curation.models.base import Staged
from timeline.curation.models.site import STEPS_MAX, STEPS_MIN

if TYPE_CHECKING:
    from timeline.curation.dataset.load import Loader


@dataclass(frozen=True, slots=True)
class TextKind:
    """How an entry becomes a thing: `values` reads it back, `fields` are those of the model that
    the entry gives (None after a problem), `parts` writes what hangs on it."""

    values: Callable[[Any], dict[str, Any]]
    fields: Callable[[Store, DatasetEntry], dict[str, Any] | None]
    parts: Callable[[Store, DatasetEntry, Any], None]


def apply(loader: "Loader", entry: DatasetEntry, thing: Staged, kind: TextKind) -> bool:
    """Make a thing what its entry says; whether anything was saved."""
    if loader.as_said(entry, thing, kind.values):
        return False
    fields = kind.fields(loader.store, entry)
    if fields is None or not loader.save(entry, thing, fields):
        return False
    kind.parts(loader.store, entry, thing)
    return True


def _plain(entry: DatasetEntry, *leave: str) -> dict[str, Any]:
    return {name: value for name, value in entry.values.items() if name not in ("stage", *leave)}


def _rows(
    store: Store,
    entry: DatasetEntry,
    name: str,
    old: list[Any],
    make: Callable[[str, dict[str, Any]], tuple[models.Model, dict[str, Any]] | None],
) -> None:
    """Put the rows of a list in place of those that there are, in the order of the file.

    `make` answers a new row and its fields for the path and the values of an item, None after a
    problem.
    """
    for one in old:
        store.remove(one)
    for number, values in enumerate(entry.values[name], start=1):
        path = f"{name}[{number}]."
        made = make(path, values)
        if made is not None:
            store.save(entry, made[0], made[1], path=path)


# -- the site -------------------------------------------------------------------------------------


def _site_parts(store: Store, entry: DatasetEntry, site: Site) -> None:
    _rows(store, entry, "clocks", list(site.clocks.all()), lambda _, v: (Clock(site=site), v))


SITE: Final = TextKind(state.site_values, lambda _, entry: _plain(entry, "clocks"), _site_parts)


# -- the story ------------------------------------------------------------------------------------


def _story_parts(store: Store, entry: DatasetEntry, story: Story) -> None:
    steps = entry.values["steps"]
    approved = entry.values["stage"] == Event.Stage.APPROVED
    if approved and not STEPS_MIN <= len(steps) <= STEPS_MAX:
        message = f"has {len(steps)}; a story has {STEPS_MIN} to {STEPS_MAX} steps."
        store.add(entry.problem("steps", message))
    numbers = iter(range(1, len(steps) + 1))

    def step(path: str, values: dict[str, Any]) -> tuple[models.Model, dict[str, Any]] | None:
        number = next(numbers)
        event = store.find(Event, entry, f"{path}event", values["event"])
        if event is None:
            return None
        if approved and event.stage != Event.Stage.APPROVED:
            stage = event.get_stage_display().lower()
            message = (
                f"“{event.slug}” is {stage}: a story leads through public events. Take "
                "the step out, or give the story the stage draft."
            )
            store.add(entry.problem(f"{path}event", message))
            return None
        return StoryStep(story=story, event=event), {
            "caption": values["caption"],
            "position": number,
        }

    _rows(store, entry, "steps", list(story.steps.all()), step)


STORY: Final = TextKind(state.story_values, lambda _, entry: _plain(entry, "steps"), _story_parts)


# -- what is known to be missing ------------------------------------------------------------------


def _gap_fields(store: Store, entry: DatasetEntry) -> dict[str, Any] | None:
    checked = entry.values["checked"]
    try:
        day = date.fromisoformat(checked) if checked else None
    except ValueError:
        message = f"“{checked}” is not a day. Write it as 2026-03-01, or leave it out."
        store.add(entry.problem("checked", message))
        return None
    phase = store.find(Phase, entry, "phase", entry.values["phase"])
    return _plain(entry, "addresses") | {"phase": phase, "checked": day}


def _gap_parts(store: Store, entry: DatasetEntry, gap: Gap) -> None:
    old = list(gap.addresses.all())
    _rows(store, entry, "addresses", old, lambda _, v: (GapAddress(gap=gap), v))


GAP: Final = TextKind(state.gap_values, _gap_fields, _gap_parts)
