"""A page as one file that others can open: WACZ 1.1.1 (specs.webrecorder.net), as ReplayWeb.page
reads it; and a proof of when it was there (RFC 3161).

A WACZ is a zip of a WARC file (ISO 28500), an index of it, a list of its pages, and digests of all
of them, so that its own digest stands for every byte.
"""

import hashlib
import http.client
import io
import json
import secrets
import urllib.request
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any, Final

from asn1crypto import algos, cms, tsp
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

_WARC, _INDEX, _PAGES = "archive/data.warc.gz", "indexes/index.cdx", "pages/pages.jsonl"
# What was true of the bytes on the way, and is not of what is kept.
_OF_THE_WAY: Final = frozenset(("content-encoding", "transfer-encoding", "content-length"))
STAMP_SECONDS: Final = 10
_MOST_STAMP: Final = 100_000


class StampError(Exception):
    """A time-stamping authority did not answer with a stamp; the message says why."""


def packed(
    body: bytes,
    *,
    url: str,
    title: str,
    content_type: str,
    at: datetime,
    headers: Iterable[tuple[str, str]] = (),
) -> bytes:
    """The WACZ file of one page: its bytes as they were read, under its address."""
    warc, offset, length, digest = _warc(body, url, content_type, at, headers)
    seconds = at.astimezone(UTC)
    line = {
        "url": url,
        "mime": content_type.partition(";")[0],
        "status": "200",
        "digest": digest,
        "length": str(length),
        "offset": str(offset),
        "filename": _WARC.rpartition("/")[2],
    }
    index = f"{_sort_key(url)} {seconds:%Y%m%d%H%M%S} {json.dumps(line)}\n"
    pages = [
        {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"},
        {"id": digest, "url": url, "ts": f"{seconds:%Y-%m-%dT%H:%M:%SZ}", "title": title},
    ]
    listed = "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in pages)
    files = {_WARC: warc, _INDEX: index.encode(), _PAGES: listed.encode()}
    files["datapackage.json"] = _package(files, title, url, seconds)
    digests = {
        "path": "datapackage.json",
        "hash": f"sha256:{hashlib.sha256(files['datapackage.json']).hexdigest()}",
    }
    files["datapackage-digest.json"] = json.dumps(digests, indent=2).encode()
    return _zipped(files, seconds)


def _warc(
    body: bytes, url: str, content_type: str, at: datetime, headers: Iterable[tuple[str, str]]
) -> tuple[bytes, int, int, str]:
    """The WARC file; where the record of the page begins in it, its length, and its digest."""
    out = io.BytesIO()
    writer: Any = WARCWriter(out, gzip=True, warc_version="1.1")
    said = {"software": f"Aftermath, warcio {version('warcio')}", "format": "WARC File Format 1.1"}
    _write(writer, writer.create_warcinfo_record("data.warc.gz", said))
    kept = [pair for pair in headers if pair[0].lower() not in _OF_THE_WAY]
    if not any(name.lower() == "content-type" for name, _ in kept):
        kept.append(("Content-Type", content_type))
    kept.append(("Content-Length", str(len(body))))
    answer = StatusAndHeaders("200 OK", kept, protocol="HTTP/1.1")
    date = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    record = writer.create_warc_record(
        url,
        "response",
        payload=io.BytesIO(body),
        http_headers=answer,
        warc_headers_dict={"WARC-Date": date},
    )
    offset = out.tell()
    _write(writer, record)
    digest = f"sha256:{hashlib.sha256(body).hexdigest()}"
    return out.getvalue(), offset, out.tell() - offset, digest


def _write(writer: Any, record: Any) -> None:
    """Write a record, and close the temporary file that its bytes were counted in."""
    before = record.raw_stream
    writer.write_record(record)
    for stream in (before, record.raw_stream):
        stream.close()


def _sort_key(url: str) -> str:
    """An address as CDXJ sorts it (SURT): the host from its end, without scheme."""
    rest = url.partition("://")[2] or url
    host, sign, path = rest.partition("/")
    name, _, port = host.partition(":")
    labels = ",".join(reversed(name.lower().removeprefix("www.").split(".")))
    return f"{labels}{f':{port}' if port else ''}){sign or '/'}{path.lower()}"


def _package(files: dict[str, bytes], title: str, url: str, at: datetime) -> bytes:
    resources = [
        {
            "name": name.rpartition("/")[2],
            "path": name,
            "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
            "bytes": len(data),
        }
        for name, data in files.items()
    ]
    said = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "software": "Aftermath",
        "title": title,
        "created": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "mainPageUrl": url,
        "mainPageDate": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "resources": resources,
    }
    return json.dumps(said, indent=2, ensure_ascii=False).encode()


def _zipped(files: dict[str, bytes], at: datetime) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, at.timetuple()[:6])
            # Players read parts of the WARC in place, so it is stored as it is.
            stored = name.startswith("archive/")
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()


def page_of(wacz: bytes) -> bytes:
    """The bytes of the page in a WACZ that `packed` made."""
    from warcio.archiveiterator import ArchiveIterator

    with zipfile.ZipFile(io.BytesIO(wacz)) as archive:
        records: Any = ArchiveIterator(io.BytesIO(archive.read(_WARC)))
        for record in records:
            if record.rec_type == "response":
                body: bytes = record.content_stream().read()
                return body
    return b""


def stamped(data: bytes, authority: str) -> bytes:
    """A time-stamp token (RFC 3161) of an authority over the SHA-256 of these bytes, in DER.

    `authority` is its address. Raises StampError; whether its signature is good, `openssl ts
    -verify` says with the certificate of the authority.
    """
    digest, nonce = hashlib.sha256(data).digest(), secrets.randbits(63)
    imprint = {"hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
               "hashed_message": digest}  # fmt: skip
    asked = tsp.TimeStampReq(
        {"version": "v1", "message_imprint": imprint, "nonce": nonce, "cert_req": True}
    )
    request = urllib.request.Request(  # noqa: S310  the operator's own address, http or https
        authority, asked.dump(), {"Content-Type": "application/timestamp-query"}
    )
    try:
        with urllib.request.urlopen(request, timeout=STAMP_SECONDS) as answer:  # noqa: S310
            answered = tsp.TimeStampResp.load(answer.read(_MOST_STAMP))
        status = answered["status"]["status"].native
        if status not in ("granted", "granted_with_mods"):
            raise StampError(f"“{authority}” gave no stamp: {status}.")
        token = answered["time_stamp_token"]
        info = token["content"]["encap_content_info"]["content"].parsed
        same = info["message_imprint"]["hashed_message"].native == digest
        if not same or info["nonce"].native != nonce:
            raise StampError(f"“{authority}” stamped something else than it was sent.")
        stamp: bytes = token.dump()
        return stamp
    except (OSError, ValueError, TypeError, KeyError, http.client.HTTPException) as error:
        raise StampError(f"“{authority}” could not be asked for a stamp: {error}.") from error


def stamped_at(stamp: bytes) -> datetime:
    """The time that a token states."""
    token: Any = cms.ContentInfo.load(stamp)
    at: datetime = token["content"]["encap_content_info"]["content"].parsed["gen_time"].native
    return at
