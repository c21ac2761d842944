"""Measures on the wire and writes what it found as JSON and as a table.

    python -m tests.benchmarks.wire.run --sizes 10000,100000 --engines sqlite,postgresql

All systems answer one question before the next comes, in rounds: so a machine that is slower for a
while is so for all of them. Of the rounds the quickest counts, and of the processor's time too.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

import brotli

from tests.benchmarks.wire import machine, peers, report
from tests.benchmarks.wire.cases import Case, cases
from tests.benchmarks.wire.servers import (
    LOCAL,
    ROOT,
    STATIC,
    Server,
    free_port,
    gunicorn,
    make_run_options,
    nginx,
    running,
)
from tests.benchmarks.wire.wrk import ACCEPTS, Round, ask, fetch
from tests.tools.with_postgres import server as postgresql
from tests.tools.with_postgres import stop_on_sigterm

SYSTEMS = ("ours", "ours, nothing kept", "bare Django", "Datasette", "nginx, a file")


def fill(folder: Path, engine: str, events: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The URL of a database with the timeline, and what filling it took."""
    with contextlib.ExitStack() as stack:
        file = folder / f"ours-{events}.sqlite3"
        url = f"sqlite:///{file}" if engine == "sqlite" else stack.enter_context(postgresql())
        env = os.environ | LOCAL | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": SETTINGS}
        took: dict[str, Any] = {}
        if not file.exists() or engine != "sqlite":
            done = subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.wire.fill", str(events)],
                cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True,
            )  # fmt: skip
            took = json.loads(done.stdout)
        if engine == "sqlite":
            took["database, MB"] = round(file.stat().st_size / 1e6)
        yield url, took


SETTINGS = "timeline.settings"


def servers(
    stack: contextlib.ExitStack, folder: Path, url: str, tables: Path, datasette: str
) -> dict[str, Server]:
    """Every system, started."""
    ours = LOCAL | {"DATABASE_URL": url}
    found = {}
    for name, more in (("ours", {}), ("ours, nothing kept", {"KEEP_ANSWERS": "0"})):
        port = free_port()
        command = gunicorn("timeline.wsgi", port, *make_run_options())
        found[name] = stack.enter_context(running(name, command, port, "/", ours | more))
    port = free_port()
    command = gunicorn(
        "tests.benchmarks.wire.bare_django:application", port, "--workers", "2",
        "--no-control-socket", "--log-level", "error",
    )  # fmt: skip
    env = {"BENCH_DB": str(tables)}
    found["bare Django"] = stack.enter_context(running("bare Django", command, port, "/", env))
    if datasette:
        port = free_port()
        found["Datasette"] = stack.enter_context(
            running("Datasette", _datasette(datasette, tables, port), port, "/peers")
        )
    files = folder / "nginx" / "files"
    files.mkdir(parents=True, exist_ok=True)
    (files / "page.html").write_bytes(fetch(found["ours"], "/", {})[2])
    port = free_port()
    command = nginx(folder / "nginx", STATIC.format(folder=folder / "nginx", port=port))
    found["nginx, a file"] = stack.enter_context(running("nginx, a file", command, port, "/"))
    return found


