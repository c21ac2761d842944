"""The editions that there are, and why they changed what they did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import InterfaceError, OperationalError, connection

from timeline.editions.models import Edition, EditionProof, ProofKind, Reason, Record, Redaction

_WHICH: Final = "SELECT number, sha256, redacted FROM editions_edition ORDER BY number DESC LIMIT 1"
_latest: Edition | None = None  # as it was read once, for an edition never changes


def latest_edition() -> Edition | None:
    """The edition that is public now; None before the first. One cheap query, of every request."""
    global _latest
    if _latest is not None and _which() == (_latest.number, _latest.sha256, _latest.redacted):
        return _latest
    _latest = Edition.objects.latest_first().first()
    return _latest


def _which() -> tuple[int, str, int] | None:
    """Number and digest of the latest edition, and the number of its last redaction."""
    with connection.cursor() as cursor:
        cursor.execute(_WHICH)
        found: tuple[int, str, int] | None = cursor.fetchone()
    return found


def state_of(number: int) -> str | None:
    """What tells apart all that can be read of an edition (`Edition.state`); one cheap query."""
    found = edition(number)
    return found.state if found else None


def forget_editions() -> None:
    """Read the latest edition anew (for tests, which reuse the numbers of editions)."""
    global _latest
    _latest = None


def public_at(at: datetime) -> Edition | None:
    """The edition that was public at a moment; before the first one, the first; None without."""
    before = Edition.objects.filter(published_at__lte=at).latest_first().first()
    return before or Edition.objects.order_by("number").first()


_last: list[Edition] = []  # that readers were shown


def latest_for_readers() -> Edition | None:
    """The same; while the database does not answer, the one that this process showed last, of which
    it has much at hand."""
    try:
        found = latest_edition()
    except (OperationalError, InterfaceError):
        if not _last:
            raise
        return _last[0]
    _last[:] = [found] if found else []
    return found


def forget_the_last() -> None:
    """Forget which edition readers were shown last: a test has others."""
    _last.clear()


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


def withdrawal(kind: str, slug: str, last: int) -> tuple[Edition, str] | None:
    """The edition that did not have a thing any more which `last` had, with why; None when `last`
    is the latest. Where no reason of its own was given, it is the note of the edition."""
    found = edition(last + 1)
    if found is None:
        return None
    given = Reason.objects.filter(edition=found.number, kind=kind, slug=slug)
    return found, given.values_list("text", flat=True).first() or found.note


def records_by_identity(edition: Edition, kind: str, identities: Iterable[str]) -> dict[str, int]:
    """The identifiers of the records that an edition has of things, by their identities."""
    wanted = list(identities)
    if not wanted:
        return {}
    rows = Record.objects.in_edition(edition.number).filter(kind=kind, identity__in=wanted)
    return dict(rows.values_list("identity", "pk"))


@dataclass(frozen=True, slots=True)
class Telling:
    """How a version of a thing came to be public: when the thing first was, and, where an edition
    changed it since, which, when and why."""

    first: datetime
    edition: Edition | None = None
    why: str = ""
    slug: str = ""  # what that edition called it


def tellings(pks: Iterable[int]) -> dict[int, Telling]:
    """Those of records that are stored, by identifier; four queries at most."""
    named = ("kind", "identity", "told")
    rows = list(Record.objects.filter(pk__in=list(pks)).values_list("pk", *named))
    past: dict[tuple[str, str], list[tuple[int, datetime, str]]] = {}
    versions = Record.objects.filter(identity__in={name for _, _, name, _ in rows})
    for kind, name, since, at, slug in versions.order_by("since_id").values_list(
        "kind", "identity", "since_id", "since__published_at", "slug"
    ):
        past.setdefault((kind, name), []).append((since, at, slug))
    later = {told for _, kind, name, told in rows if told > past[kind, name][0][0]}
    editions = editions_by_number(later) if later else {}
    given = _reasons_in(later) if later else {}
    found = {}
    for pk, kind, name, told in rows:
        first = past[kind, name][0][1]
        if told not in editions or first == editions[told].published_at:
            found[pk] = Telling(first)
            continue
        slugs = {slug for _, _, slug in past[kind, name]}
        why = [text for slug in slugs if (text := given.get((told, kind, slug)))]
        slug = next((slug for since, _, slug in past[kind, name] if since == told), "")
        found[pk] = Telling(first, editions[told], why[0] if why else editions[told].note, slug)
    return found


def _reasons_in(numbers: Iterable[int]) -> dict[tuple[int, str, str], str]:
    rows = Reason.objects.filter(edition__in=set(numbers))
    return {
        (number, kind, slug): text
        for number, kind, slug, text in rows.values_list("edition_id", "kind", "slug", "text")
    }


def reasons_for(kind: str, slugs: Iterable[str]) -> dict[int, str]:
    """Why editions changed or withdrew one thing, whatever it was called, by their numbers."""
    rows = Reason.objects.filter(kind=kind, slug__in=set(slugs))
    return dict(rows.values_list("edition_id", "text"))


def redactions() -> list[Redaction]:
    """Everything that was redacted, the latest first, with the records that it was of."""
    return list(Redaction.objects.select_related("record").order_by("-number"))


def redaction_count() -> int:
    return Redaction.objects.count()


def proof_of(edition: Edition, kind: ProofKind) -> bytes | None:
    """The signature or the time stamp of an edition, as it was added; None without."""
    found = EditionProof.objects.filter(edition=edition.number, kind=kind)
    data = found.values_list("data", flat=True).first()
    return None if data is None else bytes(data)


def proven() -> dict[int, dict[str, str]]:
    """What signatures and stamps of editions say, by number and kind."""
    found: dict[int, dict[str, str]] = {}
    for number, kind, said in EditionProof.objects.values_list("edition_id", "kind", "said"):
        found.setdefault(number, {})[kind] = said
    return found


def proof_count() -> int:
    return EditionProof.objects.count()


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
    for number, kind, slug, text in rows.order_by("edition_id").values_list(
        "edition_id", "kind", "slug", "text"
    ):
        found.setdefault((kind, slug), []).append((number, text))
    return found
