"""`make test`: that it ends as its parts did, and says what ran."""

from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest


@pytest.fixture
def run_tests(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "tools"))
    module = import_module("run_tests")
    monkeypatch.setattr(module, "SPREAD", [])  # what it counts is the same in one process
    return module


@pytest.fixture
def elsewhere(monkeypatch, tmp_path):
    """A project of its own, where pytest finds nothing but what a test writes."""
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_outcomes_of_a_run_are_counted(run_tests, elsewhere, capfd):
    (elsewhere / "test_some.py").write_text(
        "import pytest\n"
        "def test_good(): pass\n"
        "def test_bad(): assert False\n"
        "@pytest.fixture\n"
        "def broken(): raise OSError\n"
        "def test_broken(broken): pass\n"
        "def test_not(): pytest.skip('the moon is full')\n"
    )
    part = run_tests.run("Moon", ["-m", "not browser"], "", str(elsewhere))
    assert (part.status, part.failed) == (1, True)
    assert part.outcomes == {"passed": 1, "failed": 1, "error": 1, "skipped": 1}
    assert part.skipped == ["the moon is full"]
    assert "=== Tests on Moon ===" in capfd.readouterr().out


def test_a_part_without_tests_fails(run_tests, elsewhere):
    (elsewhere / "test_some.py").write_text("def test_good(): pass\n")
    part = run_tests.run("Moon", ["-m", "browser"], "", str(elsewhere))
    assert part.failed
    assert str(part).startswith(f"{'Moon':<30} FAILED: no tests found, no tests in ")


def test_a_part_whose_tests_were_all_skipped_fails(run_tests):
    part = run_tests.Part("Moon", 0, 3, Counter(skipped=7), ["full"] * 7)
    assert part.failed
    assert str(part) == "Moon                           FAILED: no tests ran, 7 skipped in 3 s"


def test_each_engine_has_both_parts(run_tests):
    assert {engine: list(parts) for engine, parts in run_tests.PARTS.items()} == {
        "SQLite": ["without a browser", "in a browser"],
        "PostgreSQL": ["without a browser", "in a browser"],
    }


def test_the_summary_says_what_ran_and_ends_as_pytest_does(run_tests):
    parts = [
        run_tests.Part("SQLite, in a browser", 0, 61.24, Counter(passed=3, skipped=1), ["full"]),
        run_tests.Part("PostgreSQL, in a browser", 1, 2.5, Counter(passed=1, failed=2), []),
    ]
    assert run_tests.summary(parts).splitlines() == [
        "",
        "=== What ran ===",
        "SQLite, in a browser           passed, 3 passed, 1 skipped in 61 s",
        "PostgreSQL, in a browser       FAILED (status 1), 2 failed, 1 passed in 2 s",
        "Did not run: full",
        "===== 2 failed, 4 passed, 1 skipped in 63.74s =====",
    ]
