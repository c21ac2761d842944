"""A copy of an edition as files: whole, browsable from a disk, and checked by its own program."""

import atexit
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import unquote, urlsplit

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings

from tests.corpora import corpus, make
from tests.reader import test_corrections  # noqa: F401  # has the corpus
from timeline.editions import archive
from timeline.reader.site.mirror import MirrorError, export


def quiet(said):
    pass


@corpus
def mirrored():
    """The editions of test_corrections, and a copy of the latest."""
    make("corrected")
    folder = Path(mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = settings.STORAGES | {"staticfiles": plain}
    with override_settings(STORAGES=storages, STATIC_ROOT=folder):
        export(folder, archive.latest_edition(), quiet)
    return folder


@pytest.fixture
def mirror(mirrored, tmp_path):
    return shutil.copytree(mirrored, tmp_path / "copy")


def verify(folder, *known):
    command = [sys.executable, "-I", "-S", folder / "verify.py", folder, *known]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout


def test_it_has_every_page_and_its_data(mirror):
    for name in (
        "index.html", "events/closing/index.html", "events/closing.json", "timeline.csv",
        "sources/index.html", "sources.json", "views/actor-ada-reed/index.html", "verify.py",
        "editions/4/records.jsonl", "editions/1/digests.txt", "editions/1...2/index.html",
        "corrections/index.html", "static/css/aftermath.css", "SHA256SUMS", "search-index.js",
    ):  # fmt: skip
        assert (mirror / name).is_file(), name


def test_no_link_of_it_is_dead_and_nothing_needs_a_server(mirror):
    followed = 0
    for file in mirror.rglob("*.html"):
        if file.name.startswith("timeline."):
            continue  # the packet is one file, as it is sent
        text = file.read_text()
        assert "hx-get" not in text
        for part in text.split('="')[1:]:
            value = part.partition('"')[0]
            assert not value.startswith(("/", "?")), (file, value)
            parts = urlsplit(value)
            if value.startswith("../") or parts.path.endswith((".html", ".css", ".js")):
                if parts.scheme or " " in value:
                    continue
                assert (file.parent / unquote(parts.path)).resolve().exists(), (file, value)
                followed += 1
    assert followed > 500


def test_what_it_has_not_leads_to_the_living_site(mirror):
    text = (mirror / "index.html").read_text()
    assert 'href="http://testserver/filters/' in text
    assert 'href="events/closing/index.html"' in text


def test_the_program_that_checks_it_says_which(mirror):
    status, said = verify(mirror)
    assert (status, said.splitlines()[-1]) == (0, "All is as it was published.")
    for name, old, new, told in (
        ("editions/4/records.jsonl", "The court heard", "The court herd", "event/review"),
        ("editions/2/edition.json", "Two corrections", "No corrections", "note: not as"),
        ("editions/3/edition.json", "2026-05-01", "2026-05-02", "published: not as"),
        ("editions/4/edition.json", "It only warned", "It even warned", "reason/event/plan"),
        ("events/review/index.html", "The court heard", "The court herd", "events/review/index"),
        ("timeline.csv", "The court heard", "The court herd", "timeline.csv"),
    ):
        file = mirror / name
        text = file.read_bytes()
        assert old.encode() in text, name
        file.write_bytes(text.replace(old.encode(), new.encode(), 1))
        status, said = verify(mirror)
        assert status == 1
        assert told in said, (name, said)
        file.write_bytes(text)
    assert verify(mirror)[0] == 0


def test_a_past_edition_is_as_it_was(mirrored, tmp_path):
    export(tmp_path, archive.edition(1), quiet)
    assert (tmp_path / "events" / "meeting" / "index.html").is_file()
    assert not (tmp_path / "editions" / "2").exists()
    assert "A court reviews the closing" in (tmp_path / "index.html").read_text()
    assert verify(tmp_path)[0] == 0


def test_the_command(mirrored, tmp_path, capsys):
    call_command("export_site", str(tmp_path), "--edition", "1")
    assert "has edition 1 in" in capsys.readouterr().out
    with pytest.raises(CommandError, match="There is no such edition"):
        call_command("export_site", str(tmp_path), "--edition", "9")


def test_a_page_that_cannot_be_made_is_named(mirrored, tmp_path, monkeypatch):
    monkeypatch.setattr("timeline.reader.site.mirror._LISTS", ("nowhere/",))
    with pytest.raises(MirrorError, match="/nowhere/ answered 404"):
        export(tmp_path, archive.latest_edition(), quiet)
