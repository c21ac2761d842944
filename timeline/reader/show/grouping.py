"""Events under the headings of a list: what is certainly of the time asked for and what may be, and
by year and month."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from timeline.editions.facts import NO_MONTH, Heading

MONTHS = calendar.month_name[1:]


@dataclass(slots=True)
class Month:
    """The events listed under one heading within a year: “January”, “January or later”, or no name
    when the year is all that is known."""

    name: str
    year: str
    first: int  # the number of its first event in the whole view
    cards: list[Any] = field(default_factory=list)  # EventCard, or the same as HTML (Printed)


@dataclass(slots=True)
class Year:
    """The events of one year, in its months."""

    name: str
    months: list[Month] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"y{self.name}"


def grouped(cards: Iterable[Any], first: int = 1) -> list[Year]:
    """Cards in their order, by year and by month of the year; numbered on from `first`."""
    years: list[Year] = []
    for number, card in enumerate(cards, first):
        year_name = str(card.heading.year) if card.heading.year else "Undated"
        month_name = _month_name(card.heading)
        if not years or years[-1].name != year_name:
            years.append(Year(year_name))
        months = years[-1].months
        if not months or months[-1].name != month_name:
            months.append(Month(month_name, year_name, number))
        months[-1].cards.append(card)
    return years


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a list under a heading of its own, which is empty where the list has one part.

    `count` is of the whole view, `years` holds what is on this page.
    """

    anchor: str
    heading: str
    count: int
    years: list[Year]


def sections(
    cards: Sequence[Any], first: int, certain: int, possible: int, heading: str
) -> list[Section]:
    """The cards of a page, which starts with number `first` of its view, in the view's parts.

    `certain` events of the view certainly lie in its range of dates and come first; `possible` ones
    may; `heading` says what the range is. A part that has nothing on this page is left out, except
    that the first page says when nothing is certain.
    """
    if not possible:
        return [Section("events", "", certain, grouped(cards, first))]
    here = max(0, certain - first + 1)
    parts = [Section("certain", heading, certain, grouped(cards[:here], first))]
    if here < len(cards):
        later = grouped(cards[here:], max(first, certain + 1))
        parts.append(Section("possible", "May have been then", possible, later))
    return [part for part in parts if part.years or (not certain and first == 1)]


def _month_name(place: Heading) -> str:
    if place.month == NO_MONTH:
        return "This year or later" if place.or_later else ""
    return MONTHS[place.month - 1] + (" or later" if place.or_later else "")
