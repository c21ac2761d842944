"""Bringing slides of a timeline made elsewhere to the desk, as drafts: all of them, or none."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from timeline.curation.actions.commenting import comment
from timeline.curation.actions.recording import recorded
from timeline.curation.dataset import shapes
from timeline.curation.dataset.load import Loader
from timeline.curation.dataset.problems import DatasetError, Problem
from timeline.curation.dataset.read import DatasetEntry
from timeline.curation.dataset.timelinejs import ReadSlides, Slide
from timeline.curation.models import Event, Operation, Phase
from timeline.curation.models.review import COMMENT_MAX

KIND: Final = Event.Kind.DEVELOPMENT


@dataclass(slots=True)
class Imported:
    """What became of the slides: slugs of new drafts, and of events that were there as they are."""

    made: list[str] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    commented: list[str] = field(default_factory=list)


def import_slides(
    found: ReadSlides,
    *,
    name: str,
    by: AbstractBaseUser,
    phase: str = "",
    kind: str = KIND,
    zone: str,
) -> Imported:
    """Make drafts of slides, in the phase that their group names, else in that of slug `phase`.

    `kind` is that of all the events; `zone` (IANA) that of their hours, empty where it is not known
    and the hour is told in a comment. An event that the desk has under the slug, with the same
    title and date, stays as it is, so that a file can be read again; with another title or date it
    is a problem. Raises DatasetError with every problem, and has then written nothing.
    """
    report = Imported()
    with transaction.atomic(), recorded(Operation.Kind.LOAD, f"load of {name}", by=by):
        entries = _entries(found, name, phase, kind, zone, report)
        loader = Loader(entries, by, approve=False)
        loader.run()
        if loader.store.problems:
            raise DatasetError([replace(one, file=name) for one in loader.store.problems])
        events = {one.slug: one for one in Event.objects.filter(slug__in=report.made)}
        for slide in found.slides:
            if slide.slug in events and (texts := list(_comments(slide, name, zone))):
                for text in texts:
                    comment(events[slide.slug], by=by, text=text)
                report.commented.append(slide.slug)
    return report


def _entries(
    found: ReadSlides, name: str, phase: str, kind: str, zone: str, report: Imported
) -> dict[str, list[DatasetEntry]]:
    """The slides that are no events yet as entries of the files of a dataset."""
    phases = {
        said: one.slug for one in Phase.objects.all() for said in (one.slug, one.name.casefold())
    }
    there = {one.slug: one for one in Event.objects.filter(slug__in=[s.slug for s in found.slides])}
    problems: list[Problem] = []
    entries: dict[str, list[DatasetEntry]] = {}
    for slide in found.slides:
        own = phases.get(slide.group.casefold()) or phases.get(phase)
        if slide.slug in there:
            problems += _other(slide, there[slide.slug], name)
            report.there.append(slide.slug)
        elif own is None:
            problems.append(_homeless(slide, name, phase, sorted(set(phases.values()))))
        else:
            file = shapes.events_file(own)
            entry = DatasetEntry(file, slide.line, _values(slide, kind, zone))
            entries.setdefault(file, []).append(entry)
            report.made.append(slide.slug)
    if problems:
        raise DatasetError(problems)
    return entries


def _other(slide: Slide, event: Event, name: str) -> list[Problem]:
    """A problem where the desk has another event under the slug of a slide."""
    if (event.title, event.date) == (slide.headline, slide.date):
        return []
    message = (
        f"The desk has another event of this address: “{event.title}”, {event.date}. Rename it, or "
        "give the slide another headline or unique_id."
    )
    return [Problem(name, slide.line, slide.slug, "", message)]


def _homeless(slide: Slide, name: str, phase: str, known: list[str]) -> Problem:
    group = f"“{slide.group[:60]}” is no phase of the desk" if slide.group else "there is none"
    default = f", and neither is “{phase[:60]}”" if phase else ""
    message = f"{group}{default}. Name one by --phase; there are: {', '.join(known) or 'none yet'}."
    return Problem(name, slide.line, slide.headline[:60], "group", message)


def _values(slide: Slide, kind: str, zone: str) -> dict[str, Any]:
    plain: dict[str, Any] = {
        one.name: list(one.default) if one.many and one.default is not None else one.default
        for one in shapes.EVENT
    }
    timed = slide.time if zone else ""
    return plain | {
        "slug": slide.slug,
        "title": slide.headline,
        "summary": slide.text,
        "date": slide.date,
        "time": timed,
        "zone": zone if timed else "",
        "kind": kind,
        "stage": Event.Stage.DRAFT,
    }


def _comments(slide: Slide, name: str, zone: str) -> Iterator[str]:
    """What a draft has no place for, in as few comments as it fits into."""
    left = list(slide.left)
    if slide.time and not zone:
        left.append(("Hour, of no known zone", slide.time))
    text = f"From {name}, line {slide.line}, which proves nothing:"
    if not left:
        return
    for what, said in left:
        line = f"{what}: {said}"
        for start in range(0, len(line), COMMENT_MAX // 2):
            part = line[start : start + COMMENT_MAX // 2]
            if len(text) + len(part) + 1 > COMMENT_MAX:
                yield text
                text = f"From {name}, line {slide.line}, further:"
            text = f"{text}\n{part}"
    yield text
