"""What an edition says of itself: the record `site`, its figures filled in, and what it rests on.

The words are the curators', the figures are counted in the index of the edition. So that no text
can say another number than the edition has, its figures stand in braces: `{events}`, `{documents}`
and so on (`timeline.text.figures`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

from timeline.editions.documents import SiteDocument
from timeline.editions.index import Index
from timeline.text.figures import fill, in_words, listed
from timeline.text.languages import language_name

# What a timeline is called whose dataset does not say so: as this program is.
NAME: Final = "Aftermath"
HEADING: Final = "The whole timeline"
_PLAIN: Final[SiteDocument] = {
    "slug": "site",
    "name": NAME,
    "title": "",
    "heading": HEADING,
    "standfirst": "",
    "introduction": "",
    "method": "",
    "coverage": "This edition rests on {documents} documents of {origins} origins.",
    "clocks": [],
    "languages": [],
    "licence": "CC BY 4.0",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
    "contact": "",
}


@dataclass(frozen=True, slots=True)
class CoverageOrigin:
    """A publisher whose own words events stand on, and what it is."""

    slug: str
    name: str
    nature: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What an edition rests on. `statement` is the curators' own, with its figures.

    `documents` are those that are quoted; `languages` are the English names of theirs. `gaps` is
    how many happenings are listed as missing. Of its `excerpts`, `compared` were found by the
    program in a stored text of their source, and `with_digest` are of a source whose text has its
    digest recorded. Its events were approved by `another_person` than who edited them last, by
    `same_person`, or as the `files` of a dataset say.
    """

    statement: str
    documents: int
    origins: list[CoverageOrigin]
    languages: list[str]
    gaps: int
    excerpts: int
    compared: int
    with_digest: int
    another_person: int
    same_person: int
    files: int


@dataclass(frozen=True, slots=True)
class SiteWords:
    """What a timeline is called and says of itself; texts are empty where it does not say.

    `title` is empty for a timeline without a record of its own. `paragraphs` are those of its
    method. `clocks` are names of places with their IANA zones; `languages` the English names of
    those that its curators read.
    """

    name: str
    title: str
    heading: str
    standfirst: str
    introduction: str
    paragraphs: list[str]
    clocks: list[tuple[str, str]]
    languages: list[str]
    licence: str
    licence_url: str
    contact: str
    coverage: Coverage


def rights(site: SiteWords) -> str:
    """What may be done with a file of ours, in a sentence or two."""
    return (
        f"Titles, summaries and notes: {site.licence}. Quotations belong to their publishers and "
        "are quoted for study and reporting."
    )


_known: WeakKeyDictionary[Index, SiteWords] = WeakKeyDictionary()


def site_of(index: Index) -> SiteWords:
    """The site of an edition, or what stands for one where its dataset has none."""
    if index not in _known:
        _known[index] = _filled(index)
    return _known[index]


def _filled(index: Index) -> SiteWords:
    document = next(iter(index.catalogue["site"].values()), _PLAIN)
    told = figures(index)

    def filled(text: str) -> str:
        return fill(text, told)

    return SiteWords(
        name=document["name"],
        title=document["title"],
        heading=filled(document["heading"]),
        standfirst=filled(document["standfirst"]),
        introduction=filled(document["introduction"]),
        paragraphs=[part for part in filled(document["method"]).split("\n") if part.strip()],
        clocks=[(clock["name"], clock["zone"]) for clock in document["clocks"]],
        languages=[language_name(tag) for tag in document["languages"]],
        licence=document["licence"],
        licence_url=document["licence_url"],
        contact=document["contact"],
        coverage=_coverage(index, filled(document["coverage"] or _PLAIN["coverage"])),
    )


def title_of(index: Index) -> str:
    """What the whole timeline of an edition is called, in a phrase."""
    sites = index.catalogue["site"].values()
    return next((site["title"] for site in sites), HEADING)


def figures(index: Index) -> Mapping[str, str]:
    """The figures of an edition that its texts may name, in words below ten."""
    evidence = index.counts("evidence", index.all)
    numbers = {
        "events": len(index),
        "documents": len(index.facets.get("source", ())),
        "origins": len(index.facets.get("origin", ())),
        "publishers": len(index.catalogue["publisher"]),
        "disagreements": len(index.catalogue["dispute"]),
        "single": evidence.get("single", 0),
        "corroborated": evidence.get("corroborated", 0),
        "gaps": len(index.catalogue["gap"]),
    }
    spoken = {name: in_words(number) for name, number in numbers.items()}
    return spoken | {"languages": listed(_languages(index))}


def _languages(index: Index) -> list[str]:
    return [language_name(tag) for tag in index.facets.get("language", {})]


def _coverage(index: Index, statement: str) -> Coverage:
    held, publishers = index.catalogue["rests_on"], index.catalogue["publisher"]
    origins = [slug for slug in index.facets.get("origin", {}) if slug in publishers]
    return Coverage(
        statement=statement,
        documents=len(index.facets.get("source", ())),
        origins=[
            CoverageOrigin(s, publishers[s]["name"], publishers[s]["nature"]) for s in origins
        ],
        languages=_languages(index),
        gaps=len(index.catalogue["gap"]),
        excerpts=held["excerpts"],
        compared=held["compared"],
        with_digest=held["with_digest"],
        another_person=held["another_person"],
        same_person=held["same_person"],
        files=held["files"],
    )
