"""Write everything that is published into a folder."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from timeline.editions import files
from timeline.progress import Progress


class Command(BaseCommand):
    help = (
        "Writes all editions into a folder, as the site answers them, with the program that checks "
        "them. load_editions reads them back. Stopped, it can be run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            with Progress(sys.stderr) as progress:
                count = files.write(folder, progress)
        except OSError as error:
            raise CommandError(f"{folder} could not be written: {error}") from error
        self.stdout.write(f"{folder} has {count} editions. Check: python3 verify.py .")
