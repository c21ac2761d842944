"""Searching as a person does: by keyboard alone, with suggestions, and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.toolbar import dates, sort

pytestmark = pytest.mark.corpus("published")


def tab_to(page: Page, name: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == name:
            return
    raise AssertionError(f"Tab never reaches {name}")


def test_by_keyboard_alone(page: Page, axe):
    page.goto("/")
    tab_to(page, "q")
    field = page.get_by_role("combobox", name="Search")
    page.keyboard.type("harb")
    option = page.get_by_role("option", name=re.compile("Harbour Town"))
    expect(option).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    axe(page)

    search = page.get_by_role("option", name=re.compile("Search for “harb”"))
    page.keyboard.press("ArrowDown")
    expect(search).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("harb")

    page.keyboard.type("o")
    page.keyboard.press("ArrowDown")
    expect(option).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/\?place=harbour-town$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Harbour Town")


@pytest.mark.smoke
def test_keys_that_come_before_the_script_are_heard(page: Page) -> None:
    def late(route: Route) -> None:
        page.wait_for_timeout(500)
        route.continue_()

    page.route("**/js/suggest*.js", late)
    page.goto("/")
    tab_to(page, "q")
    page.keyboard.type("harb")
    expect(page.get_by_role("option", name=re.compile("Harbour Town"))).to_be_visible()


def test_enter_searches_without_a_reload(page: Page, axe):
    page.goto("/")
    page.evaluate("window.same = true")
    tab_to(page, "q")
    page.keyboard.type("queues")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/\?q=queues$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Events matching “queues”")
    expect(page).to_have_title("Events matching “queues” | Aftermath")
    assert page.evaluate("window.same") is True
    expect(page.get_by_role("status")).to_have_text("1 of 8 events, best match first")
    assert page.evaluate("document.activeElement.id") == "q"
    page.get_by_text("1 excerpt").click()
    expect(page.get_by_role("figure").locator("mark", has_text="queues")).to_be_visible()
    axe(page)


def test_a_search_of_no_words_says_so_without_a_reload(page: Page, axe):
    page.goto("/")
    page.evaluate("window.same = true")
    page.get_by_role("searchbox", name="Search").or_(page.get_by_role("combobox")).fill('""')
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#search-note")).to_contain_text("There is no word to look for")
    expect(page.locator("#q")).to_have_value('""')
    assert page.evaluate("window.same") is True
    axe(page)


def test_without_javascript(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_role("searchbox", name="Search").fill("traffic")
    page.get_by_role("button", name="Search").click()
    dates(page)
    page.get_by_label("From").fill("3 Jan 2020")
    page.get_by_role("button", name="Show events").click()
    expect(page).to_have_url(re.compile(r"/\?q=traffic&from=2020-01-03$"))
    expect(page.get_by_role("heading", level=4)).to_have_count(2)
    expect(page.get_by_label("From")).to_have_value("3 January 2020")


@pytest.mark.smoke
def test_best_match_first(page: Page):
    page.goto("/?q=bridge&sort=oldest")
    sort(page, "Best match first")
    expect(page.get_by_role("heading", name="Best matches")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/\?q=bridge$"))
