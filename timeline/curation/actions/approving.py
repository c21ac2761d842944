"""What keeps a thing from being approved, or from being withdrawn: a sentence for each reason."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings

from timeline.curation import twins
from timeline.curation.models import Event, Gap, Publisher, Source, Story
from timeline.curation.models.base import Stage, Staged
from timeline.curation.models.catalogue import NOT_DESCRIBED
from timeline.curation.models.site import STEPS_MAX, STEPS_MIN
from timeline.curation.naming import named_by, standing_on
from timeline.curation.proof import event_problems
from timeline.curation.unconfirmed import GUESSED_BASIS, open_guesses

_NAMED = 3  # things that one sentence names


def needs_another(thing: Staged, *, by: Any) -> bool:
    """Whether another person than `by` has to approve it: it holds changes of theirs."""
    return bool(settings.FOUR_EYES) and thing.is_by(by)


def approval_problems(thing: Staged, *, by: Any, along: Iterable[Staged] = ()) -> Iterator[str]:
    """Each reason why `by` may not approve a thing that is in review, as a sentence.

    What is to be approved `along` with it is taken for approved.
    """
    if needs_another(thing, by=by):
        yield (
            f"“{thing}” holds changes of yours since it was last approved. Another person has to "
            "approve it."
        )
    yield from content_problems(thing, along)


def content_problems(thing: Staged, along: Iterable[Staged] = ()) -> Iterator[str]:
    """Each reason why nobody may approve a thing as it is, as a sentence."""
    yield from (one.problem for one in open_guesses(thing))
    if isinstance(thing, Event):
        if thing.date_basis.strip().casefold().startswith(GUESSED_BASIS):
            yield (
                f"“{thing.date_basis}” says that its date is a guess. Readers are told how a date "
                "is known: write that, or leave it empty."
            )
        yield from event_problems(thing)
        yield from _origin_problems(thing)
    if isinstance(thing, Publisher) and thing.nature == NOT_DESCRIBED:
        yield f"Nothing says what it is (“{NOT_DESCRIBED}”). Readers are told that beside a quote."
    if isinstance(thing, Source):
        yield from (one.problem for one in twins.open_of(thing))
    if isinstance(thing, Story):
        yield from story_problems(thing)
    if isinstance(thing, Gap) and not thing.addresses.exists():
        yield "It names no address. Give one at least where it is told in public."
    coming = set(along)
    for one in unapproved_names(thing):
        if one in coming:
            continue
        kind = one._meta.verbose_name
        if one.stage == Stage.WITHDRAWN:
            yield f"It names the {kind} “{one}”, which is withdrawn. Take it out."
        else:
            yield f"It names the {kind} “{one}”, which nobody has approved yet. Approve that first."


def _origin_problems(event: Event) -> Iterator[str]:
    """Each pair of its sources that readers would be told to be two origins, and that is one."""
    quoted = set(event.excerpts.values_list("source_id", flat=True))
    quoted |= set(event.ties.values_list("excerpt__source_id", flat=True))
    for pair in twins.open_among(quoted) if len(quoted) > 1 else ():
        yield f"Of the source “{pair.source.title}”: {pair.problem}"


def unapproved_names(thing: Staged) -> list[Staged]:
    """What a thing names and readers cannot see: never approved, or withdrawn."""
    return [
        one
        for one in named_by(thing)
        if one.stage != Stage.APPROVED
        and (one.stage == Stage.WITHDRAWN or not was_ever_approved(one))
    ]


def story_problems(story: Story) -> Iterator[str]:
    """Each reason why a story may not be published, as a sentence."""
    steps = list(story.steps.select_related("event"))
    if not STEPS_MIN <= len(steps) <= STEPS_MAX:
        yield (
            f"It has {len(steps)} step{'' if len(steps) == 1 else 's'}; a story has {STEPS_MIN} to "
            f"{STEPS_MAX}."
        )
    for step in steps:
        if step.event.stage != Stage.APPROVED:
            stage = step.event.get_stage_display().lower()
            yield (
                f"“{step.event.title}” ({step.event.slug}) is {stage}, and a story "
                "leads through public events. Approve it, or take its step out."
            )


def withdrawal_problems(thing: Staged, *, by: Any, along: Iterable[Staged] = ()) -> Iterator[str]:
    """Each reason why a thing may not be withdrawn, as a sentence."""
    if not was_ever_approved(thing):
        yield (
            f"“{thing}” has never been approved, so no edition has it. Delete it instead, or "
            "leave it a draft."
        )
    standing = standing_on(thing)
    if standing:
        said = ", ".join(f"“{one}”" for one in standing[:_NAMED])
        more = f" and {len(standing) - _NAMED} more" if len(standing) > _NAMED else ""
        yield f"It is named by {said}{more}. Take it out of there first, or withdraw these."


def was_ever_approved(thing: Staged) -> bool:
    """Whether an edition may hold the thing, which then can be withdrawn but not deleted."""
    if thing.stage == Stage.APPROVED:
        return True
    history: Any = thing.history  # type: ignore[attr-defined]
    return bool(history.filter(stage=Stage.APPROVED).exists())
