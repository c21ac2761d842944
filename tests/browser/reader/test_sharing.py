"""Frames on other sites, and data in the page: seen, and without violations."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect

from tests.browser.rules import for_everybody

pytestmark = pytest.mark.corpus("published")


@pytest.fixture
def elsewhere(page: Page, expected_errors: list[str]) -> Iterator[Callable[[str], str]]:
    """elsewhere(frame) opens a page of another site, which frames an address of ours.

    A server of its own, because a browser lets no page of the wide web frame one of this machine.
    """
    bodies: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(bodies[-1].encode())

        def log_message(self, *said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever).start()
    address = f"http://127.0.0.1:{server.server_port}/"

    def opened(frame: str) -> str:
        icon = '<link rel="icon" href="data:,">'
        bodies.append(f'<!doctype html><title>News</title>{icon}<iframe src="{frame}"></iframe>')
        expected_errors.append(f"request to another host: {address}")  # this one alone
        page.goto(address)
        return address

    yield opened
    server.shutdown()
    server.server_close()


def test_another_site_frames_a_view(
    page: Page, site_url: str, elsewhere: Callable[[str], str]
) -> None:
    """Nothing but the other site's own page is an error in the console."""
    address = elsewhere(f"{site_url}/embed/?actor=ada")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_have_text("Events that name Ada Reed")
    expect(frame.locator("h1")).to_have_css("font-weight", "700")
    link = frame.get_by_role("link", name="The Old Bridge closes")
    with page.context.expect_page() as opened:
        link.click()
    expect(opened.value).to_have_url(f"{site_url}/events/closing/")
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("The Old Bridge closes")
    assert page.url == address  # the other site's page stays


def test_another_site_cannot_frame_a_full_page(
    page: Page, site_url: str, elsewhere: Callable[[str], str], expected_errors: list[str]
) -> None:
    expected_errors.append("frame-ancestors 'none'")
    with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
        elsewhere(f"{site_url}/events/closing/")
    expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_have_count(0)


def test_frames_are_for_everybody(page: Page, axe: Callable[..., None]) -> None:
    for address in ("/embed/", "/embed/events/plan/", "/embed/events/tally/"):
        page.goto(address)
        for_everybody(page, axe)


def test_data_in_the_page_is_no_violation(page: Page) -> None:
    """Were it one, the console would have an error, and this test would fail by it."""
    for address in ("/", "/events/closing/", "/actors/ada/", "/sources/wire-closing/"):
        page.goto(address)
        text = page.locator('script[type="application/ld+json"]').text_content()
        assert json.loads(text or "")["@context"] == "https://schema.org"
