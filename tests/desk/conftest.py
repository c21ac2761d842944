from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests import factories
from tests.timeline_data import forget_indexes


@pytest.fixture(autouse=True)
def nothing_of_an_earlier_test() -> Iterator[None]:
    forget_indexes()
    yield
    forget_indexes()


@pytest.fixture
def curator(db: None) -> User:
    return factories.curator()


@pytest.fixture
def editor(db: None) -> User:
    return factories.editor()


@pytest.fixture
def reader_client(db: None) -> Client:
    return factories.client_of(None)


@pytest.fixture
def curator_client(curator: User) -> Client:
    return factories.client_of(curator)


@pytest.fixture
def editor_client(editor: User) -> Client:
    return factories.client_of(editor)
