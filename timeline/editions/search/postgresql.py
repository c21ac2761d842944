"""Looking terms up in PostgreSQL's text search: the configuration `simple`, with GIN indexes."""

import json
from collections.abc import Iterable, Sequence
from typing import Final

from django.db import connection

from timeline.editions.search.lookups import FIELDS, Lookup, Row, split_key

_WEIGHTS = "ABCD"  # of the fields in their order

_VECTOR: Final = " || ".join(
    f"setweight(to_tsvector('pg_catalog.simple'::regconfig, %s), '{weight}')" for weight in _WEIGHTS
)
_TABLE: Final = "ALTER TABLE editions_searchtext"
CREATE = (
    f"{_TABLE} ADD COLUMN words tsvector NOT NULL",
    f"{_TABLE} ADD COLUMN terms tsvector NOT NULL",
    "CREATE INDEX editions_searchtext_words ON editions_searchtext USING gin (words)",
    "CREATE INDEX editions_searchtext_terms ON editions_searchtext USING gin (terms)",
)
DROP = (
    f"{_TABLE} DROP COLUMN words",
    f"{_TABLE} DROP COLUMN terms",
)
_KEEP: Final = (
    f"INSERT INTO editions_searchtext (key, record_id, words, terms)"  # noqa: S608
    f" VALUES (%s, %s, {_VECTOR}, {_VECTOR})"
)


def keep(rows: Sequence[Row]) -> None:
    """Make new records findable by the texts of their columns."""
    names = (*FIELDS, *(f"{name}_terms" for name in FIELDS))
    with connection.cursor() as cursor:
        cursor.executemany(
            _KEEP,
            [(key, split_key(key)[0], *(texts[name] for name in names)) for key, texts in rows],
        )


def find(lookups: Sequence[Lookup]) -> Iterable[tuple[int, int, list[int]]]:
    """(number of the lookup, number of the field, keys), where any has it."""
    arms = [
        (number, field, "words" if lookup.ordered else "terms", _tsquery(lookup, weight))
        for number, lookup in enumerate(lookups)
        for field, weight in enumerate(_WEIGHTS)
    ]
    # Numbers and columns are ours; what people typed is only in parameters, there as [a-z0-9]+.
    sql = " UNION ALL ".join(
        f"SELECT {number}, {field}, json_agg(key)::text FROM editions_searchtext"  # noqa: S608
        f" WHERE {column} @@ %s::tsquery"
        for number, field, column, _ in arms
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [query for _, _, _, query in arms])
        for number, field, records in cursor.fetchall():
            if records is not None:
                yield number, field, json.loads(records)


def _tsquery(lookup: Lookup, weight: str) -> str:
    if lookup.ordered:
        *first, last = lookup.terms
        ending = f"{last}:{'*' if lookup.prefix else ''}{weight}"
        return " <-> ".join([*(f"{term}:{weight}" for term in first), ending])
    any_of = " | ".join(f"{term}:{weight}" for term in lookup.terms)
    if lookup.but:
        any_but = " | ".join(f"{term}:{weight}" for term in lookup.but)
        return f"({any_of}) & !({any_but})"
    return any_of
