"""The fields of the forms over a view: what they hold, what is wrong with it, what goes along."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from timeline.reader.query.parse import ParameterProblem
from timeline.reader.query.timeline_query import TimelineQuery

DATES = ("from", "to", "known_by")


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form: what it holds, and what is wrong with it."""

    name: str
    label: str
    typed: str
    problems: list[ParameterProblem] = field(default_factory=list)


def date_fields(
    query: TimelineQuery,
    problems: Sequence[ParameterProblem] = (),
    typed: dict[str, str] | None = None,
) -> list[FormField]:
    """The date fields. What cannot be read stays as typed; the rest shows what was understood."""
    fields = []
    for name, label, value in (
        ("from", "From", query.from_),
        ("to", "To", query.to),
        ("known_by", "As reported by", query.known_by),
    ):
        wrong = [one for one in problems if one.parameter == name]
        understood = value.phrase if value else ""
        shown = (typed or {}).get(name, "") if wrong or not understood else understood
        fields.append(FormField(name, label, shown, wrong))
    return fields


def search_field(
    query: TimelineQuery, problems: Sequence[ParameterProblem] = (), typed: str = ""
) -> FormField:
    """The field of the search, as typed."""
    return FormField(
        "q", "Search", typed or query.q, [one for one in problems if one.parameter == "q"]
    )


def carried(query: TimelineQuery, *own: str) -> list[tuple[str, str]]:
    """What a form has to carry along of the rest of the view, which starts at its first page."""
    return [pair for pair in query.pairs() if pair[0] not in (*own, "page")]
