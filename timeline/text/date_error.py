"""The error of all that reads dates: the value, what is wrong with it, what would be right."""

from collections.abc import Iterable
from typing import Final, NamedTuple

__all__ = ["EDTF_EXAMPLES", "DateError", "DateHint", "ask"]


class DateHint(NamedTuple):
    """A date to write instead, as a hint names it, and what the hint says it means, if it does.

    Both are read by `timeline.text.dates.read`, and as the same date.
    """

    value: str
    meaning: str = ""


EDTF_EXAMPLES: Final = tuple(
    map(DateHint, ("2021-03-05", "2020-01", "2020", "2020~", "2021-03-05/2021-03-08"))
)
_EDTF_HINT: Final = "use EDTF, such as 2021-03-05, 2020-01, 2020, 2020~ or 2021-03-05/2021-03-08"


class DateError(ValueError):
    """A text that is not a date we can hold: the value, what is wrong with it, what would be right.

    ``value`` is what was given, untouched; ``problem`` and ``hint`` are clauses without a full
    stop; ``suggestions`` are all the dates that the hint names. ``str()`` joins the first three
    into one sentence that is safe to print: a long value is cut and characters that do not print
    are escaped.
    """

    def __init__(
        self,
        value: object,
        problem: str,
        hint: str = "",
        suggestions: Iterable[DateHint | str] = (),
    ) -> None:
        self.value = value
        self.problem = problem
        self.hint = hint or _EDTF_HINT
        given = suggestions if hint else EDTF_EXAMPLES
        self.suggestions = tuple(
            one if isinstance(one, DateHint) else DateHint(one) for one in given
        )
        super().__init__(value, problem, self.hint)

    def of(self, value: object) -> "DateError":
        """The same error about the value that it came from, such as the whole of what was typed."""
        return DateError(value, self.problem, self.hint, self.suggestions)

    def __str__(self) -> str:
        return f"{_shown(self.value)} is not a date we can use: {self.problem}; {self.hint}."


def ask(value: object, problem: str, readings: Iterable[tuple[str, str]]) -> DateError:
    """An error that offers several readings: the EDTF text of each, and what it means."""
    found = [DateHint(edtf, meaning) for edtf, meaning in readings]
    hint = "write " + " or ".join(f"{one.value} for {one.meaning}" for one in found)
    return DateError(value, problem, hint, found)


def _shown(value: object) -> str:
    if not isinstance(value, str):
        return f"A value of type {type(value).__name__}"
    cut = value if len(value) <= 60 else value[:57] + "..."
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)
    return f"“{safe}”"
