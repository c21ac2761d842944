"""The cast of most tests, as fixtures: a curator, an editor, and their browsers.

Each exists only in tests that ask for it. tests/factories.py makes others.
"""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests import factories
from tests.timeline_data import Desk


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


@pytest.fixture
def desk(db: None) -> Desk:
    """Hands that put curated things into an empty database; see tests/timeline_data.py."""
    return Desk()
