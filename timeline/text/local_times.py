"""Local times on days on which clocks are moved: some never are, others are twice.

A time of day that clocks skipped is no moment. One that they showed twice is two, and only who has
read a source can say which is meant: its `fold` is `first` or `second`.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

Fold = Literal["", "first", "second"]
Often = Literal["never", "once", "twice"]
_FOLDS: Final = {"": 0, "first": 0, "second": 1}


def how_often(day: date, local: time, zone: str) -> Often:
    """How often the clocks of an IANA zone showed this time on this day."""
    first, second = (_at(day, local, zone, fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return "once"
    try:
        back = first.astimezone(UTC).astimezone(ZoneInfo(zone))
    except OverflowError:  # at the very ends of the calendar no clock is moved
        return "once"
    return "twice" if back.replace(tzinfo=None) == first.replace(tzinfo=None) else "never"


def moment(day: date, local: time, zone: str, fold: str = "") -> datetime:
    """The moment of a local time; of one that was twice, that of its `fold`, else the first."""
    return _at(day, local, zone, _FOLDS.get(fold, 0))


def offsets(day: date, local: time, zone: str) -> tuple[str, str]:
    """By how much the clocks differ from UTC before they are moved and afterwards: “UTC−4”."""
    first, second = (_at(day, local, zone, fold).utcoffset() for fold in (0, 1))
    return _said(first or timedelta()), _said(second or timedelta())


def in_words(clock: str, zone: str, fold: str = "") -> str:
    """“01:30 America/New_York”, and which of two it is: “…, the second time that day”."""
    return f"{clock} {zone}" + (f", the {fold} time that day" if fold else "")


def _at(day: date, local: time, zone: str, fold: int) -> datetime:
    return datetime.combine(day, local, ZoneInfo(zone)).replace(fold=fold)


def _said(offset: timedelta) -> str:
    seconds = int(offset.total_seconds())
    hours, minutes = divmod(abs(seconds) // 60, 60)
    sign = "−" if seconds < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")
