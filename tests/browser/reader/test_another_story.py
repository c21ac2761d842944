"""Another story in the browser: the made-up dataset of tests/datasets/lighthouse.

Its front page is looked at in test_front.py, beside that of the shipped timeline.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.rules import LAYOUT

pytestmark = pytest.mark.corpus("lighthouse")
PAGES = [
    "/?phase=night", "/?q=keeper", "/gaps/", "/about/", "/sources/", "/disputes/",
    "/events/light-goes-out/", "/places/grey-skerry/", "/embed/",
    "/report/?gap=oil-is-weighed&edition=1",
]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_no_page_is_hard_to_use_or_wider_than_the_window(
    page: Page, axe: Callable[..., None], address: str
) -> None:
    page.goto(address)
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        wider = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider == 0, f"{page.url} is {wider} pixels wider than {width}"
    axe(page)
    page.set_viewport_size({"width": 390, "height": 800})
    axe(page, only=LAYOUT)


def test_a_reader_finds_what_is_missing_and_brings_a_source(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("The light of Grey Skerry")
    page.get_by_role("contentinfo").get_by_role("link", name="Not told here").click()
    expect(page).to_have_title("Not told here | Grey Skerry")
    page.get_by_role("link", name="Bring a source for: The Marit is raised").click()
    expect(page.get_by_label("What is wrong")).to_have_value("missing-source")
    page.get_by_label("Tell us more").fill("The log of the pilots tells it.")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    page.get_by_role("link", name="The Marit is raised").click()
    expect(page.locator("#marit-is-raised")).to_be_in_viewport()


def test_filters_and_events_are_of_this_story(page: Page) -> None:
    page.goto("/?q=oil")
    expect(page.get_by_role("link", name="The court clears the keeper").first).to_be_visible()
    page.get_by_role("link", name="The court clears the keeper").first.click()
    expect(page).to_have_title("The court clears the keeper | Grey Skerry")
