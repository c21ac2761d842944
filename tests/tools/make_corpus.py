#!/usr/bin/env python3
"""Put a corpus of tests/corpora.py into the database at DATABASE_URL, for good.

    tests/tools/make_corpus.py NAME

A database that is not there yet is made: a file on SQLite, on PostgreSQL beside that of `postgres`.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from django.core.management import call_command
from django.db import connection

from tests import conftest  # noqa: F401  (the settings of all tests)
from tests.corpora import make


def make_database() -> None:
    if connection.vendor == "postgresql":
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute(f"CREATE DATABASE {name}")


def main(corpus: str) -> None:
    make_database()
    call_command("migrate", verbosity=0)
    make(corpus)


if __name__ == "__main__":
    main(sys.argv[1])
