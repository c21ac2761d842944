"""A desk to publish from; see tests/timeline_data.py."""

from collections.abc import Iterator

import pytest

from tests.timeline_data import Desk, forget_indexes


@pytest.fixture(autouse=True)
def no_index_of_an_earlier_test() -> Iterator[None]:
    forget_indexes()
    yield
    forget_indexes()


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()
