"""Django's `migrate`, which alone may make the file of an SQLite database (`timeline.sqlite`).

It also renews the index of the latest edition after the program has changed its format.
"""

from pathlib import Path
from typing import Any

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connections

from timeline.editions.snapshot import renew_index


class Command(migrate.Command):
    def execute(self, *args: Any, **options: Any) -> Any:
        connection = connections[options["database"]]
        if connection.vendor == "sqlite":
            Path(connection.settings_dict["NAME"]).touch()
        done = super().execute(*args, **options)
        self._renew_index(options)
        return done

    def _renew_index(self, options: dict[str, Any]) -> None:
        whole = not options.get("app_label") and options["database"] == DEFAULT_DB_ALIAS
        if not whole or options.get("plan") or options.get("check_unapplied"):
            return
        number = renew_index()
        if number is not None and options["verbosity"]:
            self.stdout.write(f"The index of edition {number} was made anew.")
