"""Say whether every edition is as it was published."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from timeline.editions import chain, derived, proofs, verifier
from timeline.editions.models import Edition
from timeline.progress import Progress


class Command(BaseCommand):
    help = (
        "Checks that all editions are as they were published: each record against its digest, the "
        "note, date, reasons and rules of each edition against its list, and each list against "
        "the digest that the edition after it has noted. Then whether the indexes and the words "
        "of the search are what the records give. Signatures and time stamps are checked by the "
        "tools that made them, but for whose key or certificate it is."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--from",
            type=Path,
            metavar="FOLDER",
            help="check a mirror, or a downloaded edition, instead of the database",
        )
        parser.add_argument(
            "--digest",
            action="append",
            default=[],
            metavar="NUMBER=DIGEST",
            help="the digest of an edition as it is known from elsewhere; repeat it for others",
        )

        parser.add_argument(
            "--mend",
            action="store_true",
            help="make indexes and search anew of the records, if the editions are as published",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        known = dict(_known(one) for one in options["digest"])
        if options["from"]:
            self._folder(options["from"], options["digest"])
            return
        with Progress(sys.stderr) as progress:
            self._database(known, progress, mend=options["mend"])

    def _folder(self, folder: Path, known: list[str]) -> None:
        try:
            ended = verifier.main(folder, known)
        except (KeyError, TypeError, ValueError, OSError) as error:
            raise CommandError(f"{folder} could not be read: {error!r}") from error
        if ended:
            raise CommandError(f"{folder} is not as it was published.")

    def _database(self, known: dict[int, str], told: Progress, *, mend: bool) -> None:
        told("Editions against their lists")
        found = list(chain.faults())
        held = dict(Edition.objects.order_by("number").values_list("number", "sha256"))
        for number, sha256 in held.items():
            self.stdout.write(f"edition {number}: {sha256}")
        for number, wanted in known.items():
            if held.get(number) != wanted:
                said = "its digest is not the one that you gave"
                found.append(chain.Fault(number, "the whole", said))
        if mend and not found:
            derived.make_anew(held, told)
            self.stdout.write("Indexes and search are made anew.")
        found += proofs.faults(told)
        # What is made of records that were changed would differ as well, and says nothing more.
        found = found or list(derived.faults(told))
        for one in found:
            self.stderr.write(self.style.ERROR(str(one)))
        if found:
            raise CommandError(f"{len(found)} found that {_are(found)} not as published.")
        self.stdout.write(f"All is as it was published: {len(held)} editions.")


def _are(found: list[chain.Fault]) -> str:
    return "is" if len(found) == 1 else "are"


def _known(text: str) -> tuple[int, str]:
    number, _, sha256 = text.partition("=")
    if not number.isdecimal() or len(sha256) != 64:
        raise CommandError(
            f"“{text}” is no digest of an edition: write its number, = and 64 digits."
        )
    return int(number), sha256
