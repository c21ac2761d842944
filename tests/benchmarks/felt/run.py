"""Opens ours, TimelineJS and vis-timeline in turn, and writes what was felt as JSON and a table.

    python -m tests.benchmarks.felt.run --modules FOLDER --sizes 60,500,5000

All three show the same events. Ours is served as `make run` serves it, the others as files by
nginx.
"""

import argparse
import contextlib
import json
import shutil
import sys
import tempfile
import urllib.request
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.felt import pages
from tests.benchmarks.felt.look import look
from tests.benchmarks.wire import machine
from tests.benchmarks.wire.run import fill
from tests.benchmarks.wire.servers import (
    LOCAL,
    STATIC,
    free_port,
    gunicorn,
    make_run_options,
    nginx,
    running,
)

GZIP = "gzip on; gzip_comp_level 6; gzip_types text/css application/javascript; include {types};"
SLOWER = 4
Felt = dict[str, float]


def serve(stack: contextlib.ExitStack, folder: Path, modules: Path, url: str) -> dict[str, str]:
    """The addresses of the three pages."""
    port = free_port()
    command = gunicorn("timeline.wsgi", port, *make_run_options())
    ours = stack.enter_context(running("ours", command, port, "/", LOCAL | {"DATABASE_URL": url}))
    with urllib.request.urlopen(f"{ours.base}/timeline.timelinejs.json") as answer:
        events = json.load(answer)
    site = folder / "nginx"
    files = site / "files"
    files.mkdir(parents=True)
    pages.put_packages(modules, files)
    pages.write(files, events)
    port = free_port()
    gzip = GZIP.format(types="/etc/nginx/mime.types")
    configuration = STATIC.format(folder=site, port=port).replace("http {", f"http {{ {gzip}", 1)
    peers = stack.enter_context(
        running("nginx", nginx(site, configuration), port, "/timelinejs/page.html")
    )
    return {
        "ours": f"{ours.base}/",
        "TimelineJS": f"{peers.base}/timelinejs/page.html",
        "vis-timeline": f"{peers.base}/vis-timeline/page.html",
    }


def measure(browser: Browser, addresses: dict[str, str], rounds: int) -> dict[str, Felt]:
    """The median of all rounds, in which each is opened once; what is blocked also on a processor
    that is slower."""
    seen: dict[str, list[Felt]] = {name: [] for name in addresses}
    for _ in range(rounds):
        for name, address in addresses.items():
            slow = look(browser, address, SLOWER)
            seen[name].append(look(browser, address) | {"blocked, slower": slow["blocked"]})
    return {
        name: {part: round(median(one[part] for one in all_rounds)) for part in all_rounds[0]}
        for name, all_rounds in seen.items()
    }


ABOUT = """# In a browser: ours beside what else shows a timeline

Made by `make bench` on {processor}, {cores} cores, {system}; load before it {load}. Chromium opens
each in turn, without a cache, {rounds} times; these are medians. *Painted* is Chromium’s largest
contentful paint, *blocked* what tasks take beyond 50 ms each, also on a processor {slower} times
slower. Compare within a run: milliseconds of two runs, or of a busy machine, tell of the machine.
"""


def table(found: dict[str, Any]) -> str:
    about = found["machine"] | {"load": found["machine"]["load before"]}
    lines = [ABOUT.format(**about, rounds=found["rounds"], slower=SLOWER)]
    columns = ("first paint", "painted", "blocked", "blocked, slower", "wire", "elements", "heap")
    for events, felt in found["sizes"].items():
        lines += [f"## {events} events", "", "| | " + " | ".join(columns) + " |",
                  "|---|" + "--:|" * len(columns)]  # fmt: skip
        for name, one in felt.items():
            lines.append(f"| {name} | " + " | ".join(f"{one[part]:,}" for part in columns) + " |")
        lines += ["", *_budgets(felt), ""]
    return "\n".join(lines)


def _budgets(felt: dict[str, Felt]) -> list[str]:
    """Each budget, and whether it was met. Shares are of the better peer."""
    ours, peers = felt["ours"], [one for name, one in felt.items() if name != "ours"]
    said = []
    for part, budget in (("first paint", 1 / 2), ("painted", 1 / 3)):
        share = ours[part] / min(one[part] for one in peers)
        met = "met" if share <= budget else "missed"
        said.append(f"- {part}: {share:.2f} of the better peer’s, at most {budget:.2f}: {met}")
    blocked = ours["blocked, slower"]
    said.append(
        f"- blocked on a slower processor: {blocked:.0f} ms, at most 0: "
        f"{'missed' if blocked else 'met'}"
    )
    return said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--modules", required=True, help="node_modules, with both peers")
    parser.add_argument("--sizes", default="60,500,5000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", default="", help="folder for the table and the figures")
    asked = parser.parse_args()
    found: dict[str, Any] = {"machine": machine.described(), "rounds": asked.rounds, "sizes": {}}
    chromium = shutil.which("chromium-headless-shell") or sys.exit("Chromium is not there.")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        # Containers have little shared memory, and run as root.
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        for events in map(int, asked.sizes.split(",")):
            of_size = Path(folder) / str(events)
            of_size.mkdir()
            for url, _ in fill(of_size, "sqlite", events):
                with contextlib.ExitStack() as stack:
                    addresses = serve(stack, of_size, Path(asked.modules), url)
                    found["sizes"][events] = measure(browser, addresses, asked.rounds)
            print(json.dumps({"events": events} | found["sizes"][events]), flush=True)
        browser.close()
    text = table(found)
    if asked.out:
        (Path(asked.out) / "felt.json").write_text(json.dumps(found, indent=1) + "\n")
        (Path(asked.out) / "felt.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
