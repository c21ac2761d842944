"""Corpora that a process of its own serves as `make run` serves a timeline, and tests only read.

Each is made and served once for all workers, so that a test costs no database of its own.
"""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.databases import ROOT, SERVER, beside, copy_migrated, engine, on_postgresql, once, run

STATIC = ["manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
RUNNING: list[subprocess.Popen[bytes]] = []  # what this worker started, for all
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


def start(folder: Path, corpus: str) -> None:
    """Start a corpus's server, and write down its port and process; `stop_all` ends it."""
    environment = os.environ | {"DATABASE_URL": beside(f"tests_served_{corpus}", folder)}
    once(folder, "static", lambda: run(environment, *STATIC))
    make_database(folder, corpus, environment)
    port = free_port()
    environment["SITE_URL"] = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "timeline.wsgi", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        [*command, "--threads", "8", "--worker-class", "timeline.worker.Worker",
         "--log-level", "warning", "--no-control-socket"],
        cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    RUNNING.append(process)
    (folder / f"{process.pid}{SERVER}").touch()
    wait_for(port)
    (folder / f"{corpus}.port").write_text(str(port))


def serve(folder: Path, corpus: str) -> str:
    """The address of the one server of a corpus, which the first worker that asks starts."""
    once(folder, f"served-{corpus}-{engine()}", lambda: start(folder, corpus))
    return f"http://127.0.0.1:{(folder / f'{corpus}.port').read_text()}"
