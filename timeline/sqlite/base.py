"""Django's backend for SQLite, but for how the file is opened.

- A file that is missing is not made. An empty one in its place would take what people save, and
  hide that the other is gone. `manage.py migrate` alone makes it (`timeline.editions`).
- A connection that is kept is given up when another file has come to the place of its own.
- On a file system that has become read-only, what is there can be read, where all of it is in the
  one file: SQLite's log for readers and writers (WAL) cannot be opened there.
"""

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the file that was there when it was opened."""

    _opened: tuple[int, int] | None = None

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        params["database"] = f"file:{quote(str(self.settings_dict['NAME']))}?mode=rw"
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self._opened = self._file()
        try:
            return super().get_new_connection(conn_params)
        except sqlite3.OperationalError:
            if not self._can_only_be_read():
                raise
            return self._only_reading(conn_params)

    def is_usable(self) -> bool:
        return self._opened == self._file() and bool(super().is_usable())

    def _file(self) -> tuple[int, int] | None:
        """What tells the file apart from any other; None when it is not there."""
        try:
            found = os.stat(self.settings_dict["NAME"])
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _can_only_be_read(self) -> bool:
        """Whether the file is there, cannot be written, and no log beside it holds more."""
        file = Path(self.settings_dict["NAME"])
        log = file.with_name(f"{file.name}-wal")
        writable = os.access(file.parent, os.W_OK) and os.access(file, os.W_OK)
        return file.is_file() and not writable and not (log.exists() and log.stat().st_size)

    def _only_reading(self, conn_params: dict[str, Any]) -> Any:
        address = conn_params["database"].replace("?mode=rw", "?mode=ro&immutable=1")
        self.init_commands = ["PRAGMA query_only = ON"]
        return super().get_new_connection(conn_params | {"database": address})
