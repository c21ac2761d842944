"""Look at the originals of all sources again."""

import time
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Max, Q
from django.utils import timezone

from timeline.curation.models import Source
from timeline.desk.source_desk.watching import check_original


class Command(BaseCommand):
    help = (
        "Reads the original of each source that is quoted, says whether each quote still stands "
        "there, and keeps the day. Needs FETCH=on. The desk lists what moved or changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", help="of sources; without any, all are checked")
        parser.add_argument(
            "--older-than", type=int, default=0, metavar="DAYS",
            help="only those that were not looked at in so many days",
        )  # fmt: skip
        parser.add_argument(
            "--pause", type=float, default=1.0, metavar="SECONDS",
            help="between two pages, so as to burden nobody (default: 1)",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.FETCH:
            raise CommandError("Nothing was read: this desk reads pages only with FETCH=on.")
        sources = self._chosen(options["slugs"], options["older_than"])
        gone = 0
        for number, source in enumerate(sources):
            if number:
                time.sleep(max(0.0, options["pause"]))
            check = check_original(source, at=timezone.now())
            gone += not check.stands
            self.stdout.write(f"{source.slug}: {check.says}")
        count = len(sources)
        self.stdout.write(
            f"{count} original{'' if count == 1 else 's'} looked at; {gone} to look into."
        )

    def _chosen(self, slugs: list[str], days: int) -> list[Source]:
        found = Source.objects.exclude(url="").filter(excerpts__isnull=False).distinct()
        if slugs:
            unknown = set(slugs) - set(Source.objects.values_list("slug", flat=True))
            if unknown:
                raise CommandError(f"“{min(unknown)}” is not the slug of any source.")
            found = Source.objects.exclude(url="").filter(slug__in=slugs)
        if days:
            since = timezone.now() - timedelta(days=days)
            found = found.annotate(last=Max("checks__at")).filter(Q(last=None) | Q(last__lt=since))
        return list(found.order_by("slug"))
