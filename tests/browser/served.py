"""The shipped timeline as `make run` serves it, by a process of its own, which tests only read.

It is made once for all workers, so that a test costs no database of its own.
"""

import fcntl
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MADE_BY = (
    ["migrate", "--verbosity", "0"],
    ["load_dataset", "timeline/dataset"],
    ["publish", "--note", "First edition"],
    ["collectstatic", "--no-input", "--verbosity", "0"],
)


def made(folder: Path) -> dict[str, str]:
    """The environment of the server, whose database is in the folder; made by who comes first."""
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/served.sqlite3"}
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "made").exists():
            for command in MADE_BY:
                subprocess.run(
                    [sys.executable, "manage.py", *command],
                    cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL,
                )  # fmt: skip
            (folder / "made").touch()
    return environment


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of the server, while it runs."""
    environment = made(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment["SITE_URL"] = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "timeline.wsgi", "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(
        [*command, "--threads", "4", "--log-level", "warning", "--no-control-socket"],
        cwd=ROOT, env=environment,
    ) as process:  # fmt: skip
        try:
            for _ in range(600):
                with socket.socket() as tried:
                    if tried.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
