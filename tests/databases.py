"""One migrated, empty database of a run, of which every other begins as a copy.

The migrations are run once for each engine, by the command that an operator runs; what each worker
and each served corpus gets is a copied file, or on PostgreSQL a database made from a template.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
SERVER = ".server"  # how a file ends that is named by the number of a process


def folder_of_run(tmp_path_factory: Any) -> Path:
    """The folder that all workers have in common: TESTS_FOLDER, which several runs may share."""
    if given := os.environ.get("TESTS_FOLDER"):
        return Path(given)
    folder: Path = tmp_path_factory.getbasetemp()
    return folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder


def once(folder: Path, name: str, do: Callable[[], None]) -> None:
    """Do something, unless a worker has done it; others wait for it."""
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / f"{name}.made").exists():
            do()
            (folder / f"{name}.made").touch()


def run(environment: dict[str, str], *command: str) -> None:
    subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True)


def stop_all(folder: Path) -> None:
    """End the servers of a run, each of which is written down as a file of the folder."""
    for file in folder.glob(f"*{SERVER}"):
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(file.name.removesuffix(SERVER)), signal.SIGTERM)
        file.unlink()


def on_postgresql() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def engine() -> str:
    return "postgresql" if on_postgresql() else "sqlite"


def beside(name: str, folder: Path) -> str:
    """The address of another database: a file of the folder, or beside that of DATABASE_URL."""
    if not on_postgresql():
        return f"sqlite:///{folder}/{name}.sqlite3"
    rest, _, options = os.environ["DATABASE_URL"].partition("?")
    return f"{rest.rpartition('/')[0]}/{name}?{options}"


def make_from(name: str, template: str) -> None:
    """Make a database of PostgreSQL from another, in place of one of the same name.

    By the driver itself: beside Playwright's event loop, Django would refuse.
    """
    with psycopg.connect(beside("postgres", Path()), autocommit=True) as connection:
        new, old = sql.Identifier(name), sql.Identifier(template)
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(new))
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(new, old))


def migrate(folder: Path) -> None:
    """Make the database that others are copies of; one that an earlier run left is replaced."""
    if on_postgresql():
        make_from("tests_migrated", "template0")
    environment = os.environ | {"DATABASE_URL": beside("tests_migrated", folder)}
    run(environment, "manage.py", "migrate", "--verbosity", "0")


def copy_migrated(name: str, folder: Path) -> None:
    """Make the database `name` (a path, or a name on PostgreSQL) as migrations leave one."""
    once(folder, f"migrated-{engine()}", lambda: migrate(folder))
    if not on_postgresql():
        shutil.copyfile(folder / "tests_migrated.sqlite3", name)
        return
    with (folder / "copying.lock").open("w") as lock:  # a template may have one reader at a time
        fcntl.flock(lock, fcntl.LOCK_EX)
        make_from(name, "tests_migrated")
