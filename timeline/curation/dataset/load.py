"""Bringing a dataset into the desk: all of it, or nothing."""

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import time
from functools import partial
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from timeline.curation import twins
from timeline.curation.actions import record_change
from timeline.curation.actions.recording import recorded
from timeline.curation.dataset import parts, said_stages, site, state
from timeline.curation.dataset.budget import Budget
from timeline.curation.dataset.former import apply_former_slugs
from timeline.curation.dataset.problems import DatasetError
from timeline.curation.dataset.read import DatasetEntry, Reader
from timeline.curation.dataset.shapes import EVENTS_PREFIX, phase_of_file
from timeline.curation.dataset.store import Store
from timeline.curation.models import (
    Actor,
    Dispute,
    Event,
    Excerpt,
    Gap,
    Operation,
    Phase,
    Place,
    Publisher,
    Site,
    Source,
    Story,
    Term,
    Tie,
)
from timeline.curation.models.base import Staged
from timeline.progress import Told, quiet
from timeline.text import dates
from timeline.text.degrees import degrees

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(slots=True)
class LoadResult:
    """What a load did: slugs by kind, created, changed or unchanged."""

    created: dict[str, list[str]] = field(default_factory=dict)
    changed: dict[str, list[str]] = field(default_factory=dict)
    unchanged: dict[str, list[str]] = field(default_factory=dict)
    twins: list[str] = field(default_factory=list)  # a sentence for each pair of like sources

    def note(self, outcome: str, kind: str, slug: str) -> None:
        getattr(self, outcome).setdefault(kind, []).append(slug)

    def __str__(self) -> str:
        kinds = [*dict.fromkeys([*self.created, *self.changed, *self.unchanged])]
        lines = [
            f"{kind}: "
            + ", ".join(
                f"{len(getattr(self, outcome).get(kind, []))} {outcome}"
                for outcome in ("created", "changed", "unchanged")
            )
            for kind in kinds
        ]
        return "\n".join([*lines, *self.twins])


def load(folder: Path, *, by: AbstractBaseUser, told: Told = quiet) -> LoadResult:
    """Bring the files of `folder` into the desk as `by`; `told` is told of each entry.

    What a file says replaces what the desk has of the same slug; what no file names stays. Loading
    the same files again changes nothing. It is one operation, which the desk can take back. Raises
    `DatasetError` with every problem found, and has then written nothing.
    """
    reader = Reader(folder)
    entries = reader.read()
    if reader.problems:
        raise DatasetError(reader.problems)
    said = f"Load of {folder.resolve().name}"
    with transaction.atomic(), recorded(Operation.Kind.LOAD, said, by=by):
        loader = Loader(entries, by, told=told)
        loader.run()
        if loader.store.problems:
            raise DatasetError(loader.store.problems)
    return loader.report


