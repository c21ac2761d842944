"""The parameters of a view, in the order in which a canonical address writes them."""

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Choosing(Enum):
    """What choosing a further value of a parameter does to the result."""

    WIDEN = "widen"  # events with any of the values
    NARROW = "narrow"  # events with all of the values
    REPLACE = "replace"  # one value at a time


@dataclass(frozen=True, slots=True)
class FacetParameter:
    """A parameter whose values are facts of events, held by the index under the same name."""

    name: str
    label: str  # over its values in the panel
    choosing: Choosing
    noun: str  # what one value is, for error messages
    plural: str


FACETS: Final[dict[str, FacetParameter]] = {
    one.name: one
    for one in (
        FacetParameter("phase", "Phase", Choosing.WIDEN, "phase", "phases"),
        FacetParameter("kind", "Kind of event", Choosing.WIDEN, "kind of event", "kinds"),
        FacetParameter("language", "Language of excerpts", Choosing.WIDEN, "language", "languages"),
        FacetParameter("actor", "Who", Choosing.NARROW, "actor", "actors"),
        FacetParameter("place", "Where", Choosing.NARROW, "place", "places"),
        FacetParameter("about", "About where", Choosing.NARROW, "place", "places"),
        FacetParameter("publisher", "Publisher", Choosing.NARROW, "publisher", "publishers"),
        FacetParameter("said_by", "Whose words", Choosing.REPLACE, "speaker", "speakers"),
        FacetParameter("evidence", "Evidence", Choosing.NARROW, "kind of evidence", "kinds"),
        FacetParameter("importance", "Importance", Choosing.REPLACE, "importance", "values"),
        FacetParameter("origin", "Whose account", Choosing.NARROW, "origin", "origins"),
        FacetParameter("dispute", "Disagreement", Choosing.NARROW, "disagreement", "disagreements"),
    )
}

ORDER: Final = (
    "q",
    "match",
    "from",
    "to",
    "certainty",
    *FACETS,
    "known_by",
    "sort",
    "edition",
    "page",
)
SORTS: Final = ("oldest", "newest", "relevance")
MATCHES: Final = ("all", "most")  # what of a search an event must have
PAGE_SIZE: Final = 30
