"""As reported by a day, a search looks at excerpts of that day alone, in random editions."""

import random
from datetime import date

import pytest

from tests.corpora import corpus
from tests.timeline_data import Desk
from timeline.editions import archive
from timeline.editions.models import Record
from timeline.editions.search import find
from timeline.editions.snapshot import PublishedSnapshot

DAYS = ["2020-01-05", "2020-03-01", "2021-06-30", "2022-02-02"]
WORDS = ["anchor", "barrel", "candle", "dolphin", "ember", "falcon", "garnet", "hammock"]
EVENTS = 40


@corpus
def quoted_over_years() -> None:
    """Events that quote one to four sources of different days, each in words of chance."""
    chance = random.Random(7)
    desk = Desk()
    desk.publisher("wire", "The Wire")
    desk.phase("all", "All")
    for number, day in enumerate(DAYS):
        desk.source(f"report-{number}", "wire", f"Volume {number}", published=day)
    for number in range(EVENTS):
        sources = chance.sample(range(len(DAYS)), chance.randint(1, len(DAYS)))
        quotes = tuple(
            {"source": f"report-{source}", "quote": " ".join(chance.sample(WORDS, 2))}
            for source in sources for _ in range(chance.randint(1, 2))
        )  # fmt: skip
        title = chance.choice(WORDS) if number % 5 == 0 else "Happening"
        desk.event(f"event-{number}", title, "2019-01-01", "all", "statement", excerpts=quotes)
    desk.publish()


def expected(texts: list[str], by: date) -> set[str]:
    """The events one of whose texts, among those that were public by a day, has all words."""
    found = set()
    published = {f"report-{n}": date.fromisoformat(day) for n, day in enumerate(DAYS)}
    for record in Record.objects.filter(kind="event"):
        public = [e["quote"] for e in record.document["excerpts"] if published[e["source"]] <= by]
        said = " ".join([record.document["title"].lower(), *public]).split()
        if public and all(word in said for word in texts):
            found.add(record.slug)
    return found


@pytest.mark.parametrize("day", [*DAYS, "2020-02-29", "2021-06-29", "2023-01-01"])
def test_words_are_looked_for_in_what_had_been_published(client, quoted_over_years, day):
    by = date.fromisoformat(day)
    whole = PublishedSnapshot(archive.latest_edition()).index
    index = whole.as_reported(by)
    slugs = dict(Record.objects.values_list("pk", "slug"))
    chance = random.Random(day)
    for _ in range(12):
        words = chance.sample(WORDS, chance.randint(1, 2))
        ranks = find(index, " ".join(words), "all").ranks & index.known_by(by)
        assert {slugs[index.records[rank]] for rank in ranks} == expected(words, by), words
    for query in (f'"{WORDS[0]} {WORDS[1]}"', f"{WORDS[2]} -{WORDS[3]}", f"{WORDS[4][:4]}*"):
        ranks = find(index, query).ranks & index.known_by(by)
        assert ranks <= find(whole, query).ranks or "-" in query


def test_what_is_excluded_is_looked_for_there_too(quoted_over_years):
    by = date.fromisoformat(DAYS[0])
    index = PublishedSnapshot(archive.latest_edition()).index.as_reported(by)
    slugs = dict(Record.objects.values_list("pk", "slug"))
    for word in WORDS:
        ranks = find(index, f"-{word}").ranks & index.known_by(by)
        assert {slugs[index.records[rank]] for rank in ranks} == expected([], by) - expected(
            [word], by
        )


def test_pages_counts_and_suggestions_follow(client, quoted_over_years):
    day = DAYS[0]
    by = date.fromisoformat(day)
    for word in WORDS:
        told = client.get(f"/timeline.json?q={word}&known_by={day}&match=all").json()
        assert told["total"] == len(expected([word], by))
        rows = client.get(f"/suggest?q=&known_by={day}&typed={word}").json()["suggestions"]
        counts = [row["count"] for row in rows if row["kind"] == "Search"]
        assert counts == ([told["total"]] if told["total"] else [])
