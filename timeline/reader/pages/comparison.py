"""What differs between two editions: what was added, changed and withdrawn, and why."""

from dataclasses import dataclass

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
from timeline.editions.kinds import KINDS
from timeline.editions.models import Edition
from timeline.reader.door.answers import RefusedError
from timeline.reader.door.edition_view import edition_view, names
from timeline.reader.query.parameters import PAGE_SIZE
from timeline.reader.query.parse import SHOWN, clean, edition_number
from timeline.reader.query.reading import Reading
from timeline.reader.show.differences import ShownDifference, shown_differences
from timeline.site_url import absolute


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


@edition_view(names("kind", "slug", "page"), number="b", dear=lambda **kwargs: True)
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
    documents = compare.documents_of(differences)
    reasons = archive.reasons_since(earlier, later)
    groups: dict[str, list[ShownDifference]] = {}
    for one in shown_differences(differences, earlier, later, documents, reasons):
        groups.setdefault(KINDS[one.kind].plural, []).append(one)
    return list(groups.items())
