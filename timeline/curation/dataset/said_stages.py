"""The stage that an entry says: what it may say, and the decision that a load makes by it."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from timeline.curation.dataset.read import DatasetEntry
from timeline.curation.dataset.store import Store
from timeline.curation.models import Decision
from timeline.curation.models.base import Stage, Staged, with_hand
from timeline.curation.models.review import FROM_FILES, DecisionKind

_DECISIONS: Final[dict[str, str]] = {
    Stage.DRAFT: DecisionKind.RETURNED,
    Stage.IN_REVIEW: DecisionKind.SUBMITTED,
    Stage.APPROVED: DecisionKind.APPROVED,
    Stage.WITHDRAWN: DecisionKind.WITHDRAWN,
}


def is_known(store: Store, entry: DatasetEntry) -> bool:
    """Whether an entry says a stage that there is; else that is noted."""
    stage = entry.values["stage"]
    if stage in Stage.values:
        return True
    message = f"“{stage}” is not a stage. Known are: {', '.join(Stage.values)}."
    store.add(entry.problem("stage", message))
    return False


def leave_undecided(entry: DatasetEntry, thing: Staged | None, as_said: Callable[[], bool]) -> None:
    """Make an entry of somebody who may not decide by a file say what it may.

    What is withdrawn stays so. What the entry calls approved is left as it is where nothing of it
    differs, and goes into review where it does.
    """
    said = entry.values["stage"]
    if thing is not None and thing.stage == Stage.WITHDRAWN:
        entry.said_stage, entry.values["stage"] = said, thing.stage
        return
    if said != Stage.APPROVED:
        return
    entry.said_stage = Stage.APPROVED
    if thing is not None:
        entry.values["stage"] = thing.stage
        if thing.stage in (Stage.APPROVED, Stage.IN_REVIEW) and as_said():
            return
    entry.values["stage"] = Stage.IN_REVIEW.value


def fields_of(thing: Staged, stage: str, *, by: AbstractBaseUser) -> dict[str, Any]:
    """The fields of a thing that a load changes and puts into a stage."""
    now = timezone.now()
    decided = stage in (Stage.APPROVED, Stage.WITHDRAWN)
    return {
        "stage": stage,
        "since": now,
        "edited_by": by,
        "hands": with_hand("" if thing.stage == Stage.APPROVED else thing.hands, by.pk),
        "decided_by": by if decided else None,
        "decided_at": now if decided else None,
    }


def note_decision(thing: Staged, before: str, *, by: AbstractBaseUser) -> None:
    """Keep the decision that a load has made: the note says that the files made it."""
    if thing.stage == Stage.DRAFT and before in ("", Stage.DRAFT):
        return
    Decision.objects.create(
        thing=thing,
        kind=_DECISIONS[thing.stage],
        by_id=by.pk,
        at=timezone.now(),
        note=FROM_FILES,
        version=thing.version,
    )
