"""A disk that is full for a while, and clocks that jump."""

import contextlib
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.faults.hands import Browser, Curator, Hand, Looking, publish, saved, stop
from tests.faults.people import PUBLISH
from tests.faults.site import Made, Site
from tests.faults.table import Row

JUMPS = (-3, 400, -400, 0)  # days


@contextlib.contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """A file system of its own in memory. Raises PermissionError when it may not be mounted."""
    folder = Path(tempfile.mkdtemp(prefix="aftermath-disk-", dir="/tmp"))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode:
        folder.rmdir()
        raise PermissionError("a small file system may not be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()


def fill(folder: Path) -> Path:
    """Take all room that a file system has."""
    file = folder / "filler"
    with file.open("wb", buffering=0) as there, contextlib.suppress(OSError):
        while True:
            there.write(bytes(65536))
    with file.open("ab", buffering=0) as there, contextlib.suppress(OSError):
        while True:
            there.write(bytes(512))
    return file


def full(site: Site, made: Made, disk: Path, seconds: float) -> Row:
    """Nobody loses what they were told is saved; reading goes on; all is well when there is room.

    Filled again and again, because SQLite and PostgreSQL keep room that they have had.
    """
    row = Row("disk full for a while")
    curators = [Curator(site, made, number, pause=0.1) for number in range(3)]
    readers = [Looking(site)]
    hands: list[Hand] = [*curators, *readers]
    for hand in hands:
        hand.start()
    time.sleep(2)
    end, filled = time.monotonic() + seconds, fill(disk)
    before = [one.counts.refused for one in hands]
    while time.monotonic() < end:
        with contextlib.suppress(OSError), filled.open("ab", buffering=0) as more:
            more.write(bytes(4096))
        time.sleep(0.2)
    during = [one.counts.refused - was for one, was in zip(hands, before, strict=True)]
    filled.unlink()
    back = site.wait()
    marks = [len(one.saved) for one in curators]
    until = time.monotonic() + 60
    while time.monotonic() < until and not all(
        len(one.saved) > mark for one, mark in zip(curators, marks, strict=True)
    ):
        time.sleep(0.1)
    stop(hands)
    row.tried = sum(one.counts.tried for one in hands)
    row.acknowledged = sum(one.counts.acknowledged for one in hands)
    there = saved(site)
    row.lost = [word for one in curators for word in one.saved if word not in there]
    row.mixed = readers[0].mixed
    row.wrong = [said for hand in hands for said in hand.counts.wrong]
    row.wrong += ["nobody can save again"] * (time.monotonic() >= until)
    if not sum(during[:-1]):
        row.wrong.append("the disk was never full")
    if wrong := site.is_whole():
        row.lost.append(wrong)
    row.said = (
        f"{sum(during[:-1])} saves refused meanwhile, {during[-1]} of {readers[0].counts.tried} "
        f"pages; back after {back:.1f} s"
    )
    return row


def clocks(site: Site, made: Made, clock: Path, first: int) -> Row:
    """The clock of the site jumps while people save, publish and read."""
    row = Row("clock jumps")
    browser = Browser(site, made.sessions[3])
    curators = [Curator(site, made, number) for number in range(3)]
    reader = Looking(site)
    hands: list[Hand] = [*curators, reader]
    for hand in hands:
        hand.start()
    numbers = []
    for turn, jump in enumerate(JUMPS, first):
        clock.write_text(str(jump * 86_400))
        time.sleep(1.5)
        done = site.run("-m", "tests.faults.work", str(made.dataset), str(turn), "load")
        if "loaded" not in done.stdout:
            row.lost.append(f"after {jump} nothing can be loaded: {done.stderr[-300:]}")
        status, number = publish(browser, browser.form(PUBLISH, ""))
        row.tried += 1
        numbers.append(number)
        if not number:
            row.wrong.append(f"publishing after {jump}: {status}")
        row.acknowledged += bool(number)
    stop(hands)
    row.tried += sum(one.counts.tried for one in hands)
    row.acknowledged += sum(one.counts.acknowledged for one in hands)
    there = saved(site)
    row.lost += [word for one in curators for word in one.saved if word not in there]
    row.mixed = reader.mixed
    row.wrong += [said for hand in hands for said in hand.counts.wrong]
    rows = site.ask("SELECT number, published_at FROM editions_edition ORDER BY number")
    row.lost += [f"edition {n}" for n in numbers if n and n not in dict(rows)]
    if wrong := site.is_whole():
        row.lost.append(wrong)
    row.said = f"by {', '.join(map(str, JUMPS))} days"
    return row
