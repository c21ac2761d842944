"""One moment on several clocks: what is the 5th in one place may still be the 4th in another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from timeline.editions.documents import EventDocument
from timeline.text import dates, local_times


@dataclass(frozen=True, slots=True)
class ClockReading:
    """What the clock of a place shows; `other_day` when it is not the event's own date there."""

    place: str
    offset: str  # UTC+3, UTC−5
    moment: datetime
    other_day: bool


def of(event: EventDocument, places: Sequence[tuple[str, str]]) -> list[ClockReading]:
    """The clocks for an event whose day and local time are stated; none for any other.

    `places` are names with IANA zones; without any the clock is that of the event’s own zone. UTC
    is always among them.

    A date without a time is a day of somebody's calendar and is never shifted.
    """
    when = dates.parse(event["date"])
    if not event["time"] or not event["zone"] or not when.is_day or when.earliest is None:
        return []
    clock = time.fromisoformat(event["time"])
    local = local_times.moment(when.earliest, clock, event["zone"], event.get("fold", ""))
    zones = list(places) or [(event["zone"].rpartition("/")[2].replace("_", " "), event["zone"])]
    if not any(zone == "UTC" for _, zone in zones):
        zones.append(("UTC", "UTC"))
    try:
        moments = [(place, local.astimezone(ZoneInfo(zone))) for place, zone in zones]
    except OverflowError:  # the first or the last day that a calendar here can name
        return []
    return [
        ClockReading(place, _offset(moment), moment, moment.date() != when.earliest)
        for place, moment in moments
    ]


def _offset(moment: datetime) -> str:
    seconds = int((moment.utcoffset() or (moment - moment.astimezone(UTC))).total_seconds())
    if not seconds:
        return "UTC"
    sign = "+" if seconds > 0 else "−"
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")
