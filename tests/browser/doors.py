"""What a person does in a browser before the test proper."""

from playwright.sync_api import Page, expect

from tests import factories


def log_in(page: Page, name: str) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("link", name="Aftermath desk")).to_be_visible()
