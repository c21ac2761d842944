"""The way through an edition that its front page leads: some of its events, in an order.

The curators write it (the record `story`). An edition without one is led through the major events
of the time in which they lie closest together.
"""

from dataclasses import dataclass

from timeline.editions.documents import EventDocument, StepDocument
from timeline.editions.kinds import Kind
from timeline.reader.query.reading import Reading

PLAIN_HEADING = "The main events"
CAPTION_MAX = 90  # characters of a caption, as of one that curators write


@dataclass(frozen=True, slots=True)
class ToldStep:
    """One step: its number from 1, the event with its rank, and what is said of it."""

    number: int
    event: EventDocument
    rank: int
    caption: str

    @property
    def slug(self) -> str:
        return self.event["slug"]


@dataclass(frozen=True, slots=True)
class ToldStory:
    """The steps in their order. `written`: by curators, and not made from titles of events."""

    heading: str
    steps: list[ToldStep]
    written: bool

    def step_of(self, slug: str) -> ToldStep | None:
        """The step that an event is; None when the story does not tell it."""
        return next((step for step in self.steps if step.slug == slug), None)


def story_of(reading: Reading) -> ToldStory:
    """The story of an edition; without steps where the edition has no events. One query at most."""
    told = next(iter(reading.index.catalogue["story"].values()), None)
    if told is not None:
        return ToldStory(told["heading"], _steps(told["steps"], reading), written=True)
    densest = reading.index.catalogue["densest"]
    steps: list[StepDocument] = [{"event": slug, "caption": ""} for slug in densest]
    return ToldStory(PLAIN_HEADING, _steps(steps, reading), written=False)


def _steps(given: list[StepDocument], reading: Reading) -> list[ToldStep]:
    """The steps whose events the edition has, under whatever slug it has them."""
    moved = reading.index.catalogue["moved"].get(Kind.EVENT.value, {})
    wanted = [(moved.get(step["event"], step["event"]), step["caption"]) for step in given]
    if not wanted:
        return []
    gathered = reading.snapshot.gather({Kind.EVENT: [slug for slug, _ in wanted]})
    there = {
        document["slug"]: (document, rank)
        for pk, document in gathered.by_pk.items()
        if (rank := reading.index.rank_of(pk)) is not None
    }
    told = [(*there[slug], caption) for slug, caption in wanted if slug in there]
    return [
        ToldStep(number, document, rank, caption or shortened(document["title"]))
        for number, (document, rank, caption) in enumerate(told, start=1)
    ]


def in_story(reading: Reading, slug: str, number: int) -> str:
    """The address of an event as a step of the story."""
    address = reading.at(f"/events/{slug}/")
    return f"{address}{'&' if '?' in address else '?'}story={number}"


def shortened(title: str) -> str:
    """A title as a caption: with an ellipsis after its last whole word where it is too long."""
    if len(title) <= CAPTION_MAX:
        return title
    kept = title[:CAPTION_MAX].rpartition(" ")[0] or title[: CAPTION_MAX - 1]
    return f"{kept.rstrip(' ,;:')}…"