def _datasette(program: str, tables: Path, port: int) -> list[str]:
    inspected = tables.with_suffix(".json")
    with inspected.open("w") as file:
        subprocess.run([program, "inspect", str(tables)], stdout=file, check=True)
    limits = ("facet_time_limit_ms", "60000", "sql_time_limit_ms", "60000", "suggest_facets", "off")
    settings = [word for name, value in zip(limits[::2], limits[1::2], strict=True)
                for word in ("--setting", name, value)]  # fmt: skip
    return [program, "-i", str(tables), "--inspect-file", str(inspected), "-h", "127.0.0.1",
            "-p", str(port), *settings]  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What a system is asked in a case: its paths and headers, and for how long in each round."""

    server: Server
    paths: list[str]
    headers: dict[str, str]
    seconds: int
    weight: dict[str, int]


def measure(
    found: dict[str, Server], case: Case, connections: list[int], rounds: int, seconds: int
) -> Iterator[dict[str, Any]]:
    """A row for each system and number of connections."""
    asked = {name: _asked(server, name, case, seconds) for name, server in found.items()}
    for many in connections:
        taken: dict[str, list[Round]] = {}
        for turn in range(rounds):
            for name, one in asked.items():
                # What takes seconds is not asked by many at once: it would go on for minutes.
                if one and (many == 1 or one.seconds == seconds):
                    taken.setdefault(name, []).append(
                        ask(one.server, one.paths, one.headers, many, one.seconds, turn * 97)
                    )
        for name, all_rounds in taken.items():
            yield {
                "case": case.name, "system": name, "connections": many,
                # A round in which nothing was answered has no times.
                "p50": min((one.p50 for one in all_rounds if one.p50), default=0),
                "p95": min((one.p95 for one in all_rounds if one.p95), default=0),
                "least": min((one.least for one in all_rounds if one.least), default=0),
                "a second": max(one.a_second for one in all_rounds),
                "cpu": min(one.cpu for one in all_rounds),
                "requests": sum(one.requests for one in all_rounds),
                "failed": sum(one.failed for one in all_rounds),
                **asked[name].weight,
            }  # fmt: skip


def _asked(server: Server, name: str, case: Case, seconds: int) -> Asked | None:
    """What a system is asked in a case; None where it has no answer. Some of it is asked for at
    once, so that what a system makes at its first request is made."""
    paths = case.ours
    if name.startswith("nginx"):
        paths = ["/"] if case.name == "first page" else []
    elif not name.startswith("ours"):
        paths = {"bare Django": case.bare, "Datasette": case.datasette}[name]
    if not paths:
        return None
    headers = ACCEPTS | (case.headers if name.startswith("ours") else {})
    start = time.monotonic()
    status, answered, body = fetch(server, paths[0], headers)
    took = time.monotonic() - start
    if status != 200 or len(body) < 100:
        raise SystemExit(f"{name} answers {server.base}{paths[0]} with {status}: {body[:200]!r}")
    if case.revisit and name.startswith("ours"):
        headers = headers | {"If-None-Match": answered["etag"]}
    long = seconds if took < seconds / 4 else min(20, ceil(6 * took))
    return Asked(server, paths, headers, long, _weighed(server, paths, headers))


def _weighed(server: Server, paths: list[str], headers: dict[str, str]) -> dict[str, int]:
    """Bytes of the answers as they are sent and as they are read, the median of some."""
    sent, raw = [], []
    for path in paths[:: max(1, len(paths) // 3)][:3]:
        _, answered, body = fetch(server, path, headers)
        coding = answered.get("content-encoding", "")
        sent.append(len(body))
        raw.append(len(brotli.decompress(body)) if coding == "br" else len(body))
    return {"wire": sorted(sent)[len(sent) // 2], "raw": sorted(raw)[len(raw) // 2]}


def main() -> None:
    stop_on_sigterm()  # so that no server outlives the run
    args = _arguments()
    connections = [int(number) for number in args.connections.split(",")]
    found: dict[str, Any] = {"machine": machine.described(), "runs": []}
    folder = Path(args.folder or tempfile.mkdtemp(prefix="bench-"))
    folder.mkdir(exist_ok=True)
    for events in map(int, args.sizes.split(",")):
        tables = folder / str(events) / "peers.db"
        tables.parent.mkdir(exist_ok=True)
        if not tables.exists():
            peers.fill(tables.with_suffix(".part"), events)
            tables.with_suffix(".part").rename(tables)
        for engine in args.engines.split(","):
            for url, took in fill(folder, engine, events):
                run = {"events": events, "engine": engine, "filling": took, "rows": []}
                found["runs"].append(run)
                with contextlib.ExitStack() as stack:
                    up = servers(stack, folder, url, tables, args.datasette)
                    run["first answer, s"] = {name: one.up_after for name, one in up.items()}
                    for case in cases(events):
                        if args.only and not any(case.name.startswith(o) for o in args.only):
                            continue
                        for row in measure(up, case, connections, args.rounds, args.seconds):
                            run["rows"].append(row)
                            print(
                                json.dumps({"events": events, "engine": engine} | row), flush=True
                            )
                    run["memory, MB"] = {name: one.memory() for name, one in up.items()}
                    run["of it its own, MB"] = {
                        name: one.memory("RssAnon") for name, one in up.items()
                    }
    if args.out:
        report.write(Path(args.out), found)
    print(report.table(found))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--engines", default="sqlite,postgresql")
    parser.add_argument("--connections", default="1,16")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--only", action="append", help="cases that begin so")
    parser.add_argument("--datasette", default="", help="the program, where it is to be measured")
    parser.add_argument("--folder", default="", help="where the databases are kept")
    parser.add_argument("--out", default="", help="folder for the table and the figures")
    return parser.parse_args()


if __name__ == "__main__":
    main()
