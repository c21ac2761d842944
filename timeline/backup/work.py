"""Making a backup of a running site, and restoring one."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from zipfile import ZipFile

from django.db import connection

from timeline.backup import container, of_postgresql, of_sqlite, state
from timeline.backup.container import BackupError, Description, Told
from timeline.editions import chain


class DatabaseEngine(Protocol):
    """What each kind of database does in its own way."""

    def one_moment(self) -> AbstractContextManager[None]: ...

    def dump(self, archive: ZipFile, file: Path, told: Told) -> tuple[str, int]: ...

    def tables(self) -> int: ...

    def restored(self, file: Path, told: Told) -> AbstractContextManager[Callable[[], None]]: ...


def _engine() -> DatabaseEngine:
    return of_postgresql if connection.vendor == "postgresql" else of_sqlite


def backup(file: Path, told: Told) -> Description:
    """Write all that the database holds into a new file, as it is at one moment.

    Raises BackupError; then, and on any other failure, there is no file.
    """
    state.can_be_restored()
    engine = _engine()
    with container.written(file) as archive, engine.one_moment():
        at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        sha256, size = engine.dump(archive, file, told)
        migrations, editions = state.migrations(), state.editions()
        description = Description(
            form=container.FORM, engine=connection.vendor, at=at, migrations=migrations,
            columns=state.columns(), editions=editions, sha256=sha256, size=size,
        )  # fmt: skip
        container.describe(archive, description)
    return description


def restore(file: Path, told: Told, *, even_if_changed: bool = False) -> tuple[Description, int]:
    """Bring all of a backup into the database, which must be empty, and look whether its editions
    are as they were published.

    Raises BackupError; then, and on any other failure, the database is as empty as before.
    Answers with how many things in it are not as they were published, which the backup then had of
    its database: `even_if_changed` keeps them all the same.
    """
    with container.opened(file) as (description, _):
        state.fits(description)
    engine = _engine()
    if count := engine.tables():
        raise BackupError(
            f"The database of DATABASE_URL is not empty: {count} tables and the like stand in it. "
            "Name a new one; nothing is ever restored over something."
        )
    with engine.restored(file, told) as keep:
        told("Looking whether the editions are as they were published")
        faults = _faults(description, even_if_changed)
        keep()
    return description, faults


def _faults(description: Description, even_if_changed: bool) -> int:
    if state.editions() != description.editions:
        raise BackupError("What was restored has not the editions that the backup names.")
    faults = [str(one) for one in chain.faults()]
    if faults and not even_if_changed:
        raise BackupError(
            f"{len(faults)} found that are not as they were published; they were so when this was "
            f"backed up: {faults[0]}. Use an earlier backup, or restore with --even-if-changed."
        )
    return len(faults)
