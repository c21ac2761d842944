import pytest
from django.contrib.auth.models import User

from tests import factories


@pytest.fixture
def nobody(db: None) -> User:
    """Somebody who may sign in and is in no group."""
    return factories.user("visitor", is_staff=True)
