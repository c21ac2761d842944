"""Prove every excerpt against the documents themselves."""

import hashlib
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from timeline.curation.actions import relocate
from timeline.curation.models import Excerpt, Source
from timeline.curation.proof import excerpt_problem
from timeline.curation.users import dataset_user
from timeline.progress import watched


class Command(BaseCommand):
    help = (
        "Looks for each excerpt, word for word, in its source's text. Texts are the files of a "
        "folder (--texts), told apart by their SHA-256, and the snapshots kept with sources. Ends "
        "with an error when an excerpt fails, or when there is no text to prove it by."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--texts", type=Path, help="folder with the documents as text files")
        parser.add_argument(
            "--shares", action="store_true", help="also print how much of each text is quoted"
        )
        parser.add_argument(
            "--locate",
            action="store_true",
            help="store where each excerpt stands (its locator), which else is only checked",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        texts = self._texts(options["texts"]) if options["texts"] else {}
        if options["locate"]:
            self._locate(texts)
        excerpts = list(
            Excerpt.objects.select_related("source", "event").order_by("source__slug", "slug")
        )
        failures: list[str] = []
        quoted: dict[str, set[int]] = {}
        for excerpt in watched(excerpts, sys.stderr, "Excerpt"):
            text = texts.get(excerpt.source.text_sha256) or excerpt.source.text
            if not text:
                failures.append(
                    f"The excerpt “{excerpt.slug}” cannot be proven: there is no text of "
                    f"“{excerpt.source.slug}” with the digest "
                    f"{excerpt.source.text_sha256 or '(none given)'}."
                )
                continue
            problem = excerpt_problem(excerpt, text) or _misplaced(excerpt, text)
            if problem:
                failures.append(problem)
            at = text.find(excerpt.prefix + excerpt.quote + excerpt.suffix)
            if at >= 0:
                at += len(excerpt.prefix)
                places = quoted.setdefault(excerpt.source.slug, set())
                places.update(range(at, at + len(excerpt.quote)))
        if options["shares"]:
            self._print_shares(quoted, texts)
        if failures:
            raise CommandError(
                "\n".join(failures) + f"\n{len(failures)} of {len(excerpts)} excerpts fail."
            )
        unplaced = sum(not excerpt.locator for excerpt in excerpts)
        if unplaced:
            self.stdout.write(f"Of {unplaced} it is not stored where they stand: see --locate.")
        self.stdout.write(f"{len(excerpts)} excerpts, each in its source word for word.")

    def _locate(self, texts: dict[str, str]) -> None:
        for source in watched(list(Source.objects.order_by("slug")), sys.stderr, "Source"):
            text = texts.get(source.text_sha256) or source.text
            moved = relocate(source, by=dataset_user(), text=text)
            for slug in moved:
                self.stdout.write(f"{slug}: {Excerpt.objects.get(slug=slug).locator}")

    def _texts(self, folder: Path) -> dict[str, str]:
        """The texts of a folder by the SHA-256 of their bytes."""
        if not folder.is_dir():
            raise CommandError(f"“{folder}” is not a folder.")
        found: dict[str, str] = {}
        for path in sorted(path for path in folder.glob("*.txt") if path.is_file()):
            data = path.read_bytes()
            try:
                found[hashlib.sha256(data).hexdigest()] = data.decode("utf-8")
            except UnicodeDecodeError as error:
                raise CommandError(f"“{path}” is not UTF-8 text: {error}") from error
        return found

    def _print_shares(self, quoted: dict[str, set[int]], texts: dict[str, str]) -> None:
        lengths = {
            source.slug: len(texts.get(source.text_sha256) or source.text)
            for source in {e.source for e in Excerpt.objects.select_related("source")}
        }
        for slug, places in sorted(quoted.items()):
            share = len(places) / lengths[slug]
            self.stdout.write(f"{slug}: {len(places)} of {lengths[slug]} characters, {share:.0%}")


def _misplaced(excerpt: Excerpt, text: str) -> str | None:
    """That an excerpt stands elsewhere in the text than is stored, as a sentence; None if not."""
    place = excerpt.place_in(text)
    if excerpt.locator in ("", place):
        return None
    return (
        f"The excerpt “{excerpt.slug}” is stored as “{excerpt.locator}”, but stands at “{place}”. "
        "Run with --locate to store that."
    )
