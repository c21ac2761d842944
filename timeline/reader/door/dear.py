"""Answers that cost many times a plain page: a process makes one of them at a time.

A whole view as one file, or a comparison of editions, may take a second. Without a limit, as many
people as there are threads could keep everybody else waiting; so one is made, one more waits for
its turn, and who comes then is asked to come again.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from timeline.reader.door.answers import RefusedError

PATIENCE: Final = 10  # seconds for which one waits for its turn
COME_AGAIN: Final = 5  # seconds after which to ask again

_places = threading.BoundedSemaphore(2)
_making = threading.Lock()


class BusyError(RefusedError):
    """Another such answer is being made, and one waits already: 503 with `Retry-After`."""

    come_again = COME_AGAIN

    def __init__(self) -> None:
        super().__init__(
            503, "A file of this kind is being made for somebody else. Ask again in a few seconds."
        )


@contextmanager
def turn() -> Iterator[None]:
    """The time in which one dear answer is made. Raises BusyError where it would wait too long."""
    if not _places.acquire(blocking=False):
        raise BusyError
    try:
        if not _making.acquire(timeout=PATIENCE):
            raise BusyError
        try:
            yield
        finally:
            _making.release()
    finally:
        _places.release()
