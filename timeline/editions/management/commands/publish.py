"""Publish everything approved as the next edition."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from timeline.editions.models import Edition
from timeline.editions.publish import PublishRefused, publish


class Command(BaseCommand):
    help = "Publishes everything approved as the next edition, with a note for the public."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--note", required=True, help="what this edition changes, and why")
        parser.add_argument(
            "--by", default="dataset", help="user name of who publishes (default: dataset)"
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
            edition = publish(by=by, note=options["note"])
        except PublishRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Published edition {edition.number}: {edition.events} events, {edition.added} added, "
            f"{edition.changed} changed, {edition.withdrawn} withdrawn."
        )
