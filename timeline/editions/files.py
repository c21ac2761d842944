"""What is published, as files and back: for archives, mirrors, and another database.

A folder has `editions/NUMBER/` with edition.json, records.jsonl and digests.txt, byte for byte what
the site answers at these addresses, what describes these files to other programs
(`timeline.editions.packages`), and `verify.py`, which checks them. Reading them back gives the same
editions with the same digests, or nothing at all.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import QuerySet

from timeline.editions import chain, packages, proofs, search, verifier
from timeline.editions.models import Edition, EditionProof, ProofKind, Reason, Record, Redaction
from timeline.editions.packages import FileFacts
from timeline.editions.publish import end_records, store_index
from timeline.editions.verifier import canonical
from timeline.progress import Told

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

HEAD: Final = "edition.json"
RECORDS: Final = "records.jsonl"
LIST: Final = "digests.txt"
PACKAGE: Final = "datapackage.json"
CRATE: Final = "ro-crate-metadata.json"
REQUEST: Final = f"{LIST}.tsq"
PROOFS: Final = {ProofKind.SIGNATURE: f"{LIST}.sig", ProofKind.STAMP: f"{LIST}.tsr"}
_BATCH: Final = 500


class EditionFilesError(Exception):
    """The files cannot be read as editions; nothing was written, and the message says why."""


def head_text(edition: Edition) -> str:
    return f"{canonical(chain.head_of(edition))}\n"


def record_lines(edition: Edition) -> Iterator[str]:
    return (f"{canonical(one)}\n" for one in chain.records_of(edition))


def list_lines(edition: Edition) -> Iterator[str]:
    return (f"{line}\n" for line in chain.list_of(edition))


FILES: Final[dict[str, Callable[[Edition], Iterator[str]]]] = {
    HEAD: lambda edition: iter([head_text(edition)]),
    RECORDS: record_lines,
    LIST: list_lines,
}
_DESCRIPTIONS: Final = {PACKAGE: packages.data_package, CRATE: packages.ro_crate}


# Of the files that an edition may have.
NAMES: Final = (*FILES, *_DESCRIPTIONS, REQUEST, *PROOFS.values())


def description_text(edition: Edition, name: str, facts: list[FileFacts] | None = None) -> str:
    """What describes the files of an edition, in one of two forms; `facts` are those of the files,
    which are made for it where they are not known."""
    if facts is None:
        facts = [_facts(file, lines(edition)) for file, lines in FILES.items()]
    described = _DESCRIPTIONS[name](edition, facts)
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _facts(name: str, lines: Iterable[str]) -> FileFacts:
    digest, size = hashlib.sha256(), 0
    for line in lines:
        part = line.encode("utf-8", "surrogatepass")
        digest.update(part)
        size += len(part)
    return FileFacts(name, size, digest.hexdigest())


def write(folder: Path, told: Told) -> int:
    """Write all editions into a folder; how many. Files that are there already are written anew,
    each of them whole or not at all."""
    found = Edition.objects.order_by("number")
    for edition in found:
        told(f"Edition {edition.number} of {len(found)}")
        write_edition(folder, edition)
    told("The program that checks them")
    _whole(folder / "verify.py", [Path(verifier.__file__).read_text("utf-8")])
    return len(found)


def write_edition(folder: Path, edition: Edition) -> None:
    """Write one edition as the site answers it, with what describes it."""
    place = folder / "editions" / str(edition.number)
    place.mkdir(parents=True, exist_ok=True)
    facts = [_whole(place / name, lines(edition)) for name, lines in FILES.items()]
    for name in _DESCRIPTIONS:
        _whole(place / name, [description_text(edition, name, facts)])
    (place / REQUEST).write_bytes(proofs.request(edition))
    for one in EditionProof.objects.filter(edition=edition):
        (place / PROOFS[ProofKind(one.kind)]).write_bytes(bytes(one.data))


def _whole(path: Path, lines: Iterable[str]) -> FileFacts:
    part = path.with_name(f".{path.name}.part")

    def written() -> Iterator[str]:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            for line in lines:
                file.write(line)
                yield line

    facts = _facts(path.name, written())
    part.replace(path)
    return facts


# -- back ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Held:
    """What the edition read last has: of each kind and slug, its record's identifier and entry."""

    entries: dict[tuple[str, str], chain.Entry] = field(default_factory=dict)
    pks: dict[tuple[str, str], int] = field(default_factory=dict)
    notices: list[dict[str, Any]] = field(default_factory=list)  # with the edition that lists them


