"""What a load keeps at hand: the desk by slug, the problems found, one way to save and remove."""

import difflib
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models

from timeline.curation.dataset.problems import Problem
from timeline.curation.dataset.read import DatasetEntry
from timeline.curation.dataset.shapes import EVENTS_PREFIX
from timeline.curation.models import (
    Actor,
    Dispute,
    Event,
    Excerpt,
    Gap,
    Phase,
    Place,
    Publisher,
    Site,
    Source,
    Story,
    Term,
)

REASON = "Loaded from a dataset"
MODELS: dict[str, type[models.Model]] = {
    "publishers.yaml": Publisher,
    "sources.yaml": Source,
    "actors.yaml": Actor,
    "places.yaml": Place,
    "phases.yaml": Phase,
    "disputes.yaml": Dispute,
    "site.yaml": Site,
    "story.yaml": Story,
    "gaps.yaml": Gap,
    "lexicon.yaml": Term,
}
_WITH: dict[type[models.Model], tuple[str, ...]] = {
    Actor: ("names",),
    Place: ("names",),
    Dispute: ("events", "positions__excerpts"),
    Excerpt: ("event", "source", "said_by"),
    Site: ("clocks",),
    Story: ("steps__event",),
    Gap: ("addresses", "phase"),
    Term: ("actors", "places"),
}


class Store:
    """Things of the desk by slug, so that a reference costs no query.

    `given` holds the slugs that the files themselves name, by model. `problems` grows; whoever
    opened the transaction rolls it back when there are any.
    """

    def __init__(self, entries: dict[str, list[DatasetEntry]], by: AbstractBaseUser) -> None:
        self.by = by
        self.problems: list[Problem] = []
        self.given = _given(entries)
        self._known: dict[type[models.Model], dict[str, Any]] = {}

    def add(self, problem: Problem) -> None:
        self.problems.append(problem)

    def all(self, model: type[models.Model]) -> dict[str, Any]:
        """Everything of a kind by slug; what is saved under a new slug has to be put in."""
        if model not in self._known:
            manager: Any = model._default_manager
            found = (
                manager.with_all()
                if model is Event
                else manager.prefetch_related(*_WITH.get(model, ()))
            )
            self._known[model] = {thing.slug: thing for thing in found}
        return self._known[model]

    def find(self, model: type[models.Model], entry: DatasetEntry, name: str, slug: str) -> Any:
        """What the slug names, or None after saying that nothing has this slug.

        None without a word for what the files do name but could not be saved: its own problem has
        been noted, and that is the one to mend.
        """
        known = self.all(model)
        if not slug or slug in known:
            return known.get(slug)
        if slug not in self.given.get(model, ()):
            label = str(model._meta.verbose_name)
            near = difflib.get_close_matches(slug, known, n=1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            self.add(entry.problem(name, f"“{slug}” is not the slug of any {label}.{hint}"))
        return None

    def save(
        self,
        entry: DatasetEntry,
        thing: models.Model,
        fields: dict[str, Any],
        *,
        leave: Iterable[str] = (),
        path: str = "",
    ) -> bool:
        """Check and save a thing; problems are noted by the field of the file they come from."""
        for name, value in fields.items():
            if name not in leave:
                setattr(thing, name, value)
        try:
            thing.full_clean()
        except ValidationError as error:
            for name, problems in error.error_dict.items():
                shown = "" if name == "__all__" else {"local_time": "time"}.get(name, name)
                for problem in problems:
                    message = _message(thing, name, fields.get(name), problem)
                    self.add(entry.problem(f"{path}{shown}".rstrip("."), message))
            return False
        self.write(thing)
        return True

    def write(self, thing: Any) -> None:
        """Save what has been checked, as a new version of it."""
        thing._history_user = self.by
        thing._change_reason = REASON
        if thing.pk and hasattr(thing, "version"):
            thing.version += 1
        thing.save()

    def remove(self, thing: Any) -> None:
        thing._history_user = self.by
        thing._change_reason = REASON
        thing.delete()


def _message(thing: models.Model, name: str, value: Any, problem: ValidationError) -> str:
    """What is wrong with a field: always with its value, where that is short and can be printed."""
    if problem.code == "invalid_choice":
        choices = thing._meta.get_field(name).flatchoices  # type: ignore[union-attr]
        return f"“{value}” is not known. Known are: {', '.join(str(key) for key, _ in choices)}."
    message = " ".join(problem.messages)
    short = isinstance(value, str) and 0 < len(value) <= 80 and value.isprintable()
    return f"“{value}”: {message}" if short and value not in message else message


def _given(entries: dict[str, list[DatasetEntry]]) -> dict[type[models.Model], set[str]]:
    found: dict[type[models.Model], set[str]] = {}
    for file, of_file in entries.items():
        model = Event if file.startswith(EVENTS_PREFIX) else MODELS[file]
        found.setdefault(model, set()).update(entry.slug for entry in of_file)
        found.setdefault(Excerpt, set()).update(
            values["slug"] for entry in of_file for values in entry.values.get("excerpts", ())
        )
    return found