class Loader:
    """One load: a walk over the kinds, each after those that it refers to.

    With `approve` off, what the files call approved and is not so on the desk goes into review
    instead, so that nobody approves by a file what they may not approve on its page. Where the
    `budget` is spent, DatasetError ends the load. `touched`
    holds the keys of what was made or changed, by kind; problems are in `store.problems`. Whoever
    runs it opens the transaction, and rolls it back when there are any.
    """

    def __init__(
        self,
        entries: dict[str, list[DatasetEntry]],
        by: AbstractBaseUser,
        *,
        approve: bool = True,
        budget: Budget | None = None,
        told: Told = quiet,
    ) -> None:
        self.entries = entries
        self.approve = approve
        self.budget = budget
        self.told = told
        self.touched: dict[str, list[int]] = {}
        self.store = Store(entries, by)
        self.report = LoadResult()
        self.renamed: set[tuple[Any, str]] = set()
        self.reworded: list[Excerpt] = []  # that other events may say, too

    def run(self) -> None:
        self._refuse_repeated_slugs()
        if self.store.problems:
            return  # the desk cannot hold two things of one slug, not even to look at them
        self.renamed = apply_former_slugs(self.entries, self.store)
        if self.store.problems:
            return  # which thing an entry is about is not known
        self._each("publishers.yaml", "publishers", Publisher, self._publisher)
        self._each(
            "sources.yaml", "sources", Source, self._source, self._parents_first("republishes")
        )
        self._each("actors.yaml", "actors", Actor, self._actor, self._parents_first("part_of"))
        self._each("places.yaml", "places", Place, self._place, self._parents_first("within"))
        self._phases()
        self._events()
        self._each("disputes.yaml", "disputes", Dispute, self._dispute)
        self._each("site.yaml", "site", Site, self._text(site.SITE))
        self._each("story.yaml", "story", Story, self._text(site.STORY))
        self._each("gaps.yaml", "gaps", Gap, self._text(site.GAP))
        self._each("lexicon.yaml", "terms", Term, self._term)
        made = Source.objects.filter(pk__in=self.touched.get("sources", ())).order_by("slug")
        self.report.twins = twins.named(made.select_related("publisher").defer("text"))

    def _each(
        self,
        file: str,
        kind: str,
        model: type[models.Model],
        apply: Callable[[DatasetEntry, Any], bool],
        order: Callable[[list[DatasetEntry]], list[DatasetEntry]] = list,
    ) -> None:
        known = self.store.all(model)
        for entry in order(self.entries.get(file, [])):
            self._in_time(entry)
            found = known.get(entry.slug)
            before = len(self.store.problems)
            thing = found or model()
            if apply(entry, thing):
                known[entry.slug] = thing
                self._note("changed" if found else "created", kind, thing)
            elif len(self.store.problems) == before:
                same = (model, entry.slug) not in self.renamed
                self._note("unchanged" if same else "changed", kind, thing)

    def as_said(
        self, entry: DatasetEntry, thing: Staged, values: Callable[[Any], dict[str, Any]]
    ) -> bool:
        """Whether a thing is what its entry says, or what it may say, already."""
        if not self.approve:
            said_stages.leave_undecided(
                entry, thing if thing.pk else None, lambda: values(thing) == entry.values
            )
        return bool(thing.pk) and values(thing) == entry.values

    def save(
        self,
        entry: DatasetEntry,
        thing: Staged,
        fields: dict[str, Any],
        *,
        leave: tuple[str, ...] = (),
    ) -> bool:
        """Save what an entry says of a thing, its stage and the decision for that included."""
        if not said_stages.is_known(self.store, entry):
            return False
        before = thing.stage if thing.pk else ""
        fields = fields | said_stages.fields_of(thing, entry.values["stage"], by=self.store.by)
        if not self.store.save(entry, thing, fields, leave=leave):
            return False
        said_stages.note_decision(thing, before, by=self.store.by)
        return True

    def _in_time(self, entry: DatasetEntry) -> None:
        self.told(f"{entry.file}, line {entry.line}")
        if self.budget is not None:
            self.budget.in_time(entry.file, entry.line)

    def _note(self, outcome: str, kind: str, thing: Any) -> None:
        self.report.note(outcome, kind, thing.slug)
        if outcome != "unchanged":
            self.touched.setdefault(kind, []).append(thing.pk)

    # -- the kinds: each answers whether it saved anything ----------------------------------------

    def _publisher(self, entry: DatasetEntry, publisher: Publisher) -> bool:
        traits: Any = Publisher._meta.get_field("traits")
        for number, trait in enumerate(entry.values["traits"], start=1):
            try:
                traits.validate([trait], publisher)
            except ValidationError as error:
                self.store.add(entry.problem(f"traits[{number}]", error.messages[0]))
                return False
        entry.values["traits"] = traits.to_python(entry.values["traits"])
        if self.as_said(entry, publisher, state.publisher_values):
            return False
        return self.save(entry, publisher, entry.values)

    def _source(self, entry: DatasetEntry, source: Source) -> bool:
        values, find = entry.values, self.store.find
        if self.as_said(entry, source, state.source_values):
            return False
        publisher = find(Publisher, entry, "publisher", values["publisher"])
        if publisher is None:
            return False
        fields = values | {
            "publisher": publisher,
            "republishes": find(Source, entry, "republishes", values["republishes"]),
        }
        return self.save(entry, source, fields)

    def _actor(self, entry: DatasetEntry, actor: Actor) -> bool:
        if self.as_said(entry, actor, state.actor_values):
            return False
        whole = self.store.find(Actor, entry, "part_of", entry.values["part_of"])
        fields = entry.values | {"part_of": whole}
        saved = self.save(entry, actor, fields, leave=("names",))
        if saved:
            parts.names(self.store, entry, actor)
        return saved

    def _place(self, entry: DatasetEntry, place: Place) -> bool:
        values = entry.values
        for name in ("latitude", "longitude"):
            try:
                values[name] = degrees(values[name])
            except ValueError as error:
                self.store.add(entry.problem(name, str(error)))
                return False
        if self.as_said(entry, place, state.place_values):
            return False
        fields = values | {
            "within": self.store.find(Place, entry, "within", values["within"]),
            "latitude": values["latitude"] or None,
            "longitude": values["longitude"] or None,
        }
        saved = self.save(entry, place, fields, leave=("names",))
        if saved:
            parts.names(self.store, entry, place)
        return saved

    def _phases(self) -> None:
        """Phases take their order from the file; a move of one may need the place of another."""
        entries = self.entries.get("phases.yaml", [])
        order = {entry.slug: number for number, entry in enumerate(entries, start=1)}
        known = self.store.all(Phase)
        moved = [p for p in known.values() if p.slug in order and p.position != order[p.slug]]
        for phase in moved:
            phase.position += 1000
            phase.save_without_historical_record()

        def one(entry: DatasetEntry, phase: Phase) -> bool:
            position = order[entry.slug]

            def values(thing: Phase) -> dict[str, Any]:
                there = state.phase_values(thing)
                return there if thing.position == position else there | {"position": 0}

            if self.as_said(entry, phase, values):
                return False
            return self.save(entry, phase, entry.values | {"position": position})

        self._each("phases.yaml", "phases", Phase, one)

    def _events(self) -> None:
        """All events first, then what they say of each other, then whether they stand."""
        known = self.store.all(Event)
        saved: list[tuple[DatasetEntry, Event, str, str]] = []
        for name in [name for name in self.entries if name.startswith(EVENTS_PREFIX)]:
            for entry in self.entries[name]:
                _normalise_event(entry)
                parts.locators(self.store, entry)
                self.told(f"{entry.file}, line {entry.line}")
                event = known.get(entry.slug)
                if not self.approve:
                    said_stages.leave_undecided(entry, event, partial(_is_as_said, entry, event))
                if event is not None and _is_as_said(entry, event):
                    same = (Event, entry.slug) not in self.renamed
                    self._note("unchanged" if same else "changed", "events", event)
                    continue
                outcome = "changed" if event else "created"
                before = event.stage if event else ""
                event = event or Event()
                if self._event(entry, event):
                    known[entry.slug] = event
                    saved.append((entry, event, outcome, before))
        for entry, event, outcome, before in saved:
            parts.links(self.store, entry, event)
            parts.ties(self.store, entry, event)
            self._settle(entry, event, before)
            self._note(outcome, "events", event)
        self._carried({event.pk for _, event, *_ in saved})
        for entry, event, *_ in saved:
            if Event.Stage.APPROVED in (event.stage, entry.said_stage):
                parts.tie_proofs(self.store, entry, event)

    def _carried(self, done: set[int]) -> None:
        """Events whose own entry is as it was, and that stand on excerpts which changed.

        They are as the files say still, in a new version; those that the files do not hold, or that
        may not be approved by a file, are drafts again.
        """
        ties = Tie.objects.filter(excerpt__in=self.reworded).exclude(event__in=done)
        for event in Event.objects.filter(pk__in=ties.values("event")).order_by("pk"):
            if self.approve and event.slug in self.store.given[Event]:
                self.store.write(event)
            else:
                record_change(event, by=self.store.by)
            unchanged = self.report.unchanged.get("events", [])
            if event.slug in unchanged:
                unchanged.remove(event.slug)
            self._note("changed", "events", event)

    def _event(self, entry: DatasetEntry, event: Event) -> bool:
        values, find = entry.values, self.store.find
        phase = find(Phase, entry, "", phase_of_file(entry.file))
        if values["time"] and not _TIME.fullmatch(values["time"]):
            message = f"“{values['time']}” is not a time of day. Write hours and minutes, as 01:05."
            self.store.add(entry.problem("time", message))
            return False
        if phase is None:
            return False
        fields = {
            "phase": phase,
            "local_time": time.fromisoformat(values["time"]) if values["time"] else None,
            **said_stages.fields_of(event, Event.Stage.DRAFT, by=self.store.by),
        }
        leave = ("actors", "places", "about", "excerpts", "ties", "links", "time", "stage")
        plain = {name: value for name, value in values.items() if name not in leave}
        if not self.store.save(entry, event, plain | fields):
            return False
        for name in ("places", "about"):
            places = [
                find(Place, entry, f"{name}[{number}]", slug)
                for number, slug in enumerate(values[name], start=1)
            ]
            getattr(event, name).set([place for place in places if place is not None])
        parts.participations(self.store, entry, event)
        disputes = {dispute.slug for dispute in self.entries.get("disputes.yaml", [])}
        self.reworded += parts.excerpts(self.store, entry, event, disputes)
        return True

    def _settle(self, entry: DatasetEntry, event: Event, before: str) -> None:
        """Give the event, which was in the stage `before`, the stage that the file says."""
        if not said_stages.is_known(self.store, entry):
            return
        stage = entry.values["stage"]
        if Event.Stage.APPROVED in (stage, entry.said_stage) and stage != Event.Stage.WITHDRAWN:
            parts.proofs(self.store, entry, event)
        if stage != Event.Stage.DRAFT:
            if stage != Event.Stage.IN_REVIEW:
                event.decided_by_id, event.decided_at = self.store.by.pk, timezone.now()
            event.stage = stage
            self.store.write(event)
        said_stages.note_decision(event, before, by=self.store.by)

    def _dispute(self, entry: DatasetEntry, dispute: Dispute) -> bool:
        for position in entry.values["positions"]:
            position["excerpts"] = sorted(position["excerpts"])
        entry.values["events"] = sorted(entry.values["events"])
        if self.as_said(entry, dispute, state.dispute_values):
            return False
        if len(entry.values["positions"]) < 2:
            problem = entry.problem("positions", "must be at least two: sources differ.")
            self.store.add(problem)
        if not self.save(entry, dispute, entry.values, leave=("events", "positions")):
            return False
        events = [
            self.store.find(Event, entry, f"events[{number}]", slug)
            for number, slug in enumerate(entry.values["events"], start=1)
        ]
        dispute.events.set([event for event in events if event is not None])
        parts.positions(self.store, entry, dispute)
        return True

    def _text(self, kind: site.TextKind) -> Callable[[DatasetEntry, Any], bool]:
        return lambda entry, thing: site.apply(self, entry, thing, kind)

    def _term(self, entry: DatasetEntry, term: Term) -> bool:
        values, find = entry.values, self.store.find
        values["actors"], values["places"] = sorted(values["actors"]), sorted(values["places"])
        if self.as_said(entry, term, state.term_values):
            return False
        lines = {name: "\n".join(values[name]) for name in ("words", "equal", "broader")}
        if not self.save(entry, term, values | lines, leave=("actors", "places")):
            return False
        actors = [
            find(Actor, entry, f"actors[{number}]", slug)
            for number, slug in enumerate(values["actors"], start=1)
        ]
        places = [
            find(Place, entry, f"places[{number}]", slug)
            for number, slug in enumerate(values["places"], start=1)
        ]
        term.actors.set([actor for actor in actors if actor is not None])
        term.places.set([place for place in places if place is not None])
        return True

    # -- what concerns all entries ----------------------------------------------------------------

    def _parents_first(self, name: str) -> Callable[[list[DatasetEntry]], list[DatasetEntry]]:
        """Entries so that each comes after the one that its field `name` refers to."""

        def order(entries: list[DatasetEntry]) -> list[DatasetEntry]:
            by_slug = {entry.slug: entry for entry in entries}
            done: dict[str, DatasetEntry] = {}
            for entry in entries:
                chain: dict[str, DatasetEntry] = {}
                step: DatasetEntry | None = entry
                while step is not None and step.slug not in done and step.slug not in chain:
                    chain[step.slug] = step
                    step = by_slug.get(step.values[name])
                if step is not None and step.slug in chain:
                    slugs = list(chain)
                    circle = [*slugs[slugs.index(step.slug) :], step.slug]
                    message = f"goes in a circle: {' → '.join(circle)}."
                    self.store.add(step.problem(name, message))
                done |= dict(reversed(chain.items()))
            return list(done.values())

        return order

    def _refuse_repeated_slugs(self) -> None:
        firsts: dict[tuple[str, str], DatasetEntry] = {}
        excerpts: dict[str, DatasetEntry] = {}
        for file, entries in self.entries.items():
            kind = "events" if file.startswith(EVENTS_PREFIX) else file
            for entry in entries:
                first = firsts.setdefault((kind, entry.slug), entry)
                if first is not entry:
                    self._repeated(entry, "slug", first)
                for number, values in enumerate(entry.values.get("excerpts", []), start=1):
                    name = f"excerpts[{number}].slug"
                    if values["slug"] in excerpts:
                        self._repeated(entry, name, excerpts[values["slug"]])
                    excerpts.setdefault(values["slug"], entry)

    def _repeated(self, entry: DatasetEntry, name: str, first: DatasetEntry) -> None:
        where = f"in {first.file}, line {first.line}"
        self.store.add(entry.problem(name, f"is given already {where}. Choose another."))


def _normalise_event(entry: DatasetEntry) -> None:
    """Write what can be written in two ways as the desk writes it, so that the two compare."""
    values = entry.values
    values["places"], values["about"] = sorted(values["places"]), sorted(values["about"])
    with contextlib.suppress(dates.DateError):  # the model's own check will name it
        values["date"] = dates.parse(values["date"]).edtf


def _is_as_said(entry: DatasetEntry, event: Event | None) -> bool:
    if event is None:
        return False
    same_phase = event.phase.slug == phase_of_file(entry.file)
    return same_phase and state.event_values(event) == entry.values
