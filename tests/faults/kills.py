"""Ends processes of a site at any moment, and looks what is left of what was acknowledged."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.faults.hands import Curator, Hand, Looking, saved, stop
from tests.faults.site import ROOT, Made, Site
from tests.faults.table import Row

# What is ended, and how often of a hundred; backends of PostgreSQL take the place of some workers.
VICTIMS = {"a worker": 30, "all workers": 10, "gunicorn": 8, "load and publish": 52}


@dataclass
class Work:
    """A process that loads and publishes, and what it said is done."""

    process: subprocess.Popen[str]
    turn: int
    lines: list[str] = field(default_factory=list)
    begun: threading.Event = field(default_factory=threading.Event)
    reader: threading.Thread | None = None

    def read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line.strip())
            self.begun.set()
        self.begun.set()

    def said(self, word: str) -> list[str]:
        return [line for line in self.lines if line.startswith(word)]


def work(site: Site, made: Made, turn: int) -> Work:
    """Begin to load and publish a turn; it has begun when this answers."""
    command = [sys.executable, "-m", "tests.faults.work", str(made.dataset), str(turn)]
    with (site.folder / "log").open("a") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=site.variables(), text=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=log, start_new_session=True,
        )  # fmt: skip
    begun = Work(process, turn)
    begun.reader = threading.Thread(target=begun.read, daemon=True)
    begun.reader.start()
    begun.begun.wait(120)
    return begun


class Killing:
    """A series of kills of one site; `length` is how many seconds a load and a publication take."""

    def __init__(self, site: Site, made: Made, curators: int = 3, readers: int = 2) -> None:
        self.site, self.made = site, made
        self.tried: Counter[str] = Counter()
        self.turn, self.length = 0, 2.0
        self.published: dict[int, str] = {}
        self.finished = 0
        self.lost, self.mixed, self.waits = list[str](), list[str](), list[float]()
        self.curators = [Curator(site, made, number) for number in range(curators)]
        self.readers = [Looking(site) for _ in range(readers)]

    def run(self, kills: int, names: Sequence[str] = ()) -> Row:
        """Kill that often, what `names` says first, with everybody at work; the figures."""
        if not names:
            names = [*VICTIMS] + ["a backend"] * (not self.site.url.startswith("sqlite"))
            self.finish_a_turn()
        hands: list[Hand] = [*self.curators, *self.readers]
        for hand in hands:
            hand.start()
        weights = [VICTIMS.get(name, 15) for name in names]
        try:
            for number in range(kills):
                # Each kind once before chance decides.
                name = names[number] if number < len(names) else random.choices(names, weights)[0]
                self.kill(name)
                self.tried[name] += 1
                if number % 25 == 24:
                    print(f"  {number + 1} kills, {self.figures()}", flush=True)
        finally:
            stop(hands)
        self.look()
        return self.row(kills)

    def kill(self, name: str) -> None:
        if name == "load and publish":
            self.kill_work()
        else:
            time.sleep(random.uniform(0, 0.6))
            if name == "a backend":
                if pids := self.site.backends():
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(random.choice(pids), signal.SIGKILL)
            elif name == "gunicorn":
                self.site.kill_all()
            else:
                self.site.kill_workers(1 if name == "a worker" else 99)
        self.waits.append(self.site.wait())

    def finish_a_turn(self) -> None:
        """Load and publish undisturbed: how long that takes."""
        self.turn += 1
        begun, start = work(self.site, self.made, self.turn), time.monotonic()
        begun.process.wait(300)
        self.length = time.monotonic() - start
        self.keep(begun)
        if not begun.said("published"):
            raise RuntimeError(f"No turn can be published; see {self.site.folder}/log")

    def kill_work(self) -> None:
        self.turn += 1
        begun = work(self.site, self.made, self.turn)
        time.sleep(random.uniform(0, self.length * 1.1))
        begun.process.kill()
        begun.process.wait()
        self.keep(begun)

    def keep(self, begun: Work) -> None:
        """Note what a process said is done, and look whether the desk is of one turn."""
        assert begun.reader
        begun.reader.join(30)
        for line in begun.said("published"):
            _, number, sha256 = line.split()
            self.published[int(number)] = sha256
            self.finished += 1
        turns = {
            int(title.rpartition(", turn ")[2])
            for (title,) in self.site.ask("SELECT title FROM curation_event")
        }
        if len(turns) != 1:
            self.mixed.append(f"the desk has turns {sorted(turns)} after turn {begun.turn}")
        if begun.said("loaded") and turns != {begun.turn}:
            self.lost.append(f"turn {begun.turn} was loaded, and the desk has {sorted(turns)}")

    def look(self) -> None:
        """What everybody was told is done, against what is there."""
        there = saved(self.site)
        self.lost += [word for one in self.curators for word in one.saved if word not in there]
        held = dict(self.site.ask("SELECT number, sha256 FROM editions_edition"))
        self.lost += [f"edition {n}" for n, sha in self.published.items() if held.get(n) != sha]
        if sorted(held) != list(range(1, len(held) + 1)):
            self.lost.append(f"editions {sorted(held)} are not in a row")
        self.mixed += [said for one in self.readers for said in one.mixed]
        if wrong := self.site.is_whole():
            self.lost.append(wrong)

    def figures(self) -> str:
        done = sum(one.counts.acknowledged for one in self.curators)
        pages = sum(one.counts.acknowledged for one in self.readers)
        return f"{done} saves, {len(self.published)} editions, {pages} pages"

    def row(self, kills: int) -> Row:
        what = ", ".join(f"{count} {name}" for name, count in sorted(self.tried.items()))
        hands = [*self.curators, *self.readers]
        wrong = [said for hand in hands for said in hand.counts.wrong]
        waits = sorted(self.waits)
        said = f"back after {waits[len(waits) // 2]:.1f} s, {waits[-1]:.1f} s at most; {what}"
        return Row(
            f"{kills} kills",
            tried=sum(hand.counts.tried for hand in hands) + self.turn,
            acknowledged=sum(hand.counts.acknowledged for hand in hands) + self.finished,
            lost=self.lost, mixed=self.mixed, wrong=wrong, said=said,
        )  # fmt: skip
