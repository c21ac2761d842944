"""The history of an entry: the editions in which what was published of it changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from timeline.editions.snapshot import Version
from timeline.reader.show.changes import changed_fields


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """What an edition did to an entry.

    `published` is the day of the edition, None where only its number is at hand; `url` shows the
    change word by word, and is empty for the first publication; `why` is the reason that was given
    for it, empty where the note of the edition has to do.
    """

    edition: int
    published: datetime | None
    what: str
    url: str
    why: str = ""


def history(
    kind: str, versions: Iterable[Version], number: int, reasons: Mapping[int, str]
) -> list[HistoryStep]:
    """The steps up to edition `number`, the oldest first; later ones are not told, for the page of
    an edition never changes. A version that says what the one before said, and only names itself or
    another thing by another slug, is told where that is its own. `reasons` by edition."""
    steps: list[HistoryStep] = []
    last: Version | None = None
    for version in versions:
        if version.since > number:
            break
        what = "First published"
        if last is not None and last.until == version.since:
            if last.statement == version.statement and last.slug == version.slug:
                last = version
                continue
            fields = changed_fields(last.document, version.document)
            what = f"Changed: {', '.join(fields)}"
            if last.statement == version.statement:
                what = "Another address"
        elif last is not None:
            if last.until is not None:
                steps.append(
                    HistoryStep(
                        last.until,
                        None,
                        "Withdrawn",
                        _url(kind, last, last.until),
                        reasons.get(last.until, ""),
                    )
                )
            what = "Published again"
        url = _url(kind, version, version.since) if last is not None else ""
        why = reasons.get(version.since, "") if url else ""
        steps.append(HistoryStep(version.since, version.published, what, url, why))
        last = version
    return steps


def _url(kind: str, version: Version, edition: int) -> str:
    return f"{reverse('comparison', args=[edition - 1, edition])}?kind={kind}&slug={version.slug}"
