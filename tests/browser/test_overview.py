"""The overview picture in a browser: played with by mouse, by keyboard and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

pytestmark = pytest.mark.usefixtures("online")


def lying(page: Page) -> Locator:
    return page.locator(".o-lying")


def step(page: Page, name: str) -> Locator:
    return lying(page).get_by_role("link", name=re.compile(f"^{name}: "))


def mark(page: Page, title: str) -> Locator:
    return lying(page).get_by_role("link", name=re.compile(f"^{title}"))


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def drag(page: Page, first: Locator, last: Locator, below: int = 60) -> None:
    """Press below one step, and move to below another; the button stays down."""
    start, end = first.bounding_box(), last.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + below)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + below, steps=4)


def test_dragging_sets_the_dates_and_back_restores(page: Page) -> None:
    page.goto("/?actor=ada")
    page.evaluate("window.kept = true")
    drag(page, step(page, "2020"), step(page, "2021"))
    expect(page.locator(".band")).to_be_visible()
    page.mouse.up()
    expect(heading(page)).to_have_text("Events that name Ada Reed, 2020 to 2021 3 of 8 events")
    expect(page).to_have_url(re.compile(r"/\?from=2020&to=2021&actor=ada$"))
    assert page.evaluate("window.kept")  # not reloaded
    expect(page.locator(".band")).to_have_count(0)

    page.go_back()
    expect(heading(page)).to_have_text("Events that name Ada Reed 3 of 8 events")


def test_dragging_backwards_is_the_same_range(page: Page) -> None:
    page.goto("/")
    drag(page, step(page, "2021"), step(page, "2020"))
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"/\?from=2020&to=2021$"))


def test_the_strip_can_be_dragged_over_too(page: Page) -> None:
    page.goto("/")
    years = page.locator(".o-strip")
    first = years.get_by_role("link", name=re.compile("^2019: "))
    last = years.get_by_role("link", name=re.compile("^2020: "))
    drag(page, first, last, below=-12)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"/\?from=2019&to=2020$"))


def test_escape_gives_up_a_drag(page: Page) -> None:
    page.goto("/")
    drag(page, step(page, "2020"), step(page, "2021"))
    expect(page.locator(".band")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".band")).to_have_count(0)
    page.mouse.up()
    expect(heading(page)).to_have_text("The whole timeline 8 events")


def test_a_step_zooms_in_and_a_link_zooms_out(page: Page) -> None:
    page.goto("/")
    page.evaluate("window.kept = true")
    step(page, "2020").click()
    expect(heading(page)).to_have_text("Events, 2020 4 of 8 events")
    expect(step(page, "3 January 2020|January 2020")).not_to_have_count(0)
    expect(mark(page, "The ministry plans works")).to_have_count(0)  # lies elsewhere
    page.get_by_role("link", name="Zoom out to the whole span").click()
    expect(heading(page)).to_have_text("The whole timeline 8 events")
    expect(mark(page, "The ministry plans works")).to_have_count(1)
    assert page.evaluate("window.kept")

    page.wait_for_timeout(400)  # a transition is shown for 120 ms, and takes no pointer meanwhile
    # The picture that htmx has put there can be dragged over as the first one could.
    drag(page, step(page, "2020"), step(page, "2021"))
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"/\?from=2020&to=2021$"))


def test_a_mark_leads_to_its_event_and_says_its_name(page: Page) -> None:
    page.goto("/")
    closing = mark(page, "The Old Bridge closes, 3 January 2020")
    closing.hover()
    expect(page.locator(".o-say")).to_have_text("The Old Bridge closes, 3 January 2020")
    closing.click()
    expect(page).to_have_url(re.compile("/events/closing/$"))


def test_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    first = mark(page, "The ministry plans works")
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(mark(page, "The mayor meets Ben Cole")).to_be_focused()
    page.keyboard.press("End")
    expect(mark(page, "Traffic is heavier")).to_be_focused()
    page.keyboard.press("ArrowRight")  # there is no further one
    expect(mark(page, "Traffic is heavier")).to_be_focused()
    page.keyboard.press("Home")
    expect(first).to_be_focused()

    step(page, "2021").focus()
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Events, 2021 2 of 8 events")


def test_the_picture_can_be_skipped(page: Page) -> None:
    page.goto("/")
    skip = page.get_by_role("link", name="Skip the picture")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('.body').contains(document.activeElement)")


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Page:
    return new_context(viewport={"width": 320, "height": 700}, has_touch=True).new_page()


def test_on_a_phone_the_picture_stands_and_steps_are_tapped(phone: Page) -> None:
    phone.goto("/")
    expect(lying(phone)).to_be_hidden()
    standing = phone.locator(".o-standing")
    expect(standing).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    for link in standing.get_by_role("link").all():
        box = link.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24  # pixels that a finger needs
    standing.get_by_role("link", name=re.compile("^2020: ")).tap()
    expect(heading(phone)).to_have_text("Events, 2020 4 of 8 events")
    expect(phone.get_by_role("link", name="Zoom out to the whole span")).to_be_visible()


def test_steps_years_and_phases_are_links_without_javascript(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    page.locator(".o-strip").get_by_role("link", name=re.compile("^2020: ")).click()
    expect(heading(page)).to_have_text("Events, 2020 4 of 8 events")
    lying(page).get_by_role("link", name=re.compile("^Afterwards: ")).click()
    expect(heading(page)).to_have_text("Events of the phase “Afterwards”, 2020 1 of 8 events")
    mark(page, "The ministry denies delays").click()
    expect(page).to_have_url(re.compile("/events/denial/$"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(
    new_context: Callable[..., BrowserContext],
    axe: Callable[..., None],
    width: int,
    scheme: str,
) -> None:
    page = new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
    for address in ("/", "/?from=2020&to=2021&actor=ada", "/actors/ada/"):
        page.goto(address)
        axe(page)
