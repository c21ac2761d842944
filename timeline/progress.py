"""Progress of what takes a while, for who watches it in a terminal."""

import time
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Final, Self, TextIO, TypeVar

EVERY: Final = 0.2  # seconds
Item = TypeVar("Item")
Told = Callable[[str], None]  # is told what is being done: “Edition 3 of 40”


def quiet(said: str) -> None:
    """What is told of work that nobody watches."""


class Progress:
    """One line in a terminal that is written over as the work goes on: “Edition 3 of 40”.

    Elsewhere, in a log or a pipe, it writes nothing. The line is gone when the work is done.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream if stream.isatty() else None
        self._next = 0.0

    def __enter__(self) -> Self:
        return self

    def __call__(self, said: str) -> None:
        now = time.monotonic()
        if self._stream and now >= self._next:
            self._write(said)
            self._next = now + EVERY

    def _write(self, text: str) -> None:
        if self._stream:
            self._stream.write(f"\r\x1b[2K{text}")
            self._stream.flush()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._write("")


def watched(items: Sequence[Item], stream: TextIO, noun: str) -> Iterator[Item]:
    """The items one after the other, told in a terminal: “Excerpt 3 of 40”."""
    with Progress(stream) as progress:
        for number, item in enumerate(items, 1):
            progress(f"{noun} {number} of {len(items)}")
            yield item
