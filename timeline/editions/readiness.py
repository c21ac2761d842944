"""Whether this process can serve the timeline: its database, edition, index and search."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.db import Error, connection

from timeline.editions import archive
from timeline.editions.index import IndexFormatError
from timeline.editions.models import Edition
from timeline.editions.search import find
from timeline.editions.snapshot import PublishedSnapshot


@dataclass(frozen=True, slots=True)
class PartState:
    """A part of what serving needs: whether it is there, and a word on it."""

    name: str
    ready: bool
    said: str


def parts() -> list[PartState]:
    """Each part, in the order in which one needs the other; after one that is not there, none."""
    found: list[PartState] = []
    for name, ask in _PARTS.items():
        try:
            found.append(PartState(name, True, ask()))
        except (Error, IndexFormatError, LookupError) as error:
            found.append(PartState(name, False, f"{type(error).__name__}: {str(error).strip()}"))
            break
    return found


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return connection.display_name


def _latest() -> Edition:
    found = archive.latest_edition()
    if found is None:
        raise LookupError("nothing is published")
    return found


def _index() -> str:
    return f"{len(PublishedSnapshot(_latest()).index):,} events"


def _search() -> str:
    """Look a word up, as a reader would."""
    find(PublishedSnapshot(_latest()).index, "a1b2")
    return "answers"


_PARTS: Final[dict[str, Callable[[], str]]] = {
    "database": _database,
    "edition": lambda: str(_latest().number),
    "index": _index,
    "search": _search,
}
