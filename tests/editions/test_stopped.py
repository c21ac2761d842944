"""What takes a while can be stopped at any moment, and run again: nothing is half done."""

import pytest
from django.core.management import call_command

from tests.corpora import LIGHTHOUSE
from tests.golden import HERE
from timeline.curation.dataset import dump, load
from timeline.curation.models import Event, Source
from timeline.curation.users import dataset_user
from timeline.editions import archive, derived, files, redact
from timeline.editions.models import Edition, Record, Redaction, SearchText
from timeline.editions.publish import publish
from timeline.reader.site import mirror

NOTE = "The first."


class Stopper:
    """Is told of work, as a terminal is, and stops it at one step, as Ctrl-C does."""

    def __init__(self, at):
        self.at, self.told = at, []

    def __call__(self, said):
        self.told.append(said)
        if len(self.told) == self.at:
            raise KeyboardInterrupt


def made():
    load(LIGHTHOUSE, by=dataset_user())
    publish(by=dataset_user(), note=NOTE)


def state():
    """How much of everything there is: what was begun and stopped must have left nothing."""
    kinds = (Event, Source, Edition, Record, SearchText, Redaction)
    return [model.objects.count() for model in kinds]


def redacted(told):
    document = Record.objects.filter(kind="event").by_name()[0].document
    return redact.redact(
        document["title"], why="An order.", signed="The editors", write=True, watch=told
    )


WORK = {
    "load_dataset": (
        lambda: None,
        lambda told, folder: load(LIGHTHOUSE, by=dataset_user(), told=told),
    ),
    "publish": (
        lambda: load(LIGHTHOUSE, by=dataset_user()),
        lambda told, folder: publish(by=dataset_user(), note=NOTE, told=told),
    ),
    "dump_dataset": (made, lambda told, folder: dump(folder, told)),
    "dump_editions": (made, lambda told, folder: files.write(folder, told)),
    "load_editions": (
        lambda: None,
        lambda told, folder: files.read(HERE / "1", by=dataset_user(), told=told),
    ),
    "export_site": (
        made,
        lambda told, folder: mirror.export(folder, archive.latest_edition(), told),
    ),
    "verify_editions": (made, lambda told, folder: list(derived.faults(told))),
    "verify_editions --mend": (made, lambda told, folder: derived.make_anew([1], told)),
    "redact": (made, lambda told, folder: redacted(told)),
}


@pytest.mark.parametrize("name", WORK)
def test_it_can_be_stopped_and_run_again(db, name, tmp_path):
    prepare, work = WORK[name]
    prepare()
    before = state()
    for at in (1, 2):
        with pytest.raises(KeyboardInterrupt):
            work(Stopper(at), tmp_path / "a")
        assert state() == before
    watched = Stopper(0)
    work(watched, tmp_path / "a")
    assert len(watched.told) >= 2  # steps that a terminal shows
    assert not list(tmp_path.rglob(".*.part"))


def test_a_stopped_command_says_so(monkeypatch, capsys):
    import manage

    def stop(arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("django.core.management.execute_from_command_line", stop)
    with pytest.raises(SystemExit, match="Nothing is half done"):
        manage.main()


def test_no_command_writes_progress_into_a_log(db, tmp_path, capfd):
    call_command("load_dataset", str(LIGHTHOUSE))
    call_command("publish", "--note", NOTE)
    call_command("dump_dataset", str(tmp_path / "a"))
    assert capfd.readouterr().err == ""
