"""Published documents as pages show them: names for slugs, phrases for dates, links for quotes."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from timeline.editions.documents import EventDocument, ExcerptDocument, SourceDocument
from timeline.editions.facts import Heading, first_published, heading, heading_of, origins
from timeline.editions.index import Index
from timeline.editions.kinds import KINDS, in_edition, path_of, url_of
from timeline.reader.query import labels
from timeline.reader.show.why import Why
from timeline.text import dates
from timeline.text.dates import HistoricalDate
from timeline.text.languages import direction
from timeline.text.local_times import in_words
from timeline.text.quote_addresses import is_web_address, link, text_fragment


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a page of its own."""

    slug: str
    name: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ExcerptCard:
    """A quotation with everything that tells whose it is and where it stands."""

    slug: str
    quote: str
    before: str  # the words directly before and after it in the source, in one line, with the
    after: str  # white space that stands between them and the quote
    translation: str
    language: str
    language_name: str
    direction: str  # ltr or rtl
    stance: str
    said_by: Named | None
    source: Named
    origin: Named  # the publisher whose words they are
    nature: str  # of the origin
    read_at: Named | None  # the publisher of the copy that was read, where it is another
    published: HistoricalDate | None
    first_published: HistoricalDate | None  # of the original where this is a copy of it
    locator: str
    cite: str  # the address of the source's page; empty when it is not known
    passage_url: str  # the same, scrolled to the passage
    archived_url: str
    begins_inside: bool  # the quote begins within a sentence of the source
    ends_inside: bool


@dataclass(frozen=True, slots=True)
class EventCard:
    """An event as a list or its own page shows it."""

    slug: str
    url: str
    excerpts_url: str  # the excerpts by themselves
    title: str
    summary: str
    when: HistoricalDate
    date_basis: str
    date_note: str
    time: str
    local_time: str  # with its zone, and which of two it is; empty when none is stated
    phase: Named
    phase_number: int
    kind: Named
    importance: str
    actors: list[Named]
    places: list[Named]
    about: list[Named]  # places that it concerns, without happening there
    excerpts: list[ExcerptCard]
    origins: list[Named]
    disputes: list[Named]
    disputed: bool
    wording: str  # how sources word the same thing differently, which is no disagreement
    document: EventDocument
    why: tuple[Why, ...] = ()  # a search found it

    @property
    def edtf(self) -> str:
        return self.when.edtf

    @property
    def heading(self) -> Heading:
        return heading(self.when)

    @property
    def origin_count(self) -> int:
        return len(self.origins)

    @property
    def excerpt_count(self) -> int:
        return len(self.excerpts)

    @property
    def phase_name(self) -> str:
        return self.phase.name


@dataclass(frozen=True, slots=True)
class ListedCard:
    """What a list shows of an event: of its excerpts no more than how many there are."""

    slug: str
    url: str
    excerpts_url: str
    title: str
    summary: str
    edtf: str
    local_time: str
    phase_name: str
    phase_number: int
    excerpt_count: int
    origin_count: int
    disputed: bool
    why: tuple[Why, ...] = ()

    @property
    def heading(self) -> Heading:
        return heading_of(self.edtf)


@dataclass(frozen=True, slots=True)
class Turned:
    """The event before or after another, as the page of that one names it."""

    title: str
    url: str
    when: HistoricalDate


class Addressed(Protocol):
    """A view of the timeline, or what stands for one: it writes its parameters after a path."""

    def url(self, path: str) -> str: ...


