"""Snapshots that others can open, and stamps that openssl verifies."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests import factories
from tests.web import web
from timeline.curation import actions
from timeline.curation.wacz import StampError, packed, page_of, stamped, stamped_at

AT = datetime(2026, 11, 30, 12, 30, 5, tzinfo=UTC)
PAGE = "<title>The bridge</title><p>It was shut. قال</p>".encode()
URL = "https://www.example.org/news/1?b=2"


@pytest.fixture(scope="module")
def wacz():
    return packed(
        PAGE,
        url=URL,
        title="The bridge",
        content_type="text/html; charset=utf-8",
        at=AT,
        headers=[("Server", "x"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")],
    )


def test_another_program_finds_it_valid(wacz, tmp_path):
    file = tmp_path / "a.wacz"
    file.write_bytes(wacz)
    wacz = Path(sys.executable).with_name("wacz")
    done = subprocess.run([wacz, "validate", "-f", file], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "the passed WACZ is valid" in done.stderr + done.stdout


def test_every_byte_is_under_its_digest(wacz):
    with zipfile.ZipFile(io.BytesIO(wacz)) as archive:
        package = archive.read("datapackage.json")
        said = json.loads(archive.read("datapackage-digest.json"))
        assert said["hash"] == f"sha256:{hashlib.sha256(package).hexdigest()}"
        listed = json.loads(package)["resources"]
        assert {one["path"] for one in listed} == {
            name for name in archive.namelist() if not name.startswith("datapackage")
        }
        for one in listed:
            digest = hashlib.sha256(archive.read(one["path"])).hexdigest()
            assert one["hash"] == f"sha256:{digest}"
        assert archive.getinfo("archive/data.warc.gz").compress_type == zipfile.ZIP_STORED


def test_the_index_leads_to_the_page_in_the_warc(wacz):
    with zipfile.ZipFile(io.BytesIO(wacz)) as archive:
        line = archive.read("indexes/index.cdx").decode()
        warc = archive.read("archive/data.warc.gz")
    key, stamp, said = line.split(" ", 2)
    assert (key, stamp) == ("org,example)/news/1?b=2", "20261130123005")
    there = json.loads(said)
    part = warc[int(there["offset"]) : int(there["offset"]) + int(there["length"])]
    [record] = ArchiveIterator(io.BytesIO(part))
    assert record.rec_headers.get_header("WARC-Target-URI") == URL
    assert record.rec_headers.get_header("WARC-Date") == "2026-11-30T12:30:05Z"
    assert record.http_headers.get_header("Server") == "x"
    assert record.http_headers.get_header("Content-Encoding") is None
    assert page_of(wacz) == PAGE


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """A time-stamping authority of openssl's, and its certificate."""
    folder = tmp_path_factory.mktemp("tsa")
    (folder / "tsa.cnf").write_text(f"""
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
[req]
distinguished_name = dn
x509_extensions = v3
[dn]
[v3]
basicConstraints = CA:FALSE
extendedKeyUsage = critical,timeStamping
""")
    (folder / "serial").write_text("01")
    run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=Stamps",
        "-config", folder / "tsa.cnf",
        "-keyout", folder / "tsa.key", "-out", folder / "tsa.pem")  # fmt: skip

    def reply(handler):
        sent = handler.rfile.read(int(handler.headers["Content-Length"]))
        (folder / "asked.tsq").write_bytes(sent)
        run("ts", "-reply", "-queryfile", folder / "asked.tsq", "-config", folder / "tsa.cnf",
            "-out", folder / "answer.tsr")  # fmt: skip
        body = (folder / "answer.tsr").read_bytes()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    with web() as served:
        served.pages["/tsr"] = reply
        served.page("/none", "This is no stamp.")
        yield served, folder


def run(*arguments):
    return subprocess.run(["openssl", *arguments], capture_output=True, check=True, text=True)


@pytest.mark.django_db
def test_a_snapshot_is_stamped_and_openssl_verifies_it(authority, settings, tmp_path):
    served, folder = authority
    source = factories.source(url=URL)
    copy = actions.keep_snapshot(
        source, page=PAGE, content_type="text/html", by=factories.curator()
    )
    assert copy.sha256 == hashlib.sha256(bytes(copy.wacz)).hexdigest()
    assert actions.stamp_snapshot(copy) is False  # nobody is named
    settings.TSA = served.url("/tsr")
    assert actions.stamp_snapshot(copy) is True
    copy.refresh_from_db()
    (tmp_path / "token").write_bytes(bytes(copy.stamp))
    (tmp_path / "page.wacz").write_bytes(bytes(copy.wacz))
    verify = ("ts", "-verify", "-token_in", "-in", tmp_path / "token", "-data",
              tmp_path / "page.wacz", "-CAfile", folder / "tsa.pem")  # fmt: skip
    assert "Verification: OK" in run(*verify).stdout
    assert abs((stamped_at(bytes(copy.stamp)) - copy.made_at).total_seconds()) < 60
    (tmp_path / "page.wacz").write_bytes(bytes(copy.wacz) + b" ")
    with pytest.raises(subprocess.CalledProcessError):
        run(*verify)


def test_an_authority_that_gives_no_stamp_is_named(authority):
    served, _ = authority
    for path in ("/none", "/missing"):
        with pytest.raises(StampError, match=served.host):
            stamped(b"data", served.url(path))
