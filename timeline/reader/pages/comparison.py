"""What differs between two editions: what was added, changed and withdrawn, and why."""

from dataclasses import dataclass
from typing import Any

from django.http import (
    HttpRequest,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from timeline.editions import compare
from timeline.editions import snapshot as reading
from timeline.editions.compare import Difference
from timeline.editions.models import Edition, Kind
from timeline.reader.door import caching
from timeline.reader.door.edition_view import refused
from timeline.reader.query.parameters import PAGE_SIZE
from timeline.reader.query.parse import SHOWN, clean, edition_number, is_tracking
from timeline.reader.query.reading import Reading
from timeline.reader.show.changes import Change, changes, title_of
from timeline.text import dates

PLURALS = {
    "event": "events",
    "dispute": "disagreements",
    "source": "sources",
    "publisher": "publishers",
    "actor": "actors",
    "place": "places",
    "phase": "phases",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that two editions do not have alike, ready to be shown."""

    kind: str
    slug: str
    how: str
    title: str
    line: str  # of what was added or withdrawn: what it is
    changes: list[Change]
    reasons: list[tuple[int, str]]  # the number of an edition between, and why it changed this
    old_url: str  # its page as the earlier edition had it; empty where it had not
    new_url: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many things of a kind differ, and the address of these alone."""

    kind: str
    plural: str
    added: int
    changed: int
    withdrawn: int
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What an address asks for of a comparison."""

    kind: str = ""
    slug: str = ""
    page: int = 1

    def url(self, page: int) -> str:
        pairs = [("kind", self.kind), ("slug", self.slug), ("page", str(page) if page > 1 else "")]
        return "?" + "&".join(f"{name}={value}" for name, value in pairs if value)

    def has(self, one: Difference) -> bool:
        slugs = {one.slug, one.former}
        return self.kind in ("", one.kind) and (not self.slug or self.slug in slugs)


@require_safe
def comparison(request: HttpRequest, a: int, b: int) -> HttpResponseBase:
    """What was added, changed and withdrawn between two editions. It never changes either."""
    if a > b:
        return HttpResponsePermanentRedirect(reverse("comparison", args=[b, a]))
    found = reading.editions_by_number([a, b])
    for number in (a, b):
        if number not in found:
            return _no_edition(request, number)
    earlier, later = found[a], found[b]
    part, problems = _part(request)
    if a == b:
        problems = [f"Edition {a} differs in nothing from itself: name two editions."]
    if problems:
        return _refused(request, later, problems)
    tag = caching.etag(request, later, f"since {earlier.sha256}")
    unchanged = caching.not_modified(request, tag, permanent=True)
    if unchanged is not None:
        return unchanged
    everything = compare.compare(earlier, later)
    differences = [one for one in everything if part.has(one)]
    pages = max(1, -(-len(differences) // PAGE_SIZE))
    if part.page > pages:
        problem = f"There is no page {part.page}: this comparison has {pages}."
        return _refused(request, later, [problem])
    first = (part.page - 1) * PAGE_SIZE
    context = {
        "edition": later,
        "earlier": earlier,
        "part": part,
        "total": len(everything),
        "tallies": _tallies(everything, part),
        "groups": _groups(differences[first : first + PAGE_SIZE], earlier, later),
        "shown": len(differences),
        "pages": pages,
        "previous": part.url(part.page - 1) if part.page > 1 else "",
        "next": part.url(part.page + 1) if part.page < pages else "",
        "canonical": request.build_absolute_uri(request.path)
        + (part.url(part.page) if part != Part() else ""),
    }
    return caching.finish(render(request, "reader/comparison.html", context), tag, permanent=True)


def _part(request: HttpRequest) -> tuple[Part, list[str]]:
    """What the parameters ask for, and a sentence for each that cannot be used."""
    problems = _unknown(request, ("kind", "slug", "page"))
    kind, slug, text = (clean(request.GET.get(name, "")) for name in ("kind", "slug", "page"))
    if kind and kind not in PLURALS:
        known = ", ".join(PLURALS)
        problems.append(f"“{kind[:SHOWN]}” is no kind of thing here. Choose one of: {known}.")
    if slug and not kind:
        problems.append("“slug” needs “kind”: two things of different kinds may have one slug.")
    number = edition_number(text or "1")
    if not number:
        problems.append(f"“{text[:SHOWN]}” is not the number of a page.")
    return Part(kind, slug, number or 1), problems


def _unknown(request: HttpRequest, known: tuple[str, ...]) -> list[str]:
    takes = f"it takes {', '.join(f'“{name}”' for name in known)}" if known else "it takes none"
    return [
        f"This page has no parameter “{name[:SHOWN]}”; {takes}."
        for name in map(clean, request.GET)
        if name not in known and not is_tracking(name)
    ]


def _tallies(differences: list[Difference], part: Part) -> list[Tally]:
    tallies = []
    for kind, plural in PLURALS.items():
        hows = [one.how for one in differences if one.kind == kind]
        if hows:
            tallies.append(
                Tally(
                    kind,
                    plural,
                    hows.count(compare.ADDED),
                    hows.count(compare.CHANGED),
                    hows.count(compare.WITHDRAWN),
                    Part(kind).url(1),
                    chosen=part.kind == kind,
                )
            )
    return tallies


def _groups(
    differences: list[Difference], earlier: Edition, later: Edition
) -> list[tuple[str, list[Entry]]]:
    """The differences of a page with their documents, by kind."""
    before, after = reading.index_of(earlier), reading.index_of(later)
    documents = compare.documents_of(differences)
    reasons = reading.reasons_since(earlier, later)
    groups: dict[str, list[Entry]] = {}
    for one in differences:
        old = documents[one.old] if one.old else None
        new = documents[one.new] if one.new else None
        groups.setdefault(PLURALS[one.kind], []).append(
            Entry(
                kind=one.kind,
                slug=one.slug,
                how=one.how,
                title=title_of(one.kind, new or old),
                line="" if old and new else _line(one.kind, new or old),
                changes=changes(old, new, before, after) if old and new else [],
                reasons=[
                    reason
                    for name in dict.fromkeys([one.former, one.slug])
                    for reason in reasons.get((one.kind, name), [])
                ],
                old_url=_url(one.kind, one.former or one.slug, earlier) if old else "",
                new_url=_url(one.kind, one.slug, later) if new else "",
            )
        )
    return list(groups.items())


def _line(kind: str, document: Any) -> str:
    """What something is, in a line."""
    if kind == Kind.EVENT:
        return f"{dates.parse(document['date']).phrase}. {document['summary']}"
    if kind == Kind.DISPUTE:
        return " / ".join(position["answer"] for position in document["positions"])
    return str(document.get("description") or document.get("note") or "")


def _url(kind: str, slug: str, one: Edition) -> str:
    if kind == Kind.PHASE:
        return f"/?phase={slug}&edition={one.number}"
    return f"{reverse(kind, args=[slug])}?edition={one.number}"


def _no_edition(request: HttpRequest, number: int) -> HttpResponseBase:
    latest = reading.latest_edition()
    if latest is None:
        return render(request, "reader/unpublished.html", status=503)
    problem = f"There is no edition {number}. The latest is {latest.number}."
    return _refused(request, latest, [problem], status=404)


def _refused(
    request: HttpRequest, one: Edition, problems: list[str], *, status: int = 400
) -> HttpResponseBase:
    found = Reading(one, reading.index_of(one), None)
    return refused(request, found, problems, status=status)
