"""Backups of PostgreSQL, by its own pg_dump and pg_restore."""

import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from django.db import connection, transaction
from psycopg import conninfo, pq

from timeline.backup.container import CHUNK, MEMBERS, BackupError, Told, begun, copy, opened, unpack

_WHOLE: Final = ["--no-owner", "--no-privileges"]  # whoever restores it owns it


def dump(archive: zipfile.ZipFile, file: Path, told: Told) -> tuple[str, int]:
    """Write the database into an archive; its SHA-256 and its bytes.

    To be called inside `one_moment`, so that pg_dump reads what the caller reads.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
    command = [_program("pg_dump"), "--format=custom", "--compress=0", f"--snapshot={snapshot}"]
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(  # noqa: S603  a program of ours, by its name
            [*command, *_WHOLE, f"--dbname={_address()}"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said, env=_environment(),
        ) as process:  # fmt: skip
            assert process.stdout is not None  # noqa: S101  asked for above
            try:
                with begun(archive, "postgresql") as target:
                    found = copy(process.stdout, target, told, "Dumped")
            except BaseException:
                process.kill()
                raise
        _ended(process, said)
    return found


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction that only reads, and sees all tables as they were when it began."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def restored(file: Path, told: Told) -> Iterator[Callable[[], None]]:
    """The database of a backup in the empty database of DATABASE_URL; to call what is answered
    keeps it there. Without that call the database is empty again."""
    unpack(file, _Nowhere(), told)  # nothing is written before all of it is proven
    kept = False

    def keep() -> None:
        nonlocal kept
        kept = True

    _restore(file, told)
    try:
        yield keep
    finally:
        if not kept:
            _empty()


class _Nowhere:
    """Takes bytes, and keeps none."""

    def write(self, chunk: bytes) -> int:
        return len(chunk)


def _restore(file: Path, told: Told) -> None:
    """Run pg_restore: one transaction, all of it or nothing."""
    command = [_program("pg_restore"), "--single-transaction", "--exit-on-error", *_WHOLE]
    with tempfile.TemporaryFile() as said, opened(file) as (_, archive):
        with subprocess.Popen(  # noqa: S603  a program of ours, by its name
            [*command, f"--dbname={_address()}"],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said, env=_environment(),
        ) as process:  # fmt: skip
            assert process.stdin is not None  # noqa: S101  asked for above
            with archive.open(MEMBERS["postgresql"]) as source:
                try:
                    copy(source, process.stdin, told, "Restored")
                    process.stdin.close()
                except BrokenPipeError:
                    pass  # it has ended, and says why
                except BaseException:
                    process.kill()
                    raise
        _ended(process, said)


def tables() -> int:
    """How many tables, sequences, functions and the like stand in schemas that people made."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM pg_class c WHERE c.relnamespace = n.oid)"
            " + (SELECT count(*) FROM pg_proc p WHERE p.pronamespace = n.oid)"
            " FROM pg_namespace n"
            " WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
        )
        return sum(int(count) for (count,) in cursor.fetchall())


def _empty() -> None:
    """Take out all that was restored into what was empty."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('DROP TABLE %I.%I CASCADE', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname !~ '^pg_' AND schemaname <> 'information_schema'"
            " UNION ALL"
            " SELECT format('DROP FUNCTION %s', p.oid::regprocedure) FROM pg_proc p"
            " JOIN pg_namespace n ON n.oid = p.pronamespace"
            " WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)


def _parameters() -> dict[str, str]:
    """What libpq needs to reach the database."""
    known = {one.keyword.decode() for one in pq.Conninfo.get_defaults()}
    params: dict[str, Any] = connection.get_connection_params()
    found = {name: str(value) for name, value in params.items() if name in known and value}
    # READ_ONLY is for the site: to restore is what it is set for.
    options = found.pop("options", "").replace("-c default_transaction_read_only=on", "").strip()
    return found | ({"options": options} if options else {})


def _address() -> str:
    """Where the database is, without the password, which any process could read there."""
    params = _parameters()
    params.pop("password", None)
    return conninfo.make_conninfo("", **params)


def _environment() -> dict[str, str]:
    password = _parameters().get("password")
    return dict(os.environ) | ({"PGPASSWORD": password} if password else {})


def _program(name: str) -> str:
    if found := shutil.which(name):
        return found
    raise BackupError(
        f"{name} was not found. It comes with PostgreSQL’s clients: apt-get install "
        "postgresql-client, of the server’s version or newer."
    )


def _ended(process: subprocess.Popen[bytes], said: IO[bytes]) -> None:
    if process.returncode == 0:
        return
    said.seek(0)
    text = said.read(CHUNK).decode(errors="replace").strip()
    raise BackupError(f"{Path(str(process.args[0])).name} failed: {text}")  # type: ignore[index]
