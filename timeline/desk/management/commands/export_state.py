"""Write the whole working state into a folder that either database engine reads."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from timeline.desk.whole import whole_state as state


class Command(BaseCommand):
    help = (
        "Writes all that people made at the desk (things, texts, history, comments, decisions, "
        "people) into a folder, for import_state on SQLite or PostgreSQL."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that is empty or not there yet")
        parser.add_argument(
            "--editions", action="store_true", help="all that is published too, and the reports"
        )
        parser.add_argument(
            "--passwords", action="store_true",
            help="digests of passwords and second factors too; else people set new ones",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["folder"]
        try:
            state.write(
                folder,
                editions=options["editions"],
                passwords=options["passwords"],
                told=self.stdout.write,
            )
        except (state.WholeStateError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Written to {folder}.")
