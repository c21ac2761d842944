"""Two-factor login by keyboard, and an upload that is seen before it is written."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.accounts.test_app import code_at
from tests.browser.doors import log_in
from tests.dataset.small import FILES, edited
from timeline.curation.dataset.archives import pack
from timeline.curation.models import Actor

# Without fetching the style sheets again, into elements that the content security policy refuses.


@pytest.fixture
def people(groups):
    """Cora and Edith, who may sign in; the groups as migrations make them."""
    factories.with_password(factories.curator("cora"))
    factories.with_password(factories.editor("edith"))


@pytest.mark.smoke
def test_two_factor_login_is_set_up_and_used_by_keyboard(new_context, people, axe):
    page = new_context().new_page()
    log_in(page, "cora")
    page.get_by_role("link", name="My account").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="My account")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Set it up").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("img", name="QR code of the key")).to_be_visible()
    axe(page)
    key = page.locator("code.desk-key").inner_text()
    code = page.get_by_label("Code:")
    code.focus()
    page.keyboard.type("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This is not the code that the app shows")).to_be_visible()
    expect(page.locator("code.desk-key")).to_have_text(key)
    code.fill("")
    code.focus()
    page.keyboard.type(code_at(key, int(time.time()) - 30))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Two-factor login is on.")).to_be_visible()
    axe(page)
    recovery = page.get_by_role("list", name="Recovery codes").get_by_role("listitem")
    expect(recovery).to_have_count(10)
    spare = recovery.first.inner_text()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("You have 10 recovery codes left.")).to_be_visible()

    page.get_by_role("button", name="Log out").focus()
    page.keyboard.press("Enter")
    for given in (code_at(key, int(time.time())), spare):
        expect(page.get_by_role("heading", name="Logged out")).to_be_visible()
        page.goto("/admin/")
        page.get_by_label("Username").focus()
        page.keyboard.type("cora")
        page.keyboard.press("Tab")
        page.keyboard.type(factories.PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
        axe(page)
        page.get_by_label("Code:").focus()
        page.keyboard.type(given)
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="My account")).to_be_visible()
        page.get_by_role("button", name="Log out").click()


@pytest.mark.smoke
def test_an_upload_is_seen_first_and_loaded_then(new_context, people, axe, settings):
    settings.FOUR_EYES = False
    page = new_context().new_page()
    log_in(page, "edith")
    page.goto("/admin/curation/upload/")
    axe(page)

    def send(files):
        content = pack((name, text.encode()) for name, text in files.items())
        page.get_by_label("Files:").set_input_files(
            {"name": "desk.zip", "mimeType": "application/zip", "buffer": content}
        )
        page.get_by_role("button", name="Show what would change").click()

    send(edited("actors.yaml", "kind: collective", "kind: crowd"))
    expect(
        page.get_by_text("actors.yaml, line 15: “crew” kind: “crowd” is not known")
    ).to_be_visible()
    page.get_by_role("button", name="Drop the upload").click()
    send(FILES)
    expect(page.get_by_text("14 would be new or changed")).to_be_visible()
    assert not Actor.objects.exists()
    page.get_by_role("button", name="Load what is shown").click()
    expect(page.get_by_text("“desk.zip” is loaded.")).to_be_visible()
    send(edited("actors.yaml", "Mayor.", "Mayor until 2021."))
    expect(page.locator("ins")).to_have_text(re.compile("until 2021"))
    axe(page)
    page.get_by_role("button", name="Load what is shown").click()
    expect(page.get_by_text("1 changed")).to_be_visible()
    assert Actor.objects.get(slug="ada").description == "Mayor until 2021."
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the desk").click()
    assert download.value.suggested_filename.startswith("aftermath-desk-")
