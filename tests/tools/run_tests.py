#!/usr/bin/env python3
"""Run all tests, on SQLite and on PostgreSQL, and say at the end what ran and how long it took.

What touches no database runs once. In a browser everything runs on SQLite, and on PostgreSQL what
is marked `smoke`: of each thing that pages write or search, one test. Browser tests run apart from
the others, whose event loop they would be in the way of; both kinds share the processors.
Everything runs even when something fails. The exit status is 1 when something did, or when a part
found no test to run.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from with_postgres import server, stop_on_sigterm

# One more than there are processors: some tests wait, for a server of theirs or for a clock.
SPREAD = ["-n", str(min((os.cpu_count() or 1) + 1, 8))]
# Of each engine, a part's name, and what selects its tests: marks, and a folder if all are in one.
PARTS = {
    "SQLite": {
        "without a browser": ["-m", "not browser and not benchmark"],
        "in a browser": ["-m", "browser", "tests/browser"],
    },
    "PostgreSQL": {
        "without a browser": ["-m", "database and not browser and not benchmark"],
        "in a browser": ["-m", "smoke", "tests/browser"],
    },
}


@dataclass
class Part:
    """What became of one run of pytest: its exit status, seconds, and tests by outcome."""

    name: str
    status: int
    seconds: float
    outcomes: Counter[str] = field(default_factory=Counter)
    skipped: list[str] = field(default_factory=list)  # the reason of each test that was skipped

    @property
    def failed(self) -> bool:
        return self.status != 0 or not self.outcomes["passed"] + self.outcomes["failed"]

    def __str__(self) -> str:
        said = "passed"
        if self.failed:
            said = {0: "FAILED: no tests ran", 5: "FAILED: no tests found"}.get(
                self.status, f"FAILED (status {self.status})"
            )
        return f"{self.name:<30} {said}, {tests(self.outcomes)} in {self.seconds:.0f} s"


def tests(outcomes: Counter[str]) -> str:
    """How many tests there were of each outcome, in the words and the order of pytest."""
    order = ("failed", "passed", "skipped", "error")
    words = [f"{outcomes[outcome]} {outcome}" for outcome in order if outcomes[outcome]]
    return ", ".join(words) or "no tests"


def read(report: Path) -> tuple[Counter[str], list[str]]:
    """The outcomes in a JUnit report, and why tests were skipped; nothing if there is no report."""
    outcomes: Counter[str] = Counter()
    reasons: list[str] = []
    if not report.exists():
        return outcomes, reasons
    for case in ElementTree.parse(report).iter("testcase"):
        found = {child.tag for child in case}
        word = {"failure": "failed", "error": "error", "skipped": "skipped"}
        outcomes[next((word[tag] for tag in word if tag in found), "passed")] += 1
        reasons += [child.get("message", "") for child in case.iter("skipped")]
    return outcomes, reasons


def environment(url: str, shared: str) -> dict[str, str]:
    """What tests are run with: the database at `url`, and a folder for what several runs need.

    Compiled modules are kept, whatever the machine is set to: to compile all of them again in each
    of some dozen processes takes longer than many a test.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"DATABASE_URL": url, "TESTS_FOLDER": shared}


def run(name: str, selected: list[str], url: str, shared: str) -> Part:
    """Run the tests that pytest finds by what is `selected`, against the database at `url`."""
    print(f"\n=== Tests on {name} ===", flush=True)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *selected, *SPREAD, f"--junitxml={report}"],
            env=environment(url, shared),
            stdin=subprocess.DEVNULL,
        )
        return Part(name, done.returncode, time.monotonic() - start, *read(report))


def run_engine(engine: str, url: str, shared: str) -> list[Part]:
    return [
        run(f"{engine}, {part}", selected, url, shared) for part, selected in PARTS[engine].items()
    ]


def summary(parts: list[Part]) -> str:
    """What ran, what was skipped and why, and a last line such as pytest's own."""
    lines = ["", "=== What ran ===", *map(str, parts)]
    reasons = sorted({reason for part in parts for reason in part.skipped})
    lines += [f"Did not run: {reason}" for reason in reasons]
    total = sum((part.outcomes for part in parts), Counter[str]())
    seconds = sum(part.seconds for part in parts)
    lines.append(f"===== {tests(total)} in {seconds:.2f}s =====")
    return "\n".join(lines)


def main() -> int:
    stop_on_sigterm()
    with tempfile.TemporaryDirectory() as shared:
        parts = run_engine("SQLite", "", shared)
        with server() as url:
            parts += run_engine("PostgreSQL", url, shared)
    print(summary(parts))
    return int(any(part.failed for part in parts))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
