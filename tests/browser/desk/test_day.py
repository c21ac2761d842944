"""A day at the desk, by two people: what one of them did is never undone, lost or untold."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.doors import log_in
from timeline.curation.models import Event
from timeline.editions.models import Edition, Record
from timeline.editions.publish import publish

PUBLISH = "/admin/editions/edition/publish/"


def public_title(slug):
    return Record.objects.current().get(kind="event", slug=slug).document["title"]


@pytest.mark.smoke
def test_two_people_and_one_day(new_context, groups):
    factories.with_password(factories.curator("cora"))
    edith = factories.with_password(factories.editor("edith"))
    met = factories.approved(slug="met", title="The comittee met")
    hoax = factories.approved(slug="hoax", title="A hoax")
    publish(by=edith, note="First.")
    form = f"/admin/curation/event/{met.pk}/change/"
    cora, desk = new_context().new_page(), new_context().new_page()
    log_in(cora, "cora")
    log_in(desk, "edith")

    # Cora leaves her form by mistake, and gets back what she typed; an edit says what it did.
    cora.goto(form)
    cora.get_by_label("Title:").fill("The committee met")
    cora.on("dialog", lambda one: one.accept())
    cora.goto("/admin/")
    cora.goto(form)
    cora.get_by_role("button", name="Put it back").click()
    cora.get_by_role("button", name="Submit the change").click()
    expect(cora.get_by_text("was submitted for review")).to_be_visible()

    # Edith finds it by what waits, takes it, and returns it with a reason that Cora's form shows.
    desk.goto("/admin/work/waiting/?kind=event&by=cora")
    desk.get_by_role("button", name="Take The committee met").click()
    expect(desk.get_by_text("is assigned to you")).to_be_visible()
    expect(desk.get_by_text("assigned to edith")).to_be_visible()
    desk.get_by_role("link", name="The committee met", exact=True).click()
    expect(desk.locator(".desk-changes ins").first).to_contain_text("committee")
    desk.get_by_label("Reason or note").fill("Say where they met.")
    desk.get_by_role("button", name="Return to draft").click()
    expect(desk.get_by_text("was returned to draft").first).to_be_visible()
    cora.goto(form)
    expect(cora.get_by_text("Say where they met.").first).to_be_visible()
    cora.get_by_label("Title:").fill("The committee met in Baghdad")
    cora.get_by_role("button", name="Submit for review").click()
    expect(cora.get_by_text("was submitted for review")).to_be_visible()

    # What was read on a page that is old by now is not what is approved.
    desk.goto(f"/admin/review/{met.pk}/")
    cora.goto(form)
    cora.get_by_label("Title:").fill("The committee met in Basra")
    cora.get_by_role("button", name="Submit the change").click()
    expect(cora.get_by_text("was submitted for review")).to_be_visible()
    desk.get_by_role("button", name="Approve").click()
    expect(desk.get_by_text("somebody changed this event since")).to_be_visible()
    desk.get_by_role("button", name="Approve").click()
    expect(desk.get_by_text("was approved: the next edition publishes it")).to_be_visible()

    # A withdrawal outlives an edit.
    desk.goto(f"/admin/review/{hoax.pk}/")
    desk.get_by_label("Reason or note").fill("Taken down.")
    desk.get_by_role("button", name="Withdraw").click()
    expect(desk.get_by_text("was withdrawn").first).to_be_visible()
    cora.goto(f"/admin/curation/event/{hoax.pk}/change/")
    cora.get_by_label("Title:").fill("A hoax, they say")
    cora.get_by_role("button", name="Save and continue editing").click()
    expect(cora.get_by_text("stays withdrawn").first).to_be_visible()
    assert Event.objects.get(pk=hoax.pk).stage == "withdrawn"

    # The withdrawal is published, and the correction left out of the edition for now.
    desk.goto(PUBLISH)
    desk.get_by_label("Note for the public").fill("A hoax is gone.")
    desk.get_by_label("Reason for all that have none of their own").fill("It was a hoax.")
    desk.get_by_label("Leave it out of this edition: The committee met in Basra").check()
    desk.get_by_role("button", name="Show what is left then").click()
    expect(desk.get_by_role("heading", name="Left out of this edition")).to_be_visible()
    expect(desk.get_by_label("Note for the public")).to_have_value("A hoax is gone.")
    desk.get_by_role("button", name="Publish", exact=True).click()
    expect(desk.get_by_text("is published")).to_be_visible()
    assert Edition.objects.count() == 2
    assert public_title("met") == "The comittee met"
    assert not Record.objects.current().filter(kind="event", slug="hoax").exists()
    desk.goto(PUBLISH)
    expect(desk.get_by_text("1 event changed")).to_be_visible()
