"""After a view has changed the reader stands where the control was used, or at the first result.

A browser holds on to whatever survives a change of the page; when all but the footer is replaced,
that is the footer, and the reader lands at the end of the page.
"""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.usefixtures("online_long")
SIZES = {"laptop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
CLOSE = 40  # pixels by which a control may move: lines above it wrap in another way


def from_mid_window(page: Page, control: Locator) -> float:
    """Scroll so that the control is in the middle of the window; its place there, in pixels."""
    control.evaluate("element => element.scrollIntoView({block: 'center', behavior: 'instant'})")
    return top_of(control)


def top_of(part: Locator) -> float:
    box = part.bounding_box()
    assert box is not None
    return box["y"]


def in_window(page: Page, part: Locator) -> bool:
    size = page.viewport_size
    assert size is not None
    return 0 <= top_of(part) < size["height"]


CONTROLS = {
    "a facet": ("#pick-kind-visit", "a", "60 of 120"),
    "an order": ("#sort-newest", "a", "120 events"),
    "a lane of the picture": (".over-phase", "#overview", "120 of 120"),
    "a step of the picture": (".over-step", "#overview", "of 120"),
    "a number of the picture": (".over-cell > .badge", "#overview", "of 120"),
    "a move of the picture": ("#zoom-closer", "#overview", "of 120"),
}


@pytest.mark.parametrize("control", CONTROLS)
def test_a_control_stays_where_it_was_used(page: Page, control: str) -> None:
    page.set_viewport_size(SIZES["laptop"])
    page.goto("/")
    selector, held, count = CONTROLS[control]
    link = page.locator(selector).first
    from_mid_window(page, link)
    kept = page.locator(selector if held == "a" else held).first
    before = top_of(kept)
    link.click()
    expect(page).not_to_have_url("/")
    expect(page.locator("#count")).to_contain_text(count)
    if control == "an order":  # the order in use is no link
        kept = page.locator(".sorts")
        assert in_window(page, kept)
    else:
        expect(kept).to_be_visible()
        assert abs(top_of(kept) - before) < CLOSE


def test_a_search_stays_at_its_field(page: Page) -> None:
    page.set_viewport_size(SIZES["laptop"])
    page.goto("/")
    field = page.get_by_role("searchbox").or_(page.get_by_role("combobox"))
    from_mid_window(page, field)
    field.fill("Entry 7")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=Entry%207"))
    expect(page.locator("#count")).to_contain_text(" of 120")
    assert in_window(page, page.locator("#q"))
    assert in_window(page, page.locator(".list h4").first)


def test_a_removed_filter_leaves_one_at_the_results(page: Page) -> None:
    page.set_viewport_size(SIZES["laptop"])
    page.goto("/?kind=visit")
    page.get_by_role("link", name="Visit , remove this filter").click()
    expect(page.locator("#count")).to_have_text("120 events")
    assert in_window(page, page.locator(".list")) or in_window(page, page.locator("#chips"))


def test_what_is_chosen_in_the_sheet_shows_its_first_result_beneath(page: Page) -> None:
    page.set_viewport_size(SIZES["phone"])
    page.goto("/")
    page.locator("#filters > summary").evaluate("element => element.scrollIntoView()")
    page.mouse.wheel(0, 2000)
    page.locator("#filters > summary").click()
    page.locator("#pick-kind-visit").click()
    expect(page.locator("#count")).to_contain_text("60 of 120")
    page.locator("#filters > summary").click()
    assert in_window(page, page.locator(".list h4").first)


def test_going_back_restores_the_place(page: Page) -> None:
    page.set_viewport_size(SIZES["laptop"])
    page.goto("/")
    link = page.locator("#pick-kind-visit")
    from_mid_window(page, link)
    before = page.evaluate("scrollY")
    link.click()
    expect(page.locator("#count")).to_contain_text("60 of 120")
    page.go_back()
    expect(page.locator("#count")).to_have_text("120 events")
    page.wait_for_timeout(300)
    assert abs(page.evaluate("scrollY") - before) < CLOSE
