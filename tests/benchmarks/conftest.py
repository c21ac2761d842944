"""What all benchmarks share: sizes, medians, tables, and a published timeline of many events.

Sizes come from the environment, so that `make profile` can be given them:

    BENCH_EVENTS=100000 make profile               events of the published timeline (10,000)
    BENCH_INDEX=10000,100000,1000000 make profile  events of the pure index (10,000 and 100,000)
"""

import gc
import os
import random
import time
from collections.abc import Callable, Iterator
from statistics import median

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from tests.benchmarks.published import publish
from tests.timeline_data import forget_indexes
from timeline.editions.models import Edition, EditionIndex, Record


def sizes(name: str, plain: str) -> list[int]:
    """The numbers that a variable of the environment gives, commas between them."""
    text = os.environ.get(name, plain)
    try:
        found = [int(part.replace("_", "")) for part in text.split(",")]
    except ValueError:
        pytest.exit(f"{name}={text!r} is not a list of numbers, such as {plain}", returncode=2)
    if any(not 100 <= size <= 1_000_000 for size in found):
        pytest.exit(f"{name}={text!r}: sizes go from 100 to 1000000", returncode=2)
    return found


Clock = Callable[[], float]


def seconds(work: Callable[[], object], times: int, clock: Clock = time.perf_counter) -> float:
    """The median time that `work` takes."""
    found = []
    for _ in range(times):
        start = clock()
        work()
        found.append(clock() - start)
    return median(found)


def side_by_side(
    works: dict[str, Callable[[], object]],
    base: str,
    times: int,
    clock: Clock = time.perf_counter,
) -> dict[str, tuple[float, float]]:
    """The best time of each in seconds, and how many times that of `base` it takes.

    `clock` may be that of the processor, where all of the work is done in this process. All are
    taken in turn, and the ratio is the median of the ratios within each turn: a machine
    that is slower for a while is so for all alike.
    """
    turns: list[dict[str, float]] = []
    names, chance = list(works), random.Random(1)
    gc.collect()
    gc.freeze()  # the garbage collector passes over what the benchmark alone has made
    for _ in range(times):
        chance.shuffle(names)
        turn = {}
        for name in names:
            depth = chance.randrange(200)
            start = clock()
            _deep(works[name], depth)
            turn[name] = clock() - start
        turns.append(turn)
    gc.unfreeze()
    return {
        name: (min(turn[name] for turn in turns), median(t[name] / t[base] for t in turns))
        for name in works
    }


def _deep(work: Callable[[], object], depth: int) -> object:
    """Do the work below so many calls, for the depth of the stack has a price of its own.

    Python 3.11 keeps its frames in chunks of 16 kB, and takes and gives back a chunk whenever calls
    go over its end and return. Where the inner loop of a page does that is chance, and it makes the
    page up to half as slow again; here it happens to all alike.
    """
    return _deep(work, depth - 1) if depth else work()


def table(title: str, header: list[str], rows: list[list[object]]) -> None:
    """Print rows under a title, numbers to the right."""
    lines = [header, *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    print(f"\n\n{title}")
    for line in lines:
        first, *rest = [
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        print("  ".join([first, *rest]))


@pytest.fixture(scope="module")
def large(django_db_setup: None, django_db_blocker) -> Iterator[Edition]:
    """One edition of BENCH_EVENTS events, written as publishing writes it, but not by the desk.

    It is committed, as it is for those who read it.
    """
    (count,) = sizes("BENCH_EVENTS", "10000")[:1]
    forget_indexes()
    with django_db_blocker.unblock():
        edition = publish(count)
        yield edition
        # What is published cannot be deleted, but for such private means.
        for model in (EditionIndex, Record, Edition):
            model._base_manager.all()._raw_delete(connection.alias)
        get_user_model().objects.filter(pk=edition.published_by_id).delete()
    forget_indexes()
