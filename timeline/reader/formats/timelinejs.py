"""The view as TimelineJS 3 reads it (its JSON format), for a timeline on somebody's own page.

`display_date` is our phrase, so that "late June 2020" is not lost; `start_date` and `end_date`,
which place the slide, are the first and the last day that the date can mean. TimelineJS takes its
texts for HTML: ours are escaped.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import escape

from timeline.reader.door.answers import json_text
from timeline.reader.formats.files import Addresses, answer, terms
from timeline.reader.query.view import TimelineView
from timeline.reader.show.cards import CardMaker, EventCard
from timeline.reader.show.view_cards import cards_from
from timeline.text.date_grammar import Point
from timeline.text.dates import HistoricalDate

Slide = dict[str, Any]


def render(view: TimelineView, request: HttpRequest) -> HttpResponse:
    """The whole view: a title slide, and a slide an event, grouped by phase."""
    index, edition = view.reading.index, view.reading.edition
    addresses = Addresses(view)
    ranks = view.all_ranks()
    events, sources = view.with_sources(view.reading.snapshot.documents(index.record_ids(ranks)))
    maker = CardMaker(index, sources, edition=view.reading.asked)
    cards = cards_from(view, maker, ranks, events)
    context = {
        "view": view,
        "edition": edition,
        "url": addresses.permanent,
        "site": view.reading.site,
    }
    title = {
        "unique_id": "title",
        "text": {
            "headline": escape(view.description),
            "text": render_to_string("reader/formats/_title_slide.html", context),
        },
    }
    slides = [_slide(card, addresses.base) for card in cards]
    whole = {"title": title, "events": slides, "scale": "human", **terms(view.reading)}
    body = json_text(whole)
    return answer(view, body, "application/json", "timelinejs.json", attached=False)


def _slide(card: EventCard, base: str) -> Slide:
    context = {"event": card, "base": base}
    slide: Slide = {
        "unique_id": card.slug,
        "display_date": escape(card.when.phrase),
        "text": {
            "headline": escape(card.title),
            "text": render_to_string("reader/formats/_entry.html", context),
        },
        "group": escape(card.phase.name),
        **slide_dates(card.when),
    }
    if card.time and card.when.is_day:
        hour, minute = card.time.split(":")
        slide["start_date"] |= {"hour": int(hour), "minute": int(minute)}
    return slide


def slide_dates(when: HistoricalDate) -> dict[str, dict[str, int]]:
    """`start_date`, and `end_date` where the slide spans more than a day, month or year.

    A date without a first day is placed at its last.
    """
    form = when.form
    exact = isinstance(form, Point) and form.precision in ("day", "month", "year")
    if isinstance(form, Point) and exact and not when.qualifier:
        parts = {"year": form.year, "month": form.month, "day": form.day}
        return {"start_date": {name: value for name, value in parts.items() if value}}
    bounds = [
        {"year": day.year, "month": day.month, "day": day.day}
        for day in (when.earliest, when.latest)
        if day is not None
    ]
    return dict(zip(("start_date", "end_date"), bounds, strict=False))
