"""What describes the files of an edition to programs that know nothing of timelines.

Beside the three files of an edition (`timeline.editions.files`) stand two descriptions of them, for
whoever keeps data of many kinds: `datapackage.json` (Data Package, datapackage.org), by which
Frictionless and others read the records as a table and check them, and `ro-crate-metadata.json`
(RO-Crate 1.1), which archives of research read. They are of the edition and say nothing that a
later one could change; no digest of the edition is of them.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.text import slugify

from timeline.editions.chain import moment
from timeline.editions.models import Edition
from timeline.editions.site import SiteWords, rights, site_of
from timeline.editions.snapshot import PublishedSnapshot
from timeline.site_url import absolute

CONTEXT: Final = "https://w3id.org/ro/crate/1.1/context"
PROFILE: Final = "https://w3id.org/ro/crate/1.1"


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file of an edition: its name, how many bytes it has, and their SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class _About:
    """What is said of a file: its name in the package, what it is, and in which form."""

    name: str
    said: str
    media_type: str
    form: str
    more: dict[str, Any]


# The members of a line of records.jsonl, with the types of Table Schema.
FIELDS: Final = {
    "document": "object",
    "identity": "string",
    "kind": "string",
    "redacted": "array",
    "sha256": "string",
    "since": "integer",
    "slug": "string",
    "statement": "string",
    "told": "integer",
}
_SAID: Final = {
    "document": "what the edition says of the thing; at the site, /schema/ has the shape of each",
    "identity": "the slug under which the thing was first public",
    "kind": "the kind of thing",
    "redacted": "numbers of the redactions of the document; mostly none",
    "sha256": "digest of the document in canonical JSON, as it was published",
    "since": "the first edition that has this version",
    "slug": "the name of the thing in addresses",
    "statement": "digest of what the document says, whatever the things that it names are called",
    "told": "the first edition that says this",
}
_TABLE: Final = {
    # Not each line has each member, so that a reader is told which there are.
    "dialect": {"json": {"keyed": True, "keys": list(FIELDS)}},
    "schema": {
        "fields": [
            {"name": name, "type": kind, "description": _SAID[name]}
            for name, kind in FIELDS.items()
        ],
        "primaryKey": ["kind", "slug"],
    },
    "type": "table",
}
_FILES: Final = {
    "edition.json": _About(
        "edition",
        "What the edition says of itself: number, date, note, reasons, and the digest of the "
        "edition before.",
        "application/json",
        "json",
        {"type": "json"},
    ),
    "records.jsonl": _About(
        "records",
        "Every record of the edition with its document, one a line.",
        "application/jsonl",
        "jsonl",
        _TABLE,
    ),
    "digests.txt": _About(
        "list",
        "The list of all that the edition is. Its SHA-256 is the digest of the edition.",
        "text/plain",
        "txt",
        {"type": "file"},
    ),
}


def data_package(edition: Edition, files: list[FileFacts]) -> dict[str, Any]:
    """The Data Package of an edition (datapackage.org), whose paths are those beside it."""
    site = _site(edition)
    return {
        "name": f"{slugify(site.name) or 'timeline'}-edition-{edition.number}",
        "id": _address(edition),
        "title": _title(site, edition),
        "description": f"{edition.note}\n\n{rights(site)}",
        "version": str(edition.number),
        "created": moment(edition.published_at),
        "homepage": _address(edition),
        "licenses": [_present({"path": site.licence_url, "title": site.licence})],
        "contributors": [{"title": site.name, "path": absolute("/")}],
        "resources": [
            {
                "name": about.name,
                "path": one.name,
                "description": about.said,
                "format": about.form,
                "mediatype": about.media_type,
                "encoding": "utf-8",
                "bytes": one.size,
                "hash": f"sha256:{one.sha256}",
                **about.more,
            }
            for one in files
            for about in [_FILES[one.name]]
        ],
    }


def ro_crate(edition: Edition, files: list[FileFacts]) -> dict[str, Any]:
    """The RO-Crate of an edition: JSON-LD in schema.org's terms, flat, as RO-Crate 1.1 asks."""
    site = _site(edition)
    publisher, licence = {"@id": absolute("/")}, {"@id": site.licence_url or "#licence"}
    return {
        "@context": CONTEXT,
        "@graph": [
            {
                "@id": "ro-crate-metadata.json",
                "@type": "CreativeWork",
                "about": {"@id": "./"},
                "conformsTo": {"@id": PROFILE},
            },
            {
                "@id": "./",
                "@type": "Dataset",
                "name": _title(site, edition),
                "description": edition.note,
                "datePublished": moment(edition.published_at),
                "version": str(edition.number),
                "identifier": f"sha256:{edition.sha256}",
                "url": _address(edition),
                "license": licence,
                "usageInfo": rights(site),
                "publisher": publisher,
                "hasPart": [{"@id": one.name} for one in files],
            },
            *(
                {
                    "@id": one.name,
                    "@type": "File",
                    "name": _FILES[one.name].name,
                    "description": _FILES[one.name].said,
                    "encodingFormat": _FILES[one.name].media_type,
                    "contentSize": str(one.size),
                    "sha256": one.sha256,
                }
                for one in files
            ),
            {**publisher, "@type": "Organization", "name": site.name, "url": absolute("/")},
            {**licence, "@type": "CreativeWork", "name": site.licence},
        ],
    }


def _site(edition: Edition) -> SiteWords:
    return site_of(PublishedSnapshot(edition).index)


def _title(site: SiteWords, edition: Edition) -> str:
    return f"{site.title or site.name}, edition {edition.number}"


def _address(edition: Edition) -> str:
    return absolute(reverse("edition", args=[edition.number]))


def _present(values: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}
