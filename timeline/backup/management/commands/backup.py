"""Write all that the database holds into one file, while the site runs."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from timeline.backup import work
from timeline.backup.container import BackupError
from timeline.progress import Progress


class Command(BaseCommand):
    help = (
        "Writes all that the database holds (desk, people, reports, history and editions) into a "
        "new file, as it is at one moment, while the site runs. restore brings it back into an "
        "empty database of the same kind. On any failure there is no file."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a file that is not there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            with Progress(sys.stderr) as progress:
                made = work.backup(file, progress)
        except (BackupError, OSError, Error) as error:
            raise CommandError(f"Nothing was backed up. {str(error).strip()}") from error
        size = file.stat().st_size / 1e6
        self.stdout.write(
            f"{file}: {made.engine} as of {made.at}, {len(made.editions)} editions, {size:,.1f} MB."
        )
