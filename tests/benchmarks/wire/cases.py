"""The questions that every system is asked, each as its own addresses.

An address list is long where the system keeps what it answered, so that a page is asked for that
nobody has seen.
"""

from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from tests.benchmarks import corpus

RANGES = (("2005", "2009"), ("2002", "2004"), ("2012-03", "2016-10"), ("2018", "2019"))
DATASETTE = "/peers/events?"
_ALL = "&_facet=phase&_facet=year&_facet=kind&_facet_array=actors&_facet_array=publishers"
_FIFTY = "_size=50&_sort=start_date"


@dataclass(frozen=True)
class Case:
    """One question: the addresses of it by system, and the headers that ours is asked with."""

    name: str
    ours: list[str]
    bare: list[str] = field(default_factory=list)
    datasette: list[str] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    revisit: bool = False  # with the ETag of the answer


def cases(events: int) -> list[Case]:
    pages = events // 30
    bare = [f"/?phase={phase}" for phase in corpus.PHASES]
    detail = [f"/detail/{1 + (events // 2 + n * 7919) % events}" for n in range(200)]
    ids = [(events // 2 + n * 7919) % events for n in range(200)]
    some = [f"/?page={1 + n * 37 % pages}" for n in range(min(pages, 600))]
    return [
        Case("first page", ["/"], bare, [f"{DATASETTE}{_FIFTY}"]),
        Case("any page", some, bare),
        Case(
            "phase, all counts",
            [f"/?phase={phase}" for phase in corpus.PHASES],
            bare,
            [f"{DATASETTE}{_FIFTY}&phase={phase}{_ALL}" for phase in corpus.PHASES],
        ),
        Case("actor and dates, all counts", *_actors_and_dates(bare)),
        Case("two actors, all counts", [
            f"/?actor=actor-{a}&actor=actor-{b}" for a in range(10) for b in range(a + 1, 20)
        ], bare),
        Case("newest first", ["/?sort=newest"], bare),
        *_searches(bare),
        Case("event", [f"/events/event-{n:07}/" for n in ids], detail,
             [f"/peers/events/{n + 1}" for n in ids]),
        Case("actor", [f"/actors/actor-{n}/" for n in range(corpus.ACTORS)], detail),
        Case("source", [f"/sources/source-{n}/" for n in range(corpus.SOURCES)], detail),
        Case("JSON of a view", [f"/timeline.json?kind={kind}" for kind in corpus.KINDS], bare),
        Case("pinned edition", [f"/?kind={kind}&edition=1" for kind in corpus.KINDS], bare),
        Case("change by htmx", [f"/?kind={kind}" for kind in corpus.KINDS], bare,
             headers={"HX-Request": "true"}),
        Case("suggestions", [f"/suggest?typed={corpus.name_of(n, False)[:4]}" for n in range(60)],
             detail),
        Case("visited before (304)", ["/"], bare, revisit=True),
    ]  # fmt: skip


def _actors_and_dates(bare: list[str]) -> tuple[list[str], list[str], list[str]]:
    ours, datasette = [], []
    for actor in range(10):
        for first, last in RANGES:
            ours.append("/?" + urlencode({"from": first, "to": last, "actor": f"actor-{actor}"}))
            where = f"id in (select event_id from events_actors where actor_id = {actor})"
            dates = f"start_date__gte={first}&start_date__lte={last}-99"
            datasette.append(f"{DATASETTE}{_FIFTY}&_where={quote(where)}&{dates}{_ALL}")
    return ours, bare, datasette


def _searches(bare: list[str]) -> list[Case]:
    terms = {
        "search, rare": [f"{corpus.name_of(n)} {corpus.name_of(n + 7)}" for n in range(90, 240)],
        "search, common": ["statement", "meeting", "visit", *map(corpus.name_of, range(6))],
        "search, in every event": ["newspaper", "people", "planned"],
        "search, question": [
            f"who took part in the {kind} of {corpus.name_of(n)}"
            for kind in corpus.KINDS for n in range(6)
        ],
    }  # fmt: skip
    return [
        Case(name, [f"/?q={quote(one)}" for one in asked], bare,
             [f"{DATASETTE}_size=50&_search={quote(one)}{_ALL}" for one in asked
              if not one.startswith("who")])
        for name, asked in terms.items()
    ]  # fmt: skip
