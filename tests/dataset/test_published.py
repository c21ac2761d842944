"""An edition as a dataset: what was published comes back to a desk without loss."""

import pytest
from django.core.management import CommandError, call_command

from tests.editions.test_files import empty
from tests.golden import HERE
from timeline.curation.dataset import dump, load
from timeline.curation.models import Event
from timeline.curation.users import dataset_user
from timeline.editions import files
from timeline.editions.models import Edition, Record
from timeline.editions.publish import publish


def texts(folder):
    return {one.name: one.read_text() for one in folder.iterdir()}


def statements():
    """What the latest edition says, whatever its numbers."""
    last = Edition.objects.order_by("-number")[0]
    rows = Record.objects.in_edition(last.number).by_name()
    return list(rows.values_list("kind", "slug", "document"))


@pytest.fixture
def written(db, tmp_path):
    """The second edition of the lighthouse as files, and its dataset."""
    files.read(HERE / "1", by=dataset_user(), told=lambda said: None)
    edition = Edition.objects.order_by("-number")[0]
    files.write_edition(tmp_path, edition)
    records = tmp_path / "editions" / str(edition.number) / "records.jsonl"
    call_command("dataset_from_records", str(records), str(tmp_path / "dataset"))
    return tmp_path / "dataset"


def test_an_edition_comes_back_to_an_empty_desk(written, tmp_path):
    before = statements()
    empty()
    by = dataset_user()
    load(written, by=by)
    publish(by=by, note="From a mirror.")
    assert [row[:2] for row in statements()] == [row[:2] for row in before]
    for (kind, slug, then), (*_, now) in zip(before, statements(), strict=True):
        then.pop("approval", None), now.pop("approval", None)  # by whom, the files do not say
        assert now == then, (kind, slug)
    dump(tmp_path / "again")
    assert texts(tmp_path / "again") == texts(written)


def test_everything_of_the_desk_that_is_public_is_in_it(published, tmp_path):
    """Ties, places that are only spoken of, links, disputes and names, as dump writes them."""
    files.write_edition(tmp_path, Edition.objects.get())
    records = tmp_path / "editions" / "1" / "records.jsonl"
    call_command("dataset_from_records", str(records), str(tmp_path / "a"))
    assert not Event.objects.exclude(stage="approved").exists()
    dump(tmp_path / "b")
    assert texts(tmp_path / "a") == texts(tmp_path / "b")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "records.jsonl, line 2: is no record of an edition: JSONDecodeError"),
        ("[]", "records.jsonl, line 2: is no record of an edition: TypeError"),
        ('{"kind":"ship","document":{"slug":"a"}}', "line 2: is no record of an edition: ValueErr"),
        ('{"kind":"event","document":{}}', "line 2: is no record of an edition: KeyError"),
    ],
)
def test_what_is_no_record_is_named(tmp_path, line, said):
    file = tmp_path / "records.jsonl"
    file.write_text('{"kind":"event","document":{"slug":"a"}}\n' + line)
    with pytest.raises(CommandError) as error:
        call_command("dataset_from_records", str(file), str(tmp_path / "new"))
    assert said in str(error.value)
    assert not (tmp_path / "new").exists()


def test_nothing_is_written_over(tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "a").touch()
    with pytest.raises(CommandError, match="is not empty"):
        call_command("dataset_from_records", "none", str(tmp_path / "there"))
    with pytest.raises(CommandError, match="The dataset is not whole"):
        call_command("dataset_from_records", str(tmp_path / "none"), str(tmp_path / "new"))
