"""What the curators know to be missing: happenings that no document read for the edition tells.

They are no events: nothing is quoted for them, no filter, count, feed or search holds them.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from timeline.editions.documents import AddressDocument, GapDocument
from timeline.editions.kinds import Kind
from timeline.reader import metadata
from timeline.reader.door.answers import DATA, json_answer
from timeline.reader.door.edition_view import EDITION, edition_view, show
from timeline.reader.query.reading import Reading
from timeline.site_url import absolute
from timeline.text import dates
from timeline.text.dates import HistoricalDate

UNREAD = "Not read for this edition; nothing here rests on it."


@dataclass(frozen=True, slots=True)
class ListedGap:
    """One line of the page. `report` is where a reader brings a source for it."""

    document: GapDocument
    when: HistoricalDate
    phase: str  # its name, empty where it has none
    checked: HistoricalDate | None  # the day on which a person last opened its addresses
    addresses: list[tuple[AddressDocument, HistoricalDate | None]]
    report: str


@edition_view(EDITION)
def gaps(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """All that is known to be missing, in the order of time."""
    found = _gaps(reading)
    path = reverse("gaps")
    about = "Happenings that the curators know of and that no document read for the timeline tells."
    return show(
        request,
        reading,
        "reader/gaps.html",
        path,
        meta=metadata.of_list(reading, path, "Not told here", about, len(found)),
        gaps=found,
        opened=sum(gap.checked is not None for gap in found),
        unread=UNREAD,
    )


@edition_view(EDITION, answers=DATA)
def data(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """The same as JSON."""

    return json_answer(
        {
            "title": f"Not told here | {reading.site.name}",
            "url": absolute(reading.at(reverse("gaps"))),
            "permanent_url": absolute(reading.pinned(reverse("gaps"))),
            "edition": reading.edition.number,
            "note": UNREAD,
            "gaps": [
                {
                    **gap.document,
                    "date_phrase": gap.when.phrase,
                    "earliest": gap.when.earliest.isoformat() if gap.when.earliest else None,
                    "latest": gap.when.latest.isoformat() if gap.when.latest else None,
                    "report_url": absolute(gap.report),
                }
                for gap in _gaps(reading)
            ],
        }
    )


def _gaps(reading: Reading) -> list[ListedGap]:
    found = [_gap(document, reading) for document in reading.snapshot.all_of(Kind.GAP)]
    return sorted(found, key=lambda gap: (gap.when.sort_key, gap.document["slug"]))


def _gap(document: GapDocument, reading: Reading) -> ListedGap:
    phase: Any = reading.index.catalogue["phase"].get(document["phase"] or "")
    about = {"gap": document["slug"], "edition": reading.edition.number}
    return ListedGap(
        document=document,
        when=dates.parse(document["date"]),
        phase=phase["name"] if phase else "",
        checked=dates.parse(document["checked"]) if document["checked"] else None,
        addresses=[
            (address, dates.parse(address["published"]) if address["published"] else None)
            for address in document["addresses"]
        ],
        report=f"{reverse('report')}?{urlencode(about)}",
    )
