"""Read everything that was published from a folder."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import DataError, IntegrityError

from timeline.editions import files
from timeline.progress import Progress


class Command(BaseCommand):
    help = (
        "Reads all editions of a folder that dump_editions wrote into a database that has none: "
        "all of them, with the digests that they had, or nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--by", default="dataset", help="user name that stands as who published (dataset)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by = get_user_model()._default_manager.filter(username=options["by"]).first()
        if by is None:
            raise CommandError(f"There is no user “{options['by']}”. Nothing was read.")
        try:
            with Progress(sys.stderr) as progress:
                count = files.read(options["folder"], by=by, told=progress)
        except files.EditionFilesError as error:
            raise CommandError(f"Nothing was read. {error}") from error
        except (OSError, KeyError, TypeError, ValueError, DataError, IntegrityError) as error:
            said = f"These are no editions: {type(error).__name__} {error}"
            raise CommandError(f"Nothing was read. {said}") from error
        self.stdout.write(f"Read {count} editions, each as it was published.")
