"""Backup and restore: of a site that is written to, whole or not at all, and refused in words."""

import contextlib
import json
import shutil
import sqlite3
import threading
import zipfile
from copy import deepcopy
from itertools import count
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test import Client

from tests.corpora import make
from timeline.backup import container, of_postgresql, of_sqlite, state, work
from timeline.editions import chain
from timeline.editions.models import Edition, Record

pytestmark = pytest.mark.django_db  # beside which each test looks at databases of its own
SQLITE = connection.vendor == "sqlite"


@contextlib.contextmanager
def looking_at(name):
    """Let this process use another database of the same server; its own waits untouched."""
    usual, other = connections["default"], connections.create_connection("default")
    other.settings_dict = deepcopy(usual.settings_dict) | {"NAME": str(name)}
    connections["default"] = other
    try:
        yield
    finally:
        other.close()
        connections["default"] = usual


def make_database(name, template=""):
    if SQLITE:
        if template:
            with (
                contextlib.closing(sqlite3.connect(template)) as source,
                contextlib.closing(sqlite3.connect(name)) as target,
            ):
                source.backup(target)
        return
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' * bool(template)))


def drop_database(name):
    if not SQLITE:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def called(folder, name):
    usual = str(connection.settings_dict["NAME"])
    return str(folder / f"{name}.sqlite3") if SQLITE else f"{usual}_{name}"


@pytest.fixture(scope="module")
def site(tmp_path_factory, django_db_setup, django_db_blocker):
    """A database of its own with what tests publish."""
    name = called(tmp_path_factory.mktemp("site"), "site")
    with django_db_blocker.unblock():
        connection.close()  # nobody may use what another is made of
        make_database(name, str(connection.settings_dict["NAME"]))
        with looking_at(name):
            make("published")
    yield name
    with django_db_blocker.unblock():
        drop_database(name)


class Writer(threading.Thread):
    """Somebody who writes pairs, each in a transaction, until told to stop."""

    def __init__(self):
        super().__init__()
        self.stop, self.written = False, threading.Semaphore(0)
        self.settings = deepcopy(connection.settings_dict)

    def run(self):
        own = connections.create_connection("default")  # which is this thread's
        own.settings_dict = self.settings
        with own.cursor() as cursor:
            for number in count():
                if self.stop:
                    break
                cursor.execute(
                    "INSERT INTO auth_group (name) VALUES (%s), (%s)",
                    [f"left {number}", f"right {number}"],
                )
                self.written.release()
        own.close()


@pytest.fixture(scope="module")
def backup(site, tmp_path_factory, django_db_blocker):
    """A backup that was made while somebody wrote, before, amid and after it."""
    file = tmp_path_factory.mktemp("kept") / "timeline.backup"
    words = []

    def told(said):
        if len(words) < 20:
            assert writer.written.acquire(timeout=10), "the backup keeps others from writing"
        words.append(said)

    patch = pytest.MonkeyPatch()
    patch.setattr(of_sqlite, "PAGES", 20)
    patch.setattr(container, "CHUNK", 20_000)
    with django_db_blocker.unblock(), looking_at(site):
        writer = Writer()
        writer.start()
        assert writer.written.acquire(timeout=10)
        try:
            work.backup(file, told)
        finally:
            writer.stop = True
            writer.join()
            patch.undo()
    assert len(words) > 5
    return file


@pytest.fixture
def empty(site, tmp_path):
    """An empty database, which this process uses."""
    name = called(tmp_path, "empty")
    make_database(name)
    with looking_at(name):
        yield name
    drop_database(name)


def restore(file, *options):
    call_command("restore", str(file), *options)


def refusal(file, *options):
    """What is said when a backup is not restored; the database is as empty as before."""
    with pytest.raises(CommandError) as refused:
        restore(file, *options)
    assert work._engine().tables() == 0
    if SQLITE:
        assert [one for one in Path(connection.settings_dict["NAME"]).parent.iterdir()
                if one.suffix in (".part", ".sqlite3")] == []  # fmt: skip
    said = str(refused.value)
    assert said.startswith("Nothing was restored. ")
    return said.removeprefix("Nothing was restored. ")


