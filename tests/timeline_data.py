"""A small made-up timeline: the closing of a bridge in a country that does not exist.

`Desk` puts curated things into the database with as little said as possible, and publishes them.
`bridge(desk)` makes the corpus below, of which the tests know every count by heart.

    rank  event      date                      phase    kind         actors          origins
    0     plan       2019-11                   before   decision     ministry        wire
    1     meeting    2020-01                   closing  meeting      ada, ben        courier
    2     closing    2020-01-03, 01:00 local   closing  decision     ministry, ada   wire, courier
    3     tally      2020-01-03/2020-01-05     closing  finding      crew            courier
    4     denial     [2020-02-22,2020-02-23]   after    denial       ministry        wire
    5     review     2021-03-02                after    legal-step   ada, ministry   courier
    6     reopening  [2021-06-21..2021-06-30]  after    ceremony     ministry, crew  wire, courier
    7     traffic    2022-09-24/..             after    development  (none)          gazette
"""

from datetime import UTC, date, datetime, time
from typing import Any

from django.contrib.auth import get_user_model

from timeline.curation.models import (
    Actor,
    Dispute,
    Event,
    EventLink,
    Excerpt,
    Participation,
    Phase,
    Place,
    Publisher,
    Source,
    Term,
    Tie,
)
from timeline.editions import archive, compare, snapshot
from timeline.editions.catalogue import empty
from timeline.editions.index import Entry, Index
from timeline.editions.models import Edition
from timeline.editions.publish import publish
from timeline.reader.door import seen
from timeline.reader.show import card_cache as printed

SAID_BY_ADA = "We opened the gate ourselves, and nobody was turned back"
PERSIAN = "پل تا فردا بسته می‌ماند"
FIRST = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
SEVEN = (
    "Background", "The event itself", "Retaliation", "Law and justice", "Diplomacy and security",
    "Politics", "Commemoration",
)  # fmt: skip
APART = (
    (33.3, 44.4), (33.2, 44.2), (33.2, 43.7), (35.7, 51.4), (34.6, 50.9), (55.7, 37.6),
    (52.1, 4.3), (36.3, 59.6),
)  # fmt: skip
SECOND = datetime(2026, 4, 2, 12, 0, tzinfo=UTC)


