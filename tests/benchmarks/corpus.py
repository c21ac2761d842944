"""A made-up timeline of any size: seeded, so that every run measures the same events.

Names are syllables that mean nothing. What is frequent is very frequent and most things are rare,
as in a real timeline (Zipf's law).
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from timeline.editions.index import Entry

SEED = 20200103
FIRST_DAY, DAYS = date(2001, 1, 1), 20 * 365
ACTORS, SPEAKERS, PLACES, PUBLISHERS, SOURCES = 250, 120, 120, 60, 900
PHASES = ["spring", "summer", "autumn", "winter", "afterwards", "later", "at-last"]
KINDS = ["statement", "meeting", "visit", "decision", "threat", "denial", "finding", "request"]
LANGUAGES = ["en", "fa", "ar", "fr"]
SYLLABLES = ["ba", "do", "ke", "lu", "mi", "no", "ra", "se", "ti", "vo"]


def name_of(number: int, capital: bool = True) -> str:
    """A name that nobody has: “Midora” for 407."""
    text = "".join(SYLLABLES[int(digit)] for digit in f"{number:03}")
    return text.capitalize() if capital else text


@dataclass(frozen=True, slots=True)
class Made:
    """The facts of one event."""

    number: int
    first: date
    last: date
    phase: int
    kind: int
    major: bool
    actors: list[int]
    place: int
    sources: list[int]
    speaker: int | None
    language: int


class Zipf:
    """Draws numbers below `count`, the first far more often than the last."""

    def __init__(self, chance: random.Random, count: int) -> None:
        self._chance = chance
        self._numbers = range(count)
        self._weights = list(accumulate(1 / (number + 1) for number in range(count)))

    def many(self, count: int) -> list[int]:
        found = self._chance.choices(self._numbers, cum_weights=self._weights, k=count)
        return list(dict.fromkeys(found))

    def one(self) -> int:
        return self.many(1)[0]


def made(count: int) -> Iterator[Made]:
    """`count` events in the order of the timeline, for the most part each of one day."""
    chance = random.Random(SEED)
    actors, speakers = Zipf(chance, ACTORS), Zipf(chance, SPEAKERS)
    places, sources = Zipf(chance, PLACES), Zipf(chance, SOURCES)
    kinds, languages = Zipf(chance, len(KINDS)), Zipf(chance, len(LANGUAGES))
    for number in range(count):
        day = FIRST_DAY + timedelta(days=number * DAYS // count)
        lasts = chance.choice((0, 0, 0, 0, 0, 0, 0, 1, 6, 40))
        yield Made(
            number=number,
            first=day,
            last=day + timedelta(days=lasts),
            phase=number * len(PHASES) // count,
            kind=kinds.one(),
            major=chance.random() < 0.15,
            actors=actors.many(chance.randint(1, 4)),
            place=places.one(),
            sources=sources.many(chance.randint(1, 3)),
            speaker=speakers.one() if chance.random() < 0.6 else None,
            language=languages.one(),
        )


def publisher_of(source: int) -> int:
    return source % PUBLISHERS


def country_of(place: int) -> int:
    """Every tenth place is a country, and holds the nine after it."""
    return place - place % 10


def entries(count: int) -> Iterator[Entry]:
    """The events as the index takes them, without any document."""
    for one in made(count):
        publishers = {publisher_of(source) for source in one.sources}
        yield Entry(
            one.number + 1,
            one.first,
            one.last,
            {
                "phase": [PHASES[one.phase]],
                "kind": [KINDS[one.kind]],
                "importance": ["major" if one.major else "minor"],
                "actor": [f"actor-{number}" for number in one.actors],
                "place": [f"place-{n}" for n in {one.place, country_of(one.place)}],
                "publisher": [f"publisher-{number}" for number in publishers],
                "language": [LANGUAGES[one.language]],
                "said_by": [] if one.speaker is None else [f"actor-{one.speaker}"],
                "evidence": ["corroborated" if len(publishers) > 1 else "single"],
            },
        )


def event_documents(count: int) -> Iterator[dict[str, Any]]:
    """The events as an edition publishes them; slugs are in the order of the timeline."""
    for one in made(count):
        who = ", ".join(name_of(number) for number in one.actors)
        what = KINDS[one.kind]
        slug = f"event-{one.number:07}"
        yield {
            "slug": slug,
            "title": f"{who}: a {what} at {name_of(one.place + 500)}",
            "summary": (
                f"{who} took part in a {what} at {name_of(one.place + 500)}, a newspaper reports. "
                f"It was number {one.number} of those that are known, and the last for some time."
            ),
            "date": str(one.first) if one.first == one.last else f"{one.first}/{one.last}",
            "date_basis": "day stated",
            "date_note": "",
            "time": None,
            "zone": "",
            "phase": PHASES[one.phase],
            "kind": what,
            "importance": "major" if one.major else "minor",
            "position": 0,
            "actors": [{"actor": f"actor-{n}", "role": "participant"} for n in one.actors],
            "places": [f"place-{one.place}"],
            "excerpts": [
                {
                    "slug": f"{slug}-{at}",
                    "source": f"source-{source}",
                    "quote": (
                        f"At {name_of(one.place + 500)} the {what} of {who} went on as planned, "
                        f"and {one.number} people were counted by those who stood there"
                    ),
                    "prefix": "",
                    "suffix": "",
                    "stance": "supports",
                    "said_by": None if one.speaker is None else f"actor-{one.speaker}",
                    "language": LANGUAGES[one.language],
                    "translation": "" if one.language == 0 else "It went on as planned",
                    "locator": f"paragraph {at}",
                    "fragment": f"At%20{name_of(one.place + 500)}%20the,who%20stood%20there",
                }
                for at, source in enumerate(one.sources, start=1)
            ],
            "links": [],
        }


def other_documents() -> Iterator[tuple[str, dict[str, Any]]]:
    """All that events name, as (kind, document)."""
    for number in range(ACTORS):
        yield "actor", {"slug": f"actor-{number}", "name": name_of(number), "kind": "person",
                        "description": "", "names": []}  # fmt: skip
    for number in range(PLACES):
        country = country_of(number)
        yield "place", {"slug": f"place-{number}", "name": name_of(number + 500),
                        "kind": "city" if number % 10 else "country",
                        "within": f"place-{country}" if number % 10 else None,
                        "latitude": None, "longitude": None, "description": "",
                        "names": []}  # fmt: skip
    for number in range(PUBLISHERS):
        yield "publisher", {"slug": f"publisher-{number}", "name": f"{name_of(number + 700)} News",
                            "nature": "newspaper", "country": "", "homepage": "",
                            "description": ""}  # fmt: skip
    for number in range(SOURCES):
        publisher = f"publisher-{publisher_of(number)}"
        yield "source", {"slug": f"source-{number}", "title": f"What {name_of(number)} saw",
                         "publisher": publisher, "byline": "", "published": "2021-01-02",
                         "published_note": "", "url": f"https://{publisher}.example/{number}",
                         "archived_url": "", "language": "en", "kind": "article", "rights": "",
                         "republishes": None, "origin": publisher, "note": "",
                         "text_sha256": ""}  # fmt: skip
    for position, slug in enumerate(PHASES, start=1):
        yield "phase", {"slug": slug, "name": slug.replace("-", " ").capitalize(),
                        "description": "", "position": position}  # fmt: skip
