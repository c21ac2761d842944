"""One moment on several clocks: 3 January in Baghdad may still be 2 January in Washington."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from timeline.editions.documents import EventDocument
from timeline.text import dates

PLACES = (
    ("Baghdad", "Asia/Baghdad"),
    ("Tehran", "Asia/Tehran"),
    ("UTC", "UTC"),
    ("Washington", "America/New_York"),
)


@dataclass(frozen=True, slots=True)
class Clock:
    """What the clock of a place shows; `other_day` when it is not the event's own date there."""

    place: str
    offset: str  # UTC+3, UTC−5
    moment: datetime
    other_day: bool


def of(event: EventDocument) -> list[Clock]:
    """The clocks for an event whose day and local time are stated; none for any other.

    A date without a time is a day of somebody's calendar and is never shifted.
    """
    when = dates.parse(event["date"])
    if not event["time"] or not event["zone"] or not when.is_day or when.earliest is None:
        return []
    local = datetime.combine(
        when.earliest, time.fromisoformat(event["time"]), ZoneInfo(event["zone"])
    )
    try:
        moments = [(place, local.astimezone(ZoneInfo(zone))) for place, zone in PLACES]
    except OverflowError:  # the first or the last day that a calendar here can name
        return []
    return [
        Clock(place, _offset(moment), moment, moment.date() != when.earliest)
        for place, moment in moments
    ]


def _offset(moment: datetime) -> str:
    seconds = int((moment.utcoffset() or (moment - moment.astimezone(UTC))).total_seconds())
    if not seconds:
        return "UTC"
    sign = "+" if seconds > 0 else "−"
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")
