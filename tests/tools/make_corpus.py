#!/usr/bin/env python3
"""Put a corpus of tests/corpora.py into the migrated database at DATABASE_URL, for good.

tests/tools/make_corpus.py NAME
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests import conftest  # noqa: F401  (the settings of all tests)
from tests.corpora import make


def main(corpus: str) -> None:
    make(corpus)


if __name__ == "__main__":
    main(sys.argv[1])
