"""What the files of a dataset say that its front page has to show, read by a plain YAML reader."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.corpora import LIGHTHOUSE, SHIPPED

FOLDERS = {"shipped_online": SHIPPED, "lighthouse": LIGHTHOUSE}
FULL_DAY = len("2020-01-03")


@dataclass(frozen=True)
class Told:
    """A dataset's site and story.

    `steps` are the slugs of its events, `day` the first of their dates that is a full day, and
    `that_day` how many events have just this date.
    """

    corpus: str
    title: str
    heading: str
    steps: list[str]
    titles: dict[str, str]
    captions: list[str]
    day: str
    that_day: int
    actor: tuple[str, str]  # the slug and the name of one that an event names

    @property
    def view_of_day(self) -> str:
        return f"/?from={self.day}&to={self.day}"


def read(folder: Path, name: str) -> list[dict[str, Any]]:
    """The records of the files of that name, as text and nothing else."""
    return [
        record
        for file in sorted(folder.glob(f"{name}.yaml"))
        for record in yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
    ]


def told(corpus: str) -> Told:
    folder = FOLDERS[corpus]
    (site,), (story,) = read(folder, "site"), read(folder, "story")
    events = {event["slug"]: event for event in read(folder, "events-*")}
    steps = [step["event"] for step in story["steps"]]
    day = next(events[slug]["date"] for slug in steps if len(events[slug]["date"]) == FULL_DAY)
    named = next(event["actors"][0]["actor"] for event in events.values() if event.get("actors"))
    names = {actor["slug"]: actor["name"] for actor in read(folder, "actors")}
    return Told(
        corpus=corpus,
        title=site["title"],
        heading=" ".join(site["heading"].split()),
        steps=steps,
        titles={slug: event["title"] for slug, event in events.items()},
        captions=[step["caption"] for step in story["steps"]],
        day=day,
        that_day=sum(event["date"] == day for event in events.values()),
        actor=(named, names[named]),
    )
