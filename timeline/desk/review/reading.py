"""What a person reads of a thing before they decide on it: what it says otherwise to readers."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from timeline.curation.actions.approving import needs_another
from timeline.curation.actions.moves import Move, moves_for
from timeline.curation.models.base import Stage, Staged
from timeline.curation.naming import all_named_by
from timeline.desk.assignments import Assigning, assigning
from timeline.desk.links import change_url, review_url
from timeline.desk.review.decisions import along_key
from timeline.editions import build
from timeline.editions.diff import field_changes
from timeline.editions.models import Record
from timeline.text.word_changes import FieldChange


@dataclass(frozen=True, slots=True)
class ReadThing:
    """A thing of the desk against what is public of it, word by word.

    `key` is what a box says that approves it along with something else, empty where a person may
    not do that; `mine` says that it holds changes of theirs.
    """

    thing: Staged
    kind: str
    public: Record | None
    changes: list[FieldChange]
    url: str
    edit_url: str
    key: str = ""
    mine: bool = False


def read(thing: Staged, person: Any, *, along: bool = False) -> ReadThing:
    """A thing as a person reads it, `along` with one that names it or by itself."""
    public = public_of(thing)
    before = public.document if public else {}
    mine = needs_another(thing, by=person)
    return ReadThing(
        thing,
        str(thing._meta.verbose_name),
        public,
        field_changes(before, build.desk_document(thing)),
        review_url(thing),
        change_url(thing),
        along_key(thing) if along and not mine else "",
        mine,
    )


def public_of(thing: Staged) -> Record | None:
    """What readers see of a thing now, under its slug or one that it had."""
    kind = str(thing._meta.model_name)
    slugs = [thing.slug, *reversed(thing.former_slugs)]
    found = {one.slug: one for one in Record.objects.current().filter(kind=kind, slug__in=slugs)}
    return next((found[slug] for slug in slugs if slug in found), None)


def names_to_read(thing: Staged, person: Any) -> list[ReadThing]:
    """What a thing names and nobody has approved as it is now, each as a person reads it."""
    return [
        read(one, person, along=True)
        for one in all_named_by(thing)
        if one.stage in (Stage.DRAFT, Stage.IN_REVIEW)
    ]


@dataclass(frozen=True, slots=True)
class Deciding:
    """What the box “Decide” of a review page shows."""

    moves: list[Move]
    four_eyes: bool
    needs_another: bool
    names: list[ReadThing]  # what can be approved along
    assigning: Assigning | None


def deciding(thing: Staged, person: Any) -> Deciding:
    names = names_to_read(thing, person) if thing.stage == Stage.IN_REVIEW else []
    return Deciding(
        moves_for(person, thing, along=[one.thing for one in names if one.key]),
        bool(settings.FOUR_EYES),
        thing.stage == Stage.IN_REVIEW and needs_another(thing, by=person),
        names,
        assigning(thing, person),
    )