def test_it_comes_back_as_it_was_at_one_moment(site, backup, empty, capsys):
    with looking_at(site):
        told = list(Edition.objects.values_list("number", "sha256"))
        people = set(User.objects.values_list("username", "password"))
        records = Record.objects.count()
        search = Client().get("/?q=bridge").content
        later = Group.objects.count()
    restore(backup)
    assert "1 editions, each is as it was published." in capsys.readouterr().out
    assert list(Edition.objects.values_list("number", "sha256")) == told
    assert set(User.objects.values_list("username", "password")) == people
    assert Record.objects.count() == records
    assert list(chain.faults()) == []
    names = set(Group.objects.values_list("name", flat=True)) - {"Curators", "Editors"}
    assert {name.replace("left", "right") for name in names} == {
        name.replace("left", "right") for name in names if "right" in name
    }
    assert 0 < len(names) < later - 2
    assert len(names) % 2 == 0
    assert Client().get("/?q=bridge").content == search
    Group.objects.create(name="a new one")  # numbers go on where they were


def test_only_its_owner_reads_it_and_it_is_what_it_says(backup):
    assert backup.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in backup.parent.iterdir()] == [backup.name]
    with zipfile.ZipFile(backup) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [container.MEMBERS[connection.vendor], "backup.json"]


def changed(tmp_path, backup, **fields):
    """The backup with another description."""
    file = tmp_path / "changed.backup"
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(file, "w") as new:
        member, description = old.infolist()
        new.writestr(member, old.read(member))
        new.writestr(description, json.dumps(json.loads(old.read(description)) | fields))
    return file


def test_a_digest_that_is_not_its_own_is_refused(backup, empty, tmp_path):
    file = changed(tmp_path, backup, sha256="0" * 64)
    assert refusal(file).startswith(f"{file} is damaged: the SHA-256 of the database in it is not")


def test_bytes_that_changed_on_the_way_are_refused(backup, empty, tmp_path):
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 255
    file = tmp_path / "bent.backup"
    file.write_bytes(content)
    assert "is damaged" in refusal(file)


@pytest.mark.parametrize("part", [0, 1, 2, 3])
def test_a_file_that_was_cut_is_refused(backup, empty, tmp_path, part):
    file = tmp_path / "cut.backup"
    whole = backup.read_bytes()
    file.write_bytes(whole[: [0, 1000, len(whole) // 2, len(whole) - 1][part]])
    assert refusal(file) == f"{file} is no whole backup: it was cut, or is another kind of file."


def test_what_is_no_backup_is_refused(empty, tmp_path):
    assert (
        refusal(tmp_path / "none") == f"{tmp_path}/none cannot be read: No such file or directory."
    )
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "a")
    assert refusal(other).startswith(f"{other} is no backup of this program, or was changed:")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"form": 2}, "is a backup of form 2, and this program reads 1. Restore it with the"),
        ({"engine": "oracle"}, "is no backup of this program, or was changed: 'oracle'"),
        ({"engine": "sqlite" if not SQLITE else "postgresql"}, "is no backup of this program"),
        ({"migrations": []}, "The backup is of another version of the program, which differs in "),
        ({"columns": {}}, "The backup is of another version of the program, which differs in "),
        ({"editions": [[1, "a"]]}, "What was restored has not the editions that the backup names."),
        ({"sha256": 5}, "is damaged"),
        ({"more": 5}, "is no backup of this program, or was changed"),
    ],
)
def test_what_does_not_fit_is_refused(backup, empty, tmp_path, fields, said):
    assert said in refusal(changed(tmp_path, backup, **fields))


def test_a_backup_of_a_newer_program_is_refused(backup, empty, tmp_path):
    newer = [*state._known(), "editions.0999_later"]
    said = refusal(changed(tmp_path, backup, migrations=newer))
    assert said.startswith("The backup is of a newer program: this one does not know editions.0999")


