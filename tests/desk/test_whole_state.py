"""The whole working state, from one engine to the other: everything is compared, byte for byte."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from tests import factories
from tests.databases import on_postgresql
from tests.tools.with_postgres import server
from timeline.curation import actions
from timeline.curation.models import Notices, Place
from timeline.desk.whole.whole_state import FORM
from timeline.editions.publish import publish

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


def manage(address, *command):
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, capture_output=True, text=True,
        env=os.environ | {"DATABASE_URL": address},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def content(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def desk():
    """A desk on which people did one of each thing there is to do."""
    editor, cora = factories.editor(), factories.with_password(factories.curator())
    factories.admin()
    Group.objects.create(name="Readers").user_set.add(cora)
    place = factories.place(name="بغداد", latitude="33.3", longitude="44.4")
    first, second = factories.approved(slug="first"), factories.approved(slug="second")
    first.places.add(place)
    factories.dispute(first.excerpts.get(), second.excerpts.get())
    factories.term().actors.add(factories.actor())
    factories.site()
    factories.story(*(factories.approved() for _ in range(5)))
    factories.gap(approve=False)
    publish(by=editor, note="First.")
    actions.withdraw(second, by=editor, reason="A hoax.")
    publish(by=editor, note="Second.")
    draft = factories.event(title="A draft")
    actions.comment(draft, by=cora, text="Which day?\nالسبت")
    actions.assign(draft, to=cora, by=editor)
    Notices.objects.create(person=cora, assigned=True)
    actions.merge(factories.actor(name="One"), into=factories.actor(name="Two"), by=editor)
    return cora


@pytest.fixture
def other_engine(tmp_path):
    """The address of an empty database of the engine that this test does not run on."""
    if on_postgresql():
        yield f"sqlite:///{tmp_path}/other.sqlite3"
    else:
        with server() as address:
            yield address


def test_everything_comes_whole_to_the_other_engine(desk, other_engine, tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    call_command("export_state", here, "--editions", "--passwords", stdout=io.StringIO())
    manage(other_engine, "migrate", "--verbosity", "0")
    assert "All of it is read." in manage(other_engine, "import_state", str(here))
    manage(other_engine, "export_state", str(there), "--editions", "--passwords")
    found, wanted = content(there), content(here)
    assert found.keys() == wanted.keys()
    assert [name for name in found if found[name] != wanted[name]] == []
    rows = {name: text.count(b"\n") for name, text in wanted.items()}
    for name in ("comment", "decision", "assignment", "notices", "operation", "source",
                 "historicalevent", "event_places", "position_excerpts"):  # fmt: skip
        assert rows[f"tables/curation.{name}.jsonl"], name
    assert factories.TEXT[:30].encode() in wanted["tables/curation.source.jsonl"]
    assert "editions/2/records.jsonl" in wanted
    # It goes on there: keys are free, nothing waits that did not wait here, and all is in order.
    assert "2 editions" in manage(other_engine, "verify_editions")
    load = manage(other_engine, "shell", "-v", "0", "-c", (
        "from timeline.editions import build;"
        "from timeline.curation.models import Place;"
        "p = Place.objects.create(slug='new', name='New', kind='city');"
        "print(p.pk, len(build.plan().lines()))"
    ))  # fmt: skip
    highest = Place.objects.order_by("-pk").first().pk
    assert load.split() == [str(highest + 1), "0"]


@pytest.fixture
def written(desk, tmp_path):
    folder = tmp_path / "state"
    call_command("export_state", folder, stdout=io.StringIO())
    return folder


def test_without_passwords_and_editions_neither_is_in_it(written):
    found = content(written)
    assert not [
        name for name in found if name.startswith(("editions", "tables/reports", "tables/otp"))
    ]
    users = [json.loads(line) for line in found["tables/auth.user.jsonl"].splitlines()]
    assert {one["password"] for one in users} == {""}
    assert json.loads(found["state.json"])["form"] == FORM


def refused(folder):
    with pytest.raises(CommandError) as error:
        call_command("import_state", folder)
    return str(error.value)


def test_a_folder_that_is_none_or_was_changed_is_refused(written, tmp_path):
    assert "is no export of a whole state: FileNotFoundError" in refused(tmp_path / "nothing")
    assert "This database has users" in refused(written)
    state = written / "state.json"
    for text in ("", "[]", '{"form": 2, "sha256": {}}', '{"form": 1, "sha256": {"../x": "a"}}'):
        whole = state.read_text()
        state.write_text(text)
        assert "state.json" in refused(written) or "is no export" in refused(written)
        state.write_text(whole)
    file = written / "tables" / "curation.event.jsonl"
    file.write_bytes(file.read_bytes().replace(b"A draft", b"A fraud"))
    assert "curation.event.jsonl is not as it was written." in refused(written)


def test_nothing_is_written_over(written):
    with pytest.raises(CommandError, match="has something in it"):
        call_command("export_state", written)
