"""Reporting a problem: by keyboard, without JavaScript, and for everybody."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.rules import for_everybody
from timeline.reports.models import Report

pytestmark = pytest.mark.usefixtures("online")


@pytest.mark.smoke
def test_a_problem_is_reported_by_keyboard(page: Page) -> None:
    page.goto("/events/closing/")
    page.get_by_role("link", name="Report a problem with this event").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Report a problem")
    choice = page.get_by_role("combobox", name="What is wrong")
    choice.focus()
    page.keyboard.type("A date")
    page.keyboard.press("Tab")
    expect(page.get_by_role("textbox", name="Tell us more")).to_be_focused()
    page.keyboard.type("It was the 4th.")
    page.keyboard.press("Tab")
    expect(page.get_by_role("textbox", name="Your e-mail address")).to_be_focused()
    page.keyboard.press("Tab")  # past the field that nobody is to fill in
    expect(page.get_by_role("button", name="Send the report")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. The desk has your report")
    report = Report.objects.get()
    assert (report.problem, report.message, report.slug) == ("date", "It was the 4th.", "closing")
    expect(page.get_by_text(report.reference)).to_be_visible()
    assert page.context.cookies() == []
    page.reload()  # which sends nothing again
    assert Report.objects.count() == 1


def test_without_javascript_a_bad_report_keeps_what_was_typed(
    new_context: Callable[..., BrowserContext], expected_errors: list[str]
) -> None:
    expected_errors.append("400")
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/report/?actor=ada")
    page.get_by_role("combobox", name="What is wrong").select_option("other")
    page.get_by_role("textbox", name="Tell us more").fill("x" * 4001)
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("alert")).to_contain_text("This has 4001 characters")
    expect(page.get_by_role("textbox", name="Tell us more")).to_have_value("x" * 4001)
    expect(page.get_by_role("combobox", name="What is wrong")).to_have_value("other")
    page.get_by_role("textbox", name="Tell us more").fill("Shorter.")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. The desk has your report")


def test_the_form_is_for_everybody(
    page: Page, axe: Callable[..., None], expected_errors: list[str]
) -> None:
    expected_errors += ["400", "404"]
    page.goto("/report/?event=closing")
    for_everybody(page, axe)
    page.get_by_role("textbox", name="Tell us more").fill("x" * 4001)
    page.get_by_role("combobox", name="What is wrong").select_option("other")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("alert")).to_be_visible()
    for_everybody(page, axe)
    page.goto("/report/?event=none")
    for_everybody(page, axe)
    page.goto("/report/")
    page.get_by_role("combobox", name="What is wrong").select_option("other")
    page.get_by_role("textbox", name="Tell us more").fill("A thought.")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. The desk has your report")
    for_everybody(page, axe)
