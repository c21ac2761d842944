"""Nothing typed is lost: left by mistake, when the session ends, and when somebody signs out."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.doors import log_in

KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('desk-typed:')).length"


@pytest.mark.smoke
def test_what_was_typed_is_offered_kept_through_signing_in_and_forgotten(
    new_context, groups, expected_errors, axe
):
    expected_errors.append("401")
    cora = factories.with_password(factories.curator("cora"))
    event = factories.event(title="As it was", summary="A meeting, a newspaper reports.")
    address = f"/admin/curation/event/{event.pk}/change/"
    page = new_context(viewport={"width": 390, "height": 800}).new_page()
    log_in(page, "cora")
    page.goto(address)
    title = page.get_by_label("Title:")

    # Left without saving: a warning first; then offered in words, and put in only when asked for.
    title.press("End")
    title.press_sequentially(", as I wrote it")
    page.locator("#participations-group .add-row a").click()
    page.locator("[name=participations-0-role]").select_option("host")
    asked = []
    page.on("dialog", lambda one: (asked.append(one.type), one.accept()))
    page.goto("/admin/")
    assert asked == ["beforeunload"]
    page.goto(address)
    offered = page.get_by_role("region", name="What you typed before")
    expect(offered).to_contain_text("you typed here and did not save: Title")
    expect(title).to_have_value("As it was")
    axe(page, context=".desk-typed")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    offered.get_by_role("button", name="Put it back").click()
    expect(title).to_have_value("As it was, as I wrote it")
    expect(page.locator("[name=participations-0-role]")).to_have_value("host")
    expect(offered).to_have_count(0)

    # The session ends: suggestions say so, and saving asks to sign in on the spot.
    page.context.clear_cookies(name="sessionid")
    page.locator("#participations-0 .select2-selection").click()
    dialog = page.get_by_role("dialog", name="Sign in again")
    expect(dialog).to_contain_text("Your session has ended.")
    axe(page, context=".desk-dialog")
    dialog.get_by_role("button", name="Not now").click()
    page.locator("#participations-0 .inline-deletelink").click()
    page.get_by_role("button", name="Save and continue editing").click()
    dialog.get_by_label("Password").fill("wrong")
    expected_errors.append("400")
    dialog.get_by_role("button", name="Sign in").click()
    expect(dialog.get_by_role("alert")).to_contain_text("enter the correct")
    dialog.get_by_label("Password").fill(factories.PASSWORD)
    dialog.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    event.refresh_from_db()
    assert (event.title, event.edited_by) == ("As it was, as I wrote it", cora)
    assert page.evaluate(KEPT) == 0

    # A form that was refused keeps its copy; leaving after it is saved asks nothing.
    del asked[:]
    title.fill("")
    page.get_by_label("Summary:").fill("Another summary")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Please correct the error below.")).to_be_visible()
    assert page.evaluate(KEPT) == 1
    title.fill("A new title")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    page.goto("/admin/work/")
    assert (page.evaluate(KEPT), asked) == (0, [])

    # Signing out forgets what was typed and not saved.
    page.goto(address)
    title.fill("A word that is nobody's business")
    page.goto("/admin/work/")
    assert page.evaluate(KEPT) == 1
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in again")).to_be_visible()
    assert page.evaluate(KEPT) == 0
