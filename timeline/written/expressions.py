"""Names, filters and conditions of templates as expressions of Python."""

import re
from typing import Any, Final, Protocol

from django.template.base import FilterExpression, Variable
from django.template.defaultfilters import length as length_filter
from django.template.smartif import TokenBase

COMPARED: Final = {"==": "==", "!=": "!=", "is": "is", "is not": "is not"}
CALLED: Final = {"in": "within", "not in": "not_within"}
ORDERED: Final = {
    "<": "less({0}, {1})",
    ">": "less({1}, {0})",
    "<=": "at_most({0}, {1})",
    ">=": "at_most({1}, {0})",
}
LITERALS: Final = {"True": "True", "False": "False", "None": "None"}


class CannotWriteError(Exception):
    """A template uses what is not written as Python; Django shows it."""


class WrittenAt(Protocol):
    """Where in a template an expression stands: what names stand for there, and constants."""

    use_tz: bool | None

    def name(self, name: str) -> str: ...

    def loop(self, part: str) -> str: ...

    def constant(self, value: Any) -> str: ...


def of_variable(variable: Variable, place: WrittenAt) -> str:
    """What a variable stands for, MISSING where that is nothing."""
    if variable.translate:
        raise CannotWriteError("a text that is translated")
    if variable.lookups is None:
        return place.constant(variable.literal)
    first, *rest = variable.lookups
    if first in LITERALS and not rest:
        return LITERALS[first]
    if first == "block":
        raise CannotWriteError("block.super")
    if first == "forloop":
        if len(rest) != 1:
            raise CannotWriteError(f"{variable.var}")
        return place.loop(rest[0])
    written = place.name(first)
    for step in rest:
        written = f"part({written}, {step!r})"
    return written


def of_filtered(filtered: FilterExpression, place: WrittenAt, nothing: str = "empty") -> str:
    """What a variable with its filters stands for. `nothing` names what is made of a name without a
    meaning, as a value for a filter or a tag (`empty`) or for a comparison (`none`)."""
    written, sure = _start(filtered, place)
    for function, arguments in filtered.filters:
        written = written if sure else f"{nothing}({written})"
        written, sure = _filter(function, written, arguments, place), True
    return written


def of_value(filtered: FilterExpression, place: WrittenAt, nothing: str = "empty") -> str:
    """The same, where a name without a meaning must not go on as MISSING."""
    written = of_filtered(filtered, place, nothing)
    return written if filtered.filters or not filtered.is_var else f"{nothing}({written})"


def _start(filtered: FilterExpression, place: WrittenAt) -> tuple[str, bool]:
    if filtered.is_var:
        return of_variable(filtered.var, place), filtered.var.lookups is None
    return place.constant(filtered.var), True


def _filter(
    function: Any, written: str, arguments: list[tuple[bool, Any]], place: WrittenAt
) -> str:
    if function is length_filter:
        return f"length({written})"
    given = [
        f"needed({of_variable(argument, place)})" if looked_up else place.constant(argument)
        for looked_up, argument in arguments
    ]
    if getattr(function, "expects_localtime", False):
        written = f"local({written}, {place.use_tz})"
    called = place.constant(function)
    more = "".join(f", {one}" for one in given)
    if getattr(function, "needs_autoescape", False):
        more += ", autoescape=True"
    if getattr(function, "is_safe", False):
        return f"still_safe((was := {written}), {called}(was{more}))"
    return f"{called}({written}{more})"


def of_condition(condition: Any, place: WrittenAt) -> str:
    """A condition of `{% if %}`."""
    one = condition.id
    if one == "literal":
        return of_filtered(condition.value, place, "none")
    if one == "not":
        return f"(not {of_condition(condition.first, place)})"
    if one in ("and", "or"):
        first, second = of_condition(condition.first, place), of_condition(condition.second, place)
        return f"({first} {one} {second})"
    first, second = (_compared(side, place) for side in (condition.first, condition.second))
    if one in COMPARED:
        return f"({first} {COMPARED[one]} {second})"
    if one in ORDERED:
        return ORDERED[one].format(first, second)
    if one in CALLED:
        return f"{CALLED[one]}({first}, {second})"
    raise CannotWriteError(f"{one} in a condition")


def _compared(side: TokenBase, place: WrittenAt) -> str:
    if side.id == "literal":
        return of_value(side.value, place, "none")
    return of_condition(side, place)


def can_fail(written: str) -> bool:
    """Whether a condition has the argument of a filter, which may stand for nothing."""
    return re.search(r"\bneeded\(", written) is not None
