"""What to tell a reader about how a search was read, and what was dropped, corrected or widened."""

from dataclasses import dataclass
from typing import Final

from timeline.editions.search import Found, Result
from timeline.editions.search.clauses import Means
from timeline.editions.search.lookups import Way
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.query.view import TimelineView
from timeline.text import names
from timeline.text.names import Tier

_SHOWN: Final = 3  # other wordings of a term that are named


@dataclass(frozen=True, slots=True)
class ReadAs:
    """How a part of a search was read: `typed`, and what is said of it; empty for as it stands.

    `url` is the search without that reading, and `link` says what it gives, where there is one.
    """

    typed: str
    said: str = ""
    dropped: bool = False
    link: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class SearchNotes:
    """What is told of a search: its parts as read, and what became of the rest.

    `idle` are signs that mean nothing where they stand. `most` is whether the events found match
    most of it, not all. `as_typed` is the address of the same search with nothing dropped,
    corrected or widened, empty where nothing was. `nothing` is whether there was no word to look
    for.
    """

    parts: list[ReadAs]
    without_weight: list[str]
    left_out: list[str]
    idle: list[str]
    cut: bool
    most: bool
    as_typed: str
    widened: str
    nothing: bool

    @property
    def worth_telling(self) -> bool:
        """Whether anything is other than typed."""
        return bool(
            any(part.said for part in self.parts)
            or self.without_weight or self.left_out or self.idle or self.cut or self.most
            or self.nothing or self.widened
        )  # fmt: skip


def search_notes(view: TimelineView) -> SearchNotes | None:
    """The notes on a search that was made; None when there was none."""
    if view.found is None:
        return None
    return notes_on(view.found, view.query)


def notes_on(result: Result, query: TimelineQuery) -> SearchNotes:
    """The notes on what a search found, with addresses of the view that it belongs to."""
    parts = [_read(part, query) for part in result.parts]
    changed = any(part.said for part in parts) or not result.full
    strict = query.match == "all"
    return SearchNotes(
        parts=parts,
        without_weight=list(result.read.without_weight),
        left_out=list(result.read.left_out),
        idle=list(result.typed.idle),
        cut=result.typed.cut,
        most=bool(result.ranks) and not result.full,
        as_typed=query.changed(match="all").url() if changed and not strict else "",
        widened=query.changed(match="").url() if strict else "",
        nothing=not result.parts and not result.verbatim.ranks,
    )


def _read(part: Found, query: TimelineQuery) -> ReadAs:
    clause = part.clause
    if clause.means is Means.DATE and clause.date and not clause.excluded:
        quoted = query.q.replace(clause.text, f'"{clause.text}"')
        url = query.changed(q=quoted).url() if '"' not in query.q else ""
        return ReadAs(
            clause.text, f"as a date: {clause.date.phrase}", link="as words" if url else "", url=url
        )
    if part.dropped and not clause.excluded:
        return ReadAs(clause.text, "in no event", dropped=True)
    if part.corrected:
        return ReadAs(clause.text, f"as {_any(part.corrected)}")
    if part.only_sources and clause.means is not Means.ADDRESS:
        return ReadAs(clause.text, "only in the titles or publishers of sources")
    if clause.means is Means.NAME:
        return ReadAs(clause.text, _named(part))
    if clause.means is Means.TERM:
        return ReadAs(clause.text, _worded(part))
    ways = {way for way, _ in part.hits}
    if clause.means is Means.WORD and not clause.excluded and ways:
        if min(ways) == Way.BEGINNING:
            return ReadAs(clause.text, "as the beginning of a word")
        if min(ways) in (Way.KEY, Way.SCRIPT):
            return ReadAs(clause.text, "by a similar spelling")
    return ReadAs(clause.text)


def _named(part: Found) -> str:
    """What a name stands for, where it is another than typed."""
    typed = names.fold(part.clause.text.replace(" ", ""))
    labels = [
        thing.label
        for thing in part.clause.meant.things
        if names.fold(thing.label.replace(" ", "")) != typed
    ]
    if not labels:
        return ""
    by = "by a similar spelling " if part.clause.meant.tier > Tier.STEM else ""
    return f"{by}as {_any(labels, quoted=False)}"


def _worded(part: Found) -> str:
    terms = part.clause.meant.terms
    wordings = [text for term in terms for text in (*term.equal, *term.broader)]
    folded = part.clause.text.casefold()
    others = [text for text in dict.fromkeys(wordings) if text.casefold() != folded]
    notes = " ".join(term.note for term in terms if term.note)
    said = f"also as {_any(others[:_SHOWN])}" if others else ""
    return f"{said}. {notes}" if said and notes else said or notes


def _any(texts: list[str] | tuple[str, ...], *, quoted: bool = True) -> str:
    shown = [f"“{text}”" if quoted else text for text in texts]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"
