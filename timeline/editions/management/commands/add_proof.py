"""Add a signature or a time stamp to a published edition."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from timeline.editions import archive, proofs


class Command(BaseCommand):
    help = (
        "Adds a signature of an edition's digests.txt (ssh-keygen -Y sign -n edition -f KEY "
        "digests.txt) or the reply of a time-stamping authority to its request "
        "(digests.txt.tsq, RFC 3161), after checking that it is of this edition."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("edition", type=int, help="its number")
        parser.add_argument("file", type=Path, help="digests.txt.sig or digests.txt.tsr")

    def handle(self, *args: Any, **options: Any) -> None:
        edition, file = archive.edition(options["edition"]), options["file"]
        if edition is None:
            raise CommandError(f"There is no edition {options['edition']}. Nothing was added.")
        try:
            proof = proofs.add(edition, file.read_bytes())
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error}. Nothing was added.") from error
        except proofs.ProofRefusedError as error:
            raise CommandError(f"{file}: {error} Nothing was added.") from error
        self.stdout.write(f"Edition {edition.number} has its {proof.kind}: {proof.said}")
