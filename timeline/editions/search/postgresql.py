"""Looking terms up in PostgreSQL's text search: the configuration `simple`, with GIN indexes.

A word stands in the index with the letter of its field before it. Weights would say the field too,
but an index does not hold them: each row would be read again for each question.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from django.db import connection

from timeline.editions.search.lookups import FIELDS, Lookup, Row, split_key

LETTERS: Final = "abcd"  # of the fields in their order

_TABLE: Final = "ALTER TABLE editions_searchtext"
_ON: Final = "ON editions_searchtext USING gin"
_VECTOR: Final = "to_tsvector('pg_catalog.simple'::regconfig, %s)"
# What is looked for is in the indexes; rows are read for their keys. So rows of more than 2 KB keep
# their vectors out of the table. What is new goes into the indexes at once (`fastupdate`), not on a
# list that each question would read. The function is planned once a search, however much is looked
# up; it never reads the whole table, which the planner takes for cheap because it does not count
# what large vectors take to read.
CREATE = (
    f"{_TABLE} ADD COLUMN words tsvector NOT NULL",
    f"{_TABLE} ADD COLUMN terms tsvector NOT NULL",
    f"{_TABLE} SET (toast_tuple_target = 128)",
    f"CREATE INDEX editions_searchtext_words {_ON} (words) WITH (fastupdate = off)",
    f"CREATE INDEX editions_searchtext_terms {_ON} (terms) WITH (fastupdate = off)",
    """
CREATE FUNCTION editions_search(in_words text[], in_terms text[])
RETURNS TABLE (place bigint, keys text) LANGUAGE sql STABLE
SET enable_seqscan = off SET jit = off AS $$
    SELECT sought.place, (
        SELECT json_agg(key)::text FROM editions_searchtext WHERE words @@ sought.query::tsquery
    ) FROM unnest(in_words) WITH ORDINALITY AS sought (query, place)
    UNION ALL
    SELECT cardinality(in_words) + sought.place, (
        SELECT json_agg(key)::text FROM editions_searchtext WHERE terms @@ sought.query::tsquery
    ) FROM unnest(in_terms) WITH ORDINALITY AS sought (query, place)
$$
""",
)
DROP = (
    "DROP FUNCTION editions_search",
    f"{_TABLE} DROP COLUMN words",
    f"{_TABLE} DROP COLUMN terms",
)
_KEEP: Final = (
    f"INSERT INTO editions_searchtext (key, record_id, words, terms)"  # noqa: S608
    f" VALUES (%s, %s, {_VECTOR}, strip({_VECTOR}))"
)
_BATCH: Final = 200  # rows compared by one statement
_DIFFERING: Final = """
SELECT given.key FROM (VALUES {values}) AS given (key, words, terms)
LEFT JOIN editions_searchtext AS kept ON kept.key = given.key
WHERE kept.words IS DISTINCT FROM to_tsvector('pg_catalog.simple'::regconfig, given.words)
OR kept.terms IS DISTINCT FROM strip(to_tsvector('pg_catalog.simple'::regconfig, given.terms))
"""
_FIND: Final = (
    "SELECT place, keys FROM editions_search(%s::text[], %s::text[]) WHERE keys IS NOT NULL"
)


def keep(rows: Sequence[Row]) -> None:
    """Make new records findable by the texts of their columns."""
    with connection.cursor() as cursor:
        cursor.executemany(
            _KEEP,
            [
                (key, split_key(key)[0], _lettered(texts, ""), _lettered(texts, "_terms"))
                for key, texts in rows
            ],
        )


def differing(rows: Iterable[Row]) -> Iterator[int]:
    """The keys of which the table has other words than the rows."""
    given: set[int] = set()
    for batch in _batches(rows):
        given.update(key for key, _ in batch)
        values = ", ".join(["(%s::bigint, %s, %s)"] * len(batch))
        parameters = [
            one
            for key, texts in batch
            for one in (key, _lettered(texts, ""), _lettered(texts, "_terms"))
        ]
        with connection.cursor() as cursor:
            cursor.execute(_DIFFERING.format(values=values), parameters)
            yield from (key for (key,) in cursor.fetchall())
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM editions_searchtext")
        yield from (key for (key,) in cursor.fetchall() if key not in given)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        yield batch


def find(lookups: Sequence[Lookup]) -> Iterable[tuple[int, int, list[int]]]:
    """(number of the lookup, number of the field, keys), where any has it."""
    arms = [
        (number, field, lookup.ordered, tsquery(lookup, letter))
        for number, lookup in enumerate(lookups)
        for field, letter in enumerate(LETTERS)
    ]
    arms.sort(key=lambda arm: not arm[2])  # the function answers of words first
    words = [query for *_, ordered, query in arms if ordered]
    terms = [query for *_, ordered, query in arms if not ordered]
    # What people typed is only in parameters, there as [a-z0-9]+.
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [words, terms])
        for place, keys in cursor.fetchall():
            number, field, *_ = arms[place - 1]
            yield number, field, json.loads(keys)


def _lettered(texts: dict[str, str], ending: str) -> str:
    """The words of all fields, each with the letter of its field before it."""
    return " ".join(
        f"{letter}{word}"
        for letter, field in zip(LETTERS, FIELDS, strict=True)
        for word in texts[f"{field}{ending}"].split()
    )


def tsquery(lookup: Lookup, letter: str) -> str:
    """What PostgreSQL is asked for a lookup in the field of a letter."""
    if lookup.ordered:
        phrase = " <-> ".join(f"{letter}{term}" for term in lookup.terms)
        return f"{phrase}:*" if lookup.prefix else phrase
    any_of = " | ".join(f"{letter}{term}" for term in lookup.terms)
    if lookup.but:
        any_but = " | ".join(f"{letter}{term}" for term in lookup.but)
        return f"({any_of}) & !({any_but})"
    return any_of
