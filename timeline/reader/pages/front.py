"""The front page: the story beside the picture, and the list from where the story begins."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from pyroaring import BitMap

from timeline.editions.facts import heading, origins, sources_of
from timeline.editions.kinds import Kind
from timeline.reader.overview.ranges import before
from timeline.reader.query import labels
from timeline.reader.query.parameters import PAGE_SIZE
from timeline.reader.query.reading import Reading
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.query.view import TimelineView
from timeline.reader.show.story import ToldStory, in_story, story_of
from timeline.text import dates
from timeline.text.dates import HistoricalDate


@dataclass(frozen=True, slots=True)
class FrontStep:
    """A step of the story as the front page shows it. `mark` is the number of its phase's mark,
    `origins` how many independent ones support the event."""

    number: int
    slug: str
    url: str
    caption: str
    when: HistoricalDate
    mark: int
    excerpts: int
    origins: int
    disputed: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """What stands in the list before the story begins, folded away.

    `name` is the phase that all of it is of, else “Earlier”. `url` leads to it where it is more
    than this page holds, and is empty where it is at hand.
    """

    name: str
    count: int
    span: str
    url: str


@dataclass(frozen=True, slots=True)
class Front:
    """What the front page has and no other view: the story, and what the list folds away."""

    story: ToldStory
    steps: list[FrontStep]
    earlier: Earlier | None

    @property
    def numbers(self) -> tuple[tuple[str, int], ...]:
        """The slug of each event of the story with the number of its step."""
        return tuple((step.slug, step.number) for step in self.steps)


def is_front(query: TimelineQuery) -> bool:
    """Whether this is the first page of the whole timeline in its own order, where one arrives."""
    return query.changed(edition=query.edition, page=query.page) == TimelineQuery(
        edition=query.edition
    )


def front_of(view: TimelineView) -> tuple[Front, TimelineView]:
    """The front page of an edition, and the view of the page on which its list begins.

    The list begins with the first event of the story. The pages of the timeline stay what they are
    in every form of it: where the story begins on a later page, that page is shown from there on.
    """
    edition = view.reading.edition
    key = _Key(edition.number, edition.state, view.reading.asked, view.reading)
    story, steps = _made(key) if view.reading.snapshot.is_preview else _kept(key)
    start = story.steps[0].rank if story.steps else 0
    page = start // PAGE_SIZE + 1
    if page > 1:
        view = replace(view, query=view.query.changed(page=page))
    front = Front(story, steps, _earlier(view, start) if start else None)
    return front, view


@dataclass(frozen=True, slots=True)
class _Key:
    """What a story depends on; the reading only lends its records."""

    number: int
    digest: str
    asked: int | None
    reading: Reading = field(compare=False)


def _made(key: _Key) -> tuple[ToldStory, list[FrontStep]]:
    story = story_of(key.reading)
    return story, _steps(key.reading, story)


_kept = lru_cache(maxsize=8)(_made)


def split(front: Front, cards: Sequence[Any]) -> tuple[Sequence[Any], Sequence[Any]]:
    """The cards of the page that are folded away, and those that the list shows."""
    if front.earlier is None:
        return [], cards
    at = front.earlier.count % PAGE_SIZE
    return ([] if front.earlier.url else cards[:at]), cards[at:]


def _steps(reading: Reading, story: ToldStory) -> list[FrontStep]:
    events = [step.event for step in story.steps]
    sources = reading.snapshot.gather({Kind.SOURCE: sources_of(events)}).of(Kind.SOURCE)
    phases = reading.index.catalogue["phase"]
    disputed = reading.index.having("evidence", "disputed")
    return [
        FrontStep(
            number=step.number,
            slug=step.slug,
            url=in_story(reading, step.slug, step.number),
            caption=step.caption,
            when=dates.parse(step.event["date"]),
            mark=phases[step.event["phase"]]["mark"],
            excerpts=len(step.event["excerpts"]),
            origins=len(origins(step.event, sources)),
            disputed=step.rank in disputed,
        )
        for step in story.steps
    ]


def _earlier(view: TimelineView, start: int) -> Earlier:
    reading, index = view.reading, view.reading.index
    phases = index.counts("phase", BitMap(range(start)))
    first, last, begins = reading.snapshot.documents(index.record_ids([0, start - 1, start]))
    years = [heading(dates.parse(one["date"])).year for one in (first, last)]
    begun = dates.parse(begins["date"]).earliest
    url = ""
    if view.query.page > 1 and begun is not None:
        url = view.query.changed(to=before(begun.toordinal())).url()
    return Earlier(
        name=labels.of(index, "phase", next(iter(phases))) if len(phases) == 1 else "Earlier",
        count=start,
        span=" to ".join(str(year) for year in dict.fromkeys(years) if year),
        url=url,
    )
