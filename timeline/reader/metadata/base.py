"""What the metadata of all kinds of pages have in common."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.utils.safestring import SafeString

from timeline.editions.index import Index
from timeline.reader.query.reading import Reading
from timeline.site_url import absolute, path_to
from timeline.text.dates import HistoricalDate

Node = dict[str, Any]


# So that no text can end the script element or begin a comment in it.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}

_ACTOR_TYPES = {
    "person": "Person",
    "government-body": "GovernmentOrganization",
    "news-media": "NewsMediaOrganization",
    "company": "Corporation",
    "collective": "Thing",  # speakers whom a source names only together are no organisation
}
_PLACE_TYPES = {"country": "Country", "city": "City", "airport": "Airport"}


@dataclass(frozen=True, slots=True)
class Metadata:
    """What `reader/_metadata.html` writes into the head of a page.

    `kind` is Open Graph's type; `picture` and `oembed` are absolute addresses (`oembed` is empty
    where the page cannot be embedded); `alt` says what the picture shows; `node` is JSON-LD;
    `citation` is what reference managers read, as names and contents.
    """

    picture: str
    alt: str
    node: Node
    kind: str = "website"
    oembed: str = ""
    citation: tuple[tuple[str, str], ...] = ()

    @property
    def json_ld(self) -> SafeString:
        """The node as text for a <script>, from which nothing in it can break out."""
        text = json.dumps(self.node, ensure_ascii=False, separators=(",", ":"))
        return SafeString(text.translate(_ESCAPES))


def page_node(reading: Reading, url: str, name: str, description: str, **more: Any) -> Node:
    """A page of the edition that is read, as a schema.org WebPage; `more` may say its type."""
    site = reading.site
    return {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "name": name,
        "description": description,
        "inLanguage": "en-GB",
        "isPartOf": {"@type": "WebSite", "name": site.name, "url": absolute("/")},
        "version": str(reading.edition.number),
        "license": site.licence_url,
    } | present(more)


def present(values: Node) -> Node:
    """The values that say something."""
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}


def oembed_url(url: str) -> str:
    """Where the page at `url` tells how it is embedded."""
    return f"{absolute(path_to('oembed'))}?url={quote(url, safe='')}"


def actor_type(index: Index, slug: str) -> str:
    entry = index.catalogue["actor"].get(slug)
    return _ACTOR_TYPES.get(entry["kind"] if entry else "", "Organization")


def place_type(kind: str) -> str:
    return _PLACE_TYPES.get(kind, "Place")


def coverage(when: HistoricalDate) -> str:
    """When something was, as ISO 8601: a day, or the interval in which it lies; `..` is open."""
    if when.is_day:
        return when.edtf
    first = when.earliest.isoformat() if when.earliest else ".."
    last = when.latest.isoformat() if when.latest else ".."
    return f"{first}/{last}"
