"""Ways out of a view without results: the smallest things to leave out, and what that gives."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from timeline.editions.kinds import KIND_OF_FACET, url_of
from timeline.editions.search import find
from timeline.editions.search.clauses import Clause, Means
from timeline.reader.query.describe import chips
from timeline.reader.query.parameters import FACETS
from timeline.reader.query.select import select
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.query.view import TimelineView

MOST_WORDS: Final = 6  # of a search that are left out one by one, each of which asks the database
_NAMES: Final = ("q", "from", "to", "certainty", "known_by", *FACETS)


@dataclass(frozen=True, slots=True)
class WayOut:
    """What asks for less, how many events that brings back, and the address of that view."""

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
    found = [*_less_strict(view), *_without_words(view), *_without_values(view)]
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
        yield name, _leaving_out(" and ".join(dropped)), (count, less)


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
                yield name, _leaving_out(labels[less.url()]), (count, less)


def _leaving_out(label: str) -> str:
    return f"Without “{label}”"


def _less_strict(view: TimelineView) -> Iterator[Found]:
    """A search that was to be taken as typed: in other spellings, and without quotation marks."""
    if view.found is None or view.found.ranks:
        return
    query, found = view.query, view.found
    if query.match == "all":
        wider = find(view.reading.index, query.q)
        words = [word for part in wider.parts for word in part.corrected[:1]]
        said = f"Spelled “{'” and “'.join(words)}”" if words else "Not exactly as typed"
        yield from _searched(view, said, query.changed(match=""))
    quoted = [part.clause for part in found.parts if part.clause.means is Means.PHRASE]
    sought = [clause for clause in quoted if not clause.excluded]
    if sought:
        text = found.typed.text
        for clause in reversed(sought):
            first, last = clause.words[0].start, clause.words[-1].end
            text = f"{text[:first]} {clause.text} {text[last:]}"
        less = query.changed(q=" ".join(text.split()))
        yield from _searched(view, "Without quotation marks, in any spelling", less)


def _searched(view: TimelineView, said: str, less: TimelineQuery) -> Iterator[Found]:
    """A way by another search, if it finds anything."""
    index = view.reading.index
    count = len(select(less, index, find(index, less.q, less.match)))
    if count:
        yield "q", said, (count, less)


def _without_words(view: TimelineView) -> Iterator[Found]:
    """Without one part of a search that finds nothing as a whole, and without all that are in no
    event."""
    if view.found is None or view.found.ranks:
        return
    parts = [part.clause for part in view.found.parts]
    gone = [part.clause for part in view.found.parts if part.dropped and not part.clause.excluded]
    if 1 < len(gone) < len(parts):
        shown = "” and “".join(clause.text for clause in gone)
        less = view.query.changed(q=_leaving(view.found.typed.text, gone))
        yield from _searched(view, _leaving_out(shown), less)
    if not 1 < len(parts) <= MOST_WORDS:
        return
    for clause in parts:
        left = _leaving(view.found.typed.text, [clause])
        if left:
            shown = f"-{clause.text}" if clause.excluded else clause.text
            yield from _searched(view, _leaving_out(shown), view.query.changed(q=left))


def _leaving(text: str, clauses: Iterable[Clause]) -> str:
    """A search without some of its parts."""
    for clause in sorted(clauses, key=lambda one: -one.words[0].start):
        before, after = text[: clause.words[0].start], text[clause.words[-1].end :]
        if clause.excluded:
            before = before.rstrip("-\u2010\u2011\u2012\u2013\u2014\u2212")
        text = f"{before} {after}"
    return " ".join(text.split())


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
