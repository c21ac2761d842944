"""What a person wants to see of a queue: of which kind and stage, by whom, for whom, since when."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.core.exceptions import BadRequest

from timeline.curation.models.base import Stage
from timeline.curation.naming import STAGED

ME, NOBODY = "me", "nobody"
_MOST_DAYS: Final = 3650
KINDS: Final = {str(one._meta.model_name): str(one._meta.verbose_name) for one in STAGED}
STAGES: Final = {stage.value: str(stage.label) for stage in (Stage.DRAFT, Stage.IN_REVIEW)}
_DAYS: Final = {"1": "a day or more", "7": "a week or more", "30": "a month or more"}


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Each field is empty where it leaves nothing out.

    `by` is who edited a thing last, `to` whom it is assigned to (or `NOBODY`), both as names by
    which people sign in; `days` is for how many days it waits at least.
    """

    kind: str = ""
    stage: str = ""
    by: str = ""
    to: str = ""
    days: int = 0

    @property
    def query(self) -> str:
        """It as a query string, empty where it leaves nothing out."""
        given = {
            "kind": self.kind,
            "stage": self.stage,
            "by": self.by,
            "to": self.to,
            "days": str(self.days or ""),
        }
        return urlencode({name: value for name, value in given.items() if value})


ALL: Final = QueueFilter()


def parse(given: Mapping[str, str], person: Any) -> QueueFilter:
    """The filter of a query string; BadRequest names a value that means nothing."""
    days = given.get("days", "")
    if days and not (re.fullmatch(r"[1-9][0-9]{0,3}", days) and int(days) <= _MOST_DAYS):
        raise BadRequest(f"days={days[:40]!r} is no number of days from 1 to {_MOST_DAYS}.")
    to = _person("to", given.get("to", ""), {ME, NOBODY})
    return QueueFilter(
        kind=_one_of("kind", given.get("kind", ""), KINDS),
        stage=_one_of("stage", given.get("stage", ""), STAGES),
        by=_person("by", given.get("by", "")),
        to=person.get_username() if to == ME else to,
        days=int(days or 0),
    )


def _one_of(name: str, value: str, known: Mapping[str, str]) -> str:
    if value and value not in known:
        raise BadRequest(f"{name}={value[:40]!r} is not known. Known are: {', '.join(known)}.")
    return value


def _person(name: str, value: str, words: Collection[str] = ()) -> str:
    if value and value not in words and value not in people():
        raise BadRequest(f"{name}={value[:40]!r} is nobody of the desk.")
    return value


def people() -> list[str]:
    """The names by which the people of the desk sign in, in order."""
    staff = get_user_model()._default_manager.filter(is_staff=True).order_by("username")
    return list(staff.values_list("username", flat=True))


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """A field of the form above a queue: its name, what it asks, and value and label of each
    choice; `chosen` is the value that it has."""

    name: str
    label: str
    choices: list[tuple[str, str]]
    chosen: str


def fields_of(wanted: QueueFilter) -> list[FilterChoice]:
    """The form above a queue."""
    names = [(name, name) for name in people()]
    return [
        FilterChoice("kind", "Kind", _with_any(KINDS.items()), wanted.kind),
        FilterChoice("stage", "Stage", _with_any(STAGES.items()), wanted.stage),
        FilterChoice("by", "Edited last by", _with_any(names), wanted.by),
        FilterChoice("to", "Assigned to", _with_any([(NOBODY, "nobody"), *names]), wanted.to),
        FilterChoice("days", "Waits for", _with_any(_DAYS.items()), str(wanted.days or "")),
    ]


def _with_any(choices: Any) -> list[tuple[str, str]]:
    return [("", "any"), *choices]
