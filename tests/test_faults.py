"""A database that is busy, full, read-only, gone or replaced: reading goes on where it can, nothing
is made by accident, and what was typed is kept."""

import logging
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest
from django.db import DatabaseError, InternalError, OperationalError, connection, connections
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.html import page_of
from tests.reports.test_form import GOOD
from timeline.curation.actions.presence import note_open
from timeline.curation.models import Presence
from timeline.editions import archive
from timeline.faults import OneLine, is_fault
from timeline.sqlite.base import DatabaseWrapper

ROOT = Path(__file__).resolve().parents[1]
FAULTS = [
    OperationalError("database is locked"),
    OperationalError("database or disk is full"),
    OperationalError("attempt to write a readonly database"),
    OperationalError("connection refused"),
    InternalError("cannot execute INSERT in a read-only transaction"),
    DatabaseError("database disk image is malformed"),
]
only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite alone")


@pytest.fixture
def failing(db):
    """Let the database fail from here on, until the test ends."""
    patch = pytest.MonkeyPatch()

    def fail(error):
        def execute(*arguments):
            raise error

        patch.setattr("django.db.backends.utils.CursorWrapper.execute", execute)
        patch.setattr("django.db.backends.utils.CursorWrapper.executemany", execute)

    yield fail
    patch.undo()


@pytest.fixture
def visitor():
    """A browser whose errors are answered, as a server does."""
    return Client(raise_request_exception=False)


# -- the answer ------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", FAULTS, ids=str)
def test_a_fault_is_answered_with_what_is_safe(visitor, published, failing, error):
    failing(error)
    for path in (
        "/",
        "/events/closing/",
        "/timeline.csv",
        "/admin/login/?next=/admin/",
        "/report/",
    ):
        answer = visitor.get(path)
        if path.startswith("/admin/login"):
            continue  # asks nothing of the database
        assert answer.status_code == 503, path
        assert answer["Retry-After"] == "10"
        assert answer["Cache-Control"] == "no-store"
        assert "All that was published or saved before is safe." in answer.content.decode()


def test_a_bug_is_still_a_bug(visitor, published, failing):
    failing(ValueError("a bug"))
    assert visitor.get("/").status_code == 500
    assert not is_fault(ValueError("x"))
    assert not is_fault(DatabaseError("syntax error"))
    assert not is_fault(None)


def test_what_was_typed_can_be_sent_again(visitor, published, failing):
    failing(FAULTS[0])
    typed = {"problem": "wrong", "message": "The day is wrong.\n<b>Really</b>", "contact": ""}
    answer = visitor.post("/report/?event=closing", typed)
    assert answer.status_code == 503
    page = page_of(answer)
    form = page.one("form")
    assert form["action"] == "/report/?event=closing"
    fields = {one["name"]: one["value"] for one in page.all("input", type="hidden")}
    assert fields == typed
    assert "<b>Really" not in answer.content.decode()


def test_a_password_is_not_repeated(visitor, db, failing):
    failing(FAULTS[0])
    answer = visitor.post("/admin/login/", {"username": "cora", "password": "a secret of hers"})
    assert answer.status_code == 503
    assert "a secret of hers" not in answer.content.decode()


def test_a_fault_is_one_line_in_the_log(caplog, visitor, published, failing):
    failing(FAULTS[1])
    visitor.get("/")
    (record,) = [one for one in caplog.records if one.name == "django.request"]
    assert OneLine().filter(record)
    said = logging.Formatter().format(record)
    assert said == "Service Unavailable: /: OperationalError: database or disk is full"


# -- reading goes on -------------------------------------------------------------------------------


def test_pages_that_are_at_hand_are_read_meanwhile(published, visitor, failing):
    browser = {"Accept-Encoding": "gzip, deflate, br, zstd"}
    before = {path: visitor.get(path, headers=browser).content for path in ("/", "/about/")}
    failing(FAULTS[3])
    for path, content in before.items():
        answer = visitor.get(path, headers=browser)
        assert (answer.status_code, answer.content) == (200, content)
    assert visitor.get("/sources/", headers=browser).status_code == 503  # nobody has read it yet


def test_the_edition_at_hand_is_the_latest_again_as_soon_as_can_be(published, failing, monkeypatch):
    first = archive.latest_for_readers()
    with monkeypatch.context() as patch:
        patch.setattr(archive, "latest_edition", lambda: (_ for _ in ()).throw(FAULTS[3]))
        assert archive.latest_for_readers() == first
    published.change(published.actors["ada"], name="Ada Hale")
    published.publish("A name.")
    assert archive.latest_for_readers().number == 2


def test_nothing_at_hand_is_no_edition(db, monkeypatch):
    monkeypatch.setattr(archive, "latest_edition", lambda: (_ for _ in ()).throw(FAULTS[3]))
    with pytest.raises(OperationalError):
        archive.latest_for_readers()


