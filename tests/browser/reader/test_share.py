"""The share menu in a browser: by keyboard, without a clipboard, without JavaScript; the packet."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.rules import COLOURS

pytestmark = pytest.mark.corpus("published")
PHONE = {"width": 390, "height": 800}
APA = "Aftermath. (2026, March 1). Events that name Ada Reed (edition 1). {}/?actor=ada&edition=1"


def opened(page: Page, address: str = "/?actor=ada", name: str = "Share, cite, download") -> Page:
    page.goto(address)
    page.locator("#share > summary", has_text=name).press("Enter")
    return page


def test_by_keyboard(context: BrowserContext, page: Page, axe: Callable[..., None], site_url: str):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page)
    page.keyboard.press("Tab")
    expect(page.get_by_label("Link to this view, always up to date")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Copied the link")
    expect(button).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site_url}/?actor=ada"
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # Cite
    citation = page.locator("#cite-apa")
    expect(citation).to_have_text(APA.format(site_url))
    page.get_by_role("button", name="Copy APA").press("Enter")
    expect(page.get_by_role("button", name="Copied APA")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == APA.format(site_url)
    axe(page)
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    axe(page)
    page.keyboard.press("Escape")
    expect(page.locator("#share")).not_to_have_attribute("open", "")
    expect(page.locator("#share > summary")).to_be_focused()


def test_where_there_is_no_clipboard_the_text_is_selected(page: Page, site_url: str):
    """As on a page that has come without TLS."""
    page.add_init_script("delete Navigator.prototype.clipboard")
    opened(page, "/events/review/", "Share, cite")
    page.get_by_role("button", name="Copy the permanent link").click()
    expect(page.get_by_role("button", name="Selected the permanent link")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text(
        "The text is selected. Copy it with the keyboard."
    )
    expect(page.locator("#pin")).to_be_focused()
    selected = "(field => field.value.slice(field.selectionStart, field.selectionEnd))"
    chosen = page.locator("#pin").evaluate(selected)
    assert chosen == f"{site_url}/events/review/?edition=1"
    page.locator("#cite > summary").click()
    page.get_by_role("button", name="Copy RIS").click()
    expect(page.get_by_role("button", name="Selected RIS")).to_be_visible()
    assert page.evaluate("getSelection().toString()").startswith("TY  - ELEC\nID  - aftermath-re")


def test_it_stays_open_and_follows_the_view(page: Page, site_url: str):
    page.set_viewport_size(PHONE)  # where the menu lies in the page and not over it
    opened(page)
    page.locator("#cite > summary").click()
    expect(page.locator("#cite-apa")).to_be_visible()
    page.locator("#sort-newest").dispatch_event("click")  # as the keyboard does
    expect(page).to_have_url(f"{site_url}/?actor=ada&sort=newest")
    expect(page.locator("#link")).to_have_value(f"{site_url}/?actor=ada&sort=newest")
    expect(page.locator("#link")).to_be_visible()
    expect(page.locator("#cite-apa")).to_contain_text("sort=newest&edition=1")


def test_without_javascript(new_context: Callable[..., BrowserContext], site_url: str):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/events/review/")
    page.locator("#share > summary").click()
    expect(page.locator("#link")).to_have_value(f"{site_url}/events/review/")
    expect(page.locator("main").get_by_role("button")).to_have_count(0)
    page.locator("#cite > summary").click()
    page.get_by_role("link", name="Citations of this event").click()
    expect(page).to_have_url(f"{site_url}/events/review/cite/")
    expect(page.locator("#cite-mla")).to_contain_text("1 Mar. 2026")
    page.get_by_role("link", name="Back to what is cited").click()
    expect(page).to_have_url(f"{site_url}/events/review/")


def test_pages_of_citations_are_for_everybody(page: Page, axe: Callable[..., None]):
    for address in ("/cite/?actor=ada", "/events/closing/cite/", "/sources/wire-persian/cite/"):
        page.goto(address)
        axe(page)
        page.set_viewport_size({"width": 320, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        page.set_viewport_size({"width": 1280, "height": 800})


def test_the_packet_has_its_style_here_and_on_a_disk(
    page: Page, axe: Callable[..., None], expected_errors: list[str], tmp_path: Path
):
    response = page.goto("/timeline.html")
    assert response is not None
    rule = page.locator("blockquote").first
    expect(rule).to_have_css("border-inline-start-width", "3px")
    page.get_by_role("link", name="Source 1", exact=True).first.click()
    expect(page.locator("#source-1")).to_be_in_viewport()
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        axe(page)
    page.emulate_media(color_scheme="dark")
    axe(page, only=COLOURS)
    saved = tmp_path / "packet.html"
    saved.write_bytes(response.body())
    expected_errors.append(f"request to another host: {saved.as_uri()}")
    page.goto(saved.as_uri())
    expect(page.locator("blockquote").first).to_have_css("border-inline-start-width", "3px")
