"""load_dataset, dump_dataset and verify_excerpts: what they print, and how they end."""

import hashlib

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from tests.dataset.small import FILES, edited, write
from timeline.curation.dataset import Problem
from timeline.curation.management.commands import load_dataset
from timeline.curation.models import Event, Excerpt, Source


@pytest.fixture
def said(capsys):
    return lambda: capsys.readouterr().out


def refused(*command):
    """The message and the exit status of a command that fails."""
    with pytest.raises(CommandError) as raised:
        call_command(*command)
    return str(raised.value), raised.value.returncode


# -- load_dataset ---------------------------------------------------------------------------------


def test_load_says_what_it_did(db, folder, said):
    call_command("load_dataset", folder)
    assert said().splitlines() == [
        "publishers: 2 created, 0 changed, 0 unchanged",
        "sources: 2 created, 0 changed, 0 unchanged",
        "actors: 2 created, 0 changed, 0 unchanged",
        "places: 2 created, 0 changed, 0 unchanged",
        "phases: 2 created, 0 changed, 0 unchanged",
        "events: 3 created, 0 changed, 0 unchanged",
        "disputes: 1 created, 0 changed, 0 unchanged",
    ]
    write(folder, edited("phases.yaml", "Afterwards", "Later"))
    call_command("load_dataset", folder)
    assert "phases: 0 created, 1 changed, 1 unchanged\n" in said()


def test_load_is_done_by_a_user_who_cannot_sign_in(db, folder):
    call_command("load_dataset", folder)
    event = Event.objects.get(slug="closing")
    assert event.history.latest().history_user.username == "dataset"
    assert (event.edited_by.is_active, event.edited_by.has_usable_password()) == (False, False)
    call_command("load_dataset", folder)
    assert get_user_model().objects.count() == 1


def test_load_by_a_named_user(curator, folder):
    call_command("load_dataset", folder, "--by", "cora")
    assert Event.objects.get(slug="closing").decided_by == curator
    assert get_user_model().objects.count() == 1


def test_load_by_an_unknown_user_loads_nothing(db, folder):
    assert refused("load_dataset", folder, "--by", "nobody") == (
        "There is no user “nobody”. Nothing was loaded.",
        1,
    )
    assert not Source.objects.exists()


def test_load_if_empty(db, folder, said):
    call_command("load_dataset", folder, "--if-empty")
    assert "events: 3 created" in said()
    write(folder, edited("phases.yaml", "Afterwards", "Later"))
    call_command("load_dataset", folder, "--if-empty")
    assert said() == "The desk has events already; nothing was loaded.\n"
    assert Event.objects.get(slug="opening").phase.name == "Afterwards"


def test_load_names_every_problem_and_loads_nothing(db, tmp_path):
    files = edited("actors.yaml", "kind: collective", "kind: crowd")
    files["places.yaml"] = files["places.yaml"].replace("kind: country", "kind: state")
    message, status = refused("load_dataset", write(tmp_path, files))
    first, second, last = message.splitlines()
    assert first.startswith("actors.yaml, line 15: “crew” kind: “crowd” is not known.")
    assert second.startswith("places.yaml, line 12: “land” kind: “state” is not known.")
    assert (last, status) == ("2 problems. Nothing was loaded.", 1)
    assert not Source.objects.exists()
    assert refused("load_dataset", tmp_path / "no")[0].endswith("1 problem. Nothing was loaded.")


def test_load_cuts_a_long_list_of_problems_and_says_so(db, tmp_path):
    write(tmp_path, {"phases.yaml": "- x\n" * 250})
    lines = refused("load_dataset", tmp_path)[0].splitlines()
    assert lines[0] == "phases.yaml, line 1: is not an entry with fields (“slug: …”)."
    assert lines[199:] == [
        "phases.yaml, line 200: is not an entry with fields (“slug: …”).",
        "and 50 more",
        "250 problems. Nothing was loaded.",
    ]
    assert load_dataset.SHOWN == 200


