"""Write the desk as dataset files."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from timeline.curation.dataset import dump, remove_stale
from timeline.progress import Progress


class Command(BaseCommand):
    help = (
        "Writes publishers, sources, actors, places, phases, events and disputes as YAML files, "
        "which load_dataset reads back, and removes files that it wrote for phases that are gone. "
        "The same state gives the same bytes. Texts of sources, people and editions are not in it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="the folder to write to, made if missing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with Progress(sys.stderr) as progress:
                written = dump(options["path"], progress)
            removed = remove_stale(options["path"], written)
        except OSError as error:
            raise CommandError(f"“{options['path']}” cannot be written: {error}") from error
        for path in written:
            self.stdout.write(str(path))
        for path in removed:
            self.stdout.write(f"{path} removed: its phase is gone")
