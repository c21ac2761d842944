"""Publish everything approved as the next edition."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from timeline.editions.kinds import Kind
from timeline.editions.models import Edition
from timeline.editions.publish import PublishRefusedError, publish
from timeline.progress import Progress


class Command(BaseCommand):
    help = "Publishes everything approved as the next edition, with a note for the public."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--note", required=True, help="what this edition changes, and why")
        parser.add_argument(
            "--by", default="dataset", help="user name of who publishes (default: dataset)"
        )
        parser.add_argument(
            "--reason",
            action="append",
            default=[],
            metavar="KIND/SLUG=TEXT",
            help="why one thing that is public changes or is withdrawn; repeat it for others "
            "(the note is the reason for what has none)",
        )
        parser.add_argument(
            "--reasons", type=Path, metavar="FILE", help="a file of such reasons, one a line"
        )
        parser.add_argument(
            "--leave-out",
            action="append",
            default=[],
            metavar="KIND/SLUG",
            help="what stays as it is public, whatever was approved or withdrawn; repeat it",
        )
        parser.add_argument(
            "--if-none", action="store_true", help="do nothing when an edition is public already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_none"] and Edition.objects.exists():
            self.stdout.write("An edition is public already; nothing was published.")
            return
        by = get_user_model()._default_manager.filter(username=options["by"]).first()
        if by is None:
            raise CommandError(f"There is no user “{options['by']}”. Nothing was published.")
        try:
            reasons = _reasons(options["reason"], options["reasons"])
            hold = [_key("--leave-out", text) for text in options["leave_out"]]
            with Progress(sys.stderr) as progress:
                edition = publish(
                    by=by, note=options["note"], reasons=reasons, hold=hold, told=progress
                )
        except PublishRefusedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Published edition {edition.number}: {edition.events} events, {edition.added} added, "
            f"{edition.changed} changed, {edition.withdrawn} withdrawn."
        )


def _key(where: str, text: str) -> tuple[str, str]:
    kind, _, slug = text.strip().partition("/")
    if kind not in Kind.values or not slug:
        raise CommandError(
            f"{where}: “{text[:80]}” names nothing. Write kind/slug, where the kind is one of "
            f"{', '.join(Kind.values)}: event/the-meeting. Nothing was published."
        )
    return kind, slug


def _reasons(given: Iterable[str], file: Path | None) -> dict[tuple[str, str], str]:
    """Reasons by kind and slug, from the command line and from a file."""
    found: dict[tuple[str, str], str] = {}
    for where, line in [*(("--reason", text) for text in given), *_lines(file)]:
        name, equals, text = line.partition("=")
        kind, _, slug = name.strip().partition("/")
        if not equals or kind not in Kind.values or not slug or not text.strip():
            raise CommandError(
                f"{where}: “{line[:80]}” is no reason. Write kind/slug=text, where the kind is one "
                f"of {', '.join(Kind.values)}: event/the-meeting=The date was wrong. Nothing was "
                "published."
            )
        if (kind, slug) in found:
            raise CommandError(
                f"{where}: there is a reason for {kind}/{slug} already. Nothing was published."
            )
        found[(kind, slug)] = text.strip()
    return found


def _lines(file: Path | None) -> list[tuple[str, str]]:
    """The lines of a file of reasons with where they stand; empty ones and # comments left out."""
    if file is None:
        return []
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file} cannot be read: {error}. Nothing was published.") from error
    return [
        (f"{file}, line {number}", line)
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
