"""The shape of published documents, as the readers of records rely on it.

A document is plain JSON. It names other documents by slug, so that renaming an actor is one new
record. Values that can be worked out from others (phrases, bounds, counts) are not in it.
"""

from typing import NotRequired, TypedDict


class Renamable(TypedDict):
    former_slugs: NotRequired[list[str]]  # what it was called before, where it ever was


class NameDocument(TypedDict):
    name: str
    language: str
    kind: NotRequired[str]  # what it is, where it is more than another name or spelling
    note: NotRequired[str]


class ParticipationDocument(TypedDict):
    actor: str
    role: str


class ExcerptDocument(TypedDict):
    slug: str
    source: str
    quote: str
    prefix: str
    suffix: str
    stance: str
    said_by: str | None
    language: str
    translation: str
    locator: str
    # The text directive that leads to the passage alone, empty where none does; not there where
    # there was no text to prove it by.
    fragment: NotRequired[str]
    # That it belongs to another event, whose sentence carries this one too.
    tied: NotRequired[bool]


class LinkDocument(TypedDict):
    event: str
    kind: str
    note: str


class Concerns(TypedDict):
    about: NotRequired[list[str]]  # places that it concerns without happening there, where any
    wording: NotRequired[str]  # how sources word the same thing differently, where they do


class Approval(TypedDict):
    # How it was approved: by another person than its last editor (`another-person`), by the same
    # (`same-person`), or as the files of a dataset say (`files`); not there where nobody knows.
    approval: NotRequired[str]


class LocalTime(TypedDict):
    fold: NotRequired[str]  # `first` or `second`, of a local time that was twice that day


class EventDocument(Renamable, Approval, Concerns, LocalTime):
    slug: str
    title: str
    summary: str
    date: str  # EDTF
    date_basis: str
    date_note: str
    time: str | None  # HH:MM, local
    zone: str
    phase: str
    kind: str
    importance: str
    position: int
    actors: list[ParticipationDocument]
    places: list[str]
    excerpts: list[ExcerptDocument]
    links: list[LinkDocument]


class FirstPublished(TypedDict):
    first_published: NotRequired[str]  # EDTF; of a copy, when what it repeats was, where known


class SourceDocument(Renamable, FirstPublished):
    slug: str
    title: str
    publisher: str
    byline: str
    published: str  # EDTF, empty when not known
    published_note: str
    url: str
    archived_url: str
    language: str
    kind: str
    rights: str
    republishes: str | None
    origin: str  # the publisher whose words they are, at the end of the chain of republication
    note: str
    text_sha256: str


class Parted(TypedDict):
    part_of: NotRequired[str]  # the actor that it belongs to, if it belongs to one


class ActorDocument(Renamable, Parted):
    slug: str
    name: str
    kind: str
    description: str
    names: list[NameDocument]


class PlaceDocument(Renamable):
    slug: str
    name: str
    kind: str
    within: str | None
    latitude: str | None  # decimal degrees, WGS 84, as `timeline.text.degrees` writes them
    longitude: str | None
    description: str
    names: list[NameDocument]


class Traits(TypedDict):
    traits: NotRequired[list[str]]  # what bears on how it is read, where it has any


class PublisherDocument(Renamable, Traits):
    slug: str
    name: str
    nature: str
    country: str
    homepage: str
    description: str


class PhaseDocument(Renamable):
    slug: str
    name: str
    description: str
    position: int


class TermDocument(Renamable):
    """A term of the search lexicon: `words` are typed for it, the name too; `equal` mean the same,
    `broader` say less; `actors` and `places` are what it names."""

    slug: str
    name: str
    words: list[str]
    equal: list[str]
    broader: list[str]
    actors: list[str]
    places: list[str]
    note: str


class PositionExcerptDocument(TypedDict):
    event: str
    excerpt: str


class PositionDocument(TypedDict):
    answer: str
    note: str
    excerpts: list[PositionExcerptDocument]


class ShownBy(TypedDict):
    events: NotRequired[list[str]]  # that show it, where curators have named them


class DisputeDocument(Renamable, ShownBy):
    slug: str
    question: str
    note: str
    positions: list[PositionDocument]


class ClockDocument(TypedDict):
    name: str
    zone: str  # IANA


class SiteDocument(TypedDict):
    """What a timeline says of itself; figures stand in braces (`timeline.editions.site`)."""

    slug: str
    name: str
    title: str
    heading: str
    standfirst: str
    introduction: str
    method: str
    coverage: str
    clocks: list[ClockDocument]
    languages: list[str]  # BCP 47
    licence: str
    licence_url: str
    contact: str


class StepDocument(TypedDict):
    event: str
    caption: str


class StoryDocument(TypedDict):
    slug: str
    heading: str
    steps: list[StepDocument]


class AddressDocument(TypedDict):
    publisher: str
    kind: str
    published: str  # EDTF, empty when the day was not seen
    url: str


class GapDocument(TypedDict):
    """What is known to be missing. Nothing rests on its addresses."""

    slug: str
    line: str
    date: str  # EDTF
    phase: str | None
    reason: str
    checked: str | None  # the day on which a person last opened its addresses, YYYY-MM-DD
    addresses: list[AddressDocument]


def places_of(event: EventDocument) -> list[str]:
    """The slugs of all places that an event names: where it happened, then what it concerns."""
    return [*event["places"], *event.get("about", ())]
