"""Identifiers of records as runs answer as a list of them would."""

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as some

from timeline.editions.identifiers import Runs
from timeline.editions.models import EditionIndex


def of_runs(pairs):
    """Identifiers of runs that do not touch, from gaps and lengths."""
    found, at = [], 0
    for gap, length in pairs:
        found.append(list(range(at + gap, at + gap + length)))
        at += gap + length
    return found


@given(
    some.lists(some.tuples(some.integers(1, 5), some.integers(1, 4)), max_size=8), some.randoms()
)
def test_they_are_a_list(pairs, chance):
    runs = of_runs(pairs)
    chance.shuffle(runs)
    plain = [one for run in runs for one in run]
    found = Runs.of(plain)
    assert list(found) == list(Runs(found.flat)) == plain
    assert len(found) == len(plain)
    assert [found[rank] for rank in range(len(plain))] == plain
    assert [found[-rank - 1] for rank in range(len(plain))] == plain[::-1]
    assert found[1:5] == plain[1:5]
    known = {one: rank for rank, one in enumerate(plain)}
    for one in range(max(plain, default=0) + 3):
        assert found.rank_of(one) == known.get(one)


def test_what_follows_each_other_is_one_run():
    assert list(Runs.of(range(7, 1_000_007)).flat) == [7, 1_000_000]
    assert list(Runs.of([9, 3, 4, 5, 1]).flat) == [9, 1, 3, 3, 1, 1]


def test_there_is_nothing_beyond_the_end():
    with pytest.raises(IndexError):
        Runs.of([5, 6])[2]


@pytest.mark.parametrize("flat", [[1], [4, 0]])
def test_what_is_no_run_is_refused(flat):
    with pytest.raises(ValueError, match="a run has two numbers"):
        Runs(flat)


def test_migrating_renews_an_index_of_another_format(published, capsys):
    before = EditionIndex.objects.get()
    call_command("migrate")
    assert "made anew" not in capsys.readouterr().out
    old = before.data[:4] + (1).to_bytes(2, "little") + before.data[6:]
    EditionIndex.objects.update(data=old, sha256="0" * 64)
    call_command("migrate")
    assert "The index of edition 1 was made anew." in capsys.readouterr().out
    after = EditionIndex.objects.get()
    assert (bytes(after.data), after.sha256) == (bytes(before.data), before.sha256)
