"""From published documents to the index: what can be filtered by, and the order of events."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypedDict

from timeline.editions.catalogue import Catalogue, RestsOn, nothing_yet
from timeline.editions.documents import (
    ActorDocument,
    DisputeDocument,
    EventDocument,
    GapDocument,
    PhaseDocument,
    PlaceDocument,
    PublisherDocument,
    SiteDocument,
    SourceDocument,
    StoryDocument,
    TermDocument,
)
from timeline.editions.index import DOUBTFUL, Entry, Index
from timeline.editions.kinds import KINDS, Kind
from timeline.text import dates

# The values of `evidence`.
DISPUTED, CORROBORATED, SINGLE = "disputed", "corroborated", "single"
LONG_WORD = re.compile(r"[^\W\d_]{4,40}")  # a shorter one is too like too many to be meant
MARKS = 7  # different marks and colours for phases; an eighth phase takes the first again
MARKS_KEPT = 600  # events; of more than that a picture shows counts alone, and needs no titles
STORY_LEAST, STORY_LENGTH = 5, 8  # events of a story that nobody has written
NO_MONTH = 13  # after December: "in that year, month not stated"


class Heading(NamedTuple):
    """A year, and its month from 1 to 12 or NO_MONTH; `or_later` when that is only the earliest."""

    year: int
    month: int
    or_later: bool


Placement = tuple[Heading, Any, bool, str, int, str]


class Surroundings:
    """What is needed of the other documents to say what is true of an event."""

    def __init__(self) -> None:
        self.sources: dict[str, SourceDocument] = {}
        self.publishers: dict[str, PublisherDocument] = {}
        self.actors: dict[str, ActorDocument] = {}
        self.places: dict[str, PlaceDocument] = {}
        self.phases: dict[str, PhaseDocument] = {}
        self.disputes: dict[str, DisputeDocument] = {}
        self.sites: dict[str, SiteDocument] = {}
        self.stories: dict[str, StoryDocument] = {}
        self.gaps: dict[str, GapDocument] = {}
        self.terms: dict[str, TermDocument] = {}
        self.sources_of_excerpts: dict[tuple[str, str], str] = {}  # by event and excerpt
        self.records: dict[str, dict[str, int]] = {}
        self.moved: dict[str, dict[str, str]] = {}  # former slugs, with the present ones

    def add(self, pk: int, kind: str, document: Any) -> None:
        self.records.setdefault(kind, {})[document["slug"]] = pk
        self.note_moves(kind, document)
        by_slug: dict[str, dict[str, Any]] = {
            Kind.SOURCE.value: self.sources,
            Kind.PUBLISHER.value: self.publishers,
            Kind.ACTOR.value: self.actors,
            Kind.PLACE.value: self.places,
            Kind.PHASE.value: self.phases,
            Kind.DISPUTE.value: self.disputes,
            Kind.SITE.value: self.sites,
            Kind.STORY.value: self.stories,
            Kind.GAP.value: self.gaps,
            Kind.TERM.value: self.terms,
        }
        by_slug[kind][document["slug"]] = document

    def note_moves(self, kind: str, document: Any) -> None:
        for former in document.get("former_slugs", ()):
            self.moved.setdefault(kind, {})[former] = document["slug"]

    def disputes_by_event(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for slug, dispute in self.disputes.items():
            for event in shown_by(dispute):
                found.setdefault(event, set()).add(slug)
        return found

    def note_excerpts(self, event: EventDocument) -> None:
        for excerpt in event["excerpts"]:
            if "slug" in excerpt:
                self.sources_of_excerpts[event["slug"], excerpt["slug"]] = excerpt["source"]

    def disputed_since(self, dispute: str) -> date | None:
        """The day by which two answers to a question had been given; None when it is not known."""
        firsts = []
        for position in self.disputes[dispute]["positions"]:
            named = [(one["event"], one["excerpt"]) for one in position["excerpts"]]
            sources = (self.sources_of_excerpts.get(one, "") for one in named)
            days = [day for slug in sources if (day := known_day(self.sources.get(slug)))]
            firsts += [min(days)] if days else []
        return sorted(firsts)[1] if len(firsts) > 1 else None

    def around(self, place: str) -> list[str]:
        """The place and all that it lies within, the smallest first."""
        return _outward(self.places, "within", place)

    def bodies(self, actor: str) -> list[str]:
        """The actor and all that it is part of, the smallest first."""
        return _outward(self.actors, "part_of", actor) or [actor]

    def publishers_of(self, source: str) -> set[str]:
        """Who put the source out, and whose text it repeats."""
        found: set[str] = set()
        step: str | None = source
        seen: set[str] = set()
        while step is not None and step in self.sources and step not in seen:
            seen.add(step)
            found.add(self.sources[step]["publisher"])
            step = self.sources[step]["republishes"]
        return found

    def catalogue(self) -> Catalogue:
        """What every page needs of them: names, natures, the order of phases."""
        return {
            "phase": {
                p["slug"]: {
                    "name": p["name"],
                    "mark": number % MARKS + 1,
                    "description": p.get("description", ""),
                }
                for number, p in enumerate(
                    sorted(self.phases.values(), key=lambda p: p["position"])
                )
            },
            "actor": {
                a["slug"]: {
                    "name": a["name"],
                    "kind": a["kind"],
                    "names": _spellings(a),
                    "part_of": a.get("part_of"),
                }
                for a in _in_order(self.actors)
            },
            "place": {
                p["slug"]: {
                    "name": p["name"],
                    "kind": p["kind"],
                    "names": _spellings(p),
                    "within": p["within"],
                    "latitude": p.get("latitude"),
                    "longitude": p.get("longitude"),
                }
                for p in _in_order(self.places)
            },
            "publisher": {
                p["slug"]: {"name": p["name"], "nature": p["nature"]}
                for p in _in_order(self.publishers)
            },
            "dispute": {d["slug"]: {"question": d["question"]} for d in _in_order(self.disputes)},
            "term": {
                t["slug"]: {
                    "words": [t["name"], *t["words"]],
                    "equal": t["equal"],
                    "broader": t["broader"],
                    "actors": t["actors"],
                    "places": t["places"],
                    "note": t["note"],
                }
                for t in _in_order(self.terms)
            },
            "source": {
                s["slug"]: {"name": s["title"], "origin": s["origin"]}
                for s in _in_order(self.sources)
            },
            "site": self.sites,
            "story": self.stories,
            "gap": {g["slug"]: {"line": g["line"]} for g in _in_order(self.gaps)},
            "rests_on": nothing_yet(),
            "densest": [],
            "moved": {
                kind: dict(sorted(moves.items())) for kind, moves in sorted(self.moved.items())
            },
            # Which record a search has found, when it is not an event's.
            "records": {
                kind: dict(sorted(self.records[kind].items()))
                for kind, one in KINDS.items()
                if one.searched and kind in self.records
            },
            "identities": {},
            "marks": None,
            "words": [],
            "search_rules": 1,
        }


def _outward(things: Mapping[str, Any], name: str, slug: str) -> list[str]:
    """A thing and all that it belongs to by the field of this name, the smallest first."""
    chain: list[str] = []
    step: str | None = slug
    while step is not None and step in things and step not in chain:
        chain.append(step)
        step = things[step].get(name)
    return chain


def shown_by(dispute: DisputeDocument) -> list[str]:
    """The slugs of the events that show a dispute: those of its answers, and those it names."""
    answers = (e["event"] for position in dispute["positions"] for e in position["excerpts"])
    return list(dict.fromkeys([*answers, *dispute.get("events", ())]))


def _spellings(thing: ActorDocument | PlaceDocument) -> list[str]:
    return [one["name"] for one in thing.get("names", ())]


def _in_order(documents: dict[str, Any]) -> list[Any]:
    return [documents[slug] for slug in sorted(documents)]


def index_of_documents(
    records: Iterable[tuple[int, str, Any]],
    *,
    search_rules: int = 1,
    identities: Mapping[tuple[str, str], str] | None = None,
) -> Index:
    """The index of all records (identifier, kind, document) of an edition, in any order.

    `search_rules` is the number of the rules by which the edition is searched; `identities` are
    those of its things, by kind and slug, which a thing that is not there has from its slug.
    """
    around = Surroundings()
    events: list[tuple[int, EventDocument]] = []
    for pk, kind, document in records:
        if kind == Kind.EVENT:
            events.append((pk, document))
            around.note_moves(kind, document)
            around.note_excerpts(document)
        else:
            around.add(pk, kind, document)
    disputes = around.disputes_by_event()
    events.sort(key=lambda item: placement(item[1]))
    catalogue = around.catalogue()
    if len(events) <= MARKS_KEPT:
        catalogue["marks"] = [[e["slug"], e["title"], e["date"]] for _, e in events]
    catalogue["densest"] = _densest([event for _, event in events])
    catalogue["rests_on"] = _rests_on([event for _, event in events], around)
    catalogue["search_rules"] = search_rules
    for (kind, slug), first in sorted((identities or {}).items()):
        if first != slug:
            catalogue["identities"].setdefault(kind, {})[slug] = first
    catalogue["words"] = _vocabulary(catalogue, (event for _, event in events))
    return Index.build(
        (_entry(pk, event, around, disputes.get(event["slug"], set())) for pk, event in events),
        catalogue,
    )


def _densest(events: list[EventDocument]) -> list[str]:
    """The slugs of the major events, in a row, whose first possible days lie closest together.

    Of all events, where there are too few major ones to make a story of. `events` are in order.
    """
    dated = [
        (first.toordinal(), event["slug"], event["importance"] == "major")
        for event in events
        if (first := dates.parse(event["date"]).earliest) is not None
    ]
    major = [one for one in dated if one[2]]
    row = sorted(major if len(major) >= STORY_LEAST else dated, key=lambda one: one[0])
    if len(row) <= STORY_LENGTH:
        return [slug for _, slug, _ in row]
    starts = range(len(row) - STORY_LENGTH + 1)
    best = min(starts, key=lambda at: row[at + STORY_LENGTH - 1][0] - row[at][0])
    return [slug for _, slug, _ in row[best : best + STORY_LENGTH]]


def _rests_on(events: list[EventDocument], around: Surroundings) -> RestsOn:
    """Counts of what is recorded of the events' excerpts and approvals."""
    every = (excerpt for event in events for excerpt in event["excerpts"])
    excerpts = {excerpt.get("slug", ""): excerpt for excerpt in every}
    found = nothing_yet()
    found["excerpts"] = len(excerpts)
    for excerpt in excerpts.values():
        source = around.sources.get(excerpt["source"])
        found["compared"] += "fragment" in excerpt
        found["with_digest"] += bool(source and source.get("text_sha256"))
    approvals = [event.get("approval", "") for event in events]
    found["another_person"] = approvals.count("another-person")
    found["same_person"] = approvals.count("same-person")
    found["files"] = approvals.count("files")
    return found


