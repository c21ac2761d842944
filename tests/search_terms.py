"""What the tests know of the search in each database: its queries, and all that it holds."""

from django.db import connection

# SQLite is asked first how many texts have each term.
QUERIES_OF_A_SEARCH = {"sqlite": 2, "postgresql": 1}[connection.vendor]

_SQLITE = (
    "CREATE VIRTUAL TABLE temp.{table}_seen USING fts5vocab(main, {table}, row)",
    "SELECT term FROM temp.{table}_seen",
    "DROP TABLE temp.{table}_seen",
)
# There the letter of its field stands before each word.
_POSTGRESQL = "SELECT substr(word, 2) FROM ts_stat('SELECT {column} FROM editions_searchtext')"


def stored_terms() -> set[str]:
    """Every word and term by which what is published can be found."""
    found = set()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table in ("editions_search_words", "editions_search_terms"):
                create, select, drop = (statement.format(table=table) for statement in _SQLITE)
                cursor.execute(create)
                cursor.execute(select)
                found |= {term for (term,) in cursor.fetchall()}
                cursor.execute(drop)
        else:
            for column in ("words", "terms"):
                cursor.execute(_POSTGRESQL.format(column=column))
                found |= {term for (term,) in cursor.fetchall()}
    return found
