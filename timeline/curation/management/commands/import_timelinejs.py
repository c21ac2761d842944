"""Bring a timeline made for TimelineJS to the desk, as drafts: all of it, or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from timeline.curation.dataset import DatasetError
from timeline.curation.dataset.importing import KIND, import_slides
from timeline.curation.dataset.timelinejs import read
from timeline.curation.management.commands.load_dataset import SHOWN
from timeline.curation.models import Event
from timeline.curation.users import dataset_user, user_named


class Command(BaseCommand):
    help = (
        "Reads the JSON of TimelineJS, or its table as CSV. Each slide becomes a draft in the "
        "phase that its group names; pictures, credits and links, which prove nothing, are told "
        "in comments on it. On any problem nothing is written; run again, it adds what is new."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a .json or .csv file")
        parser.add_argument("--phase", default="", help="slug of the phase of what has no group")
        parser.add_argument(
            "--kind", default=KIND.value, choices=Event.Kind.values, help="of all of them"
        )
        parser.add_argument("--zone", default="", help="IANA zone of their hours: Asia/Tokyo")
        parser.add_argument("--by", help="user name that the history names (default: “dataset”)")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        by = user_named(options["by"]) if options["by"] else dataset_user()
        if by is None:
            raise CommandError(f"There is no user “{options['by']}”. Nothing was read.")
        named = {name: options[name] for name in ("phase", "kind", "zone")}
        try:
            found = read(file.read_bytes(), file.name)
            done = import_slides(found, name=file.name, by=by, **named)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error}. Nothing was read.") from error
        except DatasetError as error:
            count = len(error.problems)
            lines = [str(problem) for problem in error.problems[:SHOWN]]
            more = [f"and {count - SHOWN} more"] if count > SHOWN else []
            said = f"{count} problem{'s' if count > 1 else ''}. Nothing was written."
            raise CommandError("\n".join([*lines, *more, said])) from error
        self.stdout.write(
            f"{len(done.made)} drafts made, {len(done.there)} were there already, "
            f"{len(done.commented)} with a comment on what a draft has no place for. "
            f"Left out: {found.titles} title slides, {found.eras} eras. Each draft needs excerpts."
        )
        for slug in done.made:
            self.stdout.write(f"  {slug}")
