"""Local times of a dataset's files that never were, or were twice."""

import pytest

from tests import factories
from tests.dataset.small import edited, write
from timeline.curation.dataset import DatasetError, dump, load
from timeline.curation.models import Event

CLOSING, ZONE = "events-closing.yaml", "America/New_York"


def files(day: str, clock: str, fold: str = "") -> dict[str, str]:
    """The small dataset with its event of one hour at another."""
    found = edited(CLOSING, "  zone: Asia/Baghdad\n", f"  zone: {ZONE}\n{fold}")
    text = found[CLOSING].replace("date: '2020-01-03'", f"date: '{day}'")
    return found | {CLOSING: text.replace("time: 01:05", f"time: {clock}")}


@pytest.mark.parametrize(
    ("day", "clock", "fold", "field", "words"),
    [
        ("2020-03-08", "02:30", "", "time", "“02:30” never was in America/New_York"),
        ("2020-11-01", "01:30", "", "fold", "“01:30” was twice in America/New_York"),
        ("2020-11-02", "01:30", "  fold: first\n", "fold", "no clock showed this time twice"),
        ("2020-11-01", "01:30", "  fold: third\n", "fold", "third"),
    ],
)
def test_it_is_named_and_nothing_is_written(db, tmp_path, day, clock, fold, field, words):
    with pytest.raises(DatasetError) as refused:
        load(write(tmp_path, files(day, clock, fold)), by=factories.curator())
    (problem,) = [str(one) for one in refused.value.problems]
    assert f"“closing” {field}: " in problem
    assert words in problem
    assert not Event.objects.exists()


def test_which_of_two_is_kept_there_and_back(db, tmp_path):
    load(write(tmp_path, files("2020-11-01", "01:30", "  fold: second\n")), by=factories.curator())
    assert Event.objects.get(slug="closing").fold == "second"
    (tmp_path / "again").mkdir()
    dump(tmp_path / "again")
    assert "fold: second" in (tmp_path / "again" / CLOSING).read_text()
