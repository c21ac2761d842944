"""A site of its own to do harm to: a database with a small timeline, and gunicorn as it serves."""

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import psycopg

from tests.benchmarks.wire import servers

ROOT = Path(__file__).resolve().parents[2]
UP = 120  # seconds in which it must answer again
ENVIRONMENT = servers.LOCAL | {"DJANGO_SETTINGS_MODULE": "timeline.settings"}


@dataclass
class Made:
    """What there is to work with: a session and an actor a hand, and the desk as files."""

    sessions: list[str]
    actors: list[int]
    dataset: Path


@dataclass
class Site:
    """A running site. `environment` is that of its processes beyond the usual."""

    url: str  # of its database
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=servers.free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def base(self) -> str:
        return f"http://{servers.HOST}:{self.port}"

    def variables(self) -> dict[str, str]:
        return os.environ | ENVIRONMENT | {"DATABASE_URL": self.url, "SITE_URL": self.base}

    def run(self, *command: str, quiet: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command beside the site, with its settings."""
        return subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.variables(), text=True,
            stdin=subprocess.DEVNULL, capture_output=quiet, check=False,
        )  # fmt: skip

    def migrate(self) -> None:
        done = self.run("manage.py", "migrate", "--verbosity", "0")
        if done.returncode:
            raise RuntimeError(done.stderr)

    def make(self, hands: int) -> Made:
        """Fill its database, which has its tables."""
        done = self.run("-m", "tests.faults.prepare", str(hands), str(self.folder / "dataset"))
        if done.returncode:
            raise RuntimeError(done.stderr)
        said = json.loads(done.stdout)
        return Made(said["sessions"], said["actors"], self.folder / "dataset")

    def start(self) -> float:
        """Start it; the seconds until it can serve."""
        name = "tests.faults.shifted" if "CLOCK" in self.environment else "timeline.wsgi"
        command = servers.gunicorn(name, self.port, *servers.make_run_options())
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.variables() | self.environment, start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        return self.wait()

    def wait(self) -> float:
        """Wait until it can serve; the seconds that took. Raises TimeoutError."""
        start = time.monotonic()
        while time.monotonic() - start < UP:
            with contextlib.suppress(OSError), urlopen(f"{self.base}/readyz", timeout=20):
                return time.monotonic() - start
            time.sleep(0.05)
        raise TimeoutError(f"{self.base} cannot serve after {UP} s; see {self.folder}/log")

    def workers(self) -> list[int]:
        assert self.process
        return [int(pid) for pid in servers._children(self.process.pid)]

    def memory(self) -> int:
        """Resident megabytes of its workers together."""
        total = 0
        for pid in self.workers():
            with contextlib.suppress(OSError):
                lines = Path(f"/proc/{pid}/status").read_text().splitlines()
                total += sum(int(one.split()[1]) for one in lines if one.startswith("VmRSS"))
        return total // 1024

    def kill_workers(self, count: int) -> None:
        """End some workers at once; gunicorn starts others."""
        for pid in random.sample(found := self.workers(), min(count, len(found))):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def kill_all(self) -> None:
        """End gunicorn and its workers at once, and start anew."""
        assert self.process
        pids = [self.process.pid, *self.workers()]
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        self.start()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill_workers(99)
                self.process.kill()
                self.process.wait()

    # -- what is in the database, past everything of ours --

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        if self.url.startswith("sqlite"):
            file = self.url.removeprefix("sqlite:///")
            with contextlib.closing(sqlite3.connect(file, timeout=60)) as there:
                return there.execute(statement).fetchall()
        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(statement.encode()).fetchall()

    def backends(self) -> list[int]:
        """The processes of PostgreSQL that serve the site."""
        found = self.ask(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
            "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        return [pid for (pid,) in found]

    def is_whole(self) -> str:
        """Whether the file, and every edition, is as it was written; else what is wrong."""
        if self.url.startswith("sqlite"):
            (said,) = self.ask("PRAGMA integrity_check(1)")[0]
            if said != "ok":
                return str(said)
        done = self.run("manage.py", "verify_editions")
        return "" if done.returncode == 0 else f"{done.stdout[-500:]}{done.stderr[-500:]}"


@contextlib.contextmanager
def running(url: str, folder: Path, hands: int, **environment: str) -> Iterator[tuple[Site, Made]]:
    """A site that was filled and serves, and is stopped at the end."""
    site = Site(url, folder, environment)
    site.migrate()
    made = site.make(hands)
    try:
        site.start()
        yield site, made
    finally:
        site.stop()
