"""Making one thing of two that turn out to be the same: two actors, two places or two events.

Everything that hangs on the lost one moves to the one that remains, what is then there twice is
folded into one, and the slug of the lost one becomes a former slug of the other, so that its public
addresses redirect once an edition is published.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction

from timeline.curation.actions.editing import record_change
from timeline.curation.actions.recording import move, recorded
from timeline.curation.actions.rehearse import rehearse
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import (
    Actor,
    Event,
    EventLink,
    Excerpt,
    Operation,
    Participation,
    Place,
    StoryStep,
    Tie,
)
from timeline.curation.models.base import Staged
from timeline.text.degrees import degrees

MERGEABLE = (Actor, Place, Event)
# What two excerpts have in common that are one.
_EXCERPT_FIELDS = (
    "source_id",
    "quote",
    "prefix",
    "suffix",
    "stance",
    "said_by_id",
    "language",
    "translation",
)


@dataclass(slots=True)
class Merged:
    """What a merge did, as headings with a line for each thing that it did to."""

    steps: dict[str, list[str]] = field(default_factory=dict)
    edit_says: str = ""  # what became of the stage of the one that remains

    def note(self, heading: str, line: object) -> None:
        self.steps.setdefault(heading, []).append(str(line))


def preview_merge(lost: Staged, *, into: Staged, by: AbstractBaseUser) -> Merged:
    """What `merge` would do, found out by doing it and taking it back."""
    with rehearse():
        return merge(lost, into=into, by=by)


@transaction.atomic
def merge(lost: Staged, *, into: Staged, by: AbstractBaseUser) -> Merged:
    """Move all that hangs on `lost` to `into`, and delete `lost`. Answers what was done.

    What remains is a draft afterwards, for review, unless it is withdrawn. Events whose published
    documents name the lost thing get a new version and keep their stage; readers see what they saw
    of them until what remains is approved. Refused for things of two kinds, for
    a thing and itself, and where a rule of the desk stands against it.
    """
    if type(lost) is not type(into) or not isinstance(into, MERGEABLE):
        raise ActionRefusedError("Only two actors, two places or two events can be merged.")
    if lost.pk == into.pk:
        raise ActionRefusedError("A thing cannot be merged with itself. Choose another.")
    # In the order of their keys, so that two people who merge the same two wait, and do not block.
    held = type(into)._default_manager.select_for_update().filter(pk__in=[lost.pk, into.pk])
    stored = {thing.pk: thing for thing in held.order_by("pk")}
    if len(stored) < 2:
        raise ActionRefusedError("One of the two is gone. Somebody may have merged them already.")
    work = _Merge(stored[lost.pk], stored[into.pk], by)
    said = f"“{work.lost}” ({lost.slug}) merged into “{work.kept}” ({into.slug})"
    try:
        with recorded(Operation.Kind.MERGE, said, by=by):
            work.run()
    except ValidationError as error:
        raise ActionRefusedError(error.messages) from error
    except models.ProtectedError as error:
        names = sorted({str(one) for one in error.protected_objects})
        raise ActionRefusedError(
            f"“{work.lost}” cannot be merged: {', '.join(names)} would still name it."
        ) from error
    return work.merged


class _Merge:
    """One merge on its way: what is lost, what remains, who does it, what was done."""

    def __init__(self, lost: Any, kept: Any, by: AbstractBaseUser) -> None:
        self.lost, self.kept, self.by = lost, kept, by
        self.merged = Merged()
        self.into = f"Merged: {lost.slug} into {kept.slug}"[:100]
        self.events: dict[int, Event] = {}  # that name the lost thing and are other than it

    def run(self) -> None:
        if isinstance(self.kept, Event):
            self._excerpts()
            self._ties()
            self._event_places()
            self._links()
            self._disputes_about()
            self._steps()
            self._participations(self.lost.participations.all(), "event")
        else:
            self._names()
            self._take_over("description")
            self._terms()
        if isinstance(self.kept, Actor):
            self._participations(self.lost.participations.select_related("event"), "actor")
            self._words()
            self._parts("part_of", "is", "part of")
        if isinstance(self.kept, Place):
            self._take_over("latitude", "longitude")
            self._events_there()
            self._parts("within", "lies", "within")
        self._notes()
        self._settle()

    # -- one row --------------------------------------------------------------------------------

    def _save(self, thing: Any) -> None:
        thing._history_user, thing._change_reason = self.by, self.into
        thing.save()

    def _delete(self, thing: Any) -> None:
        thing._history_user, thing._change_reason = self.by, self.into
        thing.delete()

    def _move(self, thing: Any, name: str) -> None:
        setattr(thing, name, self.kept)
        thing.full_clean(validate_unique=False, validate_constraints=True)
        self._save(thing)

    # -- parts ----------------------------------------------------------------------------------

    def _participations(self, rows: models.QuerySet[Participation], own: str) -> None:
        """Who takes part in what; `own` is the end of the row that is merged."""
        other = "actor" if own == "event" else "event"
        there = {
            (getattr(p, f"{other}_id"), p.role)
            for p in Participation.objects.filter(**{own: self.kept})
        }
        for row in rows.select_related(other).order_by("pk"):
            end = getattr(row, other)
            text = f"{end} ({row.get_role_display()})"
            if (end.pk, row.role) in there:
                self.merged.note("Takes part already: folded into one", text)
                self._delete(row)
            else:
                self.merged.note("Takes part from now on", text)
                self._move(row, own)
            if isinstance(end, Event):
                self.events[end.pk] = end

    def _words(self) -> None:
        for excerpt in self.lost.said.select_related("event").order_by("pk"):
            self.merged.note("Its words from now on", f"{excerpt} in “{excerpt.event}”")
            excerpt.said_by = self.kept
            self._save(excerpt)
            self.events[excerpt.event_id] = excerpt.event
            self._carried(excerpt)

    def _names(self) -> None:
        """The name and the spellings of the lost one, as spellings of the other."""
        own = self.kept.names.field.name
        there = {(self.kept.name, "en"), *self.kept.names.values_list("name", "language")}
        if (self.lost.name, "en") not in there:
            there.add((self.lost.name, "en"))
            self.merged.note("Other names from now on", self.lost.name)
            name = self.kept.names.model(**{own: self.kept}, name=self.lost.name, language="en")
            self._save(name)
        for name in self.lost.names.order_by("pk"):
            if (name.name, name.language) in there:
                self.merged.note("Names that are there already: folded into one", name)
                self._delete(name)
            else:
                there.add((name.name, name.language))
                self.merged.note("Other names from now on", name)
                self._move(name, own)

    def _terms(self) -> None:
        """Terms of the search lexicon that named the lost one name the one that remains."""
        relation = "actors" if isinstance(self.kept, Actor) else "places"
        term: Any
        for term in self.lost.terms.order_by("slug"):
            self.merged.note("Terms of the lexicon that name it now", term)
            term.skip_history_when_saving = True  # the save below records fields and relations
            getattr(term, relation).remove(self.lost)
            getattr(term, relation).add(self.kept)
            del term.skip_history_when_saving
            term._change_reason = self.into
            record_change(term, by=self.by)

    def _take_over(self, *names: str) -> None:
        """Values that only the lost one has."""
        if any(getattr(self.kept, name) not in (None, "") for name in names):
            return
        for name in names:
            value = getattr(self.lost, name)
            if value not in (None, ""):
                label = self.kept._meta.get_field(name).verbose_name
                text = degrees(value) if isinstance(value, Decimal) else value
                self.merged.note("Taken over, because it was empty", f"{label}: {text}")
                setattr(self.kept, name, value)

    def _events_there(self) -> None:
        for name, events, heading in (
            ("places", self.lost.events, "Happens there"),
            ("about", self.lost.events_about, "About it"),
        ):
            for event in events.order_by("pk"):
                there = getattr(event, name).filter(pk=self.kept.pk).exists()
                self.merged.note(
                    f"{heading} {'already: folded into one' if there else 'now'}", event
                )
                event.skip_history_when_saving = True  # the save at the end records both
                getattr(event, name).remove(self.lost)
                getattr(event, name).add(self.kept)
                del event.skip_history_when_saving
                self.events[event.pk] = event

    def _parts(self, name: str, verb: str, how: str) -> None:
        """What belonged to the lost one belongs to the other; `name` is the field that says so."""
        outer = getattr(self.kept, name)
        if outer == self.lost:
            self.merged.note(f"No longer {how} what it is", self.kept)
            setattr(self.kept, name, getattr(self.lost, name))
        else:
            while outer is not None:
                if getattr(outer, f"{name}_id") == self.lost.pk:
                    raise ActionRefusedError(
                        f"“{self.kept}” {verb} {how} “{outer}”, and that {how} “{self.lost}”: "
                        f"merged, each would be {how} the other. Change one of these first."
                    )
                outer = getattr(outer, name)
        inner = self.lost.contains if name == "within" else self.lost.parts
        for thing in inner.exclude(pk=self.kept.pk).order_by("pk"):
            self.merged.note(f"{verb.capitalize()} {how} it from now on", thing)
            setattr(thing, name, self.kept)
            thing.version += 1
            self._save(thing)

    def _event_places(self) -> None:
        for name, heading in (("places", "Happens there now"), ("about", "Is about it now")):
            own = getattr(self.kept, name)
            there = set(own.values_list("pk", flat=True))
            for place in getattr(self.lost, name).order_by("name", "pk"):
                if place.pk not in there:
                    self.merged.note(heading, place)
                    self.kept.skip_history_when_saving = True  # the edit at the end records both
                    own.add(place)
                    del self.kept.skip_history_when_saving

    def _excerpts(self) -> None:
        same = {_content(excerpt): excerpt for excerpt in self.kept.excerpts.all()}
        last = max((excerpt.position for excerpt in same.values()), default=0)
        for excerpt in self.lost.excerpts.select_related("source").order_by("position", "pk"):
            twin = same.get(_content(excerpt))
            if twin is None:
                last += 1
                self.merged.note("Excerpts that move", f"{excerpt} ({excerpt.source.title})")
                excerpt.position = last
                self._move(excerpt, "event")
            else:
                self.merged.note("Excerpts that are there already: folded into one", excerpt)
                self._answers(excerpt, twin)
                self._ties_to(excerpt, twin)
                self._delete(excerpt)

    def _answers(self, excerpt: Excerpt, twin: Excerpt) -> None:
        """Answers that stood on an excerpt stand on its twin."""
        position: Any
        for position in excerpt.positions.select_related("dispute").order_by("pk"):
            text = f"{position.answer} ({position.dispute})"
            self.merged.note("Answers that stand on the remaining excerpt", text)
            position.skip_history_when_saving = True
            position.excerpts.remove(excerpt)
            position.excerpts.add(twin)
            del position.skip_history_when_saving
            self._save(position)
            dispute: Any = position.dispute
            dispute._change_reason = self.into
            record_change(dispute, by=self.by)

    def _ties(self) -> None:
        """The excerpts of other events that carry the lost one carry the one that remains."""
        own = set(self.kept.excerpts.values_list("pk", flat=True))
        there = own | set(self.kept.ties.values_list("excerpt_id", flat=True))
        for tie in self.kept.ties.filter(excerpt__in=own):
            self.merged.note("Tied excerpts that are its own now", tie.excerpt)
            self._delete(tie)
        for tie in self.lost.ties.select_related("excerpt").order_by("position", "pk"):
            if tie.excerpt_id in there:
                self.merged.note("Tied excerpts that are there already: dropped", tie.excerpt)
                self._delete(tie)
            else:
                self.merged.note("Excerpts of other events that carry it now", tie.excerpt)
                tie.position = 0
                self._move(tie, "event")

    def _ties_to(self, excerpt: Excerpt, twin: Excerpt) -> None:
        """Events that an excerpt carried are carried by its twin."""
        carried = set(twin.ties.values_list("event_id", flat=True)) | {twin.event_id}
        tie: Tie
        for tie in excerpt.ties.select_related("event").order_by("pk"):
            self.events[tie.event_id] = tie.event
            if tie.event_id in carried:
                self.merged.note("Tied excerpts that are there already: dropped", tie.event)
                self._delete(tie)
            else:
                self.merged.note("Events that the remaining excerpt carries", tie.event)
                tie.excerpt = twin
                self._save(tie)

    def _disputes_about(self) -> None:
        """Disputes that the lost event showed are shown by the one that remains."""
        dispute: Any
        for dispute in self.lost.disputes_about.order_by("slug"):
            self.merged.note("Shows the dispute now", dispute)
            dispute.skip_history_when_saving = True  # the save below records fields and events
            dispute.events.remove(self.lost)
            dispute.events.add(self.kept)
            del dispute.skip_history_when_saving
            dispute._change_reason = self.into
            record_change(dispute, by=self.by)

    def _steps(self) -> None:
        """The story tells the event that remains; a second step of the same event goes."""
        for step in self.lost.steps.select_related("story"):
            self.merged.note("The story tells it", step)
            if StoryStep.objects.filter(story=step.story, event=self.kept).exists():
                self._delete(step)
            else:
                self._move(step, "event")
            step.story._change_reason = self.into
            record_change(step.story, by=self.by)

    def _carried(self, excerpt: Excerpt) -> None:
        """Note the further events whose documents hold an excerpt."""
        for tie in excerpt.ties.select_related("event"):
            self.events[tie.event_id] = tie.event

    def _links(self) -> None:
        there = set(self.kept.links.values_list("kind", "target_id"))
        for link in self.lost.links.select_related("target").order_by("pk"):
            self._link(link, "event", link.target_id, (link.kind, link.target_id) in there)
        there = set(self.kept.linked_from.values_list("kind", "event_id"))
        for link in self.lost.linked_from.select_related("event", "target").order_by("pk"):
            self.events[link.event_id] = link.event
            self._link(link, "target", link.event_id, (link.kind, link.event_id) in there)

    def _link(self, link: EventLink, own: str, other: int, there: bool) -> None:
        text = f"{link.event} {link}"
        if other == self.kept.pk:
            self.merged.note("Links between the two: dropped", text)
        elif there:
            self.merged.note("Links that are there already: folded into one", text)
        else:
            self.merged.note("Links that move", text)
            self._move(link, own)
            return
        self._delete(link)

    # -- the end --------------------------------------------------------------------------------

    def _notes(self) -> None:
        """What people noted on the lost one and no history is kept of: remarks, and decisions."""
        decisions = self.lost.decisions.all()
        moved = move(decisions, "thing_key", old=self.lost.pk, new=self.kept.pk)
        if moved:
            self.merged.note("Notes that move", f"{moved} decisions")
        for relation in type(self.lost)._meta.related_objects:
            model: Any = relation.related_model
            name = relation.field.name
            if relation.many_to_many or hasattr(model, "history") or not relation.one_to_many:
                continue
            if model._meta.model_name.startswith("historical"):
                continue
            noted = model._base_manager.filter(**{name: self.lost})
            moved = move(noted, relation.field.attname, old=self.lost.pk, new=self.kept.pk)
            if moved:
                label = model._meta.verbose_name_plural
                self.merged.note("Notes that move", f"{moved} {label}")

    def _settle(self) -> None:
        """New versions of all that changed, and the lost one gone."""
        lost, kept = self.lost, self.kept
        slugs = [*kept.former_slugs, *lost.former_slugs, lost.slug]
        kept.former_slugs = [slug for slug in dict.fromkeys(slugs) if slug != kept.slug]
        for slug in [lost.slug, *lost.former_slugs]:
            self.merged.note("Addresses that will lead here", slug)
        if isinstance(kept, Event):  # their own versions come with the edit and the removal
            self.events = {pk: e for pk, e in self.events.items() if pk not in (lost.pk, kept.pk)}
        event: Any
        for _, event in sorted(self.events.items()):
            event.version += 1
            self._save(event)
        kept._change_reason = self.into
        kept.full_clean()
        self.merged.edit_says = record_change(kept, by=self.by)
        self._delete(lost)


def _content(excerpt: Excerpt) -> tuple[Any, ...]:
    return tuple(getattr(excerpt, name) for name in _EXCERPT_FIELDS)
