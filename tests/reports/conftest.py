"""A published timeline to report on, and people of the desk who read reports."""

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from tests.timeline_data import Desk, bridge, forget_indexes, second_edition


@pytest.fixture(autouse=True)
def no_index_of_an_earlier_test() -> Iterator[None]:
    forget_indexes()
    yield
    forget_indexes()


@pytest.fixture
def published(db: None) -> Desk:
    """The made-up timeline of tests/timeline_data.py, in two editions."""
    desk = Desk()
    bridge(desk)
    desk.publish()
    second_edition(desk)
    return desk


def person(name: str, *groups: str):
    made = get_user_model().objects.create_user(name, is_staff=True)
    made.groups.set(Group.objects.filter(name__in=groups))
    return made


@pytest.fixture
def curator(db: None):
    return person("curator", "Curators")


@pytest.fixture
def editor(db: None):
    return person("chief", "Editors")


@pytest.fixture
def nobody(db: None):
    """Somebody who may sign in and is in no group."""
    return person("visitor")
