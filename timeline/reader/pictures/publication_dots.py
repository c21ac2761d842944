"""The small picture beside a question: on what day each answer was published.

Positions are percentages and type is in pixels, in an SVG without a viewBox: it fills whatever
width it is given, and its letters keep their size.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from timeline.reader.show.questions import Question
from timeline.text.dates import HistoricalDate

LEFT, RIGHT = 8.0, 97.0  # percent: where the first year begins and the last one ends
ROW = 20  # pixels an answer
FOOT = 22  # pixels for the years
MOST_YEARS = 6  # that can be named side by side on a phone


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole years, from the first day of one to the last day of another, drawn in proportion."""

    first: int
    last: int

    @classmethod
    def of(cls, years: Iterable[int]) -> "Scale":
        """The scale that holds all of these years; one without any holds the year 1."""
        known = sorted(years) or [1]
        return cls(known[0], known[-1])

    def at(self, day: date) -> float:
        """Where a day lies, in percent of the width."""
        begin = date(self.first, 1, 1).toordinal()
        days = date(self.last, 12, 31).toordinal() + 1 - begin
        part = min(1.0, max(0.0, (day.toordinal() - begin) / days))
        return round(LEFT + (RIGHT - LEFT) * part, 2)

    def years(self) -> list[tuple[float, str]]:
        """The years that are named, with where they begin."""
        step = -(-(self.last - self.first + 1) // MOST_YEARS)
        return [
            (self.at(date(year, 1, 1)), str(year))
            for year in range(self.first, self.last + 1, step)
        ]


@dataclass(frozen=True, slots=True)
class Mark:
    """A source that gives an answer: a day, or the days between which it was published."""

    x: float
    width: float  # 0 for a day

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True, slots=True)
class Line:
    """One answer's line in the picture; `y` is the middle of it, in pixels."""

    letter: str
    y: int
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class Strip:
    """The picture, and in words what it shows."""

    height: int
    axis: int
    lines: list[Line]
    years: list[tuple[float, str]]
    words: str


def strip(question: Question, scale: Scale) -> Strip:
    """When each answer of a question was published, a line an answer, on a scale."""
    lines = [
        Line(
            answer.letter,
            ROW // 2 + ROW * number,
            _marks([e.first_published for e, _ in answer.excerpts if e.first_published], scale),
        )
        for number, answer in enumerate(question.answers)
    ]
    axis = ROW * len(lines) + 2
    words = "; ".join(
        f"{answer.letter}: {answer.first.phrase if answer.first else 'date not known'}"
        for answer in question.answers
    )
    return Strip(
        axis + FOOT, axis, lines, scale.years(), f"When each answer was published. {words}"
    )


def _marks(dates: list[HistoricalDate], scale: Scale) -> list[Mark]:
    """A mark for each date, equal ones once."""
    found: dict[tuple[float, float], Mark] = {}
    for when in dates:
        begin = scale.at(when.earliest or date(scale.first, 1, 1))
        end = scale.at(when.latest or date(scale.last, 12, 31))
        width = 0.0 if when.is_day else max(1.2, round(end - begin, 2))
        found[begin, width] = Mark(begin, width)
    return list(found.values())
