"""Looking terms up in SQLite's FTS5."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.db import connection

from timeline.editions.search.lookups import FIELDS, Lookup, Row, split_key

_ARMS = 480  # of one statement; SQLite allows 500, and twelve words need no more

_WORDS: Final = ", ".join(FIELDS)
_TERMS: Final = ", ".join(f"{name}_terms" for name in FIELDS)

# Without content: what is looked up is kept, and the texts are not kept a second time. Of terms it
# is known which field has them, and not at which place. What is published is not deleted; whoever
# empties the table all the same empties these.
CREATE = (
    f"""
CREATE VIRTUAL TABLE editions_search_words USING fts5(
    {_WORDS}, content='', tokenize='ascii'
)
""",
    f"""
CREATE VIRTUAL TABLE editions_search_terms USING fts5(
    {_TERMS}, content='', tokenize='ascii', detail=column
)
""",
    "CREATE VIRTUAL TABLE editions_search_counts USING fts5vocab(editions_search_terms, col)",
    """
CREATE TRIGGER editions_searchtext_emptied AFTER DELETE ON editions_searchtext
WHEN NOT EXISTS (SELECT 1 FROM editions_searchtext) BEGIN
    INSERT INTO editions_search_words (editions_search_words) VALUES ('delete-all');
    INSERT INTO editions_search_terms (editions_search_terms) VALUES ('delete-all');
END
""",
)
DROP = (
    "DROP TRIGGER editions_searchtext_emptied",
    "DROP TABLE editions_search_counts",
    "DROP TABLE editions_search_words",
    "DROP TABLE editions_search_terms",
)
# Of one word in one spelling: whatever has its exact term has its folded one, and that its stem.
_IMPLIED: Final = {("e0", "f0"), ("e0", "s0"), ("f0", "s0")}
_ADD: Final = "INSERT INTO editions_searchtext (key, record_id) VALUES (%s, %s)"
_FIVE: Final = "VALUES (%s, %s, %s, %s, %s)"  # a key and its four fields
_KEEP: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (f"INSERT INTO editions_search_words (rowid, {_WORDS}) {_FIVE}", FIELDS),
    (
        f"INSERT INTO editions_search_terms (rowid, {_TERMS}) {_FIVE}",
        tuple(f"{name}_terms" for name in FIELDS),
    ),
)


def keep(rows: Sequence[Row]) -> None:
    """Make new records findable by the texts of their columns."""
    with connection.cursor() as cursor:
        cursor.executemany(_ADD, [(key, split_key(key)[0]) for key, _ in rows])
        for statement, columns in _KEEP:
            values: list[list[int | str]]
            values = [[key, *map(texts.__getitem__, columns)] for key, texts in rows]
            cursor.executemany(statement, values)


def differing(rows: Iterable[Row]) -> Iterator[int]:
    """The keys of which the tables have other words than the rows.

    The tables keep no texts, but which word stands where: both are counted up by key.
    """
    given: dict[int, int] = {}
    for key, texts in rows:
        words = (
            hash((word, name, place))
            for name in FIELDS
            for place, word in enumerate(texts[name].split())
        )
        terms = (
            hash((term, f"{name}_terms", None))
            for name in FIELDS
            for term in set(texts[f"{name}_terms"].split())
        )
        given[key] = sum(words) + sum(terms)
    kept: dict[int, int] = dict.fromkeys(_keys(), 0)
    with connection.cursor() as cursor:
        for table in ("words", "terms"):
            vocabulary = f"temp.kept_{table}"
            cursor.execute(f"DROP TABLE IF EXISTS {vocabulary}")
            cursor.execute(
                f"CREATE VIRTUAL TABLE {vocabulary} USING"
                f" fts5vocab(main, editions_search_{table}, instance)"
            )
            cursor.execute(f"SELECT term, doc, col, offset FROM {vocabulary}")  # noqa: S608
            for term, key, column, place in cursor:
                kept[key] = kept.get(key, 0) + hash((term, column, place))
            cursor.execute(f"DROP TABLE {vocabulary}")
    return (key for key in given.keys() | kept.keys() if given.get(key) != kept.get(key))


def _keys() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM editions_searchtext")
        return [key for (key,) in cursor.fetchall()]


def find(lookups: Sequence[Lookup]) -> Iterable[tuple[int, int, list[int]]]:
    """(number of the lookup, number of the field, keys), where any has it.

    The keys come as one text: to read them one by one would take several times as long."""
    counts = _counts(lookups)
    arms = [
        (number, field, "words" if lookup.ordered else "terms", _match(lookup, name))
        for number, lookup in enumerate(lookups)
        for field, name in enumerate(FIELDS)
        if lookup.ordered or _adds(lookup, name, counts)
    ]
    for start in range(0, len(arms), _ARMS):
        part = arms[start : start + _ARMS]
        # Numbers are ours; what people typed is only in parameters, and there only as [a-z0-9]+.
        sql = " UNION ALL ".join(
            f"SELECT {number}, {field}, json_group_array(rowid) FROM editions_search_{table}"  # noqa: S608
            f" WHERE editions_search_{table} MATCH %s"
            for number, field, table, _ in part
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [match for *_, match in part])
            for number, field, records in cursor.fetchall():
                if records != "[]":
                    yield number, field, json.loads(records)


def _counts(lookups: Sequence[Lookup]) -> dict[tuple[str, str], int]:
    """How many texts have each of the terms, by term and field; only where some have it."""
    terms = {
        term for one in lookups if not one.ordered for term in (*one.terms, *one.but)
    }  # fmt: skip
    if not terms:
        return {}
    places = ", ".join(["%s"] * len(terms))
    sql = f"SELECT term, col, doc FROM editions_search_counts WHERE term IN ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, sorted(terms))
        return {(term, column): count for term, column, count in cursor.fetchall()}


def _adds(lookup: Lookup, field: str, counts: dict[tuple[str, str], int]) -> bool:
    """Whether a field may have hits of a lookup beyond those that are surer.

    A common word has mostly one spelling and no ending: then whoever has its stem has the word
    itself, and to go through all of them again would find nothing.
    """
    column = f"{field}_terms"
    there = [term for term in lookup.terms if (term, column) in counts]
    spellings = [term for term in (*lookup.terms, *lookup.but) if term.startswith("f0")]
    if len(spellings) > 1:
        return bool(there)
    return any(
        all(
            counts.get((surer, column)) != counts[term, column]
            for surer in lookup.but
            if (surer[:2], term[:2]) in _IMPLIED
        )
        for term in there
    )


def _match(lookup: Lookup, field: str) -> str:
    if lookup.ordered:
        phrase = " + ".join(f'"{term}"' for term in lookup.terms)
        return f"{{{field}}} : ({phrase}{' *' if lookup.prefix else ''})"
    any_of = " OR ".join(f'"{term}"' for term in lookup.terms)
    if lookup.but:
        any_but = " OR ".join(f'"{term}"' for term in lookup.but)
        return f"{{{field}_terms}} : (({any_of}) NOT ({any_but}))"
    return f"{{{field}_terms}} : ({any_of})"
