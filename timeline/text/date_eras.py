"""Years that stand alone and may be of the Hijri calendars: what they can mean, and how to say so.

Whoever copies 1398 out of a Persian page means our 2019; whoever writes of Timur means AD 1398.
EDTF and every address mean our calendar, so `timeline.text.dates.read` takes such a year for one of
ours; where somebody types a date that is to be stored, `read_asking` asks instead.
"""

import re
from typing import Final

from timeline.text import dates
from timeline.text.date_calendars import HIJRI_YEARS
from timeline.text.date_error import ask
from timeline.text.date_grammar import Interval, OneOf, Point
from timeline.text.date_tokens import tokens_of
from timeline.text.date_words import english
from timeline.text.dates import DateError, HistoricalDate

__all__ = ["read_asking", "with_era"]

_YEAR: Final = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_ALONE: Final = re.compile(r"\b[0-9]{4}\b")
_DOUBT: Final = re.compile(r"\b(?:possibly|about) ")
_CALENDARS: Final = ("{} SH", "{} AH")


def read_asking(typed: str) -> HistoricalDate:
    """Read what is typed as `dates.read` does, but for years that may be of another calendar.

    These raise DateError with each reading, unless the era is typed as in “AD 1398”.
    """
    found = dates.read(typed)
    if not _may_be_hijri(found) or not _ALONE.search(typed) or _names_era(typed):
        return found
    others = [one for calendar in _CALENDARS if (one := _in(calendar, found.phrase))]
    if not others:
        return found
    readings = [with_era(found), *others]
    problem = "it may be of our calendar, of the Solar Hijri or of the Lunar Hijri"
    raise ask(typed, problem, [(one, dates.read(one).phrase) for one in readings])


def with_era(when: HistoricalDate) -> str:
    """The date in English, with AD at years that might be taken for those of another calendar."""
    return _YEAR.sub(r"AD \g<0>", when.phrase) if _may_be_hijri(when) else when.phrase


def _may_be_hijri(when: HistoricalDate) -> bool:
    """Whether all that a date names are years alone, and such as the Hijri calendars have now."""
    points = _points(when)
    return bool(points) and all(
        point.precision == "year" and not point.unspecified and point.year in HIJRI_YEARS
        for point in points
    )


def _points(when: HistoricalDate) -> list[Point]:
    form = when.form
    if isinstance(form, Interval):
        ends = [form.start, form.end]
    elif isinstance(form, OneOf):
        ends = [end for choice in form.choices for end in (choice.first, choice.last)]
    else:
        ends = [form]
    return [end for end in ends if end is not None]


def _names_era(typed: str) -> bool:
    return any(token.text == "ad" for token in tokens_of(english(typed)))


def _in(calendar: str, phrase: str) -> str:
    """The phrase with its years in another calendar; without its doubts where they cannot be kept.

    Nothing where that calendar does not have these years.
    """
    moved = _YEAR.sub(lambda match: calendar.format(match[0]), phrase)
    for one in (moved, _DOUBT.sub("", moved)):
        try:
            dates.read(one)
        except DateError:
            continue
        return one
    return ""
