"""Everybody reads, somebody publishes, for as long as one likes: memory stays what it is."""

import random
import time
from statistics import median

from tests.faults.hands import Looking, stop
from tests.faults.site import Made, Site
from tests.faults.table import Row
from tests.public_routes import ROUTES

WORDS = ("bridge", "ada", "closed", "court", "ferry", "2020", "ministry", "queue", "vehicles")
# Routes that answer 404 or elsewhere on a site without signatures and with one edition.
NOT_THERE = ("comparison", "oembed", "redactions", "edition-signature", "edition-stamp")
GROWN = 1.25  # times what it was after the first third
MOST_REFUSED = 0.02  # of what was asked


def pages(count: int) -> tuple[str, ...]:
    """Every public address, and views that nobody has asked for before."""
    chance = random.Random(1)
    found = [
        route.address + (f"?{route.needs}" if route.needs else "")
        for name, route in ROUTES.items()
        if route.form != "file" and name not in NOT_THERE
    ]
    for _ in range(count):
        words = "+".join(chance.sample(WORDS, 2))
        found.append(f"/?q={words}&from={chance.randint(1990, 2020)}")
        found.append(f"/timeline.csv?q={words}&to={chance.randint(2020, 2050)}")
    chance.shuffle(found)
    return tuple(found)


def reading(site: Site, made: Made, minutes: float, connections: int, first: int) -> Row:
    """Read by many connections; an edition a minute; the memory of all workers together."""
    row = Row(f"{minutes:g} minutes of {connections} readers")
    hands = [Looking(site, pages(200), pause=0.4) for _ in range(connections)]
    for number, hand in enumerate(hands):
        hand.counts.tried = number * 37  # each begins at another page
        hand.start()
    start, turn, memory = time.monotonic(), first, list[int]()
    while time.monotonic() - start < minutes * 60:
        if time.monotonic() - start >= (turn - first) * 60:
            done = site.run("-m", "tests.faults.work", str(made.dataset), str(turn))
            turn += 1
            row.tried += 1
            if "published" in done.stdout:
                row.acknowledged += 1
            else:
                row.wrong.append(f"publishing: {done.stderr[-300:]}")
        memory.append(site.memory())
        time.sleep(min(5.0, minutes * 3))
    stop([*hands])
    asked = sum(hand.counts.tried - number * 37 for number, hand in enumerate(hands))
    row.tried += asked
    row.acknowledged += sum(hand.counts.acknowledged for hand in hands)
    row.mixed = [said for hand in hands for said in hand.mixed]
    row.wrong += [said for hand in hands for said in hand.counts.wrong]
    refused = sum(hand.counts.refused for hand in hands)  # of files that are made one at a time
    if refused > asked * MOST_REFUSED:
        row.wrong.append(f"{refused} of {asked} were told to come again")
    if wrong := site.is_whole():
        row.lost.append(wrong)
    third = max(len(memory) // 3, 1)
    early, late = median(memory[third : 2 * third] or memory), median(memory[-third:])
    if late > early * GROWN:
        row.wrong.append(f"memory grew from {early:.0f} to {late:.0f} MB")
    seconds = sorted(one for hand in hands for one in hand.seconds)
    row.said = (
        f"{refused} told to come again; memory {memory[0]} MB, then {early:.0f} and {late:.0f} MB; "
        f"median {seconds[len(seconds) // 2] * 1000:.0f} ms, slowest {seconds[-1]:.1f} s"
    )
    return row
