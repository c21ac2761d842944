"""The shortest run of `make faults`: that it finds nothing lost here, and would find what is."""

import pytest

from tests.browser.served import STATIC
from tests.databases import copy_migrated, folder_of_run, on_postgresql, once, run
from tests.faults.hands import Curator
from tests.faults.kills import Killing
from tests.faults.site import ENVIRONMENT, Site
from tests.faults.table import Row, table


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = folder_of_run(tmp_path_factory)
    mine = tmp_path_factory.mktemp("faults")
    made = Site(f"sqlite:///{mine}/site.sqlite3", mine)
    once(folder, "static", lambda: run(made.variables() | ENVIRONMENT, *STATIC))
    copy_migrated(f"{mine}/site.sqlite3", folder)
    try:
        yield made
    finally:
        made.stop()


@pytest.mark.skipif(on_postgresql(), reason="one engine is enough; `make faults` does both")
def test_workers_are_killed_and_nothing_is_lost(site, monkeypatch):
    made = site.make(1)
    site.start()
    killing = Killing(site, made, curators=1, readers=1)
    for one in (*killing.curators, *killing.readers):
        one.pause = 0.05
    row = killing.run(2, ["a worker", "all workers"])
    assert not row.is_bad, table([row])
    assert killing.curators[0].counts.acknowledged
    assert killing.readers[0].counts.acknowledged
    # What would be lost is found.
    monkeypatch.setattr(site, "is_whole", lambda: "")  # as was found just now
    killing.curators[0].saved.append("never saved")
    killing.published[7] = "a digest"
    killing.look()
    assert killing.lost == ["never saved", "edition 7"]


def test_what_is_answered_amiss_is_told_from_a_refusal():
    hand = Curator.__new__(Curator)
    super(Curator, hand).__init__(0)
    hand.judge(503, "/")
    hand.judge(500, "/")
    assert (hand.counts.refused, hand.counts.wrong) == (1, ["/: 500"])


def test_the_table_names_what_is_lost():
    row = Row("2 kills", 5, 4, ["a word"], ["turns 1 and 2"], [], "back at once", "sqlite")
    assert row.is_bad
    assert not Row("none").is_bad
    assert table([row]).splitlines() == [
        "engine  what     tried  acknowledged  lost  mixed  wrong",
        "sqlite  2 kills      5             4     1      1      0  back at once",
        "sqlite, 2 kills: lost: a word",
        "sqlite, 2 kills: mixed: turns 1 and 2",
    ]
