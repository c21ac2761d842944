"""The same made-up timeline as tables, for who would filter it with bare Django or with Datasette.

They are indexed as a person who knows SQLite would: every column that is filtered by, link tables
for what an event has several of, full text over title and summary.
"""

import json
import sqlite3
from pathlib import Path

from tests.benchmarks import corpus

TABLES = """
CREATE TABLE publishers(id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE sources(id INTEGER PRIMARY KEY, publisher_id INTEGER REFERENCES publishers(id),
    title TEXT, url TEXT);
CREATE TABLE actors(id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE events(id INTEGER PRIMARY KEY, slug TEXT, title TEXT, summary TEXT, date TEXT,
    start_date TEXT, end_date TEXT, year INTEGER, phase TEXT, kind TEXT, importance TEXT,
    actors TEXT, publishers TEXT);
CREATE TABLE events_actors(event_id INTEGER REFERENCES events(id),
    actor_id INTEGER REFERENCES actors(id), PRIMARY KEY(actor_id, event_id)) WITHOUT ROWID;
CREATE TABLE excerpts(id INTEGER PRIMARY KEY, event_id INTEGER REFERENCES events(id),
    source_id INTEGER REFERENCES sources(id), locator TEXT, text TEXT, stance TEXT);
"""
INDEXES = """
CREATE INDEX events_start ON events(start_date, id);
CREATE INDEX events_phase ON events(phase, start_date);
CREATE INDEX events_phase_year ON events(phase, year);
CREATE INDEX events_year ON events(year);
CREATE INDEX events_kind ON events(kind);
CREATE UNIQUE INDEX events_slug ON events(slug);
CREATE INDEX events_actors_event ON events_actors(event_id);
CREATE INDEX excerpts_event ON excerpts(event_id);
CREATE VIRTUAL TABLE events_fts USING fts5(title, summary, content='events', content_rowid='id');
INSERT INTO events_fts(events_fts) VALUES ('rebuild');
ANALYZE;
"""


def fill(path: Path, count: int) -> None:
    with sqlite3.connect(path, isolation_level=None) as db:
        db.executescript(f"PRAGMA journal_mode=off; PRAGMA synchronous=off; {TABLES}")
        db.execute("BEGIN")
        _names(db)
        excerpts = iter(range(1, 10**9))
        for made, document in zip(corpus.made(count), corpus.event_documents(count), strict=True):
            _event(db, made, document, excerpts)
        db.execute("COMMIT")
        db.executescript(INDEXES)


def _names(db: sqlite3.Connection) -> None:
    for number in range(corpus.PUBLISHERS):
        db.execute("INSERT INTO publishers VALUES (?,?)",
                   (number, f"{corpus.name_of(number + 700)} News"))  # fmt: skip
    for number in range(corpus.SOURCES):
        publisher = corpus.publisher_of(number)
        db.execute("INSERT INTO sources VALUES (?,?,?,?)",
                   (number, publisher, f"What {corpus.name_of(number)} saw",
                    f"https://publisher-{publisher}.example/{number}"))  # fmt: skip
    for number in range(corpus.ACTORS):
        db.execute("INSERT INTO actors VALUES (?,?)", (number, corpus.name_of(number)))


def _event(db, made, document, excerpts) -> None:
    publishers = sorted({corpus.publisher_of(source) for source in made.sources})
    db.execute(
        "INSERT INTO events VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (made.number + 1, document["slug"], document["title"], document["summary"],
         document["date"], str(made.first), str(made.last), made.first.year, document["phase"],
         document["kind"], document["importance"],
         json.dumps([corpus.name_of(number) for number in made.actors]),
         json.dumps([f"{corpus.name_of(number + 700)} News" for number in publishers])),
    )  # fmt: skip
    for number in made.actors:
        db.execute("INSERT INTO events_actors VALUES (?,?)", (made.number + 1, number))
    for excerpt, source in zip(document["excerpts"], made.sources, strict=True):
        db.execute("INSERT INTO excerpts VALUES (?,?,?,?,?,?)",
                   (next(excerpts), made.number + 1, source, excerpt["locator"],
                    excerpt["quote"], excerpt["stance"]))  # fmt: skip
