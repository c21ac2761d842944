"""Do harm to a site on each engine, and print what was tried, acknowledged, lost and mixed.

    python -m tests.faults.run --kills 200 --minutes 30 --engines sqlite,postgresql

Ends with 1 when anything was lost or mixed, or answered amiss. `--only kills,disk` leaves the rest.
"""

import argparse
import contextlib
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.faults import disk, kills, load, people
from tests.faults.site import ENVIRONMENT, ROOT, Made, Site, running
from tests.faults.table import Row, table
from tests.tools import with_postgres

HANDS = 16
KEEPS = {"synchronous_commit": "on"}  # what was acknowledged outlasts a crash of the server
Do = Callable[[Site, Made], list[Row]]


@contextlib.contextmanager
def database(engine: str, folder: Path) -> Iterator[str]:
    """An empty database in a folder, which PostgreSQL's own user has to be able to enter."""
    if engine == "sqlite":
        yield f"sqlite:///{folder}/site.sqlite3"
        return
    with with_postgres.server(folder, **KEEPS) as url:
        yield url


def on_a_site(engine: str, do: Do, **environment: str) -> list[Row]:
    with (
        tempfile.TemporaryDirectory(prefix="aftermath-faults-") as place,
        database(engine, Path("/tmp" if engine == "postgresql" else place)) as url,
        running(url, Path(place), HANDS, **environment) as (site, made),
    ):
        return do(site, made)


def full_disk(engine: str, options: argparse.Namespace) -> list[Row]:
    try:
        with (
            tempfile.TemporaryDirectory(prefix="aftermath-faults-") as place,
            disk.small_disk(40 if engine == "sqlite" else 160) as small,
            database(engine, small) as url,
            running(url, Path(place), HANDS) as (site, made),
        ):
            return [disk.full(site, made, small, options.seconds)]
    except PermissionError as error:
        return [Row("disk full for a while", said=f"not tried: {error}")]


def clocks(engine: str, options: argparse.Namespace) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="aftermath-clock-") as place:
        clock = Path(place) / "clock"
        clock.write_text("0")
        return on_a_site(
            engine, lambda site, made: [disk.clocks(site, made, clock, 1)], CLOCK=str(clock)
        )


def kill(engine: str, options: argparse.Namespace) -> list[Row]:
    return on_a_site(engine, lambda site, made: [kills.Killing(site, made).run(options.kills)])


def crowd(engine: str, options: argparse.Namespace) -> list[Row]:
    return on_a_site(
        engine,
        lambda site, made: [
            people.two_publishers(site, made, 5, 1),
            people.sixteen(site, made, same=True),
            people.sixteen(site, made, same=False),
        ],
    )


def read(engine: str, options: argparse.Namespace) -> list[Row]:
    return on_a_site(
        engine, lambda site, made: [load.reading(site, made, options.minutes, HANDS, 1)]
    )


PARTS: dict[str, Callable[[str, argparse.Namespace], list[Row]]] = {
    "crowd": crowd,
    "disk": full_disk,
    "clocks": clocks,
    "kills": kill,
    "reading": read,
}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engines", default="sqlite,postgresql")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seconds", type=float, default=10, help="that a disk is full")
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def collect_static() -> None:
    """The desk's pages name files by their digests."""
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=os.environ | ENVIRONMENT, check=True)


def main() -> int:
    options = arguments()
    with_postgres.stop_on_sigterm()
    random.seed(options.seed)
    collect_static()
    rows: list[Row] = []
    for engine in options.engines.split(","):
        for name in options.only.split(","):
            print(f"{engine}: {name}", flush=True)
            for row in PARTS[name](engine, options):
                row.engine = engine
                rows.append(row)
                print(table([row]), flush=True)
    print(f"\n{table(rows)}")
    return int(any(row.is_bad for row in rows))


if __name__ == "__main__":
    sys.exit(main())
