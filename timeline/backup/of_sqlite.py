"""Backups of SQLite, by its online backup: readers and writers go on meanwhile."""

import os
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from django.db import connection

from timeline.backup.container import BackupError, Told, begun, copy, sync_folder, unpack

PAGES: Final = 2000  # of 4 KB, between two words on how far it is


def dump(archive: zipfile.ZipFile, file: Path, told: Told) -> tuple[str, int]:
    """Write the database into an archive; its SHA-256 and its bytes.

    To be called inside `one_moment`, whose pages it copies however much is written meanwhile. The
    copy, which is for a while beside `file`, the backup, is checked before it is kept.
    """
    beside = file.with_name(f"{file.name}.copy")
    try:
        os.close(os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
        _copied(beside, told)
        with beside.open("rb") as source, begun(archive, "sqlite") as target:
            return copy(source, target, told, "Packed")
    finally:
        _remove(beside)


def _copied(beside: Path, told: Told) -> None:
    def progress(status: int, remaining: int, total: int) -> None:
        told(f"Copied {total - remaining:,} of {total:,} pages")

    source: Any = connection.connection
    target = sqlite3.connect(beside)
    try:
        source.backup(target, pages=PAGES, progress=progress, sleep=0)
        told("Checking the copy")
        said = target.execute("PRAGMA quick_check(1)").fetchone()[0]
        if said != "ok":
            raise BackupError(f"The database itself is damaged: {said}. Use an earlier backup.")
    finally:
        target.close()


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction that only reads, and keeps nobody from writing."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        try:
            cursor.execute("SELECT count(*) FROM sqlite_master")  # the moment is that of a reading
            yield
        finally:
            cursor.execute("ROLLBACK")


@contextmanager
def restored(file: Path, told: Told) -> Iterator[Callable[[], None]]:
    """The database of a backup in a file beside its place, which this process reads meanwhile; to
    call what is answered puts it there. Without that call nothing is left."""
    place = Path(str(connection.settings_dict["NAME"]))
    for log in (place.with_name(f"{place.name}-wal"), place.with_name(f"{place.name}-journal")):
        if log.exists() and log.stat().st_size:
            raise BackupError(f"{log} is left of another database. Move it away first.")
    beside = place.with_name(f"{place.name}.part")
    try:
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as raw:
            unpack(file, raw, told)
            raw.flush()
            os.fsync(raw.fileno())

        def keep() -> None:
            connection.close()  # what SQLite has beside the file goes into it
            beside.rename(place)
            sync_folder(place.parent)

        with _looking_at(beside):
            yield keep
    finally:
        _remove(beside)


@contextmanager
def _looking_at(file: Path) -> Iterator[None]:
    """Let this process read another file than its own."""
    connection.close()
    settings: dict[str, Any] = connection.settings_dict
    usual = settings["NAME"]
    settings["NAME"] = str(file)
    try:
        yield
    finally:
        connection.close()
        settings["NAME"] = usual


def tables() -> int:
    """How many tables stand where the database is to be; none where there is no file yet."""
    if not Path(str(connection.settings_dict["NAME"])).exists():
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master")
        return int(cursor.fetchone()[0])


def _remove(file: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            file.with_name(file.name + ending).unlink()
