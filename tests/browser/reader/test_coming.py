"""How waiting feels: what is asked ahead, what is said meanwhile, and a slow processor."""

import re
import threading
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.browser.toolbar import opened

pytestmark = pytest.mark.corpus("published")


def pick(page: Page, name: str):
    """The link of a value in a menu, which is opened for it."""
    link = page.locator("a.pick", has_text=name).first
    opened(page, page.locator("details.menu", has=link))
    return link


def test_what_the_pointer_rests_on_is_asked_ahead_and_then_only_confirmed(page: Page) -> None:
    page.goto("/")
    link = pick(page, "Ada Reed")
    address = link.get_attribute("href")
    with page.expect_response(lambda answer: answer.url.endswith(address)) as ahead:
        link.hover()
    assert ahead.value.status == 200
    assert ahead.value.request.headers["hx-request"] == "true"
    expect(page.get_by_role("heading", level=1)).to_have_text("The whole timeline 8 events")

    with page.expect_response(lambda answer: answer.url.endswith(address)) as confirmed:
        link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Events that name Ada Reed 3 of 8 events"
    )
    # The browser asks with the tag of what it holds, and is told that it is still so.
    assert confirmed.value.request.all_headers()["if-none-match"] == ahead.value.headers["etag"]


def test_a_glance_asks_for_nothing(page: Page) -> None:
    page.goto("/")
    asked: list[Request] = []
    links = [pick(page, "Ada Reed"), page.locator("a.switch")]
    page.on("request", lambda request: asked.append(request))
    passed = [link.element_handle() for link in [*links, page.get_by_role("heading", level=1)]]
    page.evaluate(  # at once, however slow the machine is
        """parts => parts.forEach(
          (part) => part.dispatchEvent(new PointerEvent("pointerover", { bubbles: true })))""",
        passed,
    )
    page.wait_for_timeout(300)
    assert [request.url for request in asked if "actor=" in request.url] == []
    assert [request.url for request in asked if "importance=" in request.url] == []


def test_a_slow_answer_shows_and_says_that_it_is_coming(page: Page) -> None:
    page.goto("/")
    gate = threading.Event()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)
        gate.set()

    page.route(re.compile(r"actor="), hold)
    pick(page, "Ada Reed").dispatch_event("click")
    expect(page.locator("#results")).to_have_class(re.compile("htmx-request"))
    bar = page.evaluate("getComputedStyle(document.getElementById('results'), '::before').position")
    assert bar == "fixed"
    expect(page.locator("#announce")).to_have_text("Loading the events")
    expect(page.get_by_role("heading", level=1)).to_have_text("The whole timeline 8 events")

    held[0].continue_()
    expect(page.locator("#announce")).to_have_text("3 of 8 events, oldest first")
    expect(page.locator("#results")).not_to_have_class(re.compile("htmx-request"))


def test_a_failed_one_offers_to_try_again(page: Page, expected_errors: list[str]) -> None:
    expected_errors.append("503")
    page.goto("/")
    page.route(re.compile(r"actor="), lambda route: route.fulfill(status=503, body=""))
    link = pick(page, "Ada Reed")
    address = link.get_attribute("href")
    link.dispatch_event("click")
    again = page.get_by_role("link", name="Try again")
    expect(again).to_have_attribute("href", address)
    expect(page.get_by_role("heading", level=1)).to_have_text("The whole timeline 8 events")
    page.unroute(re.compile(r"actor="))
    again.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Events that name Ada Reed 3 of 8 events"
    )


def test_with_a_processor_four_times_slower(page: Page, context: BrowserContext) -> None:
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto("/")
    link = pick(page, "Ada Reed")
    link.click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Events that name Ada Reed 3 of 8 events")
    expect(link).to_be_focused()
    shifts = page.evaluate(
        """() => new Promise((done) => {
          new PerformanceObserver((list) => done(
            list.getEntries().filter((e) => !e.hadRecentInput).reduce((sum, e) => sum + e.value, 0)
          )).observe({ type: "layout-shift", buffered: true });
          setTimeout(done, 500, 0);
        })"""
    )
    assert shifts < 0.01  # nothing jumps by itself


def test_without_motion_nothing_moves(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(reduced_motion="reduce").new_page()
    page.goto("/")
    pick(page, "Ada Reed").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Events that name Ada Reed 3 of 8 events"
    )
    assert page.evaluate("document.getAnimations().length") == 0


def test_a_page_that_the_pointer_rests_on_is_fetched_ahead(page: Page) -> None:
    page.goto("/")
    link = page.locator(".event h4 a").first
    address = link.get_attribute("href")
    with page.expect_request(lambda request: request.url.endswith(address)) as ahead:
        link.hover()
    assert ahead.value.headers["sec-purpose"].startswith("prefetch")
    link.click()
    page.wait_for_url(f"**{address}")
    how = "performance.getEntriesByType('navigation')[0].deliveryType"
    assert page.evaluate(how) == "navigational-prefetch"