class CardMaker:
    """Makes cards for one edition. `edition` is None for the latest, else kept in every link.

    With a `view` of that edition the links to events lead to them as part of it, so that their
    pages know which event of the view comes before and after.
    """

    def __init__(
        self,
        index: Index,
        sources: dict[str, SourceDocument],
        *,
        edition: int | None = None,
        highlight: Callable[[str], str] | None = None,
        view: Addressed | None = None,
    ) -> None:
        self.index = index
        self.sources = sources
        self._marked = highlight or str  # marks what a search has found
        self.edition = edition
        self._view = view

    def named(self, facet: str, slug: str, *, note: str = "") -> Named:
        """Something that events have in common, with where it is read: its page, or its events."""
        if facet in KINDS:
            url = url_of(facet, slug, self.edition)
        else:
            url = in_edition(f"/?{facet}={slug}", self.edition)
        return Named(slug, labels.of(self.index, facet, slug), url, note)

    def event(self, document: EventDocument, disputes: Sequence[str] = ()) -> EventCard:
        when = dates.parse(document["date"])
        excerpts = [self.excerpt(e) for e in document["excerpts"] if e["source"] in self.sources]
        questions = self.index.catalogue["dispute"]
        return EventCard(
            slug=document["slug"],
            url=self.event_url(document["slug"]),
            excerpts_url=self._within("event-excerpts", document["slug"]),
            title=self._marked(document["title"]),
            summary=self._marked(document["summary"]),
            when=when,
            date_basis=document["date_basis"],
            date_note=document["date_note"],
            time=document["time"] or "",
            local_time=_local_time(document),
            phase=self.named("phase", document["phase"]),
            phase_number=self.index.catalogue["phase"][document["phase"]]["mark"],
            kind=self.named("kind", document["kind"]),
            importance=document["importance"],
            actors=self._actors(document),
            places=[self.named("place", slug) for slug in document["places"]],
            about=[self.named("place", slug) for slug in document.get("about", ())],
            excerpts=excerpts,
            origins=[self.named("publisher", p) for p in origins(document, self.sources)],
            disputes=[
                Named(slug, questions[slug]["question"], f"#{slug}")
                for slug in disputes
                if slug in questions
            ],
            disputed=bool(disputes) or any(e.stance == "disputes" for e in excerpts),
            wording=document.get("wording", ""),
            document=document,
        )

    def listed(self, document: EventDocument, disputed: bool) -> ListedCard:
        """The event for a list; `disputed` is what a dispute says of it, for its excerpts are asked
        here. It takes no documents of sources."""
        sources = self.index.catalogue["source"]
        excerpts = [e for e in document["excerpts"] if e["source"] in sources]
        return ListedCard(
            slug=document["slug"],
            url=self.event_url(document["slug"]),
            excerpts_url=self._within("event-excerpts", document["slug"]),
            title=self._marked(document["title"]),
            summary=self._marked(document["summary"]),
            edtf=document["date"],
            local_time=_local_time(document),
            phase_name=labels.of(self.index, "phase", document["phase"]),
            phase_number=self.index.catalogue["phase"][document["phase"]]["mark"],
            excerpt_count=len(excerpts),
            origin_count=len(origins(document, sources)),
            disputed=disputed or any(e["stance"] == "disputes" for e in excerpts),
        )

    def turned(self, document: EventDocument) -> Turned:
        """The event as a neighbour of another; it takes no documents of sources."""
        url = self.event_url(document["slug"])
        return Turned(document["title"], url, dates.parse(document["date"]))

    def event_url(self, slug: str) -> str:
        """The page of an event; within a view it carries the view's parameters along."""
        return self._within("event", slug)

    def _within(self, route: str, slug: str) -> str:
        path = path_of(route, slug)
        return self._view.url(path) if self._view else in_edition(path, self.edition)

    def _actors(self, document: EventDocument) -> list[Named]:
        """Each actor once, with all its roles as the note."""
        roles: dict[str, list[str]] = {}
        for one in document["actors"]:
            roles.setdefault(one["actor"], []).append(one["role"])
        return [self.named("actor", slug, note=", ".join(r)) for slug, r in roles.items()]

    def excerpt(self, document: ExcerptDocument) -> ExcerptCard:
        source = self.sources[document["source"]]
        quote = document["quote"]
        read_at = source["publisher"] if source["publisher"] != source["origin"] else None
        language = document["language"]
        return ExcerptCard(
            slug=document["slug"],
            quote=self._marked(quote),
            before=_in_one_line(document["prefix"]).lstrip(),
            after=_in_one_line(document["suffix"]).rstrip(),
            translation=self._marked(document["translation"]),
            language=language,
            language_name=labels.of(self.index, "language", language),
            direction=direction(language),
            stance=document["stance"],
            said_by=self.named("actor", document["said_by"]) if document["said_by"] else None,
            source=Named(
                source["slug"],
                source["title"],
                url_of("source", source["slug"], self.edition),
            ),
            origin=self.named("publisher", source["origin"]),
            nature=labels.nature(self.index, source["origin"]),
            read_at=self.named("publisher", read_at) if read_at else None,
            published=dates.parse(source["published"]) if source["published"] else None,
            first_published=first_published(source),
            locator=document["locator"],
            cite=source["url"] if is_web_address(source["url"]) else "",
            passage_url=passage_url(source, document),
            archived_url=_scrolled(source["archived_url"], document),
            begins_inside=quote[:1].islower(),
            ends_inside=quote.rstrip("\"'”’»)")[-1:] not in {".", "!", "?", "…"},
        )


def _in_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def passage_url(source: SourceDocument, excerpt: ExcerptDocument) -> str:
    """The address of the source's page that makes a browser scroll to the passage and mark it.

    The page's own address where no link leads to the passage alone; nothing where it is none.
    """
    return _scrolled(source["url"], excerpt)


def _scrolled(address: str, excerpt: ExcerptDocument) -> str:
    if not is_web_address(address):
        return ""  # what cannot be a link is none: it must not take the page with it
    fragment = excerpt.get("fragment")
    if fragment is None:
        return text_fragment(address, excerpt["quote"], excerpt["prefix"], excerpt["suffix"])
    return link(address, fragment) if fragment else address


def _local_time(document: EventDocument) -> str:
    if not document["time"]:
        return ""
    return in_words(document["time"], document["zone"], document.get("fold", ""))
