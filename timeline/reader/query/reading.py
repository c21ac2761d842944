"""Which edition a request reads."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest

from timeline.editions import archive
from timeline.editions.index import Index
from timeline.editions.kinds import in_edition
from timeline.editions.models import Edition
from timeline.editions.site import SiteWords, site_of
from timeline.editions.snapshot import PublishedSnapshot, Snapshot
from timeline.reader.query.parse import SHOWN, ParameterProblem, clean, edition_number


@dataclass(frozen=True, slots=True)
class Reading:
    """What a request reads: a snapshot, and how the address asked for it.

    `asked` is the number in the address, or None for the latest; `wrong` is the text of an edition
    that does not exist, in place of which the latest is read.
    """

    snapshot: Snapshot
    asked: int | None = None
    wrong: str = ""
    reported_by: date | None = None  # only what was published by then counts

    @property
    def edition(self) -> Edition:
        return self.snapshot.edition

    @property
    def index(self) -> Index:
        return self.snapshot.index.as_reported(self.reported_by)

    def as_reported(self, by: date | None) -> "Reading":
        """The same edition with what sources published by a day had said."""
        return self if by == self.reported_by else replace(self, reported_by=by)

    @property
    def context(self) -> dict[str, Any]:
        """What every page of an edition needs in its template."""
        return {
            "snapshot": self.snapshot,
            "edition": self.edition,
            "asked": self.asked,
            "site": self.site,
        }

    @property
    def site(self) -> SiteWords:
        """What the edition says of itself."""
        return site_of(self.index)

    def at(self, address: str) -> str:
        """An address of ours as this address asks for its edition: by its number, or the latest."""
        return in_edition(address, self.asked)

    def pinned(self, address: str) -> str:
        """An address of ours in this very edition, for ever."""
        return in_edition(address, self.edition.number)

    @property
    def problems(self) -> list[ParameterProblem]:
        """What is wrong with the edition that was asked for; nothing when it exists."""
        if not self.wrong:
            return []
        latest = self.edition.number
        message = f"There is no edition “{self.wrong[:SHOWN]}”. The latest is {latest}."
        return [ParameterProblem("edition", self.wrong[:SHOWN], message, str(latest))]


def reading_of(request: HttpRequest) -> Reading | None:
    """The edition that `?edition=` names, or the latest; None before the first edition.

    The desk's preview gives its requests a reading of its own, as `given_reading`.
    """
    preview: Reading | None = getattr(request, "given_reading", None)
    if preview is not None:
        return preview
    given = [text for text in map(clean, request.GET.getlist("edition")) if text]
    text = ", ".join(dict.fromkeys(given))  # two different ones are no edition that exists
    number = edition_number(text)
    found = archive.edition(number) if number else None
    if found is not None:
        return Reading(PublishedSnapshot(found), found.number)
    latest = archive.latest_for_readers()
    return Reading(PublishedSnapshot(latest), wrong=text) if latest else None
