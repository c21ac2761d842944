"""What the table of `make bench` says of figures."""

import pytest

from tests.benchmarks.wire import report
from tests.benchmarks.wire.cases import cases
from tests.benchmarks.wire.servers import make_run_options


def row(system, case="any page", p50=10.0, cpu=5.0, a_second=100.0, connections=1, raw=50_000):
    return {"case": case, "system": system, "connections": connections, "p50": p50, "p95": 20.0,
            "a second": a_second, "cpu": cpu, "failed": 0, "raw": raw, "wire": 7_000}  # fmt: skip


def lines(*rows):
    machine = dict.fromkeys(
        ("processor", "cores", "memory", "system", "python", "load before"), "-"
    )
    run = {"events": 1000, "engine": "sqlite", "rows": rows, "memory, MB": {"ours": [100, 110]}}
    return report.table({"machine": machine, "runs": [run]}).splitlines()


@pytest.mark.parametrize(
    ("p50", "cpu", "said"),
    [
        (12.0, 6.0, "1.2 x | met | 1.2 x | met |"),
        (24.0, 6.0, "2.4 x | missed by 2.0 times | 1.2 x | met |"),
        (6.0, 12.0, "0.6 x | met | 2.4 x | missed by 2.0 times |"),
    ],
)
def test_a_budget_is_met_or_missed_by_so_much(p50, cpu, said):
    found = lines(row(report.COLD, p50=p50, cpu=cpu), row(report.BARE))
    assert f"| a page not seen before, of bare Django | 1.2 x | {said}" in found


@pytest.mark.parametrize(("a_second", "said"), [(80, "met"), (40, "missed by 2.0 times")])
def test_of_what_is_to_be_at_least_so_much(a_second, said):
    mine = row(report.COLD, a_second=a_second, connections=16)
    (line,) = [one for one in lines(mine, row(report.BARE, connections=16)) if "(0.8 x)" in one]
    assert line.endswith(f"| {a_second / 100:.2g} x | {said} | | |")


def test_what_was_not_measured_is_no_budget():
    found = lines(row(report.COLD, raw=90_000))
    assert not any("bare Django |" in line for line in found)
    assert any("missed by 1.1" in line for line in found)
    assert "Memory, MB: ours: [100, 110]." in found


def test_every_case_has_addresses_of_ours_and_of_a_peer():
    for case in cases(10_000):
        assert case.ours
        assert case.bare
        assert all(path.startswith("/") for path in (*case.ours, *case.bare, *case.datasette))


def test_it_is_started_as_make_run_starts_it():
    options = make_run_options()
    assert options[:4] == ["--workers", "2", "--threads", "4"]
    assert not any("$" in option for option in options)
