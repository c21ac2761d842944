"""What stands on several machines, started on one: PostgreSQL twice, gunicorn thrice, nginx."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.deploy.proxy import CONFIGURATION, Proxy, free_port
from tests.deploy.proxy import running as nginx
from tests.tools.with_postgres import ROLE, _owner, _run, binaries, server

ROOT = Path(__file__).resolve().parents[2]
START = 60  # seconds that anything may take to answer
READERS = 2  # web processes that read the replica


class Replica:
    """A hot standby of the server whose socket is in the folder `primary`."""

    def __init__(self, primary: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="aftermath-replica-", dir="/tmp"))
        self.data = self.folder / "data"
        self._owner = _owner()
        self._programs = binaries()
        assert self._programs is not None
        if self._owner:
            os.chown(self.folder, self._owner.pw_uid, self._owner.pw_gid)
        self._do(
            "pg_basebackup", "-h", primary, "-U", ROLE, "-D", self.data, "-R", "-X", "stream",
            "-c", "fast", "--no-sync",
        )  # fmt: skip

    def _do(self, program: str, *arguments: str | Path) -> None:
        assert self._programs is not None
        _run(self._owner, self._programs / program, *arguments)

    def start(self) -> None:
        options = f"-c unix_socket_directories={self.folder}"
        log = self.folder / "log"
        self._do("pg_ctl", "-D", self.data, "-l", log, "-w", "-o", options, "start")

    def kill(self) -> None:
        """End it at once, as a power failure would."""
        self._do("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")

    def ask(self, sql: str) -> None:
        with psycopg.connect(f"host={self.folder} user={ROLE} dbname=postgres") as connection:
            connection.execute(sql)  # type: ignore[call-overload]

    def pause(self) -> None:
        """Take in nothing more, and go on answering with what is there."""
        self.ask("SELECT pg_wal_replay_pause()")

    def resume(self) -> None:
        self.ask("SELECT pg_wal_replay_resume()")

    def remove(self) -> None:
        with contextlib.suppress(RuntimeError):
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass(frozen=True)
class Site:
    """What runs: the address of the primary's database, the replica, and nginx in front of all."""

    primary: str
    replica: Replica
    proxy: Proxy
    environment: dict[str, str]


def settings(url: str, *, read_only: bool) -> dict[str, str]:
    """The environment of a web process: production behind nginx, on the database at `url`."""
    return os.environ | {
        "DATABASE_URL": url, "READ_ONLY": "on" if read_only else "off",
        "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
        "SITE_URL": "https://example.org", "HTTPS": "on", "BEHIND_PROXY": "on",
        "LOG_LEVEL": "ERROR", "DJANGO_SETTINGS_MODULE": "timeline.settings",
    }  # fmt: skip


@contextlib.contextmanager
def web_process(url: str, *, read_only: bool) -> Iterator[int]:
    """The port of a web process, as the unit in the README starts one."""
    port = free_port()
    command = [
        sys.executable, "-m", "gunicorn", "timeline.wsgi", "--bind", f"127.0.0.1:{port}",
        "--threads", "4", "--worker-class", "timeline.worker.Worker", "--no-control-socket",
        "--log-level", "error",
    ]  # fmt: skip
    environment = settings(url, read_only=read_only)
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        try:
            yield port
        finally:
            process.terminate()


def for_one_who_asks_for_everything(text: str) -> str:
    """A configuration of nginx without limits, and which keeps nothing: each answer is made."""
    text, limits = re.subn(r"limit_(req|conn) zone=[^;]*;|limit_conn connections \d+;", "", text)
    text, caches = re.subn(r"proxy_cache timeline;", "proxy_cache off;", text)
    assert limits
    assert caches == 1
    return text


def upstreams(primary: int, readers: list[int]) -> str:
    """deploy/upstreams-replica.conf with the ports of this machine."""
    text = (CONFIGURATION.parent / "upstreams-replica.conf").read_text()
    each = "\n    ".join(f"server 127.0.0.1:{port};" for port in readers)
    assert text.count("server reader:8000;") == 1
    return text.replace("server reader:8000;", each).replace("desk:8000", f"127.0.0.1:{primary}")


def wait_for(proxy: Proxy, path: str) -> None:
    """Wait until all of it answers. Raises TimeoutError."""
    for _ in range(START * 5):
        with contextlib.suppress(OSError):
            if proxy.ask(path).status == 200:
                return
        time.sleep(0.2)
    raise TimeoutError(f"{path} is not answered after {START} seconds.")


@contextlib.contextmanager
def standing() -> Iterator[Site]:
    """All of it, with the corpus `published` as edition 1; it is gone afterwards."""
    with contextlib.ExitStack() as running, server() as url:
        environment = settings(url, read_only=False)
        for command in (["manage.py", "migrate", "--verbosity", "0"],
                        ["manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
                        ["tests/tools/make_corpus.py", "published"]):  # fmt: skip
            subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True)
        primary_folder = url.partition("host=")[2]
        replica = Replica(primary_folder)
        running.callback(replica.remove)
        replica.start()
        copy = url.replace(primary_folder, str(replica.folder))
        primary = running.enter_context(web_process(url, read_only=False))
        readers = [running.enter_context(web_process(copy, read_only=True)) for _ in range(READERS)]
        folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
        proxy = running.enter_context(
            nginx(folder, upstreams(primary, readers), for_one_who_asks_for_everything)
        )
        wait_for(proxy, "/about/")
        yield Site(url, replica, proxy, environment)
