"""Bring a backup into an empty database."""

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
        "Brings a backup into the database of DATABASE_URL, which must be empty (of SQLite there "
        "may be no file at all), and looks whether all editions are as they were published. All of "
        "it, or nothing."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a file that backup wrote")
        parser.add_argument(
            "--even-if-changed",
            action="store_true",
            help="keep editions that are not as they were published, and were not at the backup",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            with Progress(sys.stderr) as progress:
                made, faults = work.restore(
                    file, progress, even_if_changed=options["even_if_changed"]
                )
        except (BackupError, OSError, Error) as error:
            raise CommandError(f"Nothing was restored. {str(error).strip()}") from error
        said = f"{made.engine} as of {made.at}; {len(made.editions)} editions"
        kept = "run verify_editions: some are not" if faults else "each is"
        self.stdout.write(f"Restored {file}: {said}, {kept} as it was published.")
