"""The toolbar of the timeline, as a person uses it: a menu is opened, then something is chosen."""

import re

from playwright.sync_api import Locator, Page, expect


def facet(page: Page, heading: str, value: str) -> Locator:
    """The link of a facet's value, whether its menu is open or not."""
    section = page.locator("section.facet", has=page.locator(f'h3:text-is("{heading}")'))
    return section.locator("a.pick", has_text=re.compile(rf"^\s*{re.escape(value)}\b"))


def menu_of(page: Page, heading: str) -> Locator:
    return page.locator("details.menu", has=page.locator(f'h3:text-is("{heading}")'))


def opened(page: Page, menu: Locator) -> None:
    """Open a menu of the toolbar, unless it is open."""
    if menu.get_attribute("open") is None:
        menu.locator("> summary").click()


def choose(page: Page, heading: str, value: str) -> None:
    """Choose a value of a facet in its menu."""
    opened(page, menu_of(page, heading))
    facet(page, heading, value).click()


def dates(page: Page) -> None:
    """Open the menu that has the fields for dates."""
    opened(page, page.locator("#menu-dates"))


def sort(page: Page, order: str) -> None:
    opened(page, page.locator("#menu-order"))
    page.get_by_role("link", name=order).click()


def unfold(page: Page, but: str = "#filters") -> None:
    """Open everything that folds, but for the sheet of filters and what `but` selects."""
    page.evaluate(
        "but => document.querySelectorAll(`details:not(#filters, ${but})`)"
        ".forEach(one => { one.open = true })",
        but,
    )
    page.wait_for_load_state("networkidle")  # excerpts come when they are unfolded
    expect(page.locator(".htmx-request, .htmx-swapping")).to_have_count(0)
