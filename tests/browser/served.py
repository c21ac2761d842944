"""Corpora that a process of its own serves as `make run` serves a timeline, and tests only read.

Each is made once for all workers, so that a test costs no database of its own.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.databases import ROOT, beside, copy_migrated, on_postgresql, once, run

STATIC = ["manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
START = 60  # seconds that a server may take to answer


def make_database(folder: Path, corpus: str, environment: dict[str, str]) -> None:
    """Make a corpus in a database of its own, which begins as a copy of one with empty tables."""
    url = environment["DATABASE_URL"]
    name = url.partition("?")[0].rpartition("/")[2]
    copy_migrated(name if on_postgresql() else f"{folder}/{name}", folder)
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
    environment = os.environ | {"DATABASE_URL": beside(f"tests_served_{corpus}", folder)}
    once(folder, "static", lambda: run(environment, *STATIC))
    made = f"{corpus}-postgresql" if on_postgresql() else corpus
    once(folder, made, lambda: make_database(folder, corpus, environment))
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
