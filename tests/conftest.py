"""The environment of all tests: the settings of production, over http, on a database of its own.

DATABASE_URL chooses the engine; every other variable of the machine is ignored, so that tests do
not depend on where they run.
"""

import os
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

VARIABLES = {
    "DEBUG": "off",
    "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
    "SECRET_KEY_FILE": "",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "CSRF_TRUSTED_ORIGINS": "",
    "HTTPS": "off",
    "BEHIND_PROXY": "off",
    "FOUR_EYES": "on",
    "CONN_MAX_AGE": "0",
    "REPORT_EMAIL": "",
    "EMAIL_HOST": "",
    "EMAIL_PORT": "",
    "SECURITY_CONTACT": "",
    "SECURITY_CONTACT_UNTIL": "",
    "LOG_LEVEL": "WARNING",
    "DJANGO_SETTINGS_MODULE": "timeline.settings",
}
os.environ.update(VARIABLES)
django.setup()  # here, so that the conftest.py of any folder may import models


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by folder, so that no test of a folder can be forgotten; run the browser's tests last.

    Once Playwright has started, its event loop runs in this thread to the end, and Django refuses
    to use the database beside an event loop; only the tests in tests/browser tell it not to mind.
    """
    for item in items:
        for folder, mark in [("browser", "browser"), ("benchmarks", "benchmark")]:
            if folder in item.path.relative_to(Path(__file__).parent).parts:
                item.add_marker(mark)
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Keep the SQLite test database in a file: one in memory is a single connection, which the
    threads of a live server would share, and behaves differently from the real thing."""
    if connection.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(file)


@pytest.fixture(autouse=True, scope="session")
def plain_static_files(tmp_path_factory: pytest.TempPathFactory):
    """Serve static files under their own names, so that no test needs `collectstatic`."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES=settings.STORAGES | {"staticfiles": plain},
        # Empty: files that an earlier `make run` collected must not hide a missing one.
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
    ):
        yield


@pytest.fixture(autouse=True)
def data_of_migrations(django_db_serialized_rollback: None) -> None:
    """Put back what migrations made, such as groups, before a test that commits.

    Such a test empties all tables at its end, and whichever test came next would miss them.
    """
