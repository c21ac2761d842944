"""What each public route costs at its dearest, in processor time, beside a plain page.

`addresses` asks for as much as a route gives, whatever the edition. Of an answer that is made for
everybody once and kept, or sent line by line, or of which a process makes one at a time
(`timeline.reader.door.dear`), nothing is asked here but that it is so.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.test import Client
from django.urls import resolve

from tests.public_routes import ROUTES
from timeline.editions.index import Index
from timeline.reader.formats import FORMATS
from timeline.reader.query.parameters import FACETS

PLAIN = "/?page=2"  # a page of the timeline
MOST = 5.0  # times a plain page


@dataclass(frozen=True)
class Cost:
    route: str
    address: str
    seconds: float
    ratio: float
    status: int
    streamed: bool
    dear: bool


def _commonest(index: Index, facet: str) -> str:
    counts = index.counts(facet, index.all)
    return max(counts, key=lambda slug: (counts[slug], slug)) if counts else ""


def _words(index: Index) -> list[str]:
    """Words of many names, for searches that meet as much as can be."""
    names = [entry["name"] for entry in index.things("actor").values()]
    names += [entry["name"] for entry in index.things("place").values()]
    return sorted({word.lower() for name in names for word in name.split()})


def addresses(index: Index, slugs: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Routes with addresses; `slugs` says which thing of each kind is in most events."""
    words = _words(index)
    pairs = "+".join(sorted({word[:2] for word in words})[:33] or ["a"])
    many = "+".join(words[:12])
    chosen = "&".join(f"{name}={slug}" for name in FACETS if (slug := _commonest(index, name)))
    common = "+".join(slugs.get(kind, "a").replace("-", "+") for kind in ("actor", "place"))
    queries = (
        "", chosen, f"q={many}", f"q={pairs}", f"q={common}", "q=zzyzxq+wwvxk", "sort=newest",
        f"q={common}&match=most&sort=relevance", "from=0100&to=2999&certainty=certain",
        "known_by=2999", "q=" + "x+OR+" * 40, "q=" + "a" * 200,
        "&".join(f"phase=x{n}" for n in range(200)),
    )  # fmt: skip
    for query in queries:
        for name in ("timeline", "marks", "filters", "card", "embed", "cite"):
            yield name, f"{ROUTES[name].address}?{query}"
        for suffix in FORMATS:
            yield "timeline-data", f"/timeline.{suffix}?{query}"
    for typed in (pairs, many, common, "a", "ba", "a" * 100, "+".join("abcdefgh")):
        yield "suggest", f"/suggest?typed={typed}"
        yield "suggest", f"/suggest?typed={typed}&{chosen}"
    for kind, slug in slugs.items():
        for name in (kind, f"{kind}-cite", f"{kind}-excerpts", f"{kind}-card", f"embed-{kind}"):
            if name in ROUTES:
                route = ROUTES[name].address.split("/")
                route[3 if name.startswith("embed") else 2] = slug
                yield name, "/".join(route)
    for name, route in ROUTES.items():
        if name not in slugs:
            yield name, route.address + (f"?{route.needs}" if route.needs else "")


def _took(client: Client, address: str) -> tuple[float, Any]:
    start = time.thread_time()
    response = client.get(address)
    b"".join(response)
    return time.thread_time() - start, response


def is_dear(address: str) -> bool:
    """Whether a process makes one such answer at a time."""
    match = resolve(address.partition("?")[0])
    return bool(getattr(match.func, "dear", lambda **kwargs: False)(**match.kwargs))


def costs(client: Client, index: Index, slugs: dict[str, str], times: int = 3) -> list[Cost]:
    """Each address with what it costs; the dearest of a route first, the dearest route first."""
    _took(client, PLAIN)
    plain = median(_took(client, PLAIN)[0] for _ in range(2 * times + 1))
    found = []
    for name, address in dict.fromkeys(addresses(index, slugs)):
        seconds, response = _took(client, address)
        for _ in range(times):  # the first may have read what is kept from then on
            if seconds > MOST * plain:
                seconds = min(seconds, _took(client, address)[0])
        found.append(
            Cost(
                name, address, seconds, seconds / plain, response.status_code,
                response.streaming, is_dear(address),
            )
        )  # fmt: skip
    return sorted(found, key=lambda cost: -cost.ratio)
