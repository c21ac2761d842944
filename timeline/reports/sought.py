"""The words that readers looked for in vain, counted: words and counts, and nothing of who asked.

Nobody waits for this. What a search told is kept until its answer is sent, and then written if the
database is free at that moment; otherwise it is forgotten. At most `MOST` words are kept.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import local
from typing import Any, Final

from django.core.signals import request_finished
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from timeline.editions.search.vain import sought_in_vain
from timeline.reports.models import SoughtWord

MOST: Final = 1000  # words that are kept; a new one takes the place of the rarest
_EACH: Final = 5  # words of one search that count
_PATIENCE: Final = 50  # milliseconds that PostgreSQL waits for another writer

_told = local()


def note(words: Sequence[str], **_: Any) -> None:
    """Keep the words of a search until its answer is sent."""
    short = (word for word in words if len(word) <= SoughtWord.LONGEST and not word.isdigit())
    _told.words = list(dict.fromkeys(short))[:_EACH]


def write(**_: Any) -> None:
    """Count what was kept, if that can be done at once."""
    words = getattr(_told, "words", ())
    _told.words = []
    if not words:
        return
    try:
        with _without_waiting(), transaction.atomic():
            for word in words:
                _count(word)
    except DatabaseError:
        return  # another writes just now


def _count(word: str) -> None:
    if SoughtWord.objects.filter(word=word).update(count=F("count") + 1):
        return
    if SoughtWord.objects.count() >= MOST:
        rarest = SoughtWord.objects.order_by("count", "pk").first()
        if rarest is not None:
            rarest.delete()
    SoughtWord.objects.create(word=word)


@contextmanager
def _without_waiting() -> Iterator[None]:
    """Let a write fail at once where another holds the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout")
            (usual,) = cursor.fetchone()
            cursor.execute("PRAGMA busy_timeout = 0")
        else:
            cursor.execute("SHOW lock_timeout")
            (usual,) = cursor.fetchone()
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [str(_PATIENCE)])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")
            else:
                cursor.execute("SELECT set_config('lock_timeout', %s, false)", [usual])


def listen() -> None:
    """Connect both ends, once, when the program starts."""
    sought_in_vain.connect(note, dispatch_uid="sought words are noted")
    request_finished.connect(write, dispatch_uid="sought words are written")
