"""Corpora that a process of its own serves as `make run` serves a timeline, and tests only read.

Each is made once for all workers, so that a test costs no database of its own.
"""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATIC = ["manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
START = 60  # seconds that a server may take to answer


def database(folder: Path, corpus: str) -> str:
    """The address of the corpus's own database: a file of the folder, or beside the given one."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        return f"sqlite:///{folder}/{corpus}.sqlite3"
    rest, _, options = given.partition("?")
    return f"{rest.rpartition('/')[0]}/served_{corpus}?{options}"


def once(folder: Path, name: str, do: Callable[[], None]) -> None:
    """Do something, unless a worker has done it; others wait for it."""
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / f"{name}.made").exists():
            do()
            (folder / f"{name}.made").touch()


def run(environment: dict[str, str], *command: str) -> None:
    subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True)


def make_database(folder: Path, corpus: str, environment: dict[str, str]) -> None:
    """Make a corpus in a database of its own; a file begins as a copy of one with empty tables."""
    url = environment["DATABASE_URL"]
    if url.startswith("sqlite"):
        empty = environment | {"DATABASE_URL": database(folder, "empty")}
        once(folder, "empty", lambda: run(empty, "manage.py", "migrate", "--verbosity", "0"))
        shutil.copyfile(folder / "empty.sqlite3", folder / f"{corpus}.sqlite3")
    run(environment, "tests/tools/make_corpus.py", corpus)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(port: int) -> None:
    """Wait until something listens there. Raises TimeoutError."""
    for _ in range(START * 20):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"Nothing listens at port {port} after {START} seconds.")


@contextmanager
def serving(folder: Path, corpus: str) -> Iterator[str]:
    """The address of a corpus's server, while it runs."""
    environment = os.environ | {"DATABASE_URL": database(folder, corpus)}
    once(folder, "static", lambda: run(environment, *STATIC))
    once(folder, corpus, lambda: make_database(folder, corpus, environment))
    port = free_port()
    environment["SITE_URL"] = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "timeline.wsgi", "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(
        [*command, "--threads", "4", "--worker-class", "timeline.worker.Worker",
         "--log-level", "warning", "--no-control-socket"],
        cwd=ROOT, env=environment,
    ) as process:  # fmt: skip
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


class Shelf:
    """The one corpus that is served at a time: tests are sorted by it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.corpus = self.address = ""
        self.running = ExitStack()

    def serve(self, corpus: str) -> str:
        """The address of a corpus, whose server is started unless it runs."""
        if corpus != self.corpus:
            self.running.close()
            self.address = self.running.enter_context(serving(self.folder, corpus))
            self.corpus = corpus
        return self.address