def _vocabulary(catalogue: Catalogue, events: Iterable[EventDocument]) -> list[str]:
    """The longer words of events and names: what a mistyped word may have meant."""
    found: set[str] = set()
    for thing in (*catalogue["actor"].values(), *catalogue["place"].values()):
        for text in (thing["name"], *thing["names"]):
            found.update(LONG_WORD.findall(text.lower()))
    for term in catalogue["term"].values():
        for text in (*term["words"], *term["equal"]):
            found.update(LONG_WORD.findall(text.lower()))
    for event in events:
        found.update(LONG_WORD.findall(event["title"].lower()))
        found.update(LONG_WORD.findall(event["summary"].lower()))
        for excerpt in event["excerpts"]:
            found.update(LONG_WORD.findall(excerpt["quote"].lower()))
            found.update(LONG_WORD.findall(excerpt["translation"].lower()))
    return sorted(found)


def placement(event: EventDocument) -> Placement:
    """Where an event stands in the order of the timeline.

    By the year and month that it is listed under, then an exact day before its vague neighbours,
    then by local time where one is stated, then in the curators' order.
    """
    when = dates.parse(event["date"])
    time = event["time"]
    return heading(when), when.sort_key, time is None, time or "", event["position"], event["slug"]


@lru_cache(maxsize=16_384)
def heading_of(edtf: str) -> Heading:
    """The same of a date as text, which many events share."""
    return heading(dates.parse(edtf))


