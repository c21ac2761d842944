"""Bring a dataset into the desk: all of it, or nothing."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from timeline.curation.dataset import DatasetError, load
from timeline.curation.models import Event
from timeline.curation.users import dataset_user, user_named
from timeline.progress import Progress

SHOWN = 200  # problems; who has more has made one mistake many times


class Command(BaseCommand):
    help = (
        "Loads the YAML files of a folder. What a file says replaces what the desk has of the same "
        "slug; what no file names stays. On any problem nothing is written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="the folder with the .yaml files")
        parser.add_argument(
            "--by", help="user name that the history names (default: the user “dataset”)"
        )
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when the desk has events already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and Event.objects.exists():
            self.stdout.write("The desk has events already; nothing was loaded.")
            return
        by = user_named(options["by"]) if options["by"] else dataset_user()
        if by is None:
            raise CommandError(f"There is no user “{options['by']}”. Nothing was loaded.")
        try:
            with Progress(sys.stderr) as progress:
                report = load(options["path"], by=by, told=progress)
        except DatasetError as error:
            count = len(error.problems)
            lines = [str(problem) for problem in error.problems[:SHOWN]]
            if count > SHOWN:
                lines.append(f"and {count - SHOWN} more")
            lines.append(f"{count} problem{'s' if count > 1 else ''}. Nothing was loaded.")
            raise CommandError("\n".join(lines)) from error
        self.stdout.write(str(report))
