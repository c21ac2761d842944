"""The sources that a whole view quotes, for the forms that are bibliographies."""

from timeline.editions.facts import known_day
from timeline.editions.kinds import Kind
from timeline.reader.cite.items import Item, of_source
from timeline.reader.query.view import TimelineView


def items(view: TimelineView) -> list[Item]:
    """The sources as CSL items, by identifier: one query, however many events there are.

    Which sources the events quote, the index knows. What was published after the view's `known_by`
    is left out, as its excerpts are.
    """
    index, known_by = view.reading.index, view.query.known_by
    day = known_by.latest if known_by else None
    quoted = {
        slug
        for slug, ranks in index.facets.get("source", {}).items()
        if ranks.intersect(view.selection)
    }
    found = view.reading.snapshot.gather({Kind.SOURCE: quoted}).of(Kind.SOURCE)
    return [
        of_source(source, index)
        for _, source in sorted(found.items())
        if day is None or ((known := known_day(source)) is not None and known <= day)
    ]
