"""The desk in a browser: a server in this process, on the database that the test writes to."""

import importlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.test import override_settings

from tests.corpora import make


@pytest.fixture(autouse=True, scope="session")
def django_beside_an_event_loop() -> Iterator[None]:
    """Playwright's event loop runs in this thread, and Django takes us for asynchronous code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture
def site_url(live_server: Any) -> Iterator[str]:
    with override_settings(SITE_URL=live_server.url):
        yield str(live_server.url)


@pytest.fixture
def online(transactional_db: None) -> None:
    """The corpus `published`, for the server to show."""
    make("published")


@pytest.fixture
def groups(transactional_db: None) -> None:
    """The groups that a migration makes.

    Beside Playwright's event loop Django opens another connection, which does not know what the
    migrations had put into the database, and so cannot put it back.
    """
    if not Group.objects.exists():
        migration = importlib.import_module("timeline.desk.migrations.0001_groups")
        migration.make_groups(apps, None)
