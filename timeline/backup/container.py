"""The file of a backup: a ZIP archive (with ZIP64) of the database and of what describes it.

The database is `database.sqlite3`, a whole database of SQLite, or `database.pgdump`, an archive of
pg_dump in its custom format, so that either can be used without this program. `backup.json` comes
last and says of which program and moment it is, and the SHA-256 of the database: a file that was
cut or changed on its way is told from a whole one before anything is written.
"""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Final, Protocol

FORM: Final = 1
DESCRIPTION: Final = "backup.json"
MEMBERS: Final = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
CHUNK: Final = 1 << 20  # bytes
_LEVEL: Final = 1  # of deflate: half the size, at a fifth of what 6 takes
_LARGEST: Final = 10_000_000  # bytes of a description

Told = Callable[[str], None]


class Sink(Protocol):
    """Whatever bytes can be written to."""

    def write(self, chunk: bytes, /) -> object: ...


class BackupError(Exception):
    """No backup was made, or none was restored; the message says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Description:
    """What a backup is of. `columns` are those of each table of the program, `editions` pairs of a
    number and a digest; `sha256` and `size` (in bytes) are of the database in it."""

    form: int
    engine: str
    at: str  # RFC 3339, UTC
    migrations: list[str]
    columns: dict[str, list[str]]
    editions: list[list[int | str]]
    sha256: str
    size: int


@contextmanager
def written(file: Path) -> Iterator[zipfile.ZipFile]:
    """A new archive that takes its name when all of it is written and on the disk, and else leaves
    nothing. It may be read by its owner alone: it holds passwords' digests and drafts. Raises
    BackupError when there is a file of that name."""
    if file.exists():
        raise BackupError(f"{file} is there already. Name a new file.")
    part = file.with_name(f"{file.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as raw:
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
                yield archive
            raw.flush()
            os.fsync(raw.fileno())
        part.rename(file)
        sync_folder(file.parent)
    finally:
        part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Let a new name in a folder outlast a power failure."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def copy(source: IO[bytes], target: Sink, told: Told, word: str) -> tuple[str, int]:
    """Copy all of a stream; its SHA-256 and its bytes."""
    found, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        target.write(chunk)
        found.update(chunk)
        size += len(chunk)
        told(f"{word} {size / 1e6:,.0f} MB")
    return found.hexdigest(), size


def begun(archive: zipfile.ZipFile, engine: str) -> IO[bytes]:
    """Where to write the database to, of any size."""
    return archive.open(MEMBERS[engine], "w", force_zip64=True)


def describe(archive: zipfile.ZipFile, description: Description) -> None:
    """Write the last part of a backup."""
    text = json.dumps(asdict(description), indent=1, sort_keys=True)
    archive.writestr(DESCRIPTION, text + "\n")


@contextmanager
def opened(file: Path) -> Iterator[tuple[Description, zipfile.ZipFile]]:
    """A backup, whose parts are all there. Raises BackupError for what is none, or was cut."""
    try:
        archive = zipfile.ZipFile(file)
    except OSError as error:
        raise BackupError(f"{file} cannot be read: {error.strerror or error}.") from error
    except zipfile.BadZipFile as error:
        said = f"{file} is no whole backup: it was cut, or is another kind of file."
        raise BackupError(said) from error
    with archive:
        yield _described(file, archive), archive


def _described(file: Path, archive: zipfile.ZipFile) -> Description:
    try:
        if archive.getinfo(DESCRIPTION).file_size > _LARGEST:
            raise ValueError("its description is too large")
        found = json.loads(archive.read(DESCRIPTION))
        if found["form"] != FORM:
            said = f"{file} is a backup of form {found['form']}, and this program reads {FORM}."
            raise BackupError(f"{said} Restore it with the program that made it.")
        description = Description(**found)
        archive.getinfo(MEMBERS[description.engine])
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile, zlib.error) as error:
        said = f"{file} is no backup of this program, or was changed: {error}."
        raise BackupError(said) from error
    return description


def unpack(file: Path, target: Sink, told: Told) -> None:
    """Write the database of a backup somewhere. Raises BackupError when it is not what was backed
    up; what was written until then is of no use."""
    with opened(file) as (description, archive):
        member = archive.getinfo(MEMBERS[description.engine])
        if member.file_size != description.size:
            raise BackupError(_changed(file))
        try:
            with archive.open(member) as source:
                found, _ = copy(source, target, told, "Unpacked")
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise BackupError(_changed(file)) from error
        if found != description.sha256:
            raise BackupError(_changed(file))


def _changed(file: Path) -> str:
    return (
        f"{file} is damaged: the SHA-256 of the database in it is not the one that was noted when "
        "it was backed up. Use another copy of the backup."
    )
