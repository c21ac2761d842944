"""Events under the headings of a list: by year, and by month of the year."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from timeline.editions.facts import NO_MONTH, Heading

MONTHS = calendar.month_name[1:]


@dataclass(slots=True)
class Month:
    """The events listed under one heading within a year: “January”, “January or later”."""

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


def _month_name(place: Heading) -> str:
    if place.month == NO_MONTH:
        return "This year or later" if place.or_later else "Month not stated"
    return MONTHS[place.month - 1] + (" or later" if place.or_later else "")
