"""What an edition's index holds of things beside its events: enough to name and link them."""

from typing import TypedDict

from timeline.editions.documents import SiteDocument, StoryDocument


class PhaseEntry(TypedDict):
    """`mark` is the number of its shape and hue, from 1."""

    name: str
    mark: int
    description: str


class ActorEntry(TypedDict):
    """`names` are its other spellings; `part_of` is the slug of what it belongs to, if anything."""

    name: str
    kind: str
    names: list[str]
    part_of: str | None


class PlaceEntry(TypedDict):
    """`within` is the slug of the place around it, None of the outermost; latitude and longitude
    are decimal degrees (WGS 84), both None where they are not known."""

    name: str
    kind: str
    names: list[str]
    within: str | None
    latitude: str | None
    longitude: str | None


class PublisherEntry(TypedDict):
    name: str
    nature: str


class SourceEntry(TypedDict):
    """`name` is its title, `origin` the publisher whose own words it is."""

    name: str
    origin: str


class DisputeEntry(TypedDict):
    question: str


class GapEntry(TypedDict):
    line: str


class RestsOn(TypedDict):
    """How many excerpts there are, and of how many the text was compared or its digest is known;
    how many events were approved by whom (`timeline.editions.site.Coverage`)."""

    excerpts: int
    compared: int
    with_digest: int
    another_person: int
    same_person: int
    files: int


class TermEntry(TypedDict):
    """A term of the search lexicon (`timeline.editions.documents.TermDocument`); `words` begin with
    its name."""

    words: list[str]
    equal: list[str]
    broader: list[str]
    actors: list[str]
    places: list[str]
    note: str


class Catalogue(TypedDict):
    """The things of an edition by slug: phases in their order, all others by slug.

    `moved` leads from former slugs to present ones, by kind; `identities` from present slugs to
    those under which things were first public, where these are others; `records` from the slugs of
    what a search finds to the identifiers of their records, by kind. `marks` are slug, title and
    date (EDTF) of each event by rank, None where these are many; `words` the longer words of events
    and names, in lower case, in order. `densest` are slugs of major events that lie close together
    in time. `search_rules` is the number of the rules by which the edition is searched.
    """

    phase: dict[str, PhaseEntry]
    actor: dict[str, ActorEntry]
    place: dict[str, PlaceEntry]
    publisher: dict[str, PublisherEntry]
    source: dict[str, SourceEntry]
    dispute: dict[str, DisputeEntry]
    site: dict[str, SiteDocument]
    story: dict[str, StoryDocument]
    gap: dict[str, GapEntry]
    rests_on: RestsOn
    densest: list[str]
    term: dict[str, TermEntry]
    moved: dict[str, dict[str, str]]
    identities: dict[str, dict[str, str]]
    records: dict[str, dict[str, int]]
    marks: list[list[str]] | None
    words: list[str]
    search_rules: int


def empty() -> Catalogue:
    """A catalogue of nothing."""
    return Catalogue(
        phase={}, actor={}, place={}, publisher={}, source={}, dispute={}, moved={}, records={},
        identities={},
        marks=None, words=[],
        site={}, story={}, gap={}, rests_on=nothing_yet(),
        densest=[],
        term={}, search_rules=1,
    )  # fmt: skip


def nothing_yet() -> RestsOn:
    return RestsOn(excerpts=0, compared=0, with_digest=0, another_person=0, same_person=0, files=0)
