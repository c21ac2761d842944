"""The spine of the reading side: what a view of the timeline asks for, as a value.

It is parsed from an address (`reader.parse`), written back as the canonical address, said in
English (`reader.describe`) and applied to the index of an edition (`reader.select`).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from timeline.reader.query.parameters import FACETS, ORDER, Choosing
from timeline.text.dates import HistoricalDate

PATH = "/"


@dataclass(frozen=True, slots=True)
class TimelineQuery:
    """A view of the timeline.

    `q` is the search as typed, with white space made single; `match` says what of it an event must
    have (`all` as typed, `most`; empty for all or else most). `certain` leaves out what only may
    lie in the range of dates, and is never set where there is none. `known_by` leaves out what
    sources published later reported. `sort` is empty for the order that is natural: best match
    first of a search, else oldest first.

    Facet parameters are tuples of values, sorted and without repeats; `from_` and `to` are dates of
    any precision; `edition` is None for the latest; `page` counts from 1.
    """

    q: str = ""
    match: str = ""
    from_: HistoricalDate | None = None
    to: HistoricalDate | None = None
    certain: bool = False
    phase: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    said_by: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    importance: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    dispute: tuple[str, ...] = ()
    known_by: HistoricalDate | None = None
    sort: str = ""
    edition: int | None = None
    page: int = 1

    def __post_init__(self) -> None:
        if self.sort in (self._natural, "relevance"):  # the best match of nothing is no order
            object.__setattr__(self, "sort", "")
        if not self.q:
            object.__setattr__(self, "match", "")
        if not (self.from_ or self.to):  # whatever its date, an event is within no range
            object.__setattr__(self, "certain", False)

    # -- reading ----------------------------------------------------------------------------------

    def values(self, facet: str) -> tuple[str, ...]:
        """The chosen values of a facet parameter."""
        chosen: tuple[str, ...] = getattr(self, facet)
        return chosen

    @property
    def _natural(self) -> str:
        return "relevance" if self.q else "oldest"

    @property
    def order(self) -> str:
        """The order of the view: oldest, newest or relevance."""
        return self.sort or self._natural

    @property
    def filters(self) -> bool:
        """Whether anything is left out, that is, whether this is not the whole timeline."""
        return bool(
            self.q
            or self.from_
            or self.to
            or self.known_by
            or any(self.values(facet) for facet in FACETS)
        )

    @property
    def reported_by(self) -> date | None:
        """The last day of which what was published counts; None when all does."""
        return self.known_by.latest if self.known_by else None

    # -- other views ------------------------------------------------------------------------------

    def changed(self, **changes: Any) -> "TimelineQuery":
        """The same view with some things changed, at its first page."""
        return replace(self, **({"page": 1} | changes))

    def choosing(self, facet: str, value: str) -> "TimelineQuery":
        """The view that choosing a value of a facet gives."""
        if FACETS[facet].choosing is Choosing.REPLACE:
            return self.changed(**{facet: (value,)})
        return self.changed(**{facet: tuple(sorted({*self.values(facet), value}))})

    def dropping(self, facet: str, value: str) -> "TimelineQuery":
        """The view without a chosen value of a facet."""
        return self.changed(**{facet: tuple(v for v in self.values(facet) if v != value)})

    def without(self, parameter: str) -> "TimelineQuery":
        """The view without any value of a parameter."""
        if parameter in FACETS:
            return self.changed(**{parameter: ()})
        name = {"from": "from_", "certainty": "certain"}.get(parameter, parameter)
        return self.changed(**{name: getattr(_WHOLE, name)})

    def cleared(self) -> "TimelineQuery":
        """The whole timeline of the same edition, in the same order."""
        return TimelineQuery(sort=self.sort, edition=self.edition)

    # -- writing ----------------------------------------------------------------------------------

    def pairs(self) -> list[tuple[str, str]]:
        """The canonical parameters: known ones in fixed order, values sorted, no defaults."""
        result: list[tuple[str, str]] = []
        for name, field in _FIELDS:
            value = getattr(self, field)
            if not value:
                continue
            if value.__class__ is tuple:
                result += [(name, one) for one in (sorted(set(value)) if value[1:] else value)]
            elif name == "certainty":
                result.append((name, "certain"))
            elif name != "page" or value > 1:
                result.append((name, str(value)))
        return result

    @property
    def query_string(self) -> str:
        return "&".join([f"{name}={_quoted(value)}" for name, value in self.pairs()])

    def beside(self, facet: str) -> Callable[[tuple[str, ...]], str]:
        """Makes the address of this view, at its first page, with these values of a facet in place
        of its own: a menu has forty of them, and they differ in nothing else."""
        around = self.changed(**{facet: (_MARK,)}).query_string
        before, _, after = around.partition(f"{facet}={_MARK}")

        def address(values: tuple[str, ...]) -> str:
            own = "&".join([f"{facet}={_quoted(value)}" for value in values])
            query = f"{before}{own}{after}" if own else f"{before[:-1]}{after}".lstrip("&")
            return f"{PATH}?{query}" if query else PATH

        return address

    def url(self, path: str = PATH) -> str:
        """The canonical address of the view below `path`."""
        query = self.query_string
        return f"{path}?{query}" if query else path

    def __str__(self) -> str:
        return self.url()


# Parameters in the order of an address, with the field that holds each.
_FIELDS = tuple((name, {"from": "from_", "certainty": "certain"}.get(name, name)) for name in ORDER)


_MARK = "0-any-0"  # no slug begins and ends so; a "=" in a value is quoted, so it is found once


@lru_cache(maxsize=8192)
def _quoted(value: str) -> str:
    """A value as it stands in an address: a page has the same ones in some hundred addresses."""
    return quote(value, safe="/.,")


_WHOLE = TimelineQuery()
