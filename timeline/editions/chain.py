"""The chain of editions: what the digest of each is of, and whether the database still holds that.

An edition's digest is that of its *list* (`verifier.listing`): a line each for its number, its
date, the digest of the edition before, the rules of its search, its counts, its note, each reason
and each record. So an edition answers for every one before it. The database keeps the digest, the
lines that are not of records (the *seal*), and with each record its own digest: what was changed
without all of these does not go unnoticed, and is named.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.db.models import QuerySet

from timeline.editions.identity import statement
from timeline.editions.models import Edition, Reason, Record, Redaction, digest
from timeline.editions.verifier import listing

Entry = dict[str, Any]  # a record as a line of its edition's list has it
LISTED: Final = ("kind", "slug", "since", "identity", "told", "statement", "sha256")
_COUNTS: Final = ("events", "added", "changed", "renamed", "merged", "withdrawn")
_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was published; `edition` is the first that shows it."""

    edition: int
    of: str
    said: str

    def __str__(self) -> str:
        return f"Edition {self.edition}, {self.of}: {self.said}"


def head(
    edition: Edition,
    before: str | None,
    reasons: Iterable[Mapping[str, str]],
    redactions: Iterable[Redaction] = (),
) -> Entry:
    """What an edition is but for its records. `before` is the digest of the edition before it;
    `reasons` have kind, slug and text; `redactions` were made since the edition before."""
    return {
        "number": edition.number,
        "published": moment(edition.published_at),
        "before": before,
        "search_rules": edition.search_rules,
        "counts": {name: getattr(edition, name) for name in _COUNTS},
        "note": edition.note,
        "reasons": sorted(reasons, key=lambda one: (one["kind"], one["slug"])),
        "redactions": [notice(one) for one in redactions],
    }


def notice(one: Redaction) -> Entry:
    """What the public is told of a redaction."""
    return {
        "number": one.number,
        "at": moment(one.at),
        "signed": one.signed,
        "why": one.why,
        "kind": one.record.kind,
        "slug": one.record.slug,
        "since": one.record.since_id,
        "sha256": one.before,
        "becomes": one.becomes,
    }


def _redactions(**of: Any) -> dict[int | None, list[Redaction]]:
    """Redactions by the edition that lists them, in order; one query."""
    found: dict[int | None, list[Redaction]] = {}
    for one in Redaction.objects.filter(**of).select_related("record").order_by("number"):
        found.setdefault(one.listed_id, []).append(one)
    return found


