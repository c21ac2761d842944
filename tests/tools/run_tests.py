#!/usr/bin/env python3
"""Run all tests on SQLite and then on PostgreSQL, and say at the end what ran.

On each engine the browser tests run by themselves, after the others, which share the processors.
Everything runs even when something fails; the exit status is 1 then.
"""

import os
import subprocess
import sys
import time

from with_postgres import server, stop_on_sigterm

PARTS = {
    "without a browser": ["-m", "not browser and not benchmark", "-n", "auto", "--maxprocesses=8"],
    "in a browser": ["-m", "browser"],
}


def run_engine(engine: str, url: str) -> list[tuple[str, int, float]]:
    """Run both parts on one engine; answers (what, exit status of pytest, seconds) a part."""
    results = []
    for part, options in PARTS.items():
        what = f"{engine}, {part}"
        print(f"\n=== Tests on {what} ===", flush=True)
        start = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *options],
            env=os.environ | {"DATABASE_URL": url},
            stdin=subprocess.DEVNULL,
        )
        results.append((what, done.returncode, time.monotonic() - start))
    return results


def main() -> int:
    stop_on_sigterm()
    results = run_engine("SQLite", "")
    with server() as url:
        results += run_engine("PostgreSQL", url)
    print("\n=== What ran ===")
    for what, status, seconds in results:
        said = {0: "passed", 5: "FAILED: no tests found"}.get(status, f"FAILED (status {status})")
        print(f"{what:<32} {said}, {seconds:.0f} s")
    return int(any(status for _, status, _ in results))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
