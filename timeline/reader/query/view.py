"""A view of the timeline: what a query selects of an edition, in any form."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from pyroaring import BitMap

from timeline.editions import archive
from timeline.editions.documents import SourceDocument
from timeline.editions.facts import known_by, sources_of
from timeline.editions.search import Result
from timeline.reader.query.describe import describe, title
from timeline.reader.query.parse import ParameterProblem, Parsed, QueryParser
from timeline.reader.query.reading import Reading
from timeline.reader.query.select import all_of, by_certainty, page_count, page_of, search, select
from timeline.reader.query.timeline_query import TimelineQuery


@dataclass
class TimelineView:
    """A view of the timeline, selected and ready to be shown in any form."""

    reading: Reading
    query: TimelineQuery
    problems: list[ParameterProblem]
    selection: BitMap
    found: Result | None = None  # by the search, if there is one

    @property
    def pages(self) -> int:
        return page_count(self.selection)

    @property
    def description(self) -> str:
        return describe(self.query, self.reading.index)

    @property
    def title(self) -> str:
        """The view as the title of a page or a file, with how sure the time of its events is."""
        return self._tallied(title(self.query, self.reading.index))

    @property
    def said(self) -> str:
        """The view in a phrase, whatever its page and edition, with how sure the time is."""
        return self._tallied(self.description)

    def _tallied(self, text: str) -> str:
        return f"{text}: {self.tally}" if self.tally else text

    @cached_property
    def certain(self) -> int:
        """How many events certainly lie in the range of dates, the first ones in its order; all
        when there is no range."""
        return len(by_certainty(self.query, self.reading.index, self.selection)[0])

    @property
    def possible(self) -> int:
        """How many events only may lie in the range of dates; they come after the certain ones."""
        return len(self.selection) - self.certain

    @property
    def tally(self) -> str:
        """“3 certain, 18 possible” where a range of dates has events that only may lie in it."""
        return f"{self.certain} certain, {self.possible} possible" if self.possible else ""

    def documents(self) -> tuple[list[Any], dict[str, SourceDocument]]:
        """The event documents of the page, with the sources they quote; two queries.

        Where the view asks what was known by a day, later excerpts are left out of the events.
        """
        index = self.reading.index
        pks = index.record_ids(self.ranks())
        return self.with_sources(self.reading.snapshot.documents(pks))

    def with_sources(self, events: list[Any]) -> tuple[list[Any], dict[str, SourceDocument]]:
        """Event documents as this view shows them, and the sources they quote; one query."""
        slugs = {"source": sources_of(events)}
        sources = self.reading.snapshot.gather(slugs).of("source")
        known = self.as_known(events, sources)
        still = sources_of(known)
        return known, {slug: source for slug, source in sources.items() if slug in still}

    def as_known(self, events: list[Any], sources: dict[str, SourceDocument]) -> list[Any]:
        """The events without what sources published after the view's `known_by` reported."""
        if self.query.reported_by:
            return [known_by(event, sources, self.query.reported_by) for event in events]
        return events

    def ranks(self) -> list[int]:
        return page_of(self.query, self.reading.index, self.selection, self.found)

    def all_ranks(self) -> list[int]:
        """The ranks of the whole view, whatever its page, in the order that it asks for."""
        return all_of(self.query, self.reading.index, self.selection, self.found)


def selected(reading: Reading, query: TimelineQuery) -> TimelineView:
    """The view of a query that is in order. One with a search asks the database once."""
    reading = reading.as_reported(query.reported_by)
    found = search(query, reading.index)
    return TimelineView(reading, query, [], select(query, reading.index, found), found)


def view_of(request: HttpRequest, reading: Reading) -> TimelineView:
    """What the address asks for, with everything that is wrong with it."""
    parser = QueryParser(reading.index, edition=reading.asked, last=archive.last_edition_with)
    parsed: Parsed = parser.parse(request.GET.lists())
    query, problems = parsed.query, parsed.problems
    problems = [*problems, *reading.problems]
    reading = reading.as_reported(query.reported_by)
    matched = search(query, reading.index)
    selection = select(query, reading.index, matched)
    last = page_count(selection)
    if query.page > last:
        message = f"There is no page {query.page}: this view has {last}."
        problems.append(ParameterProblem("page", str(query.page), message, str(last)))
        query = query.changed(page=last)
    return TimelineView(reading, query, problems, selection, matched)
