"""The environment of all tests: the settings of production, over http, on a database of its own.

DATABASE_URL chooses the engine; every other variable of the machine is ignored, so that tests do
not depend on where they run.
"""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.test.utils import setup_databases, teardown_databases

VARIABLES = {
    "DEBUG": "off",
    "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
    "SECRET_KEY_FILE": "",
    "SITE_URL": "http://testserver",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "CSRF_TRUSTED_ORIGINS": "",
    "HTTPS": "off",
    "BEHIND_PROXY": "off",
    "FOUR_EYES": "on",
    "CONN_MAX_AGE": "0",
    "FETCH": "off",
    "TSA": "",
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

from tests.databases import copy_migrated, folder_of_run, stop_all  # noqa: E402

pytest_plugins = ["tests.corpora", "tests.cast"]


def commits(item: pytest.Item) -> bool:
    """Whether a test writes for good, and so finds and leaves the tables empty."""
    marker = item.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        return True
    return not {"transactional_db", "live_server"}.isdisjoint(item.fixturenames)


def touches_database(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db")) or commits(item) or "db" in item.fixturenames


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark by folder and by fixtures, so that nobody can forget to."""
    folders = item.path.relative_to(Path(__file__).parent).parts
    for folder, name in [("browser", "browser"), ("benchmarks", "benchmark")]:
        if folder in folders:
            item.add_marker(name)
    if touches_database(item):
        item.add_marker("database")
    if commits(item):
        if corpus := item.callspec.params["standing"]:
            raise pytest.UsageError(f"{item.nodeid} commits, and so cannot stand on {corpus}.")
        # All tables are emptied at its end. What migrations had put into them, such as the groups,
        # comes back before the next test of this kind.
        again = pytest.mark.django_db(transaction=True, serialized_rollback=True)
        item.add_marker(again, append=False)


def pytest_collection_finish() -> None:
    """Spare the garbage collector what is there for good: a tenth of the time of a test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """End what all workers had in common, when the last of them has ended."""
    if not hasattr(session.config, "workerinput"):
        stop_all(folder_of_run(session.config._tmp_path_factory))  # type: ignore[attr-defined]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort: by corpus, then the tests that commit, those without a database, and the browser's.

    Tests that commit leave empty tables, in which the others would miss what migrations made. Once
    Playwright has started, its event loop runs in this thread to the end, and Django refuses to use
    the database beside an event loop; only the tests in tests/browser tell it not to mind.
    """

    def place(item: pytest.Item) -> tuple[bool, bool, bool, str]:
        served = item.get_closest_marker("corpus")
        corpus = served.args[0] if served else item.callspec.params["standing"]
        return "browser" in item.keywords, not touches_database(item), commits(item), corpus or ""

    items.sort(key=place)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Keep the SQLite test database in a file: one in memory is a single connection, which the
    threads of a live server would share, and behaves differently from the real thing."""
    if connection.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(file)


@pytest.fixture(scope="session")
def django_db_setup(
    tmp_path_factory: pytest.TempPathFactory,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
) -> Iterator[None]:
    """Give this worker a database of its own: a copy of one that was migrated once for all."""
    name = connection.creation._get_test_db_name()
    with django_db_blocker.unblock():
        copy_migrated(name, folder_of_run(tmp_path_factory))
        made = setup_databases(verbosity=0, interactive=False, keepdb=True)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


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


@pytest.fixture(autouse=True, scope="session")
def quick_passwords():
    """Hash passwords quickly: the real hasher takes its time on purpose."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield
