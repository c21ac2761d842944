"""`make replicas`: read under load while editions are published, the replica lags, and is killed.

Prints for each part how many pages were read, of how many editions, how many mixed two of them, and
how many answers were errors. The exit status is 1 when any did.
"""

import argparse
import itertools
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.replicas.machines import ROOT, Site, standing

ASKING = 6  # connections at once
PAGES = ("/", "/events/closing/", "/actors/ada/", "/timeline.json", "/?actor=ada", "/?q=bridge")
OF_EDITION = re.compile(r"(?:bridge closes,|Ada of) edition (\d+)")
NUMBER = re.compile(r'Aftermath, edition (\d+)|"edition": ?(?:\{"number": ?)?(\d+)')


@dataclass
class Read:
    """What was read while something went on: answers by status, and pages that mix editions."""

    what: str
    answers: Counter[int] = field(default_factory=Counter)
    editions: set[int] = field(default_factory=set)
    mixed: list[str] = field(default_factory=list)
    lost: int = 0  # connections without an answer

    @property
    def errors(self) -> int:
        return sum(count for status, count in self.answers.items() if status != 200)

    @property
    def good(self) -> bool:
        return not (self.mixed or self.errors or self.lost) and self.answers[200] > 0

    def note(self, path: str, status: int, page: str) -> None:
        self.answers[status] += 1
        said = {int(number) for number in OF_EDITION.findall(page)}
        numbers = {int(one or other) for one, other in NUMBER.findall(page)}
        self.editions |= said | numbers
        if len(said) > 1 or (said and numbers and said != numbers):
            self.mixed.append(f"{path}: says edition {numbers}, has what {said} has")

    def __str__(self) -> str:
        return (
            f"{self.what:<34}{self.answers.total():>8}{len(self.editions):>10}"
            f"{len(self.mixed):>8}{self.errors:>8}{self.lost:>8}"
        )


def read_until(site: Site, read: Read, ended: threading.Event) -> None:
    """Ask for one page after the other, each time by a connection of its own."""
    for path in itertools.cycle(PAGES):
        if ended.is_set():
            return
        try:
            status, page = site.proxy.page(path)
        except OSError:
            read.lost += 1
            continue
        read.note(path, status, page)


def during(site: Site, what: str, seconds: float, do: Callable[[float], None]) -> Read:
    """What is read by ASKING connections while editions are published and `do` is done."""
    read, ended = Read(what), threading.Event()
    threads = [threading.Thread(target=read_until, args=(site, read, ended)) for _ in range(ASKING)]
    publisher = subprocess.Popen(
        [sys.executable, "-m", "tests.replicas.publisher", str(seconds)],
        cwd=ROOT, env=site.environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    for thread in threads:
        thread.start()
    try:
        do(seconds)
    finally:
        publisher.communicate()
        ended.set()
        for thread in threads:
            thread.join()
    assert publisher.returncode == 0, "Nothing more could be published."
    return read


def nothing(seconds: float) -> None:
    time.sleep(seconds)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=15, help="that each part takes")
    parser.add_argument("--serve", action="store_true", help="only start all of it, until Ctrl-C")
    asked = parser.parse_args()
    with standing() as site:
        if asked.serve:
            print(f"https://127.0.0.1:{site.proxy.port}/ (stop with Ctrl-C)", flush=True)
            threading.Event().wait()

        def lags(seconds: float) -> None:
            site.replica.pause()
            time.sleep(seconds * 2 / 3)
            site.replica.resume()

        def dies(seconds: float) -> None:
            time.sleep(seconds / 3)
            site.replica.kill()
            time.sleep(seconds / 3)
            site.replica.start()

        print(f"{'':<34}{'answers':>8}{'editions':>10}{'mixed':>8}{'errors':>8}{'lost':>8}")
        reads = []
        for what, do in (("publishing", nothing), ("a replica that lags", lags),
                         ("a replica that is killed", dies)):  # fmt: skip
            reads.append(during(site, what, asked.seconds, do))
            print(reads[-1], flush=True)
    for read in reads:
        for line in read.mixed[:3]:
            print(line)
        if read.errors:
            print(read.what, dict(read.answers))
    return int(not all(read.good for read in reads))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