def read(
    folder: Path, *, by: "AbstractBaseUser", told: Told, who: Mapping[int, int] | None = None
) -> int:
    """Read all editions of a folder into a database that has none; how many.

    `by` stands as who published them here: who it was is no part of what is published. Where that
    is known, `who` has the key of the person by the number of the edition. Refused
    (`EditionFilesError`) when the database has editions, when one of 1 to the last is missing, and
    when anything is not as it was published.
    """
    numbers = sorted(int(one.name) for one in (folder / "editions").glob("*") if _is_one(one))
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        raise EditionFilesError(f"{folder / 'editions'} has not each edition from the first on.")
    with transaction.atomic():
        if Edition.objects.exists():
            raise EditionFilesError("This database has editions already.")
        held = _Held()
        for number in numbers:
            person = (who or {}).get(number, by.pk)
            _read_edition(folder / "editions" / str(number), number, held, person)
            told(f"Edition {number} of {len(numbers)}")
        _note_redactions(held)
        for one in Edition.objects.order_by("number"):
            _read_proofs(folder / "editions" / str(one.number), one)
        for fault in chain.faults():
            raise EditionFilesError(f"{fault}.")
    return len(numbers)


def _is_one(folder: Path) -> bool:
    return folder.name.isascii() and folder.name.isdecimal() and (folder / HEAD).exists()


def _read_edition(folder: Path, number: int, held: _Held, by: int) -> None:
    text = (folder / LIST).read_bytes()
    heads = list(_lines(folder / HEAD, verifier.HEAD))
    if len(heads) != 1 or heads[0]["number"] != number:
        raise EditionFilesError(f"{folder / HEAD} is not edition {number}.")
    head = heads[0]
    edition = Edition(
        number=number,
        published_at=datetime.fromisoformat(head["published"]),
        published_by_id=by,
        note=head["note"],
        **head["counts"],
        search_rules=head["search_rules"],
        sha256=hashlib.sha256(text).hexdigest(),
        seal=chain.seal_of(head),
    )
    edition.save(force_insert=True)
    held.notices += [{**one, "listed": edition} for one in head["redactions"]]
    _read_records(folder / RECORDS, edition, held)
    Reason.objects.bulk_create(
        [Reason(edition=edition, **one) for one in head["reasons"]], batch_size=_BATCH
    )
    store_index(edition, {key: one["identity"] for key, one in held.entries.items()})


def _read_proofs(folder: Path, edition: Edition) -> None:
    """Add the signature and the stamp beside the list, each checked as it was at first."""
    for name in PROOFS.values():
        file = folder / name
        if file.exists():
            try:
                proofs.add(edition, file.read_bytes())
            except proofs.ProofRefusedError as error:
                raise EditionFilesError(f"{file}: {error}") from error


def _read_records(path: Path, edition: Edition, held: _Held) -> None:
    """Add what is new in an edition, and end what it has not or has otherwise."""
    new: list[Record] = []
    entries: dict[tuple[str, str], chain.Entry] = {}
    for one in _lines(path, verifier.RECORD):
        key = one["kind"], one["slug"]
        document = one.pop("document")
        one.pop("redacted", None)
        entries[key] = one
        if one["since"] == edition.number:
            named = {name: one[name] for name in ("kind", "slug", "identity", "statement")}
            ids = {"since": edition, "told_id": one["told"], "sha256": one["sha256"]}
            new.append(Record(**named, **ids, document=document, version=0))
        elif held.entries.get(key) != one:
            raise EditionFilesError(f"{path}: {'/'.join(key)} is not in the edition before.")
    fresh = {(one.kind, one.slug) for one in new}
    gone = [key for key in held.pks if key not in entries or key in fresh]
    end_records([held.pks.pop(key) for key in gone], edition)
    made = Record.objects.bulk_create(new, batch_size=_BATCH)
    search.store(made)
    held.pks |= {(one.kind, one.slug): one.pk for one in made}
    held.entries = entries


def _note_redactions(held: _Held) -> None:
    """Keep the notices of what was redacted, of which the documents are without the passage."""
    for one in held.notices:
        named = {name: one[name] for name in ("kind", "slug", "since")}
        record = Record.objects.get(**named)
        Redaction.objects.create(
            number=one["number"],
            at=datetime.fromisoformat(one["at"]),
            signed=one["signed"],
            why=one["why"],
            record=record,
            before=one["sha256"],
            becomes=one["becomes"],
            listed=one["listed"],
        )
        after = {"number__lt": record.until_id} if record.until_id else {}
        touched = Edition.objects.filter(number__gte=record.since_id, **after)
        QuerySet(Edition).filter(pk__in=touched.values("pk")).update(redacted=one["number"])


def _lines(path: Path, members: set[str]) -> Iterator[dict[str, Any]]:
    """The objects of a file; refused at the first that is not in its form."""
    faults: list[str] = []
    for one in verifier.read(path, members, faults):
        if faults:
            break
        yield one
    if faults:
        raise EditionFilesError(f"{faults[0]}.")
