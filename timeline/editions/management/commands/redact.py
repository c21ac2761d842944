"""Replace a passage in every edition by a notice, for a court's order or harm to a person."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from timeline.editions.redact import RedactionRefusedError, redact
from timeline.progress import Progress


class Command(BaseCommand):
    help = (
        "Replaces a passage in every edition by a dated, signed notice, which the public finds at "
        "/redactions/. Says first what has the passage; --yes does it, and cannot be taken back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("passage", help="the words to be replaced, letter by letter")
        parser.add_argument("--why", required=True, help="for the public")
        parser.add_argument("--signed", required=True, help="who answers for it, for the public")
        parser.add_argument("--yes", action="store_true", help="do it")

    def handle(self, *args: Any, **options: Any) -> None:
        named = {"why": options["why"], "signed": options["signed"], "write": options["yes"]}
        try:
            with Progress(sys.stderr) as progress:
                told = redact(options["passage"], **named, watch=progress)
        except RedactionRefusedError as error:
            raise CommandError(str(error)) from error
        for one in told.records:
            self.stdout.write(one)
        for one in told.left:
            self.stderr.write(f"It stands in {one} too, which is not redacted.")
        editions = ", ".join(map(str, told.editions))
        if not options["yes"]:
            self.stdout.write(f"Nothing was done. With --yes, editions {editions} are redacted.")
            return
        self.stdout.write(
            f"Redacted in editions {editions}. Now take it out at the desk, publish an edition, "
            "which lists the redaction, restart the site, and empty caches in front of it, and "
            "backups."
        )