def heading(when: dates.HistoricalDate) -> Heading:
    """Under which year and month a date is listed, and whether that is only where it may begin.

    A month stands alone when the date, or for an interval its beginning, certainly falls in it. A
    date that may fall in later months too comes after the certain ones of its first possible month.
    One that names no month at all comes after December (NO_MONTH), an open start with the last year
    that it can be in.
    """
    edtf = re.sub("[?~%]", "", when.edtf)  # about 2015 is listed under 2015
    begin, interval, _ = edtf.partition("/")
    if interval and begin not in ("", ".."):
        edtf = begin
    plain = dates.parse(edtf)
    first, last = plain.earliest, plain.latest
    if first is None:
        return Heading(last.year if last else 0, NO_MONTH, or_later=False)
    same_year = last is not None and first.year == last.year
    if (first.month, first.day) == (1, 1) and not (same_year and last and last.month < 12):
        return Heading(first.year, NO_MONTH, or_later=not same_year)
    same_month = same_year and last is not None and first.month == last.month
    return Heading(first.year, first.month, or_later=not same_month)


def _entry(pk: int, event: EventDocument, around: Surroundings, disputes: set[str]) -> Entry:
    when = dates.parse(event["date"])
    sources = {e["source"] for e in event["excerpts"]}
    values = {
        "phase": [event["phase"]],
        "kind": [event["kind"]],
        "importance": [event["importance"]],
        "actor": sorted({body for p in event["actors"] for body in around.bodies(p["actor"])}),
        "place": sorted({outer for place in event["places"] for outer in around.around(place)}),
        "about": sorted({o for place in event.get("about", ()) for o in around.around(place)}),
        "publisher": sorted({p for source in sources for p in around.publishers_of(source)}),
        "language": sorted({e["language"] for e in event["excerpts"]}),
        "said_by": sorted({e["said_by"] for e in event["excerpts"] if e["said_by"]}),
        "evidence": evidence(event, around.sources, disputed=bool(disputes)),
        "dispute": sorted(disputes),
        "origin": sorted(origins(event, around.sources)),
        "source": sorted(sources),
        "follows": sorted({link["event"] for link in event["links"]}),
    }
    if not when.is_certain:
        values[DOUBTFUL[0]] = [DOUBTFUL[1]]
    days = [day for source in sources if (day := known_day(around.sources.get(source)))]
    known = min(days, default=None)
    reported = _Reported(event, around, disputes)
    return Entry(
        pk,
        when.earliest,
        when.latest,
        values,
        known,
        {key: day for key, day in reported.since.items() if known and (not day or day > known)},
        reported.until if known else {},
    )


