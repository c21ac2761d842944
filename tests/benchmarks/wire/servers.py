"""Starts what is measured, and looks at its processes from outside."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HOST = "127.0.0.1"
_TICKS = os.sysconf("SC_CLK_TCK")
# One's own machine, as `make run` has it.
LOCAL = {
    "HTTPS": "off", "FOUR_EYES": "off", "ALLOWED_HOSTS": HOST, "LOG_LEVEL": "ERROR",
    "SECRET_KEY": "of-no-use-but-fifty-characters-long-0123456789-abcdefghij",
}  # fmt: skip


class NotUpError(RuntimeError):
    """A server did not answer."""


@dataclass
class Server:
    """A running server; its processes are the one started and all below it."""

    name: str
    process: subprocess.Popen[bytes]
    port: int
    up_after: float  # seconds to the first whole answer

    @property
    def base(self) -> str:
        return f"http://{HOST}:{self.port}"

    def pids(self) -> list[int]:
        found, new = [], [self.process.pid]
        while new:
            found += new
            new = [int(child) for pid in new for child in _children(pid)]
        return found

    def cpu(self) -> float:
        """Seconds of a processor that its processes have taken."""
        total = 0
        for pid in self.pids():
            with contextlib.suppress(FileNotFoundError):
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                total += int(fields[11]) + int(fields[12])
        return total / _TICKS

    def memory(self, what: str = "VmRSS") -> list[int]:
        """Megabytes of each process that answers: resident, pages that they share in each; of
        `RssAnon`, what is its own and no mapped file."""
        found = []
        for pid in self.pids()[1:] or self.pids():
            with contextlib.suppress(FileNotFoundError):
                for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                    if line.startswith(what):
                        found.append(int(line.split()[1]) // 1024)
        return found


def _children(pid: int) -> list[str]:
    with contextlib.suppress(FileNotFoundError):
        return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return []


def free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


@contextlib.contextmanager
def running(
    name: str, command: list[str], port: int, path: str, env: dict[str, str] | None = None
) -> Iterator[Server]:
    """Start a server and wait for its first answer; it is stopped at the end."""
    start = time.monotonic()
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | (env or {}), start_new_session=True
    )
    try:
        _wait(f"http://{HOST}:{port}{path}", process)
        yield Server(name, process, port, round(time.monotonic() - start, 2))
    finally:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
        process.kill()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 180
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=120):
                return
        except urllib.error.HTTPError as error:
            raise NotUpError(f"{url}: {error}") from error
        except OSError:
            time.sleep(0.02)
    raise NotUpError(f"{url} did not answer")


def gunicorn(application: str, port: int, *options: str) -> list[str]:
    return [sys.executable, "-m", "gunicorn", application, "--bind", f"{HOST}:{port}", *options]


def make_run_options() -> list[str]:
    """What `make run` tells gunicorn beyond where to listen."""
    lines = (ROOT / "Makefile").read_text().replace("\\\n", " ").splitlines()
    (line,) = (line for line in lines if "-m gunicorn" in line)
    return line.partition("--bind '$(HOST):$(PORT)'")[2].split()


def nginx(folder: Path, configuration: str) -> list[str]:
    """The command that runs nginx on a configuration, with all of its files in a folder."""
    folder.mkdir(exist_ok=True)
    file = folder / "nginx.conf"
    file.write_text(configuration)
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/sbin") or "nginx"
    return [program, "-p", str(folder), "-c", str(file), "-g", "daemon off;"]


STATIC = """
worker_processes 1; pid {folder}/pid; error_log {folder}/error.log; user root;
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; keepalive_requests 1000000; default_type text/html;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {folder}/files; index page.html; }}
}}
"""
