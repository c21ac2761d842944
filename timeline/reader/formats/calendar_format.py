"""The view as iCalendar (RFC 5545): only what is dated to the day.

A calendar can say a day or a moment, and nothing about doubt. So an event comes into it when its
date is one certain day, or lasted from one certain day to another; a month, "about", "one of two
days" or "since" would be made more exact than it is, and stays out. The description of the calendar
says how many do. An event with a local time stands at that moment, in UTC, which every calendar
shows in the reader's own zone; its description has the local time.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from icalendar import Calendar, Event, vDuration, vText, vUri

from timeline.editions.documents import EventDocument
from timeline.editions.kinds import Kind, url_of
from timeline.reader.formats.files import Addresses, answer, capital
from timeline.reader.query import labels
from timeline.reader.query.past import departures
from timeline.reader.query.view import TimelineView
from timeline.site_url import absolute, site_host
from timeline.text import dates
from timeline.text.dates import HistoricalDate
from timeline.text.local_times import in_words, moment

PRODUCT: Final = "-//Aftermath//Timeline//EN"


def render(view: TimelineView, request: HttpRequest) -> HttpResponse:
    """The whole view, in its order."""
    index = view.reading.index
    addresses = Addresses(view)
    dated = view.reading.snapshot.dated(index.record_ids(view.all_ranks()))
    exact = [one for one in dated if days(dates.parse(one.document["date"])) is not None]
    title = f"{view.said} | {view.reading.site.name}"
    source = absolute(view.query.changed().url("/timeline.ics"))
    calendar = _calendar(title, len(dated), len(exact), addresses, source)
    for one in exact:
        event = one.document
        entry = _entry(event, addresses.event(event["slug"]))
        entry.add("uid", f"{index.identity('event', event['slug'])}@{site_host()}")
        entry.add("dtstamp", one.published_at)
        entry.add("last-modified", one.published_at)
        entry.add("sequence", one.edition)
        entry.add("categories", [labels.of(index, "phase", event["phase"])])
        if event["places"]:
            places = [labels.of(index, "place", slug) for slug in event["places"]]
            entry.add("location", "; ".join(places))
        entry.add("status", "CONFIRMED")
        calendar.add_component(entry)
    for entry in _cancelled(view):
        calendar.add_component(entry)
    return answer(view, calendar.to_ical(), "text/calendar; charset=utf-8", "ics")


def _cancelled(view: TimelineView) -> list[Event]:
    """What the view has no more: calendars that hold it strike it out."""
    left = departures(view).found
    pks = [one.difference.old for one in left if one.difference.old is not None]
    documents = dict(zip(pks, view.reading.snapshot.documents(pks), strict=True))
    entries = []
    for one in left:
        event = documents.get(one.difference.old or 0)
        if event is None or days(dates.parse(event["date"])) is None:
            continue
        number = one.edition.number
        page = url_of(Kind.EVENT, event["slug"], number - 1)
        entry = _entry(event, absolute(page))
        entry.add("uid", f"{one.identity}@{site_host()}")
        entry.add("dtstamp", one.edition.published_at)
        entry.add("last-modified", one.edition.published_at)
        entry.add("sequence", number)
        entry.add("status", "CANCELLED")
        entries.append(entry)
    return entries


def days(when: HistoricalDate) -> tuple[date, date] | None:
    """The first and the last day of a date that is certain to the day; None for any other."""
    first, last = when.earliest, when.latest
    return (first, last) if when.certain_days and first and last else None


def _calendar(title: str, total: int, exact: int, addresses: Addresses, source: str) -> Calendar:
    """The calendar without its events. It has no METHOD, which is for invitations (RFC 5546)."""
    left_out = total - exact
    said = [f"Events as sources report them: {addresses.view}"]
    if left_out:
        said.append(
            f"{left_out} of {total} events are left out, because their dates are not certain to "
            "the day."
        )
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for name in ("url", "source"):
        calendar.add(name, vUri(addresses.view if name == "url" else source), {"VALUE": "URI"})
    for name in ("name", "x-wr-calname"):
        calendar.add(name, vText(title))
    for name in ("description", "x-wr-caldesc"):
        calendar.add(name, vText(" ".join(said)))
    # RFC 7986, 5.7: the property has no type of its own and has to say it.
    calendar.add("refresh-interval", vDuration(timedelta(days=1)), {"VALUE": "DURATION"})
    return calendar


def _entry(event: EventDocument, url: str) -> Event:
    when = dates.parse(event["date"])
    entry = Event()
    entry.add("summary", event["title"])
    local = ""
    if event["time"]:
        local = f", {in_words(event['time'], event['zone'], event.get('fold', ''))}"
    entry.add("description", f"{capital(when.phrase)}{local}. {event['summary']}\n\n{url}")
    entry.add("url", url)
    entry.add("transp", "TRANSPARENT")  # it keeps nobody busy
    span = days(when)
    start = _moment(event, when)
    if start:
        entry.add("dtstart", start)
    elif span:
        entry.add("dtstart", span[0])
        if span[0] < span[1] < date.max:  # the end is the day after the last
            entry.add("dtend", span[1] + timedelta(days=1))
    return entry


def _moment(event: EventDocument, when: HistoricalDate) -> datetime | None:
    """The moment of an event that has a local time, in UTC."""
    if not event["time"] or not event["zone"] or not when.is_day or when.earliest is None:
        return None
    local = time.fromisoformat(event["time"])
    try:
        there = moment(when.earliest, local, event["zone"], event.get("fold", ""))
        return there.astimezone(UTC)
    except OverflowError:  # the first or the last day that a calendar here can name
        return None
