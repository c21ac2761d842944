"""Bring the whole working state of a folder into an empty database, of either engine."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from timeline.desk.whole import whole_state as state


class Command(BaseCommand):
    help = (
        "Brings what export_state wrote into an empty, migrated database: all of it or nothing, "
        "editions with the digests that they had."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            state.read(options["folder"], told=self.stdout.write)
        except state.WholeStateError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("All of it is read.")
