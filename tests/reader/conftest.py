"""Published timelines to read. No test of the public pages writes anything else."""

from collections.abc import Iterator

import pytest

from tests.timeline_data import Desk, bridge, forget_indexes, many, second_edition


@pytest.fixture(autouse=True)
def no_index_of_an_earlier_test() -> Iterator[None]:
    forget_indexes()
    yield
    forget_indexes()


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


@pytest.fixture
def published(desk: Desk) -> Desk:
    """The made-up timeline of tests/timeline_data.py as edition 1."""
    bridge(desk)
    desk.publish()
    return desk


@pytest.fixture
def republished(published: Desk) -> Desk:
    """The same with an edition 2, which renames, retitles and withdraws."""
    second_edition(published)
    return published


@pytest.fixture
def long(desk: Desk) -> Desk:
    """120 events: two pages of 50 and one of 20."""
    many(desk, 120)
    desk.publish()
    return desk
