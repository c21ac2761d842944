"""Looking terms up in SQLite's FTS5."""

from collections.abc import Iterable, Sequence

from django.db import connection

from timeline.editions.search.lookups import FIELDS, Lookup

_ARMS = 480  # of one statement; SQLite allows 500, and twelve words need no more

CREATE = (
    """
CREATE VIRTUAL TABLE editions_search USING fts5(
    title, name, summary, excerpt, title_terms, name_terms, summary_terms, excerpt_terms,
    content='editions_searchtext', content_rowid='record_id', tokenize='ascii'
)
""",
    """
CREATE TRIGGER editions_searchtext_added AFTER INSERT ON editions_searchtext BEGIN
    INSERT INTO editions_search (
        rowid, title, name, summary, excerpt,
        title_terms, name_terms, summary_terms, excerpt_terms
    ) VALUES (
        new.record_id, new.title, new.name, new.summary, new.excerpt,
        new.title_terms, new.name_terms, new.summary_terms, new.excerpt_terms
    );
END
""",
    """
CREATE TRIGGER editions_searchtext_removed AFTER DELETE ON editions_searchtext BEGIN
    INSERT INTO editions_search (
        editions_search, rowid, title, name, summary, excerpt,
        title_terms, name_terms, summary_terms, excerpt_terms
    ) VALUES (
        'delete', old.record_id, old.title, old.name, old.summary, old.excerpt,
        old.title_terms, old.name_terms, old.summary_terms, old.excerpt_terms
    );
END
""",
)
DROP = (
    "DROP TRIGGER editions_searchtext_added",
    "DROP TRIGGER editions_searchtext_removed",
    "DROP TABLE editions_search",
)


def find(lookups: Sequence[Lookup]) -> Iterable[tuple[int, int, int]]:
    """(number of the lookup, number of the field, identifier of the record) of each hit."""
    arms = [
        (number, field, _match(lookup, name))
        for number, lookup in enumerate(lookups)
        for field, name in enumerate(FIELDS)
    ]
    for start in range(0, len(arms), _ARMS):
        part = arms[start : start + _ARMS]
        # Numbers are ours; what people typed is only in parameters, and there only as [a-z0-9]+.
        sql = " UNION ALL ".join(
            f"SELECT {number}, {field}, rowid FROM editions_search"  # noqa: S608
            " WHERE editions_search MATCH %s"
            for number, field, _ in part
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [match for _, _, match in part])
            yield from cursor.fetchall()


def _match(lookup: Lookup, field: str) -> str:
    if lookup.ordered:
        phrase = " + ".join(f'"{term}"' for term in lookup.terms)
        return f"{{{field}}} : ({phrase}{' *' if lookup.prefix else ''})"
    any_of = " OR ".join(f'"{term}"' for term in lookup.terms)
    if lookup.but:
        any_but = " OR ".join(f'"{term}"' for term in lookup.but)
        return f"{{{field}_terms}} : (({any_of}) NOT ({any_but}))"
    return f"{{{field}_terms}} : ({any_of})"
