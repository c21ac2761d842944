"""The figures as JSON, and as tables that say of each budget by how much it is met or missed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COLD, OURS, BARE, DATASETTE, FILE = (
    "ours, nothing kept", "ours", "bare Django", "Datasette", "nginx, a file"
)  # fmt: skip
Run = dict[str, Any]


@dataclass(frozen=True)
class Budget:
    """A figure of ours against one of a peer, in the same run: at most, or at least, so many times
    that one."""

    said: str
    case: str
    ours: str
    peer: str
    times: float
    figure: str = "p50"
    connections: int = 1
    peer_case: str = ""
    at_least: bool = False

    def ratio(self, run: Run, figure: str) -> float | None:
        """A figure of ours in those of the peer; None where one of them was not measured."""
        mine = _value(run, self.case, self.ours, self.connections, figure)
        theirs = _value(run, self.peer_case or self.case, self.peer, self.connections, figure)
        return mine / theirs if mine and theirs else None

    def said_of(self, ratio: float) -> str:
        """Whether the budget is met, or by how much it is missed."""
        off = self.times / ratio if self.at_least else ratio / self.times
        return "met" if off <= 1 else f"missed by {off:.1f} times"


BUDGETS = (
    Budget("a page not seen before", "any page", COLD, BARE, 1.2),
    Budget("the first page, not kept", "first page", COLD, BARE, 1.2),
    Budget("phase and all counts", "phase, all counts", COLD, DATASETTE, 1 / 20),
    Budget("actor, dates, all counts", "actor and dates, all counts", COLD, DATASETTE, 1 / 20),
    Budget("search, rare, and counts", "search, rare", COLD, DATASETTE, 1 / 10),
    Budget("search, common, and counts", "search, common", COLD, DATASETTE, 1 / 10),
    Budget("search of what all have, and counts", "search, in every event", COLD, DATASETTE,
           1 / 10),
    Budget("an event", "event", COLD, BARE, 1.5),
    Budget("a page seen before in this edition", "first page", OURS, BARE, 1 / 3),
    Budget("304", "visited before (304)", OURS, BARE, 1 / 5, peer_case="first page"),
    Budget("16 connections, not kept, requests a second", "any page", COLD, BARE, 0.8,
           "a second", 16, at_least=True),
    Budget("16 connections, kept, requests a second", "first page", OURS, BARE, 3,
           "a second", 16, at_least=True),
)  # fmt: skip
MOST_RAW = 80_000  # bytes of a page


def _value(run: Run, case: str, system: str, connections: int, figure: str) -> float | None:
    for row in run["rows"]:
        if (row["case"], row["system"], row["connections"]) == (case, system, connections):
            return float(row[figure])
    return None


def write(folder: Path, found: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "wire.json").write_text(json.dumps(found, indent=1) + "\n")
    (folder / "wire.md").write_text(f"{table(found)}\n")


def table(found: dict[str, Any]) -> str:
    return "\n".join(_lines(found))


def _lines(found: dict[str, Any]) -> Iterator[str]:
    machine = found["machine"]
    yield "# On the wire: ours beside what people would use instead\n"
    yield (
        f"Made by `make bench` on {machine['processor']}, {machine['cores']} cores, "
        f"{machine['memory']}, {machine['system']}, Python {machine['python']}; load before the "
        f"run {machine['load before']}. All systems answer in turn, in rounds of some seconds, and "
        "the quickest round counts: compare ratios within a run, not milliseconds of two runs. "
        "Where others load the machine, times tell more of them than of what is measured; the "
        "processor’s time a request tells less of them. "
        "*Nothing kept* is ours with `KEEP_ANSWERS=0`, so that each page is made anew. A page of "
        "ours has 30 events, one of the others 50."
    )
    for run in found["runs"]:
        yield f"\n## {run['events']:,} events, {run['engine']}\n"
        yield from _budgets(run)
        yield from _cases(run)
        yield from _rest(run)


def _budgets(run: Run) -> Iterator[str]:
    yield "| budget | at most (at least) | measured | | by the processor’s time | |"
    yield "|---|--:|--:|---|--:|---|"
    for one in BUDGETS:
        ratio = one.ratio(run, one.figure)
        if ratio is None:
            continue
        limit = f"({one.times:.2g} x)" if one.at_least else f"{one.times:.2g} x"
        line = f"| {one.said}, of {one.peer} | {limit} | {ratio:.2g} x | {one.said_of(ratio)} |"
        cpu = None if one.at_least else one.ratio(run, "cpu")
        yield f"{line} {cpu:.2g} x | {one.said_of(cpu)} |" if cpu else f"{line} | |"
    pages = [r for r in run["rows"] if r["system"] == COLD and not r["case"].startswith("JSON")]
    if pages:
        largest = max(pages, key=lambda row: row["raw"])
        met = "met" if largest["raw"] <= MOST_RAW else f"missed by {largest['raw'] / MOST_RAW:.1f}"
        yield (
            f"| the largest of these pages, bytes | {MOST_RAW:,} | {largest['raw']:,} "
            f"({largest['case']}) | {met} | | |"
        )
    yield ""


def _cases(run: Run) -> Iterator[str]:
    yield "| case | system | connections | p50 ms | p95 ms | a second | CPU ms | raw | wire |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|--:|"
    for row in run["rows"]:
        failed = f", {row['failed']} failed" if row["failed"] else ""
        yield (
            f"| {row['case']} | {row['system']} | {row['connections']} | {row['p50']:.1f} | "
            f"{row['p95']:.1f} | {row['a second']:.0f}{failed} | {row['cpu']:.1f} | "
            f"{row['raw']:,} | {row['wire']:,} |"
        )


def _rest(run: Run) -> Iterator[str]:
    yield ""
    for title in ("filling", "first answer, s", "memory, MB", "of it its own, MB"):
        if run.get(title):
            said = "; ".join(f"{name}: {value}" for name, value in run[title].items())
            yield f"{title[:1].upper()}{title[1:]}: {said}.\n"
