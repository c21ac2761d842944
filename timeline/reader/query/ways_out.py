"""Ways out of a view without results: the smallest things to leave out, and what that gives."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from timeline.editions.kinds import KIND_OF_FACET, url_of
from timeline.editions.search import find
from timeline.reader.query.describe import chips
from timeline.reader.query.parameters import FACETS
from timeline.reader.query.select import select
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.query.view import TimelineView

MOST_WORDS: Final = 6  # of a search that are left out one by one, each of which asks the database
_NAMES: Final = ("q", "from", "to", "certainty", "known_by", *FACETS)


@dataclass(frozen=True, slots=True)
class WayOut:
    """What is left out, how many events that brings back, and the address of that view."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class MeantPage:
    """Somebody or something that a search names: with its page and how many events it has."""

    label: str
    count: int
    url: str


def ways_out(view: TimelineView) -> list[WayOut]:
    """The smallest ways to results, those that bring most first."""
    found = [*_without_words(view), *_without_values(view)]
    helped = {name for name, _, _ in found}  # by less than all of it
    for name in _NAMES:
        if name not in helped:
            found += _without(view, name)
    ways = [WayOut(label, count, query.url()) for _, label, (count, query) in found]
    return sorted(dict.fromkeys(ways), key=lambda way: -way.count)


Found = tuple[str, str, tuple[int, TimelineQuery]]  # parameter, label, what is left


def _without(view: TimelineView, name: str) -> Iterator[Found]:
    """Without all of one parameter; a range of one day goes as a whole."""
    query, index = view.query, view.reading.index
    less = query.without(name)
    if query.from_ is not None and query.from_ == query.to:
        if name == "from":
            less = less.without("to")
        elif name == "to":
            return  # it went with the other
    if less == query.changed():
        return
    count = len(select(less, index, view.found))
    if count:
        dropped = [label for parameter, label, _ in chips(query, index) if parameter == name]
        yield name, " and ".join(dropped), (count, less)


def _without_values(view: TimelineView) -> Iterator[Found]:
    """Without one of several values of a facet."""
    query, index = view.query, view.reading.index
    labels = {url: label for _, label, url in chips(query, index)}
    for name in FACETS:
        values = query.values(name)
        for value in values if len(values) > 1 else ():
            less = query.dropping(name, value)
            count = len(select(less, index, view.found))
            if count:
                yield name, labels[less.url()], (count, less)


def _without_words(view: TimelineView) -> Iterator[Found]:
    """Without one part of a search that finds nothing as a whole."""
    if view.found is None or view.found.ranks:
        return
    parts = [part.clause for part in view.found.parts]
    if not 1 < len(parts) <= MOST_WORDS:
        return
    query, index = view.query, view.reading.index
    for clause in parts:
        text = view.found.typed.text
        before, after = text[: clause.words[0].start], text[clause.words[-1].end :]
        if clause.excluded:
            before = before.rstrip("-\u2010\u2011\u2012\u2013\u2014\u2212")
        left = " ".join(f"{before} {after}".split())
        if not left:
            continue
        less = query.changed(q=left)
        count = len(select(less, index, find(index, left, query.match)))
        if count:
            shown = f"-{clause.text}" if clause.excluded else clause.text
            yield "q", shown, (count, less)


def meant_by(view: TimelineView) -> list[MeantPage]:
    """Whom or what a search names that found nothing: each with all of its events."""
    if view.found is None:
        return []
    index = view.reading.index
    found: dict[str, MeantPage] = {}
    for part in view.found.parts:
        for thing in (*part.clause.meant.things, *part.meant.things):
            count = len(thing.tagged(index))
            facet, slug = thing.facts[0]
            url = url_of(KIND_OF_FACET[facet], slug, view.reading.asked)
            if count:
                found[thing.label] = MeantPage(thing.label, count, url)
    return list(found.values())
