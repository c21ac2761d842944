"""The databases that search, each by a module of its own."""

from typing import Final

from timeline.editions.search import postgresql, sqlite
from timeline.editions.search.lookups import Engine

ENGINES: Final[dict[str, Engine]] = {"sqlite": sqlite, "postgresql": postgresql}