def test_a_backup_of_the_other_engine_is_refused(backup, empty, tmp_path, monkeypatch):
    monkeypatch.setitem(container.MEMBERS, "oracle", container.MEMBERS[connection.vendor])
    said = refusal(changed(tmp_path, backup, engine="oracle"))
    assert said.startswith(f"The backup is of oracle, and DATABASE_URL names {connection.vendor}.")
    assert said.endswith("dump_editions and dump_dataset write what goes to the other.")


def test_nothing_is_restored_over_something(site, backup):
    with looking_at(site):
        with pytest.raises(CommandError, match=r"is not empty: .* Name a new one"):
            restore(backup)
        assert Edition.objects.count() == 1


def test_editions_that_were_changed_before_are_kept_only_when_asked(site, empty, tmp_path, capsys):
    file = tmp_path / "tampered.backup"
    with looking_at(site), connection.cursor() as cursor:
        cursor.execute("UPDATE editions_edition SET note = 'Told otherwise.'")
        try:
            call_command("backup", str(file))
        finally:
            cursor.execute("UPDATE editions_edition SET note = 'The first edition.'")
    assert "1 found that are not as they were published" in refusal(file)
    restore(file, "--even-if-changed")
    assert "run verify_editions: some are not as it was published" in capsys.readouterr().out
    assert Edition.objects.get().note == "Told otherwise."


def refused_backup(site, file):
    with looking_at(site), pytest.raises(CommandError) as refused:
        call_command("backup", str(file))
    return str(refused.value).removeprefix("Nothing was backed up. ")


def test_a_file_is_never_written_over(site, backup):
    before = backup.read_bytes()
    said = f"{backup} is there already. Name a new file."
    assert refused_backup(site, backup) == said
    assert backup.read_bytes() == before


def full(*arguments):
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("file", "module", "name", "instead", "said"),
    [
        ("not/there", container, "FORM", 1, "No such file or directory"),
        ("a", container, "describe", full, "No space left on device"),
        ("a", container, "copy", full, "No space left on device"),
        ("a", state, "_known", lambda: {"a.0002_b"},
         "The database lacks migrations (a.0002_b). Run manage.py migrate first, or back it up"),
    ],
)  # fmt: skip
def test_a_backup_that_fails_leaves_nothing(
    site, tmp_path, monkeypatch, file, module, name, instead, said
):
    monkeypatch.setattr(module, name, instead)
    for part in (container, of_sqlite, of_postgresql):
        if name == "copy":
            monkeypatch.setattr(part, name, instead)
    assert said in refused_backup(site, tmp_path / file)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not SQLITE, reason="about SQLite alone")
def test_the_log_of_another_file_is_not_read_into_it(backup, empty):
    """SQLite would take a log that lies beside the file for its own."""
    log = Path(f"{empty}-wal")
    log.write_bytes(b"of another")
    with pytest.raises(CommandError, match=f"{log} is left of another database"):
        restore(backup)
    assert not Path(empty).exists()


@pytest.mark.skipif(not SQLITE, reason="about SQLite alone")
def test_a_database_that_is_damaged_is_not_backed_up(site, tmp_path):
    bent = tmp_path / "bent.sqlite3"
    make_database(str(bent), site)
    content = bytearray(bent.read_bytes())
    content[4096 * 20 : 4096 * 60] = bytes(4096 * 40)
    bent.write_bytes(content)
    with looking_at(bent), pytest.raises(CommandError, match="Nothing was backed up"):
        call_command("backup", str(tmp_path / "a"))
    assert not (tmp_path / "a").exists()


@pytest.mark.skipif(SQLITE, reason="about PostgreSQL alone")
def test_missing_programs_are_named(site, tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with (
        looking_at(site),
        pytest.raises(CommandError, match=r"pg_dump was not found.*postgresql-client"),
    ):
        call_command("backup", str(tmp_path / "a"))
    assert list(tmp_path.iterdir()) == []
