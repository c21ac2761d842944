"""What one upload may take of the server, over all its files: entries, values, processor time.

Bytes are counted where files are received (`archives.Room`). Who has a shell loads what is larger
with `manage.py load_dataset`, which nobody waits for.
"""

import time
from typing import Final

from timeline.curation.dataset.problems import DatasetError, Problem

ENTRIES: Final = 1_000
VALUES: Final = 200_000
SECONDS: Final = 60.0
_ELSE: Final = "send fewer at a time, or load them with manage.py load_dataset."


class Budget:
    """Counts what reading and trying an upload takes. Each method raises DatasetError, which names
    the file and line that is too much."""

    def __init__(self) -> None:
        self._entries, self._values = ENTRIES, VALUES
        self._until = time.thread_time() + SECONDS

    def entries(self, file: str, lines: list[int]) -> None:
        """Count the entries of a file, which begin on these lines."""
        if len(lines) > self._entries:
            message = f"is one entry too many: {ENTRIES:,} can be uploaded; {_ELSE}"
            self._refuse(file, lines[self._entries], message)
        self._entries -= len(lines)

    def value(self, file: str, line: int) -> None:
        self._values -= 1
        if self._values < 0:
            self._refuse(file, line, f"is one value too many: {VALUES:,} can be uploaded; {_ELSE}")
        self.in_time(file, line)

    def in_time(self, file: str, line: int) -> None:
        if time.thread_time() > self._until:
            self._refuse(file, line, f"was reached after {SECONDS:.0f} seconds of work; {_ELSE}")

    def _refuse(self, file: str, line: int, message: str) -> None:
        raise DatasetError([Problem(file, line, "", "", message)])
