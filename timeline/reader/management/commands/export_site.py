"""Write a copy of an edition that needs no server."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from timeline.editions import archive
from timeline.progress import Progress
from timeline.reader.site.mirror import MirrorError, export


class Command(BaseCommand):
    help = (
        "Writes all pages of an edition with their data into a folder, to be read from any file "
        "server or from disk, and checked with its verify.py. Stopped, it can be run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--edition", type=int, help="its number (default: the latest)")

    def handle(self, *args: Any, **options: Any) -> None:
        number, folder = options["edition"], options["folder"]
        edition = archive.edition(number) if number else archive.latest_edition()
        if edition is None:
            raise CommandError("There is no such edition. Nothing was written.")
        try:
            with Progress(sys.stderr) as progress:
                count = export(folder, edition, progress)
        except (MirrorError, OSError) as error:
            raise CommandError(f"The copy in {folder} is not whole: {error}.") from error
        self.stdout.write(f"{folder} has edition {edition.number} in {count} files.")
