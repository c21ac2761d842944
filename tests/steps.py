"""How much work something is, counted and not timed: the same on every machine, however busy."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(work: Callable[[], object]) -> int:
    """How many lines of Python run until `work` is done.

    What a library in C does within one line, a regular expression among them, counts as that line:
    of a pattern that tries every way to cut a text up, only a test that never ends can tell.
    """
    count = 0

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def growth(work: Callable[[int], object], size: int) -> float:
    """By what the steps are multiplied when the size is doubled: 2 is linear, 4 a square."""
    work(size // 2)  # what is made once, on first use, counts for neither
    once = steps(lambda: work(size))
    return steps(lambda: work(2 * size)) / once
