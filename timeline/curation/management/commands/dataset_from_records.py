"""Write what an edition publishes as dataset files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from timeline.curation.dataset import DatasetError
from timeline.curation.dataset.published import read, write


class Command(BaseCommand):
    help = (
        "Writes the records.jsonl of an edition, from this site or a mirror, as the files of a "
        "dataset, which load_dataset reads. What was never public is not in it: drafts, texts of "
        "sources, comments. Check the records first: verify.py."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("records", type=Path, help="records.jsonl of an edition")
        parser.add_argument("folder", type=Path, help="a new folder for the dataset")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if folder.exists() and any(folder.iterdir()):
            raise CommandError(f"{folder} is not empty. Nothing was written.")
        try:
            written = write(folder, read(options["records"]))
        except DatasetError as error:
            raise CommandError(f"{error}\nNothing was written.") from error
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{error}. The dataset is not whole.") from error
        for path in written:
            self.stdout.write(str(path))
