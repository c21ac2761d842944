"""What is left out of an edition, and what has to stay back with it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from timeline.editions.build.keys import Key
from timeline.editions.build.plan import Plan, plan, with_documents


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A change that an edition leaves for later: the thing stays as it is public, or away.

    `verb` is what the edition would do with it; `why` says, of what nobody chose to leave out,
    what it goes with.
    """

    key: Key
    verb: str
    document: Any
    why: str = ""


@dataclass(frozen=True, slots=True)
class HeldPlan:
    """A plan without what is left out, and all that is: what was chosen first.

    `in_vain` are those chosen that change all the same, because they follow from what else is in
    the edition.
    """

    plan: Plan
    left_out: list[HeldBack]
    in_vain: list[Key]


def hold_back(hold: Collection[Key]) -> HeldPlan:
    """What an edition published now would change, were the things on `hold` left out of it.

    What is not in the edition anyway cannot be left out of it, and is passed over.
    """
    full = plan()
    lines = {(kind, slug): (verb, document) for kind, slug, verb, document in full.lines()}
    chosen = [key for key in hold if key in lines]
    if not chosen:
        return HeldPlan(full, [], [])
    part = plan(hold=chosen)
    still = {(kind, slug) for kind, slug, *_ in part.lines()}
    left = [
        HeldBack(key, verb, document, "" if key in chosen else _why(key, part, full))
        for key, (verb, document) in lines.items()
        if key not in still
    ]
    left = _with_public_documents(left)
    left.sort(key=lambda one: (bool(one.why), one.key))
    return HeldPlan(part, left, sorted(key for key in chosen if key in still))


def _why(key: Key, part: Plan, full: Plan) -> str:
    if key in part.waiting and key not in full.waiting:
        named = " and ".join(f"the {kind} “{slug}”" for kind, slug in part.waiting[key])
        return f"It names {named}, which readers cannot be shown without it."
    return "It goes with what is left out: nothing else in the edition needs it to change."


def _with_public_documents(left: list[HeldBack]) -> list[HeldBack]:
    """What would be withdrawn has no new document: the one that is public says what it is."""
    rows = with_documents([(*one.key, one.verb, one.document) for one in left])
    return [
        HeldBack(one.key, one.verb, document, one.why)
        for one, (*_, document) in zip(left, rows, strict=True)
    ]
