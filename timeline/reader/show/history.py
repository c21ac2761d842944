"""The history of an entry: the editions in which what was published of it changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from timeline.editions.snapshot import Version
from timeline.reader.show.changes import changed_fields


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """What an edition did to an entry.

    `published` is the day of the edition, None where only its number is at hand; `url` shows the
    change word by word, and is empty for the first publication.
    """

    edition: int
    published: datetime | None
    what: str
    url: str


def history(kind: str, versions: Iterable[Version], number: int) -> list[HistoryStep]:
    """The steps up to edition `number`, the oldest first; later ones are not told, for the page of
    an edition never changes."""
    steps: list[HistoryStep] = []
    last: Version | None = None
    for version in versions:
        if version.since > number:
            break
        what = "First published"
        if last is not None and last.until == version.since:
            fields = changed_fields(last.document, version.document)
            what = f"Changed: {', '.join(fields)}"
        elif last is not None:
            if last.until is not None:
                steps.append(
                    HistoryStep(last.until, None, "Withdrawn", _url(kind, last, last.until))
                )
            what = "Published again"
        url = _url(kind, version, version.since) if last is not None else ""
        steps.append(HistoryStep(version.since, version.published, what, url))
        last = version
    return steps


def _url(kind: str, version: Version, edition: int) -> str:
    return f"{reverse('comparison', args=[edition - 1, edition])}?kind={kind}&slug={version.slug}"
