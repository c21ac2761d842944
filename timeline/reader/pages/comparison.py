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

from timeline.editions import archive, compare
from timeline.editions.compare import Difference
from timeline.editions.identity import HOWS
from timeline.editions.index import Index
from timeline.editions.kinds import KINDS, Kind, title_of, url_of
from timeline.editions.models import Edition
from timeline.editions.snapshot import PublishedSnapshot
from timeline.reader.door.answers import RefusedError
from timeline.reader.door.edition_view import edition_view, names
from timeline.reader.query.parameters import PAGE_SIZE
from timeline.reader.query.parse import SHOWN, clean, edition_number
from timeline.reader.query.reading import Reading
from timeline.reader.show.changes import changes
from timeline.site_url import absolute
from timeline.text import dates
from timeline.text.word_changes import FieldChange


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """One thing that two editions do not have alike, ready to be shown."""

    kind: str
    slug: str
    how: str
    title: str
    line: str  # of what was added or withdrawn: what it is
    changes: list[FieldChange]
    reasons: list[tuple[int, str]]  # the number of an edition between, and why it changed this
    old_url: str  # its page as the earlier edition had it; empty where it had not
    new_url: str
    into: str  # what it was merged into, and its page; empty where it was not
    into_url: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many things of a kind differ, and the address of these alone."""

    kind: str
    plural: str
    counts: list[int]  # in the order of HOWS
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ComparisonPart:
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


@edition_view(names("kind", "slug", "page"), number="b")
def comparison(request: HttpRequest, reading: Reading, a: int, b: int) -> HttpResponseBase:
    """What was added, changed, renamed, merged and withdrawn between two editions, for ever."""
    if a > b:
        return HttpResponsePermanentRedirect(reverse("comparison", args=[b, a]))
    if a == b:
        raise RefusedError(400, f"Edition {a} differs in nothing from itself: name two editions.")
    earlier, later = archive.edition(a), reading.edition
    if earlier is None:
        raise RefusedError(404, f"There is no edition {a}. The latest is {_latest(later)}.")
    part = _part(request)
    everything = compare.compare(earlier, later)
    differences = [one for one in everything if part.has(one)]
    pages = max(1, -(-len(differences) // PAGE_SIZE))
    if part.page > pages:
        message = f"There is no page {part.page}: this comparison has {pages}."
        raise RefusedError(400, message, "page", str(part.page))
    first = (part.page - 1) * PAGE_SIZE
    context = {
        "snapshot": reading.snapshot,
        "edition": later,
        "site": reading.site,
        "earlier": earlier,
        "part": part,
        "total": len(everything),
        "tallies": _tallies(everything, part),
        "hows": HOWS,
        "groups": _groups(differences[first : first + PAGE_SIZE], earlier, later),
        "shown": len(differences),
        "pages": pages,
        "previous": part.url(part.page - 1) if part.page > 1 else "",
        "next": part.url(part.page + 1) if part.page < pages else "",
        "canonical": absolute(request.path)
        + (part.url(part.page) if part != ComparisonPart() else ""),
    }
    return render(request, "reader/comparison.html", context)


def _latest(edition: Edition) -> int:
    latest = archive.latest_edition()
    return latest.number if latest else edition.number


def _part(request: HttpRequest) -> ComparisonPart:
    """What the parameters ask for."""
    kind, slug, text = (clean(request.GET.get(name, "")) for name in ("kind", "slug", "page"))
    if kind and kind not in KINDS:
        known = ", ".join(KINDS)
        message = f"“{kind[:SHOWN]}” is no kind of thing here. Choose one of: {known}."
        raise RefusedError(400, message, "kind", kind[:SHOWN])
    if slug and not kind:
        message = "“slug” needs “kind”: two things of different kinds may have one slug."
        raise RefusedError(400, message, "slug", slug[:SHOWN])
    number = edition_number(text or "1")
    if not number:
        message = f"“{text[:SHOWN]}” is not the number of a page."
        raise RefusedError(400, message, "page", text[:SHOWN])
    return ComparisonPart(kind, slug, number)


def _tallies(differences: list[Difference], part: ComparisonPart) -> list[Tally]:
    tallies = []
    for kind, told in KINDS.items():
        hows = [one.how for one in differences if one.kind == kind]
        if hows:
            tallies.append(
                Tally(
                    kind,
                    told.plural,
                    [hows.count(how) for how in HOWS],
                    ComparisonPart(kind).url(1),
                    chosen=part.kind == kind,
                )
            )
    return tallies


def _groups(
    differences: list[Difference], earlier: Edition, later: Edition
) -> list[tuple[str, list[ShownDifference]]]:
    """The differences of a page with their documents, by kind."""
    before, after = PublishedSnapshot(earlier).index, PublishedSnapshot(later).index
    documents = compare.documents_of(differences)
    reasons = archive.reasons_since(earlier, later)
    groups: dict[str, list[ShownDifference]] = {}
    for one in differences:
        old = documents[one.old] if one.old else None
        new = documents[one.new] if one.new else None
        groups.setdefault(KINDS[one.kind].plural, []).append(
            ShownDifference(
                kind=one.kind,
                slug=one.slug,
                how=one.how,
                title=title_of(one.kind, new or old or {}),
                line="" if old and new else _line(one.kind, new or old),
                changes=changes(old, new, before, after) if old and new else [],
                reasons=[
                    reason
                    for name in dict.fromkeys([one.former, one.slug])
                    for reason in reasons.get((one.kind, name), [])
                ],
                old_url=url_of(one.kind, one.former or one.slug, earlier.number) if old else "",
                new_url=url_of(one.kind, one.slug, later.number) if new else "",
                into=_name(one.kind, one.into, after),
                into_url=url_of(one.kind, one.into, later.number) if one.into else "",
            )
        )
    return list(groups.items())


def _name(kind: str, slug: str, index: Index) -> str:
    """What a thing is called; an event, which no index names, by its slug."""
    entry = index.things(kind).get(slug, {}) if slug else {}
    return str(entry.get("name") or entry.get("question") or slug)


def _line(kind: str, document: Any) -> str:
    """What something is, in a line."""
    if kind == Kind.EVENT:
        return f"{dates.parse(document['date']).phrase}. {document['summary']}"
    if kind == Kind.DISPUTE:
        return " / ".join(position["answer"] for position in document["positions"])
    return str(document.get("description") or document.get("note") or "")
