"""Why a search found an event: a line for each part that its title and summary do not show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.html import escape, format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString

from timeline.editions.documents import EventDocument, SourceDocument
from timeline.editions.index import Index
from timeline.editions.search import Found
from timeline.editions.search.clauses import Means
from timeline.editions.search.find import DATE, EXCERPT, NAME, SOURCE, SUMMARY, TIED, TITLE, Met
from timeline.editions.search.lookups import Way
from timeline.reader.query import labels
from timeline.reader.show.highlight import Highlighter
from timeline.text import names
from timeline.text.names import Tier

_AROUND: Final = 60  # characters shown on either side of a passage
FIELD_NAMES: Final = {
    TITLE: "title", NAME: "name", SUMMARY: "summary", EXCERPT: "excerpt", SOURCE: "source",
    DATE: "date", TIED: "excerpt",
}  # fmt: skip
CORRECTED: Final = "a corrected spelling"
OTHER_NAME: Final = "another name"
CERTAINLY: Final = "certainly"
WAY_NAMES: Final = {
    Way.EXACT: "as it stands", Way.FOLDED: "but for accents and spelling", Way.STEM: "another form",
    Way.TERM: "another wording", Way.KEY: "a similar spelling", Way.SCRIPT: "another script",
    Way.BEGINNING: "the beginning of a word", Way.BROADER: "a broader wording",
    Way.NEAR: "possibly", Way.POSSIBLE: "possibly",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Why:
    """How one part of a search is met by an event: the part as typed, how, where, and the text.

    `said` introduces `text`, which is HTML with marks in it; `shown` is whether the title
    or the summary shows it already.
    """

    typed: str
    way: str
    field: str
    said: str
    text: SafeString
    shown: bool = False

    @property
    def plain(self) -> str:
        """The text without marks."""
        return strip_tags(self.text)


class Reasons:
    """Says of the events of one page why the search found them."""

    def __init__(
        self, index: Index, parts: Iterable[Found], sources: Mapping[str, SourceDocument]
    ) -> None:
        self._index = index
        self._sources = sources
        self._parts = [
            (part, Highlighter([part])) for part in parts if part.hits and not part.clause.excluded
        ]

    def of(self, rank: int, event: EventDocument) -> list[Why]:
        """How each part of the search is met by the event of a rank; those that are not are left
        out."""
        found = []
        for part, mark in self._parts:
            met = part.met(rank)
            if met is not None:
                found.append(self._why(part, mark, met, rank, event))
        return found

    def _why(
        self, part: Found, mark: Highlighter, met: Met, rank: int, event: EventDocument
    ) -> Why:
        place = met[1]
        said, text = self._told(part, mark, met, rank, event)
        shown = place in (TITLE, SUMMARY)
        return Why(part.clause.text, _by(part, met, text), FIELD_NAMES[place], said, text, shown)

    def _told(
        self, part: Found, mark: Highlighter, met: Met, rank: int, event: EventDocument
    ) -> tuple[str, SafeString]:
        way, place = met
        if place == DATE:
            phrase = part.clause.date.phrase if part.clause.date else part.clause.text
            return ("By its date" if way is Way.EXACT else "Possibly, by its date"), escape(phrase)
        if place == NAME:
            return "Named", _joined(self._names(part, mark, rank, event))
        if place == SOURCE:
            return self._source(part, mark, event)
        texts = {TITLE: [event["title"]], SUMMARY: [event["summary"]]}.get(place) or [
            text for one in event["excerpts"] for text in (one["quote"], one["translation"])
        ]
        said = (
            "Found in an excerpt"
            if place in (EXCERPT, TIED)
            else f"Found in the {FIELD_NAMES[place]}"
        )
        passages = (found for text in texts if (found := _passage(text, mark)))
        return said, next(passages, SafeString())

    def _names(
        self, part: Found, mark: Highlighter, rank: int, event: EventDocument
    ) -> Iterable[SafeString]:
        """What of the event has the name: by its first name, or by another, which is told."""
        facts = {
            "actor": [p["actor"] for p in event["actors"]]
            + [e["said_by"] for e in event["excerpts"] if e["said_by"]],
            "place": self._index.values_of("place", rank),
            "about": self._index.values_of("about", rank),
        }
        meant = {fact for thing in part.clause.meant.things for fact in thing.facts}
        seen = set()
        for facet, slugs in facts.items():
            for slug in dict.fromkeys(slugs):
                label = labels.of(self._index, facet, slug)
                if (meant and (facet, slug) not in meant) or label in seen:
                    continue
                told = _by_name(label, self._index.things(facet).get(slug, {}), mark)
                if told:
                    seen.add(label)
                    yield told

    def _source(
        self, part: Found, mark: Highlighter, event: EventDocument
    ) -> tuple[str, SafeString]:
        sources = [
            self._sources[slug]
            for slug in dict.fromkeys(e["source"] for e in event["excerpts"])
            if slug in self._sources
        ]
        if part.clause.means is Means.ADDRESS:
            return "Quotes", _joined((escape(source["title"]) for source in sources), "; ")
        for source in sources:
            if mark.spans(source["title"]):
                return "Found in the title of a source", mark.html(source["title"])
        names = {labels.of(self._index, "publisher", s["publisher"]) for s in sources}
        return "Found in the publisher of a source", _joined(
            mark.html(name) for name in sorted(names) if mark.spans(name)
        )


def _by(part: Found, met: Met, text: SafeString) -> str:
    """How a part is met, of a name whether by the one that was typed."""
    way, place = met
    if part.corrected:
        return CORRECTED
    if place == DATE and way is Way.EXACT:
        return CERTAINLY
    if part.clause.means is Means.NAME and way is Way.EXACT:
        folded = [token.folded for token in names.tokens(strip_tags(text))]
        if any(token not in folded for token in part.clause.tokens):
            similar = part.clause.meant.tier > Tier.STEM
            return WAY_NAMES[Way.KEY] if similar else OTHER_NAME
    return WAY_NAMES[way]


def _joined(texts: Iterable[str], between: str = ", ") -> SafeString:
    return format_html_join(between, "{}", ((text,) for text in texts))


def _by_name(label: str, entry: Mapping[str, Any], mark: Highlighter) -> SafeString:
    if mark.spans(label):
        return mark.html(label)
    other = next((name for name in entry.get("names", ()) if mark.spans(name)), "")
    return format_html("{} ({})", mark.html(other), label) if other else SafeString()


def _passage(text: str, mark: Highlighter) -> SafeString:
    """The text around the first passage that is met, marked."""
    spans = mark.spans(text)
    if not spans:
        return SafeString()
    start, end = spans[0]
    first = _boundary(text, max(0, start - _AROUND), start)
    last = end + _AROUND
    last = len(text) if last >= len(text) else max(end, text.rfind(" ", end, last + 1))
    before = "… " if first else ""
    after = " …" if last < len(text) else ""
    return format_html("{}{}{}", before, mark.html(text[first:last].strip()), after)


def _boundary(text: str, at: int, before: int) -> int:
    """The beginning of the first whole word from a place on."""
    if not at:
        return 0
    space = text.find(" ", at, before)
    return space + 1 if space >= 0 else before