class Desk:
    """Curators at work: everything it makes is named by slug, and exists at once."""

    def __init__(self) -> None:
        model = get_user_model()
        self.editor, _ = model.objects.get_or_create(username="editor")
        self.publishers: dict[str, Publisher] = {}
        self.sources: dict[str, Source] = {}
        self.actors: dict[str, Actor] = {}
        self.places: dict[str, Place] = {}
        self.phases: dict[str, Phase] = {}
        self.events: dict[str, Event] = {}

    def approved(self) -> dict[str, Any]:
        """The fields of a thing that is approved."""
        return {"stage": "approved", "decided_by": self.editor, "decided_at": FIRST}

    def publisher(
        self, slug: str, name: str, nature: str = "newspaper", traits: tuple[str, ...] = ()
    ) -> Publisher:
        made = Publisher.objects.create(
            slug=slug, name=name, nature=nature, traits=list(traits), **self.approved()
        )
        self.publishers[slug] = made
        return made

    def source(
        self, slug: str, publisher: str, title: str, republishes: str = "", **fields: Any
    ) -> Source:
        fields = {"url": f"https://{publisher}.example/{slug}", "published": "2020-01-04"} | fields
        made = Source.objects.create(
            slug=slug,
            publisher=self.publishers[publisher],
            title=title,
            republishes=self.sources[republishes] if republishes else None,
            **self.approved() | fields,
        )
        self.sources[slug] = made
        return made

    def actor(
        self, slug: str, name: str, kind: str = "person", description: str = "", *names: Any
    ) -> Actor:
        made = Actor.objects.create(
            slug=slug, name=name, kind=kind, description=description, **self.approved()
        )
        for other, language in names:
            made.names.create(name=other, language=language)
        self.actors[slug] = made
        return made

    def place(
        self, slug: str, name: str, kind: str = "city", within: str = "", **fields: Any
    ) -> Place:
        made = Place.objects.create(
            slug=slug,
            name=name,
            kind=kind,
            within=self.places[within] if within else None,
            **self.approved() | fields,
        )
        self.places[slug] = made
        return made

    def phase(self, slug: str, name: str) -> Phase:
        made = Phase.objects.create(
            slug=slug, name=name, position=len(self.phases) + 1, **self.approved()
        )
        self.phases[slug] = made
        return made

    def event(
        self,
        slug: str,
        title: str,
        date: str,
        phase: str,
        kind: str,
        *,
        actors: tuple[tuple[str, str], ...] = (),
        places: tuple[str, ...] = (),
        about: tuple[str, ...] = (),
        excerpts: tuple[dict[str, Any], ...] = (),
        stage: str = Event.Stage.APPROVED,
        **fields: Any,
    ) -> Event:
        """An event with all that belongs to it; approved unless `stage` says otherwise."""
        decided = stage in (Event.Stage.APPROVED, Event.Stage.WITHDRAWN)
        made = Event.objects.create(
            slug=slug,
            title=title,
            date=date,
            phase=self.phases[phase],
            kind=kind,
            stage=stage,
            decided_by=self.editor if decided else None,
            decided_at=FIRST if decided else None,
            **{"summary": f"{title}, as sources say."} | fields,
        )
        for actor, role in actors:
            Participation.objects.create(event=made, actor=self.actors[actor], role=role)
        made.places.set(self.places[place] for place in places)
        made.about.set(self.places[place] for place in about)
        for excerpt in excerpts:
            said_by = excerpt.get("said_by")
            one = Excerpt.objects.create(
                event=made,
                **excerpt
                | {
                    "source": self.sources[excerpt["source"]],
                    "said_by": self.actors[said_by] if said_by else None,
                },
            )
            if locator := excerpt.get("locator"):  # of texts that these tests do not have
                Excerpt.objects.filter(pk=one.pk).update(locator=locator)
        self.events[slug] = made
        return made

    def link(self, event: str, kind: str, target: str, note: str = "") -> None:
        EventLink.objects.create(
            event=self.events[event], kind=kind, target=self.events[target], note=note
        )

    def dispute(
        self, slug: str, question: str, note: str, answers: dict[str, tuple[str, ...]]
    ) -> Dispute:
        """A dispute with its answers, and the slugs of the excerpts that give each."""
        made = Dispute.objects.create(slug=slug, question=question, note=note, **self.approved())
        for answer, slugs in answers.items():
            position = made.positions.create(answer=answer)
            position.excerpts.set(Excerpt.objects.filter(slug__in=slugs))
        return made

    def term(self, slug: str, name: str, **fields: Any) -> Term:
        """A term of the lexicon; lists of wordings, and slugs of actors and places."""
        named = {one: fields.pop(one, ()) for one in ("actors", "places")}
        lines = {one: "\n".join(fields.pop(one, ())) for one in ("words", "equal", "broader")}
        made = Term.objects.create(slug=slug, name=name, **lines, **self.approved() | fields)
        made.actors.set([self.actors[one] for one in named["actors"]])
        made.places.set([self.places[one] for one in named["places"]])
        return made

    def tie(self, event: str, excerpt: str, stance: str = "supports") -> None:
        """Let an excerpt of another event carry this one too."""
        found = Excerpt.objects.get(slug=excerpt)
        Tie.objects.create(event=self.events[event], excerpt=found, stance=stance)

    def change(self, thing: Any, **fields: Any) -> None:
        """Edit a thing; an event counts as approved again."""
        for name, value in fields.items():
            setattr(thing, name, value)
        thing.version += 1
        thing.save()

    def withdraw(self, slug: str) -> None:
        self.change(self.events[slug], stage=Event.Stage.WITHDRAWN)

    def publish(
        self, note: str = "The first edition.", at: datetime = FIRST, **options: Any
    ) -> Edition:
        """Publish; what processes keep of an edition of the same number is forgotten.

        Outside tests no two editions have one digest and different records.
        """
        edition = publish(by=self.editor, note=note, at=at, **options)
        forget_indexes()
        return edition


def forget_indexes() -> None:
    """Let the next request load its index anew, and make its cards anew."""
    archive.forget_editions()
    snapshot.forget_indexes()
    archive.forget_the_last()
    compare.forget_steps()
    printed.forget()
    seen.forget()


def bridge(desk: Desk) -> None:
    """Make the corpus of this module's head."""
    _surroundings(desk)
    _closing(desk)
    _after(desk)
    desk.link("denial", "responds-to", "tally")
    desk.link("reopening", "continues", "closing", note="the same works")
    desk.dispute(
        "how-many",
        "How many vehicles were turned back?",
        "The sources count different hours.",
        {"Twelve": ("tally-1",), "None at all": ("meeting-1",)},
    )


