"""What is published, as files and back: nothing is lost, nothing false comes in."""

import shutil

import pytest
from django.core.management import CommandError, call_command

from tests.corpora import corpus, make
from tests.golden import HERE
from timeline.curation.users import dataset_user
from timeline.editions import chain, files, verifier
from timeline.editions.models import (
    Edition,
    EditionIndex,
    EditionProof,
    Reason,
    Record,
    Redaction,
    SearchText,
)

COLUMNS = ("kind", "slug", "since", "until", "document", "sha256", "identity", "statement", "told")


def quiet(said):
    pass


def stored():
    """Everything that the tables of editions hold, but for identifiers and who did it."""
    editions = Edition.objects.order_by("number").values()
    return (
        [{k: v for k, v in one.items() if k != "published_by_id"} for one in editions],
        sorted(Record.objects.values_list(*COLUMNS), key=lambda row: row[:3]),
        sorted(Reason.objects.values_list("edition", "kind", "slug", "text")),
    )


@corpus
def read_back():
    """The editions of tests/golden/1 in a database that had none."""
    files.read(HERE / "1", by=dataset_user(), told=quiet)


@pytest.fixture
def copy(tmp_path):
    """A copy of these files that a test may spoil."""
    shutil.copytree(HERE / "1" / "editions", tmp_path / "editions")
    return tmp_path


def empty():
    """Take all editions out of the database, past every rule of ours."""
    for model in (EditionProof, SearchText, EditionIndex, Redaction, Reason, Record, Edition):
        model._base_manager.all()._raw_delete("default")


def same_files(a, b):
    names = sorted(one.relative_to(a) for one in (a / "editions").rglob("*.*"))
    names = [name for name in names if name.name in files.FILES]
    assert len(names) == 6
    return [str(name) for name in names if (a / name).read_bytes() != (b / name).read_bytes()] == []


def test_what_was_read_is_written_back_byte_for_byte(read_back, tmp_path):
    assert list(chain.faults()) == []
    call_command("dump_editions", str(tmp_path))
    assert same_files(HERE / "1", tmp_path)
    assert verifier.main(tmp_path, []) == 0
    call_command("dump_editions", str(tmp_path))  # and again over what is there
    assert same_files(HERE / "1", tmp_path)
    assert not list(tmp_path.rglob(".*"))


def test_what_was_written_is_read_back_without_loss(db, tmp_path):
    make("republished")
    before = stored()
    files.write(tmp_path, quiet)
    indexes = {one.pk: bytes(one.data) for one in EditionIndex.objects.all()}
    texts = SearchText.objects.count()
    empty()
    files.read(tmp_path, by=dataset_user(), told=quiet)
    assert stored() == before
    assert SearchText.objects.count() == texts
    assert EditionIndex.objects.count() == len(indexes)


def test_the_next_edition_goes_on_from_what_was_read(read_back, client):
    """The desk of the same dataset differs by what was corrected since, and by nothing else."""
    from tests.corpora import LIGHTHOUSE
    from timeline.curation.dataset import load
    from timeline.editions import build

    load(LIGHTHOUSE, by=dataset_user())
    plan = build.plan()
    assert ("event", "light-goes-out") not in plan.changed
    assert {slug for kind, slug in plan.added if kind == "event"} == {
        "inquiry-opens", "tolle-becomes-keeper",
    }  # fmt: skip


def test_a_database_with_editions_is_left_alone(read_back):
    with pytest.raises(CommandError, match="This database has editions already"):
        call_command("load_editions", str(HERE / "1"))
    assert Edition.objects.count() == 2


SPOILT = {
    "a note": ("2/edition.json", "Two corrections.", "No corrections.", "Edition 2"),
    "a record": ("1/records.jsonl", "Marit", "Berit", "Edition 1"),
    "a digest": ("1/digests.txt", "number 1", "number 1 ", "Edition 1"),
    "a form": ("1/edition.json", '"number":1', '"number": 1', "not in the form"),
    "a number": ("2/edition.json", '"number":2', '"number":3', "is not edition 2"),
    "a kind": ("1/records.jsonl", '"kind":"gap"', '"kind":"gab"', "These are no editions|Edition"),
}


@pytest.mark.parametrize("what", SPOILT)
def test_what_is_not_as_it_was_published_is_refused_whole(db, copy, what):
    dataset_user()
    name, old, new, said = SPOILT[what]
    file = copy / "editions" / name
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    with pytest.raises(CommandError, match=f"Nothing was read. .*({said})"):
        call_command("load_editions", str(copy))
    assert not Edition.objects.exists()
    assert not Record.objects.exists()


def test_a_folder_without_editions_and_a_stranger(db, copy, tmp_path):
    with pytest.raises(CommandError, match="There is no user “dataset”"):
        call_command("load_editions", str(copy))
    dataset_user()
    shutil.rmtree(copy / "editions" / "1")
    with pytest.raises(CommandError, match="has not each edition from the first on"):
        call_command("load_editions", str(copy))
    with pytest.raises(CommandError, match="could not be written"):
        call_command("dump_editions", str(copy / "editions" / "2" / "edition.json"))
