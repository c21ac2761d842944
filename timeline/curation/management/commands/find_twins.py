"""Compare all sources with each other anew."""

from typing import Any

from django.core.management.base import BaseCommand

from timeline.curation import actions, twins
from timeline.curation.models import Source


class Command(BaseCommand):
    help = (
        "Compares the texts and addresses of all sources anew, and names those that are alike. "
        "Saving a source does the same for that one; this is for rows that were put into the "
        "database in another way, as by a restored backup."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        sources = Source.objects.order_by("pk").select_related("publisher", "republishes")
        number = actions.find_all_twins(sources.iterator(chunk_size=50))
        for said in twins.named(sources.defer("text").iterator(chunk_size=500)):
            self.stdout.write(said)
        self.stdout.write(f"{number} source{'' if number == 1 else 's'} compared.")