# -- read only -------------------------------------------------------------------------------------


@only_sqlite
def test_read_only_is_read_and_keeps_what_was_typed(published, visitor, settings):
    settings.READ_ONLY = True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        try:
            assert visitor.get("/").status_code == 200
            answer = visitor.post("/report/?event=closing", GOOD)
        finally:
            cursor.execute("PRAGMA query_only = OFF")
    assert answer.status_code == 503
    assert "The timeline can only be read for a while" in answer.content.decode()
    assert page_of(answer).one("input", name="message")["value"] == GOOD["message"]


# -- best effort -----------------------------------------------------------------------------------


@pytest.mark.parametrize("error", FAULTS[:5], ids=str)
def test_who_else_has_a_form_open_is_no_reason_to_fail(db, monkeypatch, error):
    client = factories.client_of(factories.editor())
    event = factories.event()

    def refuse(*arguments, **values):
        raise error

    monkeypatch.setattr(Presence.objects, "get_or_create", refuse)
    assert client.get(reverse("admin:curation_event_change", args=(event.pk,))).status_code == 200
    assert not Presence.objects.exists()


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_form_opens_at_once_while_somebody_writes():
    client = factories.client_of(factories.admin())
    event = factories.event()
    url = reverse("admin:curation_event_change", args=(event.pk,))
    client.get(url)
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        start = monotonic()
        assert client.get(url).status_code == 200
        assert monotonic() - start < 5
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            assert cursor.fetchone() == (10000,)
    finally:
        other.rollback()
        other.close()
    note_open(
        event,
        by=factories.user("else"),
        now=event.created_at
        if hasattr(event, "created_at")
        else __import__("django.utils.timezone", fromlist=["now"]).now(),
    )
    assert Presence.objects.count() == 2


# -- the file of SQLite ----------------------------------------------------------------------------


def wrapper(file: Path) -> DatabaseWrapper:
    made = connections.create_connection("default") if connection.vendor == "sqlite" else None
    assert made is not None
    made.settings_dict = made.settings_dict | {"NAME": str(file)}
    return made


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "db.sqlite3"
    with sqlite3.connect(made) as there:
        there.execute("PRAGMA journal_mode=WAL")
        there.execute("CREATE TABLE kept (what TEXT)")
        there.execute("INSERT INTO kept VALUES ('a')")
    there.close()
    return made


def kept(made):
    with made.cursor() as cursor:
        cursor.execute("SELECT what FROM kept")
        return [what for (what,) in cursor.fetchall()]


@only_sqlite
def test_a_file_that_is_missing_is_not_made(db, tmp_path):
    made = wrapper(tmp_path / "gone.sqlite3")
    with pytest.raises(OperationalError, match="unable to open database file"):
        made.ensure_connection()
    assert list(tmp_path.iterdir()) == []


@only_sqlite
def test_a_file_that_was_replaced_is_opened_anew(db, file, tmp_path):
    made = wrapper(file)
    assert kept(made) == ["a"]
    assert made.is_usable()
    file.rename(tmp_path / "moved")
    assert not made.is_usable()
    made.close()
    with pytest.raises(OperationalError):
        made.ensure_connection()
    shutil.copy(tmp_path / "moved", file)
    assert kept(made) == ["a"]
    made.close()


@only_sqlite
def test_a_file_that_can_only_be_read_is_read(db, file, monkeypatch):
    """As on a file system that was mounted read-only; permissions do not stop root."""
    made = wrapper(file)
    usual = sqlite3.connect

    def connect(database, *arguments, **values):
        if "mode=rw" in database:
            raise sqlite3.OperationalError("unable to open database file")
        return usual(database, *arguments, **values)

    monkeypatch.setattr("django.db.backends.sqlite3.base.Database.connect", connect)
    monkeypatch.setattr(os, "access", lambda *arguments: False)
    assert kept(made) == ["a"]
    with pytest.raises(OperationalError, match="readonly"), made.cursor() as cursor:
        cursor.execute("INSERT INTO kept VALUES ('b')")
    made.close()
    file.with_name(f"{file.name}-wal").write_bytes(b"what is not in the file yet")
    with pytest.raises(OperationalError, match="unable to open"):
        made.ensure_connection()


@only_sqlite
@pytest.mark.parametrize(
    ("command", "makes"), [("migrate", True), ("publish", False), ("dump_dataset", False)]
)
def test_migrate_alone_makes_the_file(tmp_path, command, makes):
    file = tmp_path / "new.sqlite3"
    more = {"publish": ["--note", "x"], "dump_dataset": [str(tmp_path / "out")]}.get(command, [])
    subprocess.run(
        [sys.executable, "manage.py", command, *more], cwd=ROOT, capture_output=True,
        env=os.environ | {"DATABASE_URL": f"sqlite:///{file}"},
    )  # fmt: skip
    assert file.exists() == makes
