"""Give an actor, a place, an event or another thing a new slug; its old addresses redirect."""

from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from timeline.curation.actions import rename
from timeline.curation.errors import ActionRefusedError
from timeline.curation.users import dataset_user, user_named

KINDS = ("actor", "event", "phase", "place", "publisher", "source")


class Command(BaseCommand):
    help = (
        "Gives a thing a new slug. The next edition publishes it under the new one; addresses with "
        "the old one, in paths and in filters, redirect."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=KINDS)
        parser.add_argument("old", help="the slug that it has now")
        parser.add_argument("new", help="the slug that it is to have")
        parser.add_argument(
            "--by", help="user name that the history names (default: the user “dataset”)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by = user_named(options["by"]) if options["by"] else dataset_user()
        if by is None:
            raise CommandError(f"There is no user “{options['by']}”. Nothing was renamed.")
        model: Any = apps.get_model("curation", options["kind"])
        thing = model.objects.filter(slug=options["old"]).first()
        if thing is None:
            raise CommandError(f"There is no {options['kind']} with the slug “{options['old']}”.")
        try:
            rename(thing, to=options["new"], by=by)
        except ActionRefusedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{options['old']} is {options['new']} now. Publish to make it public.")
