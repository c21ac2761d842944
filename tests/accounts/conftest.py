import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests import factories


@pytest.fixture
def cora(db: None) -> User:
    """A curator who may sign in by the form."""
    return factories.with_password(factories.curator("cora"))


@pytest.fixture
def cora_client(cora: User) -> Client:
    return factories.client_of(cora)


@pytest.fixture
def ada_client(db: None) -> Client:
    """An administrator's browser."""
    return factories.client_of(factories.admin("ada"))
