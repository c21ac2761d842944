"""Django's `migrate`, which alone may make the file of an SQLite database (`timeline.sqlite`)."""

from pathlib import Path
from typing import Any

from django.core.management.commands import migrate
from django.db import connections


class Command(migrate.Command):
    def execute(self, *args: Any, **options: Any) -> Any:
        connection = connections[options["database"]]
        if connection.vendor == "sqlite":
            Path(connection.settings_dict["NAME"]).touch()
        return super().execute(*args, **options)
