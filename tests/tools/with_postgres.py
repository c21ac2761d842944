#!/usr/bin/env python3
"""Run a command against a PostgreSQL server of its own, and remove the server afterwards.

    tests/tools/with_postgres.py COMMAND [ARGUMENT...]

The command finds the database in DATABASE_URL. The server listens on a socket in a temporary
folder only, so that several can run at once. PostgreSQL refuses to run as root: for root it runs as
the user `postgres`.
Answers with the exit status of the command.
"""

import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROLE = DATABASE = "aftermath"
# What a crash would lose does not matter here; speed does.
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
}


def binaries() -> Path | None:
    """The folder of PostgreSQL's server programs: Debian's newest, else that on PATH, or None."""
    debian = [
        folder
        for folder in Path("/usr/lib/postgresql").glob("*/bin")
        if (folder / "initdb").exists() and re.fullmatch(r"[0-9]+", folder.parent.name)
    ]
    if debian:
        return max(debian, key=lambda folder: int(folder.parent.name))
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def _owner() -> pwd.struct_passwd | None:
    """The account that must run the server in place of root, or None when we are not root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        sys.exit("PostgreSQL does not run as root, and there is no user postgres to run it.")


def _run(owner: pwd.struct_passwd | None, *command: str | Path) -> None:
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        user=owner.pw_uid if owner else None,
        group=owner.pw_gid if owner else None,
        extra_groups=[] if owner else None,
        cwd="/",
    )
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} failed:\n{done.stdout}{done.stderr}")


@contextlib.contextmanager
def server(within: Path = Path("/tmp"), **options: str) -> Iterator[str]:
    """A running server with an empty UTF-8 database, all of it in a folder of its own within one;
    `options` are set beside those above. Yields its URL."""
    programs = binaries()
    if programs is None:
        sys.exit("PostgreSQL's server programs were not found: apt-get install postgresql")
    owner = _owner()
    # Not in TMPDIR: the path of a socket may have 107 characters at most.
    folder = Path(tempfile.mkdtemp(prefix="aftermath-postgres-", dir=within))
    data = folder / "data"
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    try:
        _run(
            owner, programs / "initdb", "-D", data, "-U", ROLE, "--auth=trust",
            "--locale=C.UTF-8", "-E", "UTF8", "--no-sync",
        )  # fmt: skip
        options = OPTIONS | options | {"unix_socket_directories": str(folder)}
        with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in options.items())
        try:
            _run(owner, programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "start")
        except RuntimeError as error:
            log = folder / "log"
            raise RuntimeError(f"{error}{log.read_text() if log.exists() else ''}") from None
        _run(owner, programs / "createdb", "-h", folder, "-U", ROLE, DATABASE)
        yield f"postgresql://{ROLE}@/{DATABASE}?host={folder}"
    finally:
        # A second Ctrl-C must not leave a server behind.
        before = [(s, signal.signal(s, signal.SIG_IGN)) for s in (signal.SIGINT, signal.SIGTERM)]
        if (data / "postmaster.pid").exists():
            with contextlib.suppress(RuntimeError):
                _run(owner, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)
        for number, handler in before:
            signal.signal(number, handler)


def stop_on_sigterm() -> None:
    """Make SIGTERM unwind the program as an exception does, so that `finally` blocks run."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))


def main(command: list[str]) -> int:
    if not command:
        sys.exit(__doc__)
    stop_on_sigterm()
    try:
        with server() as url:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except FileNotFoundError as error:
        sys.exit(f"cannot run {command[0]}: {error.strerror}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