def test_a_problem_as_a_sentence():
    assert str(Problem("a.yaml", 3, "ada", "kind", "is odd.")) == (
        "a.yaml, line 3: “ada” kind: is odd."
    )
    assert str(Problem("a.yaml", 3, "", "kind", "is odd.")) == "a.yaml, line 3: kind: is odd."
    assert str(Problem("a.yaml", 3, "", "", "is odd.")) == "a.yaml, line 3: is odd."


# -- dump_dataset ---------------------------------------------------------------------------------


def test_dump_names_the_files_that_it_writes(loaded, tmp_path, said):
    target = tmp_path / "out"
    call_command("dump_dataset", target)
    assert said().splitlines() == [
        f"{target}/publishers.yaml",
        f"{target}/sources.yaml",
        f"{target}/actors.yaml",
        f"{target}/places.yaml",
        f"{target}/phases.yaml",
        f"{target}/disputes.yaml",
        f"{target}/events-closing.yaml",
        f"{target}/events-after.yaml",
    ]
    assert {p.name: p.read_text(encoding="utf-8") for p in target.iterdir()} == FILES


def test_dump_removes_its_files_of_phases_that_are_gone_and_no_other(loaded, tmp_path, said):
    target = tmp_path / "out"
    call_command("dump_dataset", target)
    said()
    old = (target / "events-after.yaml").read_bytes()
    (target / "events-before.yaml").write_bytes(old)
    (target / "events-mine.yaml").write_text("- slug: mine\n")
    (target / "notes.yaml").write_bytes(old)
    (target / "events-folder.yaml").mkdir()
    call_command("dump_dataset", target)
    assert said().splitlines()[-1] == f"{target}/events-before.yaml removed: its phase is gone"
    assert {path.name for path in target.iterdir()} == {
        *FILES, "events-mine.yaml", "notes.yaml", "events-folder.yaml",
    }  # fmt: skip


def test_dump_to_where_nothing_can_be_written(loaded, tmp_path):
    target = tmp_path / "file"
    target.write_text("in the way")
    message, status = refused("dump_dataset", target)
    assert message.startswith(f"“{target}” cannot be written: ")
    assert status == 1


# -- verify_excerpts ------------------------------------------------------------------------------

WIRE = "Bridge closes. The bridge was closed at noon. It is open.\n"
COURIER = "Deep in the night. Nobody crossed after one.\n"
UNPLACED = "Of 2 it is not stored where they stand: see --locate.\n"


