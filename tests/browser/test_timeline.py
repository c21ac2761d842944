"""The timeline in a browser: filtering by mouse, by keyboard, on a phone and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

pytestmark = pytest.mark.usefixtures("online")
PHONE = {"width": 390, "height": 800}


def facet(page: Page, heading: str, value: str) -> Locator:
    return page.get_by_role("region", name=heading, exact=True).get_by_role(
        "link", name=re.compile(f"^{value} ")
    )


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

    facet(page, "Who", "Ada Reed").click()
    expect(heading(page)).to_have_text("Events that name Ada Reed 3 of 8 events")
    expect(page).to_have_url(re.compile(r"/\?actor=ada$"))
    expect(page).to_have_title("Events that name Ada Reed | Aftermath")
    expect(titles(page)).to_have_text(
        ["The mayor meets Ben Cole", "The Old Bridge closes", "A court reviews the closing"]
    )
    expect(facet(page, "Who", "Ben Cole")).to_have_accessible_name("Ben Cole 1 event")
    expect(facet(page, "Evidence", "Sources differ")).to_have_accessible_name(
        "Sources differ 1 event"
    )
    expect(page.get_by_role("status")).to_have_text("3 of 8 events")

    facet(page, "Phase", "The closing").click()
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
    facet(page, "Who", "Ada Reed").click()
    page.get_by_role("link", name="The Old Bridge closes", exact=True).click()
    expect(heading(page)).to_have_text("The Old Bridge closes")
    page.go_back()
    expect(heading(page)).to_have_text("Events that name Ada Reed 3 of 8 events")
    expect(page.get_by_role("navigation", name="Site")).to_be_visible()


def test_a_facet_can_be_opened_in_a_tab_of_its_own(page: Page, context: BrowserContext) -> None:
    page.goto("/")
    with context.expect_page() as opened:
        facet(page, "Who", "Ada Reed").click(modifiers=["ControlOrMeta"])
    expect(heading(opened.value)).to_have_text("Events that name Ada Reed 3 of 8 events")
    expect(heading(page)).to_have_text("The whole timeline 8 events")


@pytest.mark.smoke
def test_dates(page: Page) -> None:
    page.goto("/?actor=ada")
    mark(page)
    page.get_by_label("From").fill("January 2020")
    page.get_by_label("To", exact=True).fill("3 Jan 2020")
    page.get_by_role("button", name="Show events").click()
    expect(heading(page)).to_have_text(
        "Events that name Ada Reed, January 2020 to 3 January 2020 2 of 8 events"
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
    expect(quote).to_be_hidden()
    page.get_by_text("2 excerpts").click()
    expect(quote).to_be_visible()
    expect(page.get_by_text("no vehicle waited")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/\?kind=finding$"))
    page.get_by_text("2 excerpts").click()
    expect(quote).to_be_hidden()


def test_what_was_unfolded_stays_so_when_the_view_changes(page: Page) -> None:
    page.goto("/")
    page.locator("#tally").get_by_text("2 excerpts").click()
    facet(page, "Phase", "The closing").click()
    expect(heading(page)).to_contain_text("3 of 8 events")
    expect(page.get_by_text("no vehicle waited")).to_be_visible()
    expect(page.get_by_text("The gates shut in the night")).to_be_hidden()


def test_no_results_lead_on(page: Page) -> None:
    page.goto("/?actor=ben")
    facet(page, "Evidence", "Sources differ").click()
    expect(heading(page)).to_contain_text("on which sources differ 1 of 8 events")
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
    facet(page, "Who", "Ada Reed").click()
    expect(page.get_by_role("status")).to_contain_text("The events could not be loaded.")
    expect(page.get_by_role("status")).to_be_in_viewport()
    expect(heading(page)).to_have_text("The whole timeline 8 events")
    page.unroute("**/?actor=ada")
    facet(page, "Who", "Ada Reed").click()
    expect(heading(page)).to_have_text("Events that name Ada Reed 3 of 8 events")
    expect(page.get_by_role("status")).to_have_text("3 of 8 events")


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
    tab_to(page, facet(page, "Who", "Ada Reed"))
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
    button = phone.locator("summary", has_text="Filter")
    expect(facet(phone, "Who", "Ada Reed")).to_be_hidden()
    phone.mouse.wheel(0, 2500)
    expect(heading(phone)).not_to_be_in_viewport()
    expect(button).to_be_in_viewport()  # it goes along
    button.tap()
    expect(facet(phone, "Importance", "Minor events only")).to_be_in_viewport()
    phone.keyboard.press("Escape")
    expect(facet(phone, "Who", "Ada Reed")).to_be_hidden()
    expect(button).to_be_focused()

    button.tap()
    facet(phone, "Who", "Ada Reed").tap()
    expect(heading(phone)).to_have_text("Events that name Ada Reed 3 of 8 events")
    expect(facet(phone, "Who", "Ada Reed")).to_be_visible()  # the sheet stays open
    phone.locator("summary", has_text="Show 3 events").tap()
    expect(facet(phone, "Who", "Ada Reed")).to_be_hidden()
    expect(phone.locator("summary", has_text="Filter 1 in use")).to_be_visible()


# -- without JavaScript ----------------------------------------------------------------------------


def test_without_javascript(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    facet(page, "Who", "Ada Reed").click()
    expect(heading(page)).to_have_text("Events that name Ada Reed 3 of 8 events")
    expect(page).to_have_url(re.compile(r"/\?actor=ada$"))
    page.get_by_label("From").fill("January 2020")
    page.get_by_label("To", exact=True).fill("2020")
    page.get_by_role("button", name="Show events").click()
    expect(page).to_have_url(re.compile(r"/\?from=2020-01&to=2020&actor=ada$"))
    expect(heading(page)).to_have_text(
        "Events that name Ada Reed, January 2020 to 2020 2 of 8 events"
    )
    chip(page, "From January 2020").click()
    expect(page).to_have_url(re.compile(r"/\?to=2020&actor=ada$"))
    page.get_by_role("link", name="Newest first").click()
    expect(titles(page)).to_have_text(["The Old Bridge closes", "The mayor meets Ben Cole"])
    page.locator("#closing").get_by_text("3 excerpts").click()
    expect(page.get_by_text("The gates shut in the night")).to_be_visible()


def test_without_javascript_a_bad_date_is_named_and_kept(
    new_context: Callable[..., BrowserContext], expected_errors: list[str]
) -> None:
    expected_errors.append("400")
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_label("From").fill("banana")
    page.get_by_role("button", name="Show events").click()
    expect(page.get_by_role("alert")).to_contain_text("“banana” is not a date we can use")
    expect(page.get_by_label("From")).to_have_value("banana")


def test_without_javascript_on_a_phone_the_sheet_opens_and_closes(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(java_script_enabled=False, viewport=PHONE).new_page()
    page.goto("/")
    page.locator("summary", has_text="Filter").click()
    facet(page, "Who", "Ada Reed").click()
    expect(heading(page)).to_have_text("Events that name Ada Reed 3 of 8 events")
    expect(facet(page, "Who", "Ada Reed")).to_be_hidden()


# -- for everybody ---------------------------------------------------------------------------------


def unfold(page: Page) -> None:
    """Open everything that folds, but for the sheet of filters."""
    page.evaluate(
        "document.querySelectorAll('details:not(#filters)').forEach(d => { d.open = true })"
    )


def check(page: Page, axe: Callable[..., None]) -> None:
    """axe at two widths, in light and dark, with everything open."""
    for size in ({"width": 1280, "height": 900}, PHONE):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="light")
        axe(page)
        page.emulate_media(color_scheme="dark")  # where nothing differs but colours
        axe(page, options={"runOnly": ["color-contrast"]})


@pytest.mark.parametrize("address", ["/", "/?phase=closing&actor=ada", "/?to=2019&actor=ada"])
def test_nothing_is_hard_to_use(page: Page, axe: Callable[..., None], address: str) -> None:
    page.goto(address)
    check(page, axe)
    unfold(page)
    # On a phone this opens the sheet. A wide window shows the panel anyway, but axe takes what is
    # in a closed <details> for hidden.
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
    page.locator("summary", has_text="Filter").click()
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