def _surroundings(desk: Desk) -> None:
    desk.publisher("wire", "North Wire", "news agency, state-owned", ("state-owned", "agency"))
    desk.publisher("courier", "The Courier", "newspaper, private")
    desk.publisher("gazette", "Evening Gazette", "newspaper, private")
    desk.source("wire-closing", "wire", "Old Bridge closes", published="2020-01-03")
    desk.source(
        "courier-bridge",
        "courier",
        "What happened at the Old Bridge",
        byline="J. Hill",
        archived_url="https://archive.example/courier-bridge",
        rights="All rights reserved",
        text="A snapshot that only curators see.",
        text_sha256="a" * 64,
    )
    desk.source("gazette-copy", "gazette", "Bridge closes, agency says", "wire-closing")
    desk.source("gazette-traffic", "gazette", "Two years on", published="2022-10")
    desk.source("wire-persian", "wire", "پل قدیمی", language="fa", published="", url="")
    desk.actor("ada", "Ada Reed", "person", "Mayor of Harbour Town.", ("آدا رید", "fa"))
    desk.actor("ben", "Ben Cole", "person")
    desk.actor("ministry", "Ministry of Works", "government-body")
    desk.actor("crew", "Bridge crew", "collective")
    desk.actor("clerk", "Town clerk", "person")  # is quoted, but takes part in nothing
    desk.place("northland", "Northland", "country")
    desk.place(
        "harbour-town", "Harbour Town", "city", "northland", latitude="51.50000",
        longitude="-0.12500",
    )  # fmt: skip
    desk.place("old-bridge", "Old Bridge", "other", "harbour-town")
    desk.place("south-isle", "South Isle", "island")
    desk.phase("before", "Before")
    desk.phase("closing", "The closing")
    desk.phase("after", "Afterwards")


def _closing(desk: Desk) -> None:
    desk.event(
        "plan", "The ministry plans works", "2019-11", "before", "decision",
        actors=(("ministry", "agent"),), places=("northland",),
        excerpts=(
            {"source": "wire-persian", "quote": PERSIAN, "language": "fa", "said_by": "ministry",
             "translation": "The bridge stays closed until tomorrow"},
        ),
    )  # fmt: skip
    desk.event(
        "closing", "The Old Bridge closes", "2020-01-03", "closing", "decision",
        importance="major", local_time=time(1, 0), zone="Asia/Baghdad",
        date_basis="day stated", date_note="The agency gives the day and the hour.",
        actors=(("ministry", "agent"), ("ada", "speaker"), ("ada", "host")),
        places=("old-bridge",),
        excerpts=(
            {"source": "wire-closing", "quote": "The bridge was closed at one o'clock."},
            {"source": "courier-bridge", "quote": "The gates shut in the night", "said_by": "ada"},
            {"source": "gazette-copy", "quote": "The bridge was closed at one o'clock."},
        ),
    )  # fmt: skip
    desk.event(
        "tally", "The crew counts vehicles", "2020-01-03/2020-01-05", "closing", "finding",
        actors=(("crew", "agent"),), places=("old-bridge",),
        excerpts=(
            {"source": "courier-bridge", "quote": "Twelve vehicles were turned back.",
             "said_by": "crew", "locator": "paragraph 4"},
            {"source": "wire-closing", "quote": "no vehicle waited", "stance": "disputes",
             "said_by": "ministry"},
        ),
    )  # fmt: skip
    desk.event(
        "meeting", "The mayor meets Ben Cole", "2020-01", "closing", "meeting",
        actors=(("ada", "participant"), ("ben", "participant")), places=("south-isle",),
        excerpts=({"source": "courier-bridge", "quote": SAID_BY_ADA, "said_by": "ada"},),
    )  # fmt: skip


def _after(desk: Desk) -> None:
    desk.event(
        "denial", "The ministry denies delays", "[2020-02-22,2020-02-23]", "after", "denial",
        actors=(("ministry", "speaker"),),
        excerpts=(
            {"source": "wire-closing", "quote": "There was no delay.", "said_by": "clerk"},
            {"source": "courier-bridge", "quote": "in the week of the storm", "stance": "context"},
        ),
    )  # fmt: skip
    desk.event(
        "review", "A court reviews the closing", "2021-03-02", "after", "legal-step",
        importance="major", actors=(("ada", "participant"), ("ministry", "participant")),
        places=("harbour-town",),
        excerpts=({"source": "courier-bridge", "quote": "The court heard both sides."},),
    )  # fmt: skip
    desk.event(
        "reopening", "The bridge opens again", "[2021-06-21..2021-06-30]", "after", "ceremony",
        importance="major", actors=(("ministry", "host"), ("crew", "participant")),
        places=("old-bridge",),
        excerpts=(
            {"source": "wire-closing", "quote": "It is open."},
            {"source": "courier-bridge", "quote": "Traffic flows again."},
        ),
    )  # fmt: skip
    desk.event(
        "traffic", "Traffic is heavier than before", "2022-09-24/..", "after", "development",
        excerpts=({"source": "gazette-traffic", "quote": "Every day since, queues."},),
    )  # fmt: skip


