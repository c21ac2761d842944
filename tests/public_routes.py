"""Every public route, in one table: tests that hold for all of them walk it.

`tests/reader/door/test_every_route.py` finds what is missing in it.
"""

from dataclasses import dataclass

EDITION, NONE, PATH = "?edition=", "takes no edition", "edition in the path"


@dataclass(frozen=True)
class Route:
    """An address of a route, in what form it answers, and where it names its edition."""

    address: str
    form: str  # page, frame, data, text, open text, file, open file
    edition: str = EDITION
    needs: str = ""  # parameters without which it answers nothing


ROUTES = {
    "timeline": Route("/", "page"),
    "timeline-data": Route("/timeline.json", "data"),
    "marks": Route("/marks.json", "data"),
    "cite": Route("/cite/", "page"),
    "filters": Route("/filters/", "page"),
    "suggest": Route("/suggest", "data", needs="typed=ada"),
    "event": Route("/events/closing/", "page"),
    "event-excerpts": Route("/events/closing/excerpts/", "page"),
    "event-cite": Route("/events/closing/cite/", "page"),
    "sources": Route("/sources/", "page"),
    "source": Route("/sources/courier-bridge/", "page"),
    "source-cite": Route("/sources/courier-bridge/cite/", "page"),
    "actors": Route("/actors/", "page"),
    "actor": Route("/actors/ada/", "page"),
    "places": Route("/places/", "page"),
    "place": Route("/places/old-bridge/", "page"),
    "publishers": Route("/publishers/", "page"),
    "publisher": Route("/publishers/wire/", "page"),
    "disputes": Route("/disputes/", "page"),
    "dispute": Route("/disputes/how-many/", "page"),
    "corrections": Route("/corrections/", "page"),
    "corrections-feed": Route("/corrections.atom", "data"),
    "redactions": Route("/redactions/", "page", NONE),
    "redactions-data": Route("/redactions.json", "data", NONE),
    "editions": Route("/editions/", "page"),
    "edition": Route("/editions/1/", "page", PATH),
    "edition-head": Route("/editions/1/edition.json", "data", PATH),
    "edition-digests": Route("/editions/1/digests.txt", "open text", PATH),
    "edition-records": Route("/editions/1/records.jsonl", "open text", PATH),
    "edition-package": Route("/editions/1/datapackage.json", "data", PATH),
    "edition-crate": Route("/editions/1/ro-crate-metadata.json", "data", PATH),
    "edition-request": Route("/editions/1/digests.txt.tsq", "data", PATH),
    "edition-signature": Route("/editions/1/digests.txt.sig", "data", PATH),
    "edition-stamp": Route("/editions/1/digests.txt.tsr", "data", PATH),
    "signers": Route("/signers.txt", "open text", NONE),
    "comparison": Route("/editions/1...2/", "page", PATH),
    "editions-data": Route("/editions.json", "data"),
    "disputes-data": Route("/disputes.json", "data"),
    "sources-data": Route("/sources.json", "data"),
    "publishers-data": Route("/publishers.json", "data"),
    "actors-data": Route("/actors.json", "data"),
    "places-data": Route("/places.json", "data"),
    "event-data": Route("/events/closing.json", "data"),
    "dispute-data": Route("/disputes/how-many.json", "data"),
    "source-data": Route("/sources/courier-bridge.json", "data"),
    "publisher-data": Route("/publishers/wire.json", "data"),
    "actor-data": Route("/actors/ada.json", "data"),
    "place-data": Route("/places/old-bridge.json", "data"),
    "schema": Route("/schema/event-1.json", "open file", NONE),
    "cite-file": Route("/cite.bib", "data"),
    "event-cite-file": Route("/events/closing/cite.ris", "data"),
    "source-cite-file": Route("/sources/courier-bridge/cite.csl.json", "data"),
    "api": Route("/api/", "page"),
    "api-description": Route("/openapi.json", "data"),
    "timemap": Route("/timemap", "open text", NONE, needs="url=/events/closing/"),
    "gaps": Route("/gaps/", "page"),
    "gaps-data": Route("/gaps.json", "data"),
    "about": Route("/about/", "page"),
    "verify": Route("/verify.py", "open file", NONE),
    "speculation-rules": Route("/speculation-rules.json", "file", NONE),
    "healthz": Route("/healthz", "file", NONE),
    "readyz": Route("/readyz", "file", NONE),
    "card": Route("/card.png", "data"),
    "event-card": Route("/events/closing/card.png", "data"),
    "embed": Route("/embed/", "frame"),
    "embed-event": Route("/embed/events/closing/", "frame"),
    "oembed": Route("/oembed", "data", NONE, needs="url=http://testserver/"),
    "sitemap": Route("/sitemap.xml", "text"),
    "sitemap-part": Route("/sitemap-1.xml", "text"),
    "robots": Route("/robots.txt", "file", NONE),
    "security": Route("/.well-known/security.txt", "file", NONE),
}


def address(name, **parameters):
    route = ROUTES[name]
    query = "&".join([route.needs, *(f"{key}={value}" for key, value in parameters.items())])
    query = query.strip("&")
    return route.address + (f"?{query}" if query else "")
