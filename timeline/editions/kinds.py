"""What the kinds of published things are, said once.

Routes, plurals, titles, facets, sitemaps, previews and whatever else differs by kind derive from
`KINDS`. A new kind is an entry here, a model of the desk with the document that `build` makes of
it, and a template if it has a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.db import models
from django.urls import get_script_prefix, reverse


class Kind(models.TextChoices):
    """The kinds of published things."""

    EVENT = "event"
    SOURCE = "source"
    ACTOR = "actor"
    PLACE = "place"
    PUBLISHER = "publisher"
    PHASE = "phase"
    DISPUTE = "dispute"
    SITE = "site"
    STORY = "story"
    GAP = "gap"
    TERM = "term"


_ANY: Final = "any-slug"


def path_of(route: str, slug: str) -> str:
    """The path of a route that takes a slug. A page has hundreds of them, all of some few routes,
    so a route is asked once and the slug put where it goes."""
    before, _, after = _around_slug(route, get_script_prefix())
    return f"{before}{slug}{after}"


@lru_cache(maxsize=64)
def _around_slug(route: str, prefix: str) -> tuple[str, str, str]:
    """What stands before and after the slug in a route of a site that is served below `prefix`."""
    return reverse(route, args=[_ANY]).partition(_ANY)


@dataclass(frozen=True, slots=True)
class ThingKind:
    """What is so of every thing of a kind.

    `title` is the field of its document that names it; `plural` is what the public reads. One with
    `page` has a page of its own, whose route has the name of the kind; `list_page` is the name of
    the route that lists all of them, empty where there is none. `facet` selects its events on the
    timeline (a parameter of the address), and `facets` are all that name it. `searched`: whether
    its names are found by a search, for the events that it is named in. One with neither page nor
    facet is read at `address`, in which its slug may stand in braces.
    """

    kind: Kind
    plural: str
    title: str
    page: bool = True
    list_page: str = ""
    facet: str = ""
    facets: tuple[str, ...] = ()
    searched: bool = False
    address: str = ""

    def url(self, slug: str, edition: int | None = None) -> str:
        """Where the public reads the thing: its page, or the events that it selects."""
        if self.page:
            return in_edition(path_of(self.kind.value, slug), edition)
        if self.address:
            path, sign, place = self.address.format(slug=slug).partition("#")
            return f"{in_edition(path, edition)}{sign}{place}"
        return in_edition(f"/?{self.facet}={slug}", edition)

    def title_of(self, document: Mapping[str, Any]) -> str:
        return str(document[self.title])


# In the order in which they are told: what happened first, then what it stands on.
KINDS: Final[dict[str, ThingKind]] = {
    one.kind.value: one
    for one in (
        ThingKind(Kind.EVENT, "events", "title"),
        ThingKind(
            Kind.DISPUTE,
            "disagreements",
            "question",
            list_page="disputes",
            facet="dispute",
            facets=("dispute",),
        ),
        ThingKind(
            Kind.SOURCE,
            "sources",
            "title",
            list_page="sources",
            facet="source",
            facets=("source",),
            searched=True,
        ),
        ThingKind(
            Kind.PUBLISHER,
            "publishers",
            "name",
            list_page="publishers",
            facet="publisher",
            facets=("publisher", "origin"),
            searched=True,
        ),
        ThingKind(
            Kind.ACTOR,
            "actors",
            "name",
            list_page="actors",
            facet="actor",
            facets=("actor", "said_by"),
            searched=True,
        ),
        ThingKind(
            Kind.PLACE,
            "places",
            "name",
            list_page="places",
            facet="place",
            facets=("place", "about"),
            searched=True,
        ),
        ThingKind(Kind.PHASE, "phases", "name", page=False, facet="phase", facets=("phase",)),
        ThingKind(Kind.SITE, "words of the site", "name", page=False, address="/about/"),
        ThingKind(Kind.STORY, "stories", "heading", page=False, address="/"),
        ThingKind(
            Kind.GAP,
            "gaps",
            "line",
            page=False,
            list_page="gaps",
            address="/gaps/#{slug}",
        ),
        ThingKind(Kind.TERM, "terms of the lexicon", "name", page=False, address="/?q={slug}"),
    )
}
WITH_PAGE: Final = tuple(name for name, one in KINDS.items() if one.page)
# Of each facet that names things: the kind of these.
KIND_OF_FACET: Final = {facet: name for name, one in KINDS.items() for facet in one.facets}


def in_edition(path: str, edition: int | None) -> str:
    """An address of ours as an edition has it: the latest, or one by its number."""
    if edition is None:
        return path
    return f"{path}{'&' if '?' in path else '?'}edition={edition}"


def kind_of(kind: str) -> ThingKind:
    return KINDS[str(kind)]


def title_of(kind: str, document: Mapping[str, Any]) -> str:
    """What a thing is called, by its document."""
    return kind_of(kind).title_of(document)


def url_of(kind: str, slug: str, edition: int | None = None) -> str:
    """Where the public reads a thing of a kind."""
    return kind_of(kind).url(slug, edition)
