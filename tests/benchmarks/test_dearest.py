"""No public address costs more than a few plain pages, unless few of it are made at a time."""

import pytest
from django.test import Client

from tests.benchmarks.conftest import table
from tests.dearest import MOST, costs
from timeline.editions.snapshot import PublishedSnapshot

pytestmark = pytest.mark.django_db
SLUGS = {"event": "event-0000050", "actor": "actor-0", "place": "place-0", "source": "source-0",
         "publisher": "publisher-0"}  # fmt: skip


def test_each_route_at_its_dearest(large):
    index = PublishedSnapshot(large).index
    found = costs(Client(), index, SLUGS)
    table(
        f"The dearest addresses of {len(index):,} events",
        ["route", "status", "ms", "x of a plain page", "how", "address"],
        [[c.route, c.status, f"{c.seconds * 1000:.0f}", f"{c.ratio:.1f}",
          "streamed" if c.streamed else "one at a time" if c.dear else "", c.address[:60]]
         for c in found[:60]],
    )  # fmt: skip
    assert [c for c in found if c.ratio > MOST and not (c.streamed or c.dear)] == []