def second_edition(desk: Desk) -> Edition:
    """Rename Ada Reed, retitle the review, withdraw the meeting (and with it Ben), and publish."""
    desk.change(desk.actors["ada"], name="Ada Hale")
    desk.change(desk.events["review"], title="A court looks at the closing again")
    desk.withdraw("meeting")
    return desk.publish("A name, a title, and one event less.", SECOND)


def many(desk: Desk, count: int) -> None:
    """`count` events on consecutive days from 1 January 2015, of two kinds in turn."""
    desk.publisher("daily", "The Daily")
    desk.source("daily-log", "daily", "A log")
    desk.phase("log", "The log")
    desk.actor("guard", "The guard")
    first = datetime(2015, 1, 1, tzinfo=UTC).date().toordinal()
    for number in range(count):
        desk.event(
            f"entry-{number:03}", f"Entry {number}",
            datetime.fromordinal(first + number).date().isoformat(), "log",
            "statement" if number % 2 else "visit", actors=(("guard", "agent"),),
            excerpts=({"source": "daily-log", "quote": f"Line {number}."},),
        )  # fmt: skip


def many_phases(desk: Desk) -> None:
    """97 events of seven phases over twenty years, a third of them on three days."""
    desk.publisher("daily", "The Daily")
    desk.source("daily-log", "daily", "A log")
    for number, name in enumerate(SEVEN):
        desk.phase(f"phase-{number}", name)
    for number in range(97):
        early, month = 2003 + number % 18, number % 12 + 1
        when = (
            f"{early}", f"2020-01-{3 + number % 4:02}", "2020-01-03",
            f"[2020-{month:02}-01..2022-05-01]",
            f"{2020 + number % 3}-{month:02}-{number % 27 + 1:02}",
        )[number % 5]  # fmt: skip
        desk.event(
            f"entry-{number:02}", f"Entry {number} with a title as long as titles are", when,
            f"phase-{number % 7}", "statement" if number % 3 else "visit",
            importance="major" if number % 9 == 0 else "minor",
            summary="Of the ferry." if number % 7 else "Of the parliament.",
            excerpts=({"source": "daily-log", "quote": f"Line {number}."},),
        )  # fmt: skip


def far_and_near(desk: Desk) -> None:
    """Eight places with an event each, some of them a few kilometres apart."""
    desk.publisher("daily", "The Daily")
    desk.source("daily-log", "daily", "A log")
    desk.phase("log", "The log")
    for number, (latitude, longitude) in enumerate(APART):
        desk.place(
            f"place-{number}", f"Place {number}", "city",
            latitude=str(latitude), longitude=str(longitude),
        )  # fmt: skip
        desk.event(
            f"event-{number}", f"Event {number}", "2020-01-03", "log", "visit",
            places=(f"place-{number}",),
            excerpts=({"source": "daily-log", "quote": f"Line {number}."},),
        )  # fmt: skip


# For tests that need no database: two events, and names to say them in English.
INDEX = Index.build(
    [
        Entry(
            1, date(2020, 1, 3), date(2020, 1, 3),
            {
                "phase": ["closing"], "kind": ["denial"], "language": ["en", "fa"],
                "actor": ["ada", "ben"], "place": ["old-bridge"], "publisher": ["courier"],
                "said_by": ["ada"], "evidence": ["single", "disputed"], "importance": ["major"],
            },
        ),
        Entry(
            2, date(2021, 1, 1), date(2021, 12, 31),
            {
                "phase": ["after"], "kind": ["legal-step"], "language": ["en"],
                "actor": ["ministry"], "place": [], "publisher": ["wire"],
                "said_by": ["ben"], "evidence": ["corroborated"], "importance": ["minor"],
            },
        ),
    ],
    empty() | {
        "phase": {"closing": {"name": "The closing", "mark": 1},
                  "after": {"name": "Afterwards", "mark": 2}},
        "actor": {"ada": {"name": "Ada Reed", "kind": "person"},
                  "ben": {"name": "Ben Cole", "kind": "person"},
                  "ministry": {"name": "Ministry of Works", "kind": "government-body"}},
        "place": {"old-bridge": {"name": "Old Bridge", "kind": "other", "within": None}},
        "publisher": {"courier": {"name": "The Courier", "nature": "newspaper"},
                      "wire": {"name": "North Wire", "nature": "news agency"}},
        "dispute": {},
    },
)  # fmt: skip