def moment(at: datetime) -> str:
    """A moment in the one form that is hashed: 2026-04-01T12:00:00Z."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def sealed(of: Entry, entries: Iterable[Entry]) -> tuple[str, str]:
    """The digest of an edition and its seal; `entries` in any order."""
    found = hashlib.sha256()
    for line in listing(of, sorted(entries, key=_place)):
        found.update(f"{line}\n".encode())
    return found.hexdigest(), seal_of(of)


def seal_of(of: Entry) -> str:
    return "\n".join(listing(of, ()))


def head_of(edition: Edition) -> Entry:
    """What a published edition is but for its records; at most two queries."""
    before = Edition.objects.filter(pk=edition.number - 1).values_list("sha256", flat=True).first()
    reasons = _reasons(edition=edition.number).get(edition.number, ())
    redactions = _redactions(listed=edition.number).get(edition.number, ())
    return head(edition, before, reasons, redactions)


def _reasons(**of: int) -> dict[int, list[dict[str, str]]]:
    """Reasons by the edition that gives them, `of` one or of all; one query."""
    found: dict[int, list[dict[str, str]]] = {}
    rows = Reason.objects.filter(**of).order_by().values_list("edition_id", "kind", "slug", "text")
    for number, kind, slug, text in rows:
        found.setdefault(number, []).append({"kind": kind, "slug": slug, "text": text})
    return found


def list_of(edition: Edition) -> Iterator[str]:
    """The list of an edition, line by line.

    The digest of each record is made anew from its document, so that the list of an edition whose
    documents were changed is not the one that was published.
    """
    entries = (
        one if "redacted" in one else {**one, "sha256": digest(one["document"])}
        for one in records_of(edition)
    )
    return listing(head_of(edition), entries)


def records_of(edition: Edition) -> Iterator[Entry]:
    """The records of an edition with their documents, in the order of its list."""
    entries = sorted(listed(Record.objects.in_edition(edition.number), "pk"), key=_place)
    redacted: dict[int, list[int]] = {}
    if edition.redacted:
        rows = Redaction.objects.order_by("number").values_list("record_id", "number")
        for pk, number in rows:
            redacted.setdefault(pk, []).append(number)
    for start in range(0, len(entries), _BATCH):
        batch = entries[start : start + _BATCH]
        pks = [one.pop("pk") for one in batch]
        documents = dict(Record.objects.filter(pk__in=pks).values_list("pk", "document"))
        for pk, one in zip(pks, batch, strict=True):
            more = {"redacted": redacted[pk]} if pk in redacted else {}
            yield {**one, **more, "document": documents[pk]}


def listed(rows: QuerySet[Record], *also: str) -> Iterator[Entry]:
    """Records as lists of editions have them, with other columns beside; one query."""
    names = [name for name in LISTED if name not in ("since", "told")]
    found = rows.order_by().values(*names, *also, "since_id", "told_id")
    for one in found.iterator(_BATCH):
        one["since"], one["told"] = one.pop("since_id"), one.pop("told_id")
        yield one


def _place(one: Entry) -> tuple[str, str]:
    return one["kind"], one["slug"]


# -- whether it still holds ------------------------------------------------------------------------


def faults() -> Iterator[Fault]:
    """Whatever the database does not hold as it was published, edition by edition.

    Reads every record once, and lists each edition: at ten thousand records some two seconds, and
    less than a tenth more for each edition.
    """
    yield from _changed_documents()
    rows = sorted(listed(Record.objects.all(), "until_id"), key=_place)
    reasons, redactions = _reasons(), _redactions()
    before: str | None = None
    expected = 1
    for edition in Edition.objects.order_by("number"):
        if edition.number != expected:
            yield Fault(expected, "the whole", "it is not there")
        entries = [
            one
            for one in rows
            if one["since"] <= edition.number < (one["until_id"] or edition.number + 1)
        ]
        told = reasons.get(edition.number, ()), redactions.get(edition.number, ())
        of = head(edition, before, *told)
        yield from _in_edition(edition, of, entries)
        before, expected = edition.sha256, edition.number + 1


def _changed_documents() -> Iterator[Fault]:
    becomes = dict(Redaction.objects.order_by("number").values_list("record_id", "becomes"))
    rows = Record.objects.order_by("since_id").values_list(
        "pk", "kind", "slug", "since_id", "sha256", "document"
    )
    for pk, kind, slug, since, sha256, document in rows.iterator(_BATCH):
        if digest(document) != becomes.get(pk, sha256):
            yield Fault(since, f"{kind}/{slug}", "its document is not the one that was published")


def _in_edition(edition: Edition, of: Entry, entries: list[Entry]) -> Iterator[Fault]:
    found, seal = sealed(of, entries)
    number = edition.number
    names = _different(seal, edition.seal)
    names += _said_otherwise(number, entries) if found != edition.sha256 else []
    for name in names:
        yield Fault(number, name.replace("_", " "), "it is not what was published")
    if found != edition.sha256 and not names:
        said = "its digest, or which records it lists, is not what was published"
        yield Fault(number, "the whole", said)


def _said_otherwise(number: int, entries: list[Entry]) -> list[str]:
    """The records that came with an edition whose documents do not say what is noted of them."""
    identities = {(one["kind"], one["slug"]): one["identity"] for one in entries}
    noted = {(one["kind"], one["slug"]): one["statement"] for one in entries}
    rows = Record.objects.filter(since=number, redactions=None).by_name()
    return [
        f"{kind}/{slug}"
        for kind, slug, document in rows.values_list("kind", "slug", "document").iterator(_BATCH)
        if statement(document, identities) != noted.get((kind, slug))
    ]


def _different(made: str, kept: str) -> list[str]:
    """What two seals do not say alike, by the names that their lines begin with."""
    a, b = ({line.split(" ")[0]: line for line in seal.split("\n")} for seal in (made, kept))
    return sorted(name for name in a.keys() | b.keys() if a.get(name) != b.get(name))
