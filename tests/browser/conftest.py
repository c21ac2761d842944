"""Tests in Debian's Chromium, against a live server; `page.goto("/timeline/")` finds it.

Every test here also fails when a page it opens logs an error (a violation of the content security
policy is one), throws, or asks any other host for anything.
"""

import contextlib
import importlib
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.apps import apps
from django.contrib.auth.models import Group
from django.test import override_settings
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Request

from tests.browser.served import serving
from tests.corpora import make


@pytest.fixture(autouse=True, scope="session")
def django_beside_an_event_loop() -> Iterator[None]:
    """Playwright's event loop runs in this thread, and Django takes us for asynchronous code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("Chromium is not on PATH: apt-get install chromium, or use `make test`")
    options = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-dev-shm-usage",  # containers have little of it
        "--disable-gpu",
        "--disable-sync",
        "--no-first-run",
    ]
    if os.geteuid() == 0:
        options.append("--no-sandbox")  # which does not work as root
    return browser_type_launch_args | {"executable_path": chromium, "args": options}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"locale": "en-GB", "timezone_id": "UTC"}


@pytest.fixture(scope="session")
def base_url(live_server: Any) -> Iterator[str]:
    with override_settings(SITE_URL=live_server.url):
        yield live_server.url


@pytest.fixture
def online(transactional_db: None) -> None:
    """The corpus `published`, for a live server to show."""
    make("published")


@pytest.fixture
def online_twice(transactional_db: None) -> None:
    """The corpus `republished`, likewise."""
    make("republished")


@pytest.fixture
def online_long(transactional_db: None) -> None:
    """The corpus `long`, likewise."""
    make("long")


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the shipped timeline, as `make run` serves it; nobody writes to it."""
    folder = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        folder = folder.parent  # that of all workers
    with serving(folder) as address:
        yield address


@pytest.fixture
def own_hosts(base_url: str) -> tuple[str, ...]:
    """The addresses that a page may ask."""
    return (f"{base_url}/",)


@pytest.fixture
def online_lighthouse(transactional_db: None) -> None:
    """The corpus `lighthouse`, likewise: another story."""
    make("lighthouse")


@pytest.fixture
def groups(transactional_db: None) -> None:
    """The groups that a migration makes.

    Beside Playwright's event loop Django opens another connection, which does not know what the
    migrations had put into the database, and so cannot put it back.
    """
    if not Group.objects.exists():
        migration = importlib.import_module("timeline.desk.migrations.0001_groups")
        migration.make_groups(apps, None)


@pytest.fixture
def expected_errors() -> list[str]:
    """A test adds part of the message of each error it provokes: expected_errors.append("400")."""
    return []


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext],
    own_hosts: tuple[str, ...],
    expected_errors: list[str],
) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts (`context` and `page` among them) whose errors fail the test."""
    errors: list[str] = []
    contexts: list[BrowserContext] = []

    def on_console(said: ConsoleMessage) -> None:
        if said.type == "error":
            errors.append(f"console: {said.text} ({said.location['url']})")

    def on_request(request: Request) -> None:
        if not request.url.startswith((*own_hosts, "data:", "blob:")):
            errors.append(f"request to another host: {request.url}")

    def watch(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.on("console", on_console)
        context.on("weberror", lambda thrown: errors.append(f"thrown: {thrown.error}"))
        context.on("request", on_request)
        contexts.append(context)
        return context

    yield watch
    for page in [page for context in contexts for page in context.pages]:
        with contextlib.suppress(Error):
            page.evaluate("0")  # errors arrive as events: by the answer, earlier ones are here
    unexpected = [
        error for error in errors if not any(expected in error for expected in expected_errors)
    ]
    never = [
        expected for expected in expected_errors if not any(expected in error for error in errors)
    ]
    assert not unexpected, "Errors in the browser:\n" + "\n".join(unexpected)
    assert not never, f"Expected in the browser, but did not come: {never}"


@pytest.fixture
def axe() -> Callable[..., None]:
    """axe(page) fails when axe-core finds the page hard to use for anybody, and says where.

    `page.evaluate`, by which it is injected, is not subject to the page's content security policy.
    """

    def check(page: Page, **options: Any) -> None:
        options.setdefault("options", {"rules": {"target-size": {"enabled": True}}})  # WCAG 2.5.8
        found = Axe().run(page, **options).response["violations"]
        lines = [
            f"{rule['id']} ({rule['impact']}): {rule['help']}\n"
            + "\n".join(
                f"    {node['target']} {node['html'][:200]}\n    {node['failureSummary']}"
                for node in rule["nodes"]
            )
            for rule in found
        ]
        assert not found, f"{page.url} has accessibility problems:\n" + "\n".join(lines)

    return check
