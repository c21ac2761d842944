"""Which files a dataset has, and which fields an entry of each may have, in the order written.

A field is text unless it says otherwise. Nested lists have a shape of their own. Both reading and
writing go by these tables, so that they cannot drift apart.
"""

from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an entry.

    `default` is what an absent field means; None makes the field required. `integer` marks whole
    numbers, `many` a list: of texts, or of entries of `shape`. `verbatim` text is written as a
    block, so that nothing in it is escaped or folded.
    """

    name: str
    default: Any = ""
    integer: bool = False
    many: bool = False
    shape: "Shape | None" = None
    verbatim: bool = False


Shape = tuple[Field, ...]


def _required(name: str, **options: Any) -> Field:
    return Field(name, default=None, **options)


FORMER_SLUGS: Final = Field("former_slugs", (), many=True)
STAGE: Final = Field("stage", "approved")
NAMES: Final[Shape] = (
    _required("name"),
    Field("language", "en"),
    Field("kind", "name"),
    Field("note"),
)

PUBLISHER: Final[Shape] = (
    _required("slug"),
    FORMER_SLUGS,
    STAGE,
    _required("name"),
    _required("nature"),
    Field("traits", (), many=True),
    Field("country"),
    Field("homepage"),
    Field("description"),
)
SOURCE: Final[Shape] = (
    _required("slug"),
    FORMER_SLUGS,
    STAGE,
    _required("title"),
    _required("publisher"),
    Field("byline"),
    Field("published"),
    Field("published_note"),
    Field("url"),
    Field("archived_url"),
    Field("language", "en"),
    Field("kind", "article"),
    Field("rights"),
    Field("republishes"),
    Field("text_sha256"),
    Field("note"),
)
ACTOR: Final[Shape] = (
    _required("slug"),
    FORMER_SLUGS,
    STAGE,
    _required("name"),
    _required("kind"),
    Field("part_of"),
    Field("description"),
    Field("names", (), many=True, shape=NAMES),
)
PLACE: Final[Shape] = (
    _required("slug"),
    FORMER_SLUGS,
    STAGE,
    _required("name"),
    _required("kind"),
    Field("within"),
    Field("latitude"),
    Field("longitude"),
    Field("description"),
    Field("names", (), many=True, shape=NAMES),
)
PHASE: Final[Shape] = (
    _required("slug"),
    FORMER_SLUGS,
    STAGE,
    _required("name"),
    Field("description"),
)
PARTICIPATION: Final[Shape] = (_required("actor"), Field("role", "participant"))
EXCERPT: Final[Shape] = (
    _required("slug"),
    _required("source"),
    _required("quote", verbatim=True),
    Field("prefix", verbatim=True),
    Field("suffix", verbatim=True),
    Field("stance", "supports"),
    Field("said_by"),
    Field("language", "en"),
    Field("translation"),
    Field("locator"),
)
TIE: Final[Shape] = (_required("excerpt"), Field("stance", "supports"))
LINK: Final[Shape] = (_required("event"), _required("kind"), Field("note"))
EVENT: Final[Shape] = (
    _required("slug"),
    FORMER_SLUGS,
    _required("title"),
    _required("summary"),
    _required("date"),
    Field("date_basis"),
    Field("date_note"),
    Field("wording"),
    Field("time"),
    Field("zone"),
    Field("fold"),  # first or second, of a time that clocks showed twice
    _required("kind"),
    Field("importance", "minor"),
    Field("position", 0, integer=True),
    STAGE,
    Field("actors", (), many=True, shape=PARTICIPATION),
    Field("places", (), many=True),  # where it happened
    Field("about", (), many=True),  # places that it concerns
    Field("excerpts", (), many=True, shape=EXCERPT),
    Field("ties", (), many=True, shape=TIE),  # excerpts of other events that carry it too
    Field("links", (), many=True, shape=LINK),
)
POSITION: Final[Shape] = (
    _required("answer"),
    Field("note"),
    Field("excerpts", (), many=True),
)
DISPUTE: Final[Shape] = (
    _required("slug"),
    STAGE,
    _required("question"),
    Field("note"),
    Field("events", (), many=True),  # that show it; none: those of its excerpts
    _required("positions", many=True, shape=POSITION),
)

CLOCK: Final[Shape] = (_required("name"), _required("zone"))
SITE: Final[Shape] = (
    _required("slug"),
    STAGE,
    _required("name"),
    _required("title"),
    _required("heading"),
    _required("standfirst"),
    Field("introduction"),
    Field("method", verbatim=True),
    Field("coverage"),
    Field("clocks", (), many=True, shape=CLOCK),
    Field("languages"),
    _required("licence"),
    _required("licence_url"),
    Field("contact"),
)
STEP: Final[Shape] = (_required("event"), _required("caption"))
STORY: Final[Shape] = (
    _required("slug"),
    STAGE,
    _required("heading"),
    _required("steps", many=True, shape=STEP),
)
ADDRESS: Final[Shape] = (
    _required("publisher"),
    Field("kind", "news"),
    Field("published"),
    _required("url"),
)
GAP: Final[Shape] = (
    _required("slug"),
    STAGE,
    _required("line"),
    _required("date"),
    Field("phase"),
    _required("reason"),
    Field("checked"),
    _required("addresses", many=True, shape=ADDRESS),
)
TERM: Final[Shape] = (
    _required("slug"),
    FORMER_SLUGS,
    STAGE,
    _required("name"),
    Field("words", (), many=True),
    Field("equal", (), many=True),
    Field("broader", (), many=True),
    Field("actors", (), many=True),
    Field("places", (), many=True),
    Field("note"),
)

FILES: Final[dict[str, Shape]] = {
    "publishers.yaml": PUBLISHER,
    "sources.yaml": SOURCE,
    "actors.yaml": ACTOR,
    "places.yaml": PLACE,
    "phases.yaml": PHASE,
    "disputes.yaml": DISPUTE,
    "site.yaml": SITE,
    "story.yaml": STORY,
    "gaps.yaml": GAP,
    "lexicon.yaml": TERM,
}
EVENTS_PREFIX: Final = "events-"  # events-<phase>.yaml


def events_file(phase: str) -> str:
    """The name of the file that holds the events of a phase."""
    return f"{EVENTS_PREFIX}{phase}.yaml"


def phase_of_file(name: str) -> str:
    """The slug of the phase whose events a file holds."""
    return name.removeprefix(EVENTS_PREFIX).removesuffix(".yaml")
