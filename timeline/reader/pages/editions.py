"""The editions: all of them, each one with what proves it whole, and what differs between two.

Who pressed the button is a person of the staff and no part of what is published: an edition is
answered for by its publisher, as a newspaper is. So no page names `published_by`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse

from timeline.editions import archive, chain, compare, files, proofs, verifier
from timeline.editions.identity import ADDED, RENAMED
from timeline.editions.kinds import KINDS, Kind, title_of, url_of
from timeline.editions.models import Edition, ProofKind
from timeline.reader import metadata
from timeline.reader.door.answers import DATA, OPEN_TEXT, RefusedError, json_answer
from timeline.reader.door.edition_view import EDITION, NOTHING, edition_view, open_file, show
from timeline.reader.query.reading import Reading
from timeline.site_url import absolute


@edition_view(EDITION, variant=lambda request: _proof_count())
def editions(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """All editions up to the one that is read, the latest first.

    A pinned list does not change, so that only that of today says what was signed and stamped.
    """
    every = archive.editions_until(reading.edition.number)
    proven = archive.proven() if reading.asked is None else {}
    listed = [(one, proven.get(one.number, {})) for one in every]
    path = reverse("editions")
    about = "Every publication of the timeline, with what it changed and its digest."
    meta = metadata.of_list(reading, path, "Editions", about, len(every))
    return show(request, reading, "reader/editions.html", path, meta=meta, editions=listed)


# -- one edition -----------------------------------------------------------------------------------


@edition_view(NOTHING, number="number")
def edition(request: HttpRequest, reading: Reading, number: int) -> HttpResponseBase:
    """One edition: its note, its numbers, and how to prove that it is whole."""
    index = reading.index
    counts = [("events", len(index))]
    counts += [
        (one.plural, len(index.things(kind)))
        for kind, one in KINDS.items()
        if kind != Kind.EVENT and (one.facet or index.things(kind))
    ]
    path = reverse("edition", args=[number])
    context = {
        "snapshot": reading.snapshot,
        "edition": reading.edition,
        "site": reading.site,
        "meta": metadata.of_edition(reading),
        "counts": counts,
        "changed": _changed(reading.edition),
        "canonical": absolute(path),
        "digests_url": absolute(reverse("edition-digests", args=[number])),
        "head_url": absolute(reverse("edition-head", args=[number])),
        "records_url": absolute(reverse("edition-records", args=[number])),
        "verify_url": absolute(reverse("verify")),
        "principal": proofs.principal(),
    }
    return render(request, "reader/edition.html", context)


def _how_many(request: HttpRequest) -> str:
    return str(archive.redaction_count())  # of which the list is another than its edition


@edition_view(NOTHING, variant=_how_many)
def redactions(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """What was redacted in editions, when, why, and who answers for it."""
    path = reverse("redactions")
    found = [(one, url_of(one.record.kind, one.record.slug)) for one in archive.redactions()]
    return show(request, reading, "reader/redactions.html", path, redactions=found)


@edition_view(NOTHING, answers=DATA, variant=_how_many)
def redactions_data(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """The same as JSON: the notices as the lists of editions have them."""
    return json_answer({"redactions": [chain.notice(one) for one in archive.redactions()]})


@dataclass(frozen=True, slots=True)
class ChangedThing:
    """Something that an edition has otherwise than the one before it, in a line."""

    how: str
    kind: str
    title: str
    why: str
    url: str  # the change, word by word


LISTED: Final = 30  # changes that the page of an edition names


def _changed(one: Edition) -> list[ChangedThing]:
    """What was public and was changed, merged or withdrawn by an edition, up to `LISTED`."""
    earlier = archive.edition(one.number - 1)
    if earlier is None:
        return []
    found = [each for each in compare.compare(earlier, one) if each.how not in (ADDED, RENAMED)]
    found = found[:LISTED]
    documents, reasons = compare.documents_of(found), archive.reasons_of(one)
    address = reverse("comparison", args=[earlier.number, one.number])
    return [
        ChangedThing(
            each.how,
            each.kind,
            title_of(each.kind, documents[each.new or each.old or 0]),
            reasons.get((each.kind, each.slug)) or reasons.get((each.kind, each.former), ""),
            f"{address}?kind={each.kind}&slug={each.slug}",
        )
        for each in found
    ]


@edition_view(NOTHING, answers=DATA, number="number")
def head(request: HttpRequest, reading: Reading, number: int) -> HttpResponseBase:
    """What an edition is but for its records: number, date, note, reasons, and the digest of the
    edition before, in the canonical form that its list is made of (sorted keys, no spaces, UTF-8,
    one line)."""
    return HttpResponse(files.head_text(reading.edition), "application/json")


# What describes the files of an edition at their addresses, by the media type of each.
DESCRIPTIONS: Final = {files.PACKAGE: "application/json", files.CRATE: "application/ld+json"}


@edition_view(NOTHING, answers=DATA, number="number", dear=lambda **kwargs: True)
def described(request: HttpRequest, reading: Reading, number: int, name: str) -> HttpResponseBase:
    """The files of an edition described, as a Data Package or an RO-Crate."""
    text = files.description_text(reading.edition, name)
    return HttpResponse(text, DESCRIPTIONS[name])


@edition_view(NOTHING, answers=OPEN_TEXT, number="number")
def digests(request: HttpRequest, reading: Reading, number: int) -> HttpResponseBase:
    """The list of an edition, whose own SHA-256 is the digest of the edition: a line for each thing
    that it says and for each of its records, LF after each (`verifier.listing`)."""
    return StreamingHttpResponse(files.list_lines(reading.edition), "text/plain; charset=utf-8")


@edition_view(NOTHING, answers=OPEN_TEXT, number="number")
def records(request: HttpRequest, reading: Reading, number: int) -> HttpResponseBase:
    """Every record of an edition as JSON Lines in canonical form, in the order of its list: kind,
    slug, identity, digests, the editions since which it is and since which it is said, document."""
    lines = files.record_lines(reading.edition)
    return StreamingHttpResponse(lines, "application/jsonl; charset=utf-8")


@edition_view(NOTHING, answers=DATA, number="number")
def stamp_request(request: HttpRequest, reading: Reading, number: int) -> HttpResponseBase:
    """What asks a time-stamping authority for a stamp of an edition (RFC 3161)."""
    return HttpResponse(proofs.request(reading.edition), "application/timestamp-query")


@edition_view(NOTHING, answers=DATA, number="number", variant=lambda request: _proof_count())
def proof(request: HttpRequest, reading: Reading, number: int, kind: ProofKind) -> HttpResponseBase:
    """The signature of an edition's list, or its time stamp, as it was added; 404 without one."""
    data = archive.proof_of(reading.edition, kind)
    if data is None:
        message = f"Edition {number} has no {kind.label.lower()}; one may be added any day."
        raise RefusedError(404, message)
    return HttpResponse(data, PROOF_TYPES[kind])


PROOF_TYPES: Final = {
    ProofKind.SIGNATURE: "text/plain; charset=us-ascii",
    ProofKind.STAMP: "application/timestamp-reply",
}


def _proof_count() -> str:
    return str(archive.proof_count())  # of which these answers are others than their editions


@edition_view(NOTHING, answers=OPEN_TEXT, variant=lambda request: _proof_count())
def signers(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """The keys that have signed editions, as `ssh-keygen -Y verify` takes them."""
    return HttpResponse(proofs.signers(), "text/plain; charset=us-ascii")


@open_file
def verify(request: HttpRequest) -> HttpResponse:
    """The program that checks a downloaded edition, as it is."""
    return HttpResponse(Path(verifier.__file__).read_bytes(), "text/x-python; charset=utf-8")
