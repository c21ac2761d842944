"""The timeline in a browser: filtering by mouse, by keyboard, on a phone and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.rules import COLOURS
from tests.browser.toolbar import choose, dates, facet, menu_of, opened, sort, unfold

pytestmark = pytest.mark.corpus("published")
PHONE = {"width": 390, "height": 800}


def chip(page: Page, label: str) -> Locator:
    return page.get_by_role("link", name=re.compile(f"^{label} ?, remove this filter"))


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def titles(page: Page) -> Locator:
    return page.get_by_role("heading", level=4)


def mark(page: Page) -> None:
    """Leave something in the window that a reload would lose."""
    page.evaluate("window.kept = true")


def was_not_reloaded(page: Page) -> bool:
    return page.evaluate("window.kept === true")


# -- by mouse --------------------------------------------------------------------------------------


@pytest.mark.smoke
def test_a_facet_filters_without_a_reload_and_back_restores(page: Page) -> None:
    page.goto("/")
    expect(heading(page)).to_have_text("The whole timeline 8 events")
    mark(page)

    choose(page, "Who", "Ada Reed")
    expect(heading(page)).to_have_text("Events that name Ada Reed 3 of 8 events")
    expect(page).to_have_url(re.compile(r"/\?actor=ada$"))
    expect(page).to_have_title("Events that name Ada Reed | Aftermath")
    expect(titles(page)).to_have_text(
        ["The mayor meets Ben Cole", "The Old Bridge closes", "A court reviews the closing"]
    )
    expect(facet(page, "Who", "Ben Cole")).to_have_accessible_name("Ben Cole 1 event")
    opened(page, menu_of(page, "Evidence"))
    expect(facet(page, "Evidence", "Sources differ")).to_have_accessible_name(
        "Sources differ 1 event"
    )
    expect(facet(page, "Who", "Ben Cole")).to_be_hidden()  # one menu at a time
    expect(page.get_by_role("status")).to_have_text("3 of 8 events, oldest first")

    choose(page, "Phase", "The closing")
    expect(heading(page)).to_have_text(
        "Events of the phase “The closing” that name Ada Reed 2 of 8 events"
    )
    chip(page, "Ada Reed").click()
    expect(heading(page)).to_have_text("Events of the phase “The closing” 3 of 8 events")
    expect(page).to_have_url(re.compile(r"/\?phase=closing$"))
    assert was_not_reloaded(page)

    page.go_back()
    expect(page).to_have_url(re.compile(r"/\?phase=closing&actor=ada$"))
    expect(heading(page)).to_contain_text("that name Ada Reed 2 of 8 events")
    page.go_back()
    expect(heading(page)).to_have_text("Events that name Ada Reed 3 of 8 events")
    page.reload()
    expect(heading(page)).to_have_text("Events that name Ada Reed 3 of 8 events")
    expect(page.get_by_role("navigation", name="Site")).to_be_visible()


def test_back_from_another_page_is_the_whole_page_again(page: Page) -> None:
    page.goto("/")
    choose(page, "Who", "Ada Reed")
    page.get_by_role("link", name="The Old Bridge closes", exact=True).click()
    expect(heading(page)).to_have_text("The Old Bridge closes")
    page.go_back()
    expect(heading(page)).to_have_text("Events that name Ada Reed 3 of 8 events")
    expect(page.get_by_role("navigation", name="Site")).to_be_visible()


def test_a_facet_can_be_opened_in_a_tab_of_its_own(page: Page, context: BrowserContext) -> None:
    page.goto("/")
    opened(page, menu_of(page, "Who"))
    with context.expect_page() as other:
        facet(page, "Who", "Ada Reed").click(modifiers=["ControlOrMeta"])
    expect(heading(other.value)).to_have_text("Events that name Ada Reed 3 of 8 events")
    expect(heading(page)).to_have_text("The whole timeline 8 events")


@pytest.mark.smoke
def test_dates(page: Page) -> None:
    page.goto("/?actor=ada")
    mark(page)
    dates(page)
    page.get_by_label("From").fill("January 2020")
    page.get_by_label("To", exact=True).fill("3 Jan 2020")
    page.get_by_role("button", name="Show events").click()
    expect(heading(page)).to_have_text(
        "Events that name Ada Reed, January 2020 to 3 January 2020 "
        "2 of 8 events: 1 certain, 1 possible"
    )
    expect(page).to_have_url(re.compile(r"/\?from=2020-01&to=2020-01-03&actor=ada$"))
    expect(page.get_by_label("To", exact=True)).to_have_value("3 January 2020")
    page.get_by_label("From").fill("")
    page.get_by_label("From").press("Enter")
    expect(page).to_have_url(re.compile(r"/\?to=2020-01-03&actor=ada$"))
    page.get_by_role("link", name="Clear all").click()
    expect(heading(page)).to_have_text("The whole timeline 8 events")
    assert was_not_reloaded(page)


def test_a_bad_date_is_named_beside_its_field_and_stays(
    page: Page, expected_errors: list[str]
) -> None:
    expected_errors.append("400")
    page.goto("/")
    mark(page)
    dates(page)
    page.get_by_label("From").fill("banana")
    page.get_by_label("To", exact=True).fill("2020")
    page.get_by_role("button", name="Show events").click()
    expect(page.get_by_role("alert")).to_contain_text("One part of the address cannot be used")
    expect(page.get_by_label("From")).to_have_value("banana")
    expect(page.get_by_label("From")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("From")).to_have_accessible_description(
        re.compile("“banana” is not a date we can use")
    )
    expect(page.get_by_label("To", exact=True)).to_have_value("2020")
    expect(heading(page)).to_have_text("Events, to 2020 5 of 8 events")  # the rest of it
    page.get_by_label("From").fill("2020")
    page.get_by_role("button", name="Show events").click()
    expect(heading(page)).to_have_text("Events, 2020 4 of 8 events")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert was_not_reloaded(page)


def test_excerpts_unfold_in_place(page: Page) -> None:
    page.goto("/?kind=finding")
    quote = page.get_by_text("Twelve vehicles were turned back.")
    expect(quote).to_have_count(0)  # it comes when it is asked for
    page.get_by_text("2 excerpts").click()
    expect(quote).to_be_visible()
    expect(page.get_by_text("no vehicle waited")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/\?kind=finding$"))
    page.get_by_text("2 excerpts").click()
    expect(quote).to_be_hidden()


def test_what_was_unfolded_stays_so_when_the_view_changes(page: Page) -> None:
    page.goto("/")
    page.locator("#tally").get_by_text("2 excerpts").click()
    choose(page, "Phase", "The closing")
    expect(heading(page)).to_contain_text("3 of 8 events")
    expect(page.get_by_text("no vehicle waited")).to_be_visible()
    expect(page.get_by_text("The gates shut in the night")).to_have_count(0)


def test_what_was_unfolded_and_the_place_are_there_after_going_back(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 600})
    page.goto("/")
    for slug in ("tally", "closing"):
        page.locator(f"#{slug} summary").click()
    expect(page.get_by_text("The gates shut in the night")).to_be_visible()
    page.locator("#review h4 a").scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    page.locator("#review h4 a").click()
    expect(heading(page)).to_have_text("A court reviews the closing")
    page.go_back()
    expect(page.get_by_text("no vehicle waited")).to_be_visible()
    expect(page.get_by_text("The gates shut in the night")).to_be_visible()
    expect(page.locator("#review h4 a")).to_be_in_viewport()
    assert abs(page.evaluate("scrollY") - before) < 20


def test_a_long_list_of_a_menu_comes_when_asked_for(page: Page) -> None:
    page.goto("/")
    opened(page, menu_of(page, "Kind of event"))
    assert page.locator("#values-kind a.pick").count() <= 8
    more = page.locator("#values-kind a.all")
    if more.count():
        more.click()
        expect(more).to_have_count(0)
        expect(page).to_have_url(re.compile("/$"))
    choose(page, "Kind of event", "Finding")
    expect(page).to_have_url(re.compile(r"/\?kind=finding$"))


def test_a_menu_closes_by_escape_and_by_a_press_elsewhere(page: Page) -> None:
    page.goto("/")
    menu = menu_of(page, "Who")
    opened(page, menu)
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("> summary")).to_be_focused()
    opened(page, menu)
    heading(page).click()
    expect(menu).not_to_have_attribute("open", "")


def test_no_results_lead_on(page: Page) -> None:
    page.goto("/?actor=ben")
    choose(page, "Evidence", "Sources differ")
    expect(heading(page)).to_contain_text("on which sources differ 1 of 8 events")
    dates(page)
    page.get_by_label("From").fill("2021")
    page.get_by_role("button", name="Show events").click()
    expect(page.get_by_role("heading", name="No event answers to all of this")).to_be_visible()
    page.get_by_role("link", name="Without “From 2021”").click()
    expect(heading(page)).to_contain_text("1 of 8 events")


def test_a_failed_request_leaves_the_page_and_says_so(
    page: Page, expected_errors: list[str]
) -> None:
    expected_errors += ["ERR_FAILED", "htmx:sendError", "htmx:afterRequest"]
    page.goto("/")
    page.route("**/?actor=ada", lambda route: route.abort())
    choose(page, "Who", "Ada Reed")
    expect(page.get_by_role("status")).to_contain_text("The events could not be loaded.")
    expect(page.get_by_role("status")).to_be_in_viewport()
    expect(heading(page)).to_have_text("The whole timeline 8 events")
    page.unroute("**/?actor=ada")
    choose(page, "Who", "Ada Reed")
    expect(heading(page)).to_have_text("Events that name Ada Reed 3 of 8 events")
    expect(page.get_by_role("status")).to_have_text("3 of 8 events, oldest first")


# -- by keyboard -----------------------------------------------------------------------------------


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab does not come to {target}")


def test_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    tab_to(page, menu_of(page, "Who").locator("> summary"))
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(facet(page, "Who", "Ada Reed")).to_be_focused()
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Events that name Ada Reed 3 of 8 events")
    expect(facet(page, "Who", "Ada Reed")).to_be_focused()
    expect(facet(page, "Who", "Ada Reed")).to_have_accessible_name(
        "Ada Reed chosen, with 3 of these events; choose again to remove"
    )
    page.keyboard.press("Tab")
    expect(facet(page, "Who", "Ministry of Works")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("The whole timeline 8 events")
    expect(facet(page, "Who", "Ada Reed")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu_of(page, "Who").locator("> summary")).to_be_focused()


def test_what_is_removed_hands_the_focus_to_the_heading(page: Page) -> None:
    page.goto("/?phase=closing&actor=ada")
    chip(page, "Ada Reed").focus()
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Events of the phase “The closing” 3 of 8 events")
    expect(heading(page)).to_be_focused()


def test_the_skip_link_leads_past_the_navigation(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(heading(page)).to_be_focused()


# -- on a phone ------------------------------------------------------------------------------------


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Page:
    return new_context(viewport=PHONE, has_touch=True).new_page()


def test_the_sheet_of_filters_on_a_phone(phone: Page) -> None:
    phone.goto("/")
    button = phone.locator("#filters > summary")
    expect(button).to_have_text(re.compile("^Filters"))
    expect(phone.locator("#menu-who")).to_be_hidden()
    phone.mouse.wheel(0, 2500)
    expect(heading(phone)).not_to_be_in_viewport()
    expect(button).to_be_in_viewport()  # it goes along
    button.tap()
    expect(phone.get_by_role("link", name=re.compile("^Major events only"))).to_be_in_viewport()
    phone.keyboard.press("Escape")
    expect(phone.locator("#menu-who")).to_be_hidden()
    expect(button).to_be_focused()

    button.tap()
    opened(phone, menu_of(phone, "Who"))
    facet(phone, "Who", "Ada Reed").tap()
    expect(heading(phone)).to_have_text("Events that name Ada Reed 3 of 8 events")
    expect(facet(phone, "Who", "Ada Reed")).to_be_visible()  # the sheet stays open
    button.get_by_text("Close").tap()
    expect(facet(phone, "Who", "Ada Reed")).to_be_hidden()
    expect(button).to_have_text(re.compile("^Filters 1 in use"))


def test_the_sheet_is_modal_and_closes_when_its_form_is_sent(phone: Page) -> None:
    phone.goto("/")
    button = phone.locator("#filters > summary")
    button.tap()
    names = set()
    for _ in range(40):  # Tab never leaves it
        phone.keyboard.press("Tab")
        names.add(
            phone.evaluate(
                "document.activeElement === document.body || "
                "Boolean(document.activeElement.closest('#filters'))"
            )
        )
    assert names == {True}
    dates(phone)
    phone.get_by_label("From").fill("2021")
    phone.get_by_role("button", name="Show events").tap()
    expect(heading(phone)).to_have_text("Events, from 2021 3 of 8 events")
    expect(phone.locator("#menu-who")).to_be_hidden()
    expect(titles(phone).first).to_be_in_viewport()
    phone.get_by_role("link", name="Clear all").tap()  # the rest of the page is there again
    expect(heading(phone)).to_have_text("The whole timeline 8 events")


# -- without JavaScript ----------------------------------------------------------------------------


def test_without_javascript(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    choose(page, "Who", "Ada Reed")
    expect(heading(page)).to_have_text("Events that name Ada Reed 3 of 8 events")
    expect(page).to_have_url(re.compile(r"/\?actor=ada$"))
    dates(page)
    page.get_by_label("From").fill("January 2020")
    page.get_by_label("To", exact=True).fill("2020")
    page.get_by_role("button", name="Show events").click()
    expect(page).to_have_url(re.compile(r"/\?from=2020-01&to=2020&actor=ada$"))
    expect(heading(page)).to_have_text(
        "Events that name Ada Reed, January 2020 to 2020 2 of 8 events"
    )
    chip(page, "From January 2020").click()
    expect(page).to_have_url(re.compile(r"/\?to=2020&actor=ada$"))
    sort(page, "Newest first")
    expect(titles(page)).to_have_text(["The Old Bridge closes", "The mayor meets Ben Cole"])
    page.locator("#closing").get_by_text("3 excerpts").click()
    page.locator("#closing").get_by_role("link", name="Read what the sources say").click()
    expect(page.get_by_text("The gates shut in the night")).to_be_visible()
    page.goto("/")
    page.get_by_role("link", name="All filters").click()
    page.get_by_role("link", name=re.compile("^Ben Cole")).first.click()
    expect(page).to_have_url(re.compile(r"/\?actor=ben$"))


def test_without_javascript_a_bad_date_is_named_and_kept(
    new_context: Callable[..., BrowserContext], expected_errors: list[str]
) -> None:
    expected_errors.append("400")
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    dates(page)
    page.get_by_label("From").fill("banana")
    page.get_by_role("button", name="Show events").click()
    expect(page.get_by_role("alert")).to_contain_text("“banana” is not a date we can use")
    expect(page.get_by_label("From")).to_have_value("banana")


def test_without_javascript_on_a_phone_the_sheet_opens_and_closes(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(java_script_enabled=False, viewport=PHONE).new_page()
    page.goto("/")
    page.locator("#filters > summary").click()
    choose(page, "Who", "Ada Reed")
    expect(heading(page)).to_have_text("Events that name Ada Reed 3 of 8 events")
    expect(facet(page, "Who", "Ada Reed")).to_be_hidden()


# -- for everybody ---------------------------------------------------------------------------------


def check(page: Page, axe: Callable[..., None]) -> None:
    """axe at two widths, and in dark."""
    page.set_viewport_size(PHONE)
    axe(page, but="color-contrast")  # colours are those of the wide page
    page.set_viewport_size({"width": 1280, "height": 900})
    axe(page)
    page.emulate_media(color_scheme="dark")  # where nothing differs but colours
    axe(page, only=COLOURS)
    page.emulate_media(color_scheme="light")


@pytest.mark.parametrize(
    ("address", "folded"),
    [
        ("/", True),
        ("/", False),
        ("/?phase=closing&actor=ada", False),
        ("/?to=2019&actor=ada", False),
    ],
)
def test_nothing_is_hard_to_use(
    page: Page, axe: Callable[..., None], address: str, folded: bool
) -> None:
    page.goto(address)
    if not folded:
        unfold(page)
        # On a phone this opens the sheet. A wide window shows the panel anyway, but axe takes what
        # is in a closed <details> for hidden.
        page.locator("#filters").evaluate("element => { element.open = true }")
    check(page, axe)


def test_nothing_is_hard_to_use_when_something_is_wrong(
    page: Page, axe: Callable[..., None], expected_errors: list[str]
) -> None:
    expected_errors.append("400")
    page.goto("/?from=banana&actor=adda&wat=1")
    page.locator("#filters").evaluate("element => { element.open = true }")
    check(page, axe)


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("address", ["/", "/?to=2019&actor=ada", "/?from=2020&actor=ada&edition=1"])
def test_nothing_is_wider_than_a_small_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    assert overflow(page) == 0
    unfold(page)
    assert overflow(page) == 0
    page.locator("#filters > summary").click()
    assert overflow(page) == 0
    panel = page.locator("#filters")
    assert panel.evaluate("element => element.scrollWidth <= element.clientWidth")


def test_a_bad_address_is_not_wider_than_a_small_phone(
    page: Page, expected_errors: list[str]
) -> None:
    expected_errors.append("400")
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/?from=" + "9" * 300 + "&actor=" + "x" * 300)
    assert overflow(page) == 0
