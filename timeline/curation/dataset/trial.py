"""Loading in two steps: first to see what it would change, then exactly that."""

import hashlib
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from timeline.curation.actions.recording import recorded
from timeline.curation.actions.rehearse import rehearse
from timeline.curation.dataset import state
from timeline.curation.dataset.archives import Files
from timeline.curation.dataset.bibliography import is_bibliography, read_bibliography
from timeline.curation.dataset.budget import Budget
from timeline.curation.dataset.csv_sources import FILE as TABLE
from timeline.curation.dataset.csv_sources import read_table
from timeline.curation.dataset.load import Loader, LoadResult
from timeline.curation.dataset.problems import DatasetError
from timeline.curation.dataset.read import DatasetEntry, Reader
from timeline.curation.diff import entry_changes
from timeline.curation.models import (
    Actor,
    Dispute,
    Event,
    Gap,
    Operation,
    Phase,
    Place,
    Publisher,
    Site,
    Source,
    Story,
    Term,
)
from timeline.text import dates
from timeline.text.word_changes import FieldChange

_KINDS: dict[str, tuple[Any, Any]] = {
    "publishers": (Publisher, state.publisher_values),
    "sources": (Source, state.source_values),
    "actors": (Actor, state.actor_values),
    "places": (Place, state.place_values),
    "phases": (Phase, state.phase_values),
    "events": (Event, state.event_values),
    "disputes": (Dispute, state.dispute_values),
    "site": (Site, state.site_values),
    "story": (Story, state.story_values),
    "gaps": (Gap, state.gap_values),
    "terms": (Term, state.term_values),
}


@dataclass(frozen=True, slots=True)
class ThingChange:
    """One thing that a load makes or changes."""

    kind: str  # "actors"
    slug: str
    title: str
    new: bool
    changes: list[FieldChange]
    facts: tuple[str, ...] = ()  # by which a new source is checked: publisher, date, address


@dataclass(frozen=True, slots=True)
class Trial:
    """What a load would do; `digest` stands for the files and for all that it would change."""

    changes: list[ThingChange]
    unchanged: int
    digest: str
    twins: list[str]  # a sentence for each pair of like sources
    said: list[str]  # a sentence for each kind of thing that was left out of a list of references


class DeskChangedError(Exception):
    """The desk is no longer as it was when the trial was shown; nothing was written."""


Entries = dict[str, list[DatasetEntry]]


def entries_of(files: Files, budget: Budget) -> Entries:
    """The entries of uploaded files. `DatasetError` names every problem found in reading them."""
    name, content = next(iter(files.items()))
    if is_bibliography(name, content):
        return read_bibliography(name, content).entries
    if TABLE in files:
        return {"sources.yaml": read_table(files[TABLE])}
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        reader = Reader(Path(folder), budget)
        entries = reader.read()
    if reader.problems:
        raise DatasetError(reader.problems)
    return entries


def try_load(files: Files, *, by: AbstractBaseUser, approve: bool) -> Trial:
    """What loading the files would change, found out by doing it and taking it back.

    `approve` as in `timeline.curation.dataset.load.Loader`. The files are read before anything is
    locked.
    """
    budget = Budget()
    entries = entries_of(files, budget)
    with transaction.atomic():
        return _try(files, entries, by, approve, budget)


def _try(
    files: Files, entries: Entries, by: AbstractBaseUser, approve: bool, budget: Budget
) -> Trial:
    after: dict[tuple[str, int], dict[str, Any]] = {}
    with rehearse():
        loader = _run(entries, by, approve, budget)
        for kind, pks in loader.touched.items():
            after |= {(kind, pk): values for pk, values in _values(kind, pks).items()}
    before: dict[tuple[str, int], dict[str, Any]] = {}
    versions: dict[str, Any] = {}
    for kind, pks in loader.touched.items():
        before |= {(kind, pk): values for pk, values in _values(kind, pks).items()}
        things = _KINDS[kind][0].objects.filter(pk__in=pks)
        versions[kind] = sorted(things.values_list("slug", "version"))
    changes = [_thing_change(key, before.get(key), values) for key, values in after.items()]
    unchanged = sum(map(len, loader.report.unchanged.values()))
    digest = _digest(files, approve, versions, changes)
    return Trial(changes, unchanged, digest, loader.report.twins, _left_out(files))


def load_as_shown(files: Files, *, by: AbstractBaseUser, approve: bool, digest: str) -> LoadResult:
    """Load the files; `DeskChangedError` when it would not do what the trial of `digest` showed."""
    tried, loaded = Budget(), Budget()
    entries = entries_of(files, tried)
    again = entries_of(files, loaded)  # a load changes what it is given
    with transaction.atomic():
        if _try(files, entries, by, approve, tried).digest != digest:
            raise DeskChangedError
        said = f"Upload of {', '.join(sorted(files))}"
        with recorded(Operation.Kind.LOAD, said, by=by):
            return _run(again, by, approve, loaded).report


def _run(entries: Entries, by: AbstractBaseUser, approve: bool, budget: Budget) -> Loader:
    loader = Loader(entries, by, approve=approve, budget=budget)
    loader.run()
    if loader.store.problems:
        raise DatasetError(loader.store.problems)
    return loader


def _left_out(files: Files) -> list[str]:
    name, content = next(iter(files.items()))
    return read_bibliography(name, content).said if is_bibliography(name, content) else []


def _values(kind: str, pks: list[int]) -> dict[int, dict[str, Any]]:
    model, values_of = _KINDS[kind]
    things = model.objects.filter(pk__in=pks)
    things = things.with_all() if model is Event else things
    found = {thing.pk: {**_extra(thing), **values_of(thing)} for thing in things}
    return {pk: found[pk] for pk in pks if pk in found}


def _extra(thing: Any) -> dict[str, Any]:
    """What a file says otherwise than by a field."""
    if isinstance(thing, Event):
        return {"phase": thing.phase.slug}
    return {"position": thing.position} if isinstance(thing, Phase) else {}


def _thing_change(
    key: tuple[str, int], before: dict[str, Any] | None, after: dict[str, Any]
) -> ThingChange:
    changes = entry_changes(before or {}, after)
    naming = ("title", "name", "question", "heading", "line", "slug")
    title = next(after[name] for name in naming if after.get(name))
    facts = _facts(after) if before is None and key[0] == "sources" else ()
    return ThingChange(key[0], after["slug"], title, before is None, changes, facts)


def _facts(source: dict[str, Any]) -> tuple[str, ...]:
    """Publisher, day of publication in words, and address of a new source, as it has them."""
    day = dates.parse(source["published"]).phrase if source["published"] else "date not known"
    publisher = Publisher.objects.filter(slug=source["publisher"]).first()
    named = publisher.name if publisher else source["publisher"]
    return tuple(filter(None, (named, day, source["url"] or "no address")))


def _digest(files: Files, approve: bool, versions: Any, changes: list[ThingChange]) -> str:
    said = [
        sorted((name, hashlib.sha256(content).hexdigest()) for name, content in files.items()),
        approve,
        versions,
        [[c.kind, c.slug, [[f.label, f.old, f.new] for f in c.changes]] for c in changes],
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
