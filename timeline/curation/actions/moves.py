"""The moves of an event between stages: one table, for every page that offers or makes them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from timeline.curation.actions.review import (
    approval_problems,
    approve,
    return_to_draft,
    submit_for_review,
    take_back_approval,
    withdraw,
    withdrawal_problems,
)
from timeline.curation.models import Event
from timeline.curation.models.events import Stage

SUBMIT, APPROVE = "curation.submit_event", "curation.approve_event"


def _nothing(event: Event, *, by: Any) -> Iterator[str]:
    yield from ()


@dataclass(frozen=True, slots=True)
class Move:
    """One change of stage: who may make it, from where, and what pages call it.

    `label` is what its button says, `done` what then was done with the event. `says` is what the
    action calls the text that goes with it: a note, or a reason. `problems` are the rules of the
    action beside the stage, a sentence each.
    """

    name: str
    permission: str
    stages: frozenset[str]
    label: str
    done: str
    action: Callable[..., Event]
    says: str = "reason"
    problems: Callable[..., Iterator[str]] = _nothing

    def may(self, person: Any, event: Event) -> bool:
        """Whether a person may make it with an event as it is: then it is offered."""
        return (
            bool(person.has_perm(self.permission))
            and event.stage in self.stages
            and next(self.problems(event, by=person), None) is None
        )

    def make(self, event: Event, *, by: Any, text: str = "") -> Event:
        """Make it; `ActionRefusedError` says why not. The caller asks for the permission."""
        return self.action(event, by=by, **{self.says: text})


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


def moves_for(person: Any, event: Event) -> list[Move]:
    """The moves that a person may make with an event as it is, in the order of the table."""
    return [move for move in MOVES.values() if move.may(person, event)]
