"""The moves of a thing between stages: one table, for every page that offers or makes them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

from timeline.curation.actions.approving import approval_problems, withdrawal_problems
from timeline.curation.actions.review import (
    approve,
    return_to_draft,
    submit_for_review,
    take_back_approval,
    withdraw,
)
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models.base import Stage, Staged

SUBMIT, APPROVE = "curation.submit_event", "curation.approve_event"


def _nothing(thing: Staged, *, by: Any, along: Iterable[Staged] = ()) -> Iterator[str]:
    yield from ()


@dataclass(frozen=True, slots=True)
class Move:
    """One change of stage: who may make it, from where, and what pages call it.

    `label` is what its button says, `done` what then was done with the thing. `says` is what the
    action calls the text that goes with it: a note, or a reason. `problems` are the rules of the
    action beside the stage, a sentence each.
    """

    name: str
    permission: str
    stages: frozenset[str]
    label: str
    done: str
    action: Callable[..., Staged]
    says: str = "reason"
    problems: Callable[..., Iterator[str]] = _nothing

    def may(self, person: Any, thing: Staged, along: Iterable[Staged] = ()) -> bool:
        """Whether a person may make it with a thing as it is: then it is offered.

        `along` is what can be approved along with it.
        """
        return (
            bool(person.has_perm(self.permission))
            and thing.stage in self.stages
            and next(self.problems(thing, by=person, along=along), None) is None
        )

    @transaction.atomic
    def make(self, thing: Staged, *, by: Any, text: str = "", seen: str | None = None) -> Staged:
        """Make it; `ActionRefusedError` says why not. The caller asks for the permission.

        `seen` is the version that the person has read, where their page carries one: what became
        another since is not decided on.
        """
        held = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
        if seen is not None and seen != str(held.version):
            raise ActionRefusedError(
                f"Not done: somebody changed “{held}” since you opened the page. Read it as it is "
                "now, then decide again."
            )
        return self.action(thing, by=by, **{self.says: text})


MOVES: Final = {
    move.name: move
    for move in (
        Move(
            "submit",
            SUBMIT,
            frozenset({Stage.DRAFT}),
            "Submit for review",
            "submitted for review",
            submit_for_review,
            says="note",
        ),
        Move(
            "approve",
            APPROVE,
            frozenset({Stage.IN_REVIEW}),
            "Approve",
            "approved: the next edition publishes it",
            approve,
            says="note",
            problems=approval_problems,
        ),
        Move(
            "return",
            APPROVE,
            frozenset({Stage.IN_REVIEW, Stage.APPROVED, Stage.WITHDRAWN}),
            "Return to draft",
            "returned to draft",
            return_to_draft,
        ),
        Move(
            "take-back",
            APPROVE,
            frozenset({Stage.APPROVED}),
            "Take the approval back",
            "put back into review",
            take_back_approval,
        ),
        Move(
            "withdraw",
            APPROVE,
            frozenset({Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED}),
            "Withdraw",
            "withdrawn: the next edition ends its publication",
            withdraw,
            problems=withdrawal_problems,
        ),
    )
}


def moves_for(person: Any, thing: Staged, along: Iterable[Staged] = ()) -> list[Move]:
    """The moves that a person may make with a thing as it is, in the order of the table.

    What is only being made can be submitted as soon as it is there.
    """
    if thing.pk is None:
        return [MOVES["submit"]] if person.has_perm(SUBMIT) else []
    return [move for move in MOVES.values() if move.may(person, thing, along)]