class _Reported:
    """Since when what excerpts make true of an event was reported; None where no day is known.

    An event of two or more origins stood on a single one until the second was published.
    """

    def __init__(self, event: EventDocument, around: Surroundings, disputes: set[str]) -> None:
        self.since: dict[tuple[str, str], date | None] = {}
        self.until: dict[tuple[str, str], date | None] = {}
        for excerpt in event["excerpts"]:
            slug = excerpt["source"]
            source = around.sources.get(slug)
            day = known_day(source)
            self._note("source", slug, day)
            self._note("language", excerpt["language"], day)
            if excerpt["said_by"]:
                self._note("said_by", excerpt["said_by"], day)
            for publisher in around.publishers_of(slug):
                self._note("publisher", publisher, day)
            if excerpt["stance"] == "supports" and source is not None:
                self._note("origin", source["origin"], day)
            if excerpt["stance"] == "disputes":
                self._note("evidence", DISPUTED, day)
        for dispute in disputes:
            day = around.disputed_since(dispute)
            self._note("dispute", dispute, day)
            self._note("evidence", DISPUTED, day)
        self._count_origins()

    def _note(self, facet: str, value: str, day: date | None) -> None:
        there = self.since.get((facet, value))
        self.since[facet, value] = min(there, day) if there and day else there or day

    def _count_origins(self) -> None:
        days = [day for (facet, _), day in self.since.items() if facet == "origin"]
        if len(days) < 2:
            return
        dated = sorted(day for day in days if day)
        second = dated[1] if len(dated) > 1 else None
        self.since["evidence", CORROBORATED] = second
        self.until["evidence", SINGLE] = second


def known_day(source: SourceDocument | None) -> date | None:
    """The day by which a text was certainly public; None when no date of it is known.

    A copy says what the original had said before, so the earlier of the two days counts.
    """
    if source is None:
        return None
    known = [text for text in (source["published"], source.get("first_published")) if text]
    days = [day for text in known if (day := dates.parse(text).latest)]
    return min(days, default=None)


def first_published(source: SourceDocument) -> dates.HistoricalDate | None:
    """When the text was published first: of a copy, when its original was, where that is known."""
    text = source.get("first_published") or source["published"]
    return dates.parse(text) if text else None


class HasOrigin(TypedDict):
    """A source as a document, or as the catalogue has it."""

    origin: str


def origins(event: EventDocument, sources: Mapping[str, HasOrigin]) -> list[str]:
    """The publishers whose own words the event stands on, in the order of its excerpts.

    Repeats of one publisher's text are one origin; a passage that only gives context, or that
    disputes the event, does not support it.
    """
    found: dict[str, None] = {}
    for excerpt in event["excerpts"]:
        if excerpt["stance"] == "supports" and excerpt["source"] in sources:
            found[sources[excerpt["source"]]["origin"]] = None
    return list(found)


def evidence(
    event: EventDocument, sources: dict[str, SourceDocument], *, disputed: bool
) -> list[str]:
    """Which values of `evidence` are true of the event."""
    found = [CORROBORATED if len(origins(event, sources)) > 1 else SINGLE]
    if disputed or any(e["stance"] == "disputes" for e in event["excerpts"]):
        found.append(DISPUTED)
    return found


def known_by(event: EventDocument, sources: dict[str, SourceDocument], day: date) -> EventDocument:
    """The event with only those excerpts whose text was certainly public by a day."""
    excerpts = [
        excerpt
        for excerpt in event["excerpts"]
        if (published := known_day(sources.get(excerpt["source"]))) and published <= day
    ]
    return {**event, "excerpts": excerpts}


def sources_of(documents: Iterable[Any]) -> set[str]:
    """The slugs of all sources that event documents quote."""
    return {excerpt["source"] for document in documents for excerpt in document["excerpts"]}
