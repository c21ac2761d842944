"""The editions that there are, and why they changed what they did."""

from collections.abc import Iterable
from typing import Final

from django.db import connection

from timeline.editions.models import Edition, Reason, Record

_WHICH: Final = "SELECT number, sha256 FROM editions_edition ORDER BY number DESC LIMIT 1"
_latest: Edition | None = None  # as it was read once, for an edition never changes


def latest_edition() -> Edition | None:
    """The edition that is public now; None before the first. One cheap query, of every request."""
    global _latest
    if _latest is not None and _which() == (_latest.number, _latest.sha256):
        return _latest
    _latest = Edition.objects.latest_first().first()
    return _latest


def _which() -> tuple[int, str] | None:
    """Number and digest of the latest edition."""
    with connection.cursor() as cursor:
        cursor.execute(_WHICH)
        found: tuple[int, str] | None = cursor.fetchone()
    return found


def forget_editions() -> None:
    """Read the latest edition anew (for tests, which reuse the numbers of editions)."""
    global _latest
    _latest = None


def edition(number: int) -> Edition | None:
    return Edition.objects.filter(pk=number).first()


def editions_until(number: int) -> list[Edition]:
    """All editions up to one, the latest first."""
    return list(Edition.objects.filter(number__lte=number).latest_first())


def editions_by_number(numbers: Iterable[int]) -> dict[int, Edition]:
    """Those editions of the numbers that exist, in one query."""
    return Edition.objects.in_bulk(set(numbers))


def last_edition_with(kind: str, slug: str) -> int | None:
    """The number of the last edition that has the thing; None when none ever had it."""
    last = Record.objects.filter(kind=kind, slug=slug).order_by("-since_id").first()
    if last is None:
        return None
    if last.until_id is None:
        return Edition.objects.latest_first().values_list("number", flat=True).first()
    return int(last.until_id) - 1


def reasons_of(edition: Edition) -> dict[tuple[str, str], str]:
    """Why an edition changed or withdrew what was public before it, by kind and slug.

    Where a change has no reason of its own, the edition's note is its reason.
    """
    rows = Reason.objects.filter(edition=edition.number).values_list("kind", "slug", "text")
    return {(kind, slug): text for kind, slug, text in rows}


def reasons_since(earlier: Edition, later: Edition) -> dict[tuple[str, str], list[tuple[int, str]]]:
    """Why the editions after one and up to another changed things, by kind and slug: the number of
    the edition and its reason, the oldest first."""
    rows = Reason.objects.filter(edition__gt=earlier.number, edition__lte=later.number)
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for number, kind, slug, text in rows.order_by("edition").values_list(
        "edition_id", "kind", "slug", "text"
    ):
        found.setdefault((kind, slug), []).append((number, text))
    return found
