"""Corrections as they are shown: by edition, word by word, with why."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from timeline.editions import archive, compare
from timeline.editions.compare import Step
from timeline.editions.models import Edition
from timeline.reader.query import past
from timeline.reader.query.reading import Reading
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.show.differences import ShownDifference, shown_differences

EDITIONS = 10  # on a page
EACH = 30  # corrections of an edition on a page


@dataclass(frozen=True, slots=True)
class ShownCorrections:
    """What an edition changed of what the one before had; `more` are left out of the list."""

    edition: Edition
    earlier: Edition
    entries: list[ShownDifference]
    more: int


@dataclass(slots=True)
class CorrectionsPage:
    """Corrections of a view, the latest edition first. `before`: the number of the edition from
    which on the next page goes back; None on the last."""

    steps: list[ShownCorrections] = field(default_factory=list)
    before: int | None = None


def corrections_page(
    reading: Reading, query: TimelineQuery, *, since: int = 0, before: int | None = None
) -> CorrectionsPage:
    """Those of the editions after `since` and before `before`; of ten editions at most, so that
    what a page costs does not grow with the editions there are. With `since`, what was added is
    among them."""
    latest = reading.edition
    every = [
        one
        for one in (compare.steps(latest) if since else compare.corrections(latest))
        if since < one.edition.number < (before or latest.number + 1)
    ]
    some = every[:EDITIONS]
    kept = past.within_view(query, reading.index, some) if query.filters else iter(some)
    page = CorrectionsPage(list(_shown(list(kept))))
    if len(every) > len(some):
        page.before = some[-1].edition.number
    return page


def _shown(steps: list[Step]) -> Iterable[ShownCorrections]:
    steps = [one for one in steps if one.differences]
    if not steps:
        return
    numbers = [one.edition.number for one in steps]
    editions = archive.editions_by_number([min(numbers) - 1, *(n - 1 for n in numbers)])
    reasons = archive.reasons_since(editions[min(numbers) - 1], steps[0].edition)
    documents = compare.documents_of(one for step in steps for one in step.differences[:EACH])
    for step in steps:
        earlier = editions[step.edition.number - 1]
        some = step.differences[:EACH]
        entries = shown_differences(some, earlier, step.edition, documents, reasons)
        yield ShownCorrections(step.edition, earlier, entries, len(step.differences) - len(some))
