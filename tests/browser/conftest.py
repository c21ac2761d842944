"""Tests in Debian's Chromium, without its windows.

`page.goto("/about/")` opens a page of the server at `site_url`.

In reader/ that is a corpus which a process of its own serves to all tests; in desk/ it is a server
in this process, beside which tests write to the database. Every test here also fails when a page
it opens logs an error (a violation of the content security policy is one), throws, or asks any
other host for anything.
"""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Request, expect

expect.set_options(timeout=20_000)  # ms: what is true is seen at once, however busy the machine is

AXE = Axe()
LOOK = "([context, options]) => axe.run(context || document, options)"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = shutil.which("chromium-headless-shell")
    if chromium is None:
        pytest.fail(
            "Chromium is not on PATH: apt-get install chromium-headless-shell, or use `make test`"
        )
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
def base_url() -> None:
    """None for all tests: each has its own `site_url`."""


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], site_url: str) -> dict[str, Any]:
    return browser_context_args | {"locale": "en-GB", "timezone_id": "UTC", "base_url": site_url}


@pytest.fixture
def own_hosts(site_url: str) -> tuple[str, ...]:
    """The addresses that a page may ask."""
    return (f"{site_url}/",)


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

    axe(page, only=["color-contrast"]) asks for some rules, and axe(page, but="color-contrast") for
    all others; `context` is a selector of what is looked at. `page.evaluate`, by which it is
    injected, is not subject to the page's content security policy; what it would load is, and is
    not needed.
    """

    def check(
        page: Page, context: str | None = None, only: Sequence[str] = (), but: str = ""
    ) -> None:
        options: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
        options["rules"] = {"target-size": {"enabled": True}}  # WCAG 2.5.8
        if but:
            options["rules"][but] = {"enabled": False}
        if only:
            options = options | {"runOnly": list(only)}
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE.axe_script)
        found = page.evaluate(LOOK, [context, options])["violations"]
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