@pytest.fixture
def texts(loaded, tmp_path):
    """The documents of both sources as files, whose digests the sources have."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for slug, text in (("wire-bridge", WIRE), ("courier-bridge", COURIER)):
        (folder / f"{slug}.txt").write_bytes(text.encode())
        digest = hashlib.sha256(text.encode()).hexdigest()
        Source.objects.filter(slug=slug).update(text_sha256=digest)
    # The small dataset gives these as they stand in no text.
    Excerpt.objects.filter(slug="closing-2").update(prefix="night. ", suffix=" after one.")
    return folder


def test_verify_proves_every_excerpt(texts, said):
    (texts / "README.md").write_text("Not a document.")
    (texts / "folder.txt").mkdir()
    call_command("verify_excerpts", "--texts", texts)
    assert said() == UNPLACED + "3 excerpts, each in its source word for word.\n"


def test_verify_tells_how_much_of_each_text_is_quoted(texts, said):
    call_command("verify_excerpts", "--texts", texts, "--shares")
    assert said().splitlines() == [
        "courier-bridge: 14 of 45 characters, 31%",
        "wire-bridge: 41 of 58 characters, 71%",
        UNPLACED.strip(),
        "3 excerpts, each in its source word for word.",
    ]


def test_verify_counts_a_passage_that_is_quoted_twice_once(texts, said):
    Excerpt.objects.filter(slug="opening-1").update(quote="closed at noon. It is open.")
    call_command("verify_excerpts", "--texts", texts, "--shares")
    assert "wire-bridge: 42 of 58 characters, 72%\n" in said()


def test_verify_reads_the_snapshots_of_sources(texts, said):
    for source, text in ((Source.objects.get(slug="wire-bridge"), WIRE),):
        source.text = text
        source.save()
    (texts / "wire-bridge.txt").unlink()
    call_command("verify_excerpts", "--texts", texts)
    assert said() == UNPLACED + "3 excerpts, each in its source word for word.\n"


def test_verify_stores_where_each_stands_when_asked(texts, said):
    Excerpt.objects.filter(slug="closing-1").update(locator="paragraph 7")
    versions = dict(Event.objects.values_list("slug", "version"))
    message, _ = refused("verify_excerpts", "--texts", texts)
    assert message.splitlines()[0] == (
        "The excerpt “closing-1” is stored as “paragraph 7”, but stands at “paragraph 1”. Run with "
        "--locate to store that."
    )
    call_command("verify_excerpts", "--texts", texts, "--locate")
    assert said().splitlines()[-4:] == [
        "closing-2: paragraph 1",
        "closing-1: paragraph 1",
        "opening-1: paragraph 1",
        "3 excerpts, each in its source word for word.",
    ]
    assert set(Excerpt.objects.values_list("locator", flat=True)) == {"paragraph 1"}
    assert Excerpt.objects.get(slug="closing-1").history.first().history_change_reason == (
        "Its place in the text"
    )
    for event in Event.objects.exclude(excerpts=None):  # published anew, not to be approved anew
        assert (event.stage, event.version > versions[event.slug]) == ("approved", True)
    call_command("verify_excerpts", "--texts", texts, "--locate")
    assert said() == "3 excerpts, each in its source word for word.\n"


def test_verify_fails_without_a_text(texts):
    (texts / "courier-bridge.txt").unlink()
    message, status = refused("verify_excerpts", "--texts", texts)
    assert message == (
        "The excerpt “closing-2” cannot be proven: there is no text of “courier-bridge” with the "
        # printf 'Deep in the night. Nobody crossed after one.\n' | sha256sum
        "digest b7800bb1c97948bd75d24f98aa7074e034e0dbcdcb897c5492a2a6ac398c502c.\n"
        "1 of 3 excerpts fail."
    )
    assert status == 1


def test_verify_fails_on_a_source_without_text_and_digest(loaded):
    Source.objects.update(text_sha256="")
    message, status = refused("verify_excerpts")
    assert message.splitlines()[0] == (
        "The excerpt “closing-2” cannot be proven: there is no text of “courier-bridge” with the "
        "digest (none given)."
    )
    assert message.splitlines()[-1] == "3 of 3 excerpts fail."
    assert status == 1


def test_verify_fails_on_a_text_that_was_changed(texts):
    (texts / "wire-bridge.txt").write_text(WIRE + " ")
    message, _ = refused("verify_excerpts", "--texts", texts)
    assert "“closing-1” cannot be proven" in message
    assert "“opening-1” cannot be proven" in message
    assert message.endswith("2 of 3 excerpts fail.")


CHANGED = {
    "another word": (
        {"quote": "The bridge was shut at noon."},
        (
            "is not in the text of “wire-bridge”. The nearest passage is “The bridge was closed at "
            "noon.”."
        ),
    ),
    "another space": (
        {"quote": "The bridge was closed\u00a0at noon."},
        (
            "differs from the text of “wire-bridge” in white space or in the form of a quotation "
            "mark or dash. The text has “The bridge was closed at noon.”."
        ),
    ),
    "another prefix": (
        {"prefix": "Bridge opens. "},
        "is in the text of “wire-bridge”, but not between this prefix and suffix.",
    ),
}


@pytest.mark.parametrize(("change", "expected"), CHANGED.values(), ids=CHANGED)
def test_verify_fails_on_a_quote_that_was_changed(texts, change, expected):
    Excerpt.objects.filter(slug="closing-1").update(**change)
    assert refused("verify_excerpts", "--texts", texts) == (
        f"The excerpt “closing-1” {expected}\n1 of 3 excerpts fail.",
        1,
    )


def test_verify_refuses_what_is_no_folder_and_no_text(texts):
    missing = texts / "missing"
    assert refused("verify_excerpts", "--texts", missing)[0] == f"“{missing}” is not a folder."
    (texts / "binary.txt").write_bytes(b"\xff")
    assert refused("verify_excerpts", "--texts", texts)[0].startswith(
        f"“{texts}/binary.txt” is not UTF-8 text: "
    )
