"""A curator submits, an editor sends back, the curator mends, the editor approves and publishes."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.doors import log_in
from tests.browser.toolbar import dates
from timeline.curation import actions
from timeline.curation.models import Event
from timeline.editions import archive
from timeline.editions.models import Edition
from timeline.editions.publish import publish


@pytest.fixture
def public_event(groups):
    """A published event; its curator and its editor may sign in."""
    curator = factories.curator("cora")
    curator.first_name, curator.last_name = "Sara", "Lind"
    factories.with_password(curator)
    editor = factories.with_password(factories.editor("edith"))
    event = factories.approved(slug="the-meeting", title="The comittee met", date="2020-01-07")
    publish(by=editor, note="The first edition.")
    return event


@pytest.mark.smoke
def test_from_review_to_the_public_page(new_context, public_event):
    review = f"/admin/review/{public_event.pk}/"
    curator, editor = (new_context().new_page() for _ in range(2))
    log_in(curator, "cora")
    log_in(editor, "edith")

    curator.goto(f"/admin/curation/event/{public_event.pk}/change/")
    curator.get_by_label("Title:").fill("The committee meets")
    curator.get_by_role("button", name="Save and continue editing").click()
    curator.get_by_role("button", name="Submit for review").click()
    expect(curator.get_by_text("was submitted for review")).to_be_visible()

    # An editor finds it, asks, and sends it back.
    editor.goto("/admin/")
    editor.get_by_role("link", name=re.compile("^1 Waiting for me")).click()
    editor.get_by_role("link", name="The committee meets", exact=True).click()
    expect(editor.locator("mark")).to_contain_text(factories.QUOTE)
    expect(editor.get_by_text("It stands on a single origin.")).to_be_visible()
    expect(editor.locator("ins")).to_contain_text("committee meets")
    editor.get_by_label("New comment").fill("Where did it meet?")
    editor.get_by_role("button", name="Comment", exact=True).click()
    expect(editor.get_by_text("Your comment is there")).to_be_visible()
    editor.get_by_role("button", name="Return to draft").click()
    expect(editor.get_by_role("alert")).to_contain_text("Say why it is returned to draft")
    editor.get_by_label("Reason or note").fill("The title has to say where.")
    editor.get_by_role("button", name="Return to draft").click()
    expect(editor.get_by_text("was returned to draft")).to_be_visible()

    # The curator mends it, looks at the preview, and sends it again, by keyboard alone.
    curator.goto("/admin/")
    curator.get_by_role("link", name=re.compile("^1 Returned to me")).click()
    expect(curator.get_by_text("The title has to say where.")).to_be_visible()
    curator.goto(f"/admin/curation/event/{public_event.pk}/change/")
    curator.get_by_label("Title:").fill("The committee met in Baghdad")
    curator.get_by_role("button", name="Save", exact=True).click()
    expect(curator.get_by_text("was changed successfully")).to_be_visible()
    curator.goto(f"/admin/preview/with-{public_event.pk}/events/the-meeting/")
    expect(curator.get_by_text("Preview, not public.")).to_be_visible()
    expect(curator.get_by_role("heading", level=1)).to_have_text("The committee met in Baghdad")
    curator.get_by_role("link", name="Back to the desk").click()
    curator.get_by_role("button", name="Resolve").focus()
    curator.keyboard.press("Enter")
    expect(curator.get_by_text("The comment is marked as resolved.")).to_be_visible()
    curator.get_by_label("Reason or note").focus()
    curator.keyboard.type("It says where now.")
    curator.keyboard.press("Tab")
    expect(curator.get_by_role("button", name="Submit for review")).to_be_focused()
    curator.keyboard.press("Enter")
    expect(curator.get_by_text("was submitted for review", exact=False).first).to_be_visible()

    # The editor approves, looks at the edition as it will be, and publishes it with its reason.
    editor.goto(review)
    expect(editor.get_by_text("It says where now.")).to_be_visible()
    editor.get_by_role("button", name="Approve").click()
    expect(editor.get_by_text("was approved: the next edition publishes it")).to_be_visible()
    editor.goto("/admin/editions/edition/publish/")
    editor.get_by_role("link", name="See the timeline as it will look").click()
    expect(editor.get_by_text("Preview, not public.")).to_be_visible()
    expect(
        editor.get_by_role("link", name="The committee met in Baghdad", exact=True)
    ).to_be_visible()
    editor.get_by_role("link", name="Back to the desk").click()
    editor.get_by_label("Note for the public").fill("Corrects a title.")
    editor.get_by_role("button", name="Publish").click()
    expect(editor.get_by_text("Say why this changes: it is public already.")).to_be_visible()
    expect(editor.get_by_label("Note for the public")).to_have_value("Corrects a title.")
    editor.get_by_label("Why it changes").fill("It did not say where.")
    editor.get_by_role("button", name="Publish").click()
    expect(editor.get_by_text("Edition 2 is published.")).to_be_visible()
    edition = Edition.objects.get(pk=2)
    assert archive.reasons_of(edition) == {("event", "the-meeting"): "It did not say where."}
    editor.goto("/events/the-meeting/")
    expect(editor.get_by_role("heading", level=1)).to_have_text("The committee met in Baghdad")
    assert [one.kind for one in public_event.decisions.all()] == [
        "submitted", "approved", "submitted", "returned", "submitted", "approved",
    ]  # fmt: skip


def test_a_filter_in_a_preview_stays_there(new_context, public_event):
    factories.event(title="A draft", date="2021-05-01")
    page = new_context().new_page()
    log_in(page, "cora")
    page.goto("/admin/preview/drafts/")
    expect(page.get_by_role("link", name="A draft", exact=True)).to_be_visible()
    dates(page)
    page.get_by_label("From", exact=True).fill("2021")
    page.get_by_role("button", name="Show events").click()
    expect(page.get_by_role("link", name="The comittee met", exact=True)).to_have_count(0)
    expect(page.get_by_role("link", name="A draft", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(r"/admin/preview/drafts/\?from=2021$"))


def test_the_second_person_is_told_and_the_first_one_too(new_context, public_event):
    form = f"/admin/curation/event/{public_event.pk}/change/"
    first, second = (new_context().new_page() for _ in range(2))
    log_in(first, "cora")
    log_in(second, "edith")
    first.clock.install()
    first.goto(form)
    expect(first.locator("#desk-here")).to_be_hidden()
    second.goto(form)
    expect(second.get_by_role("status")).to_contain_text("Sara Lind has had this open since")
    first.clock.fast_forward("01:01")
    expect(first.get_by_role("status")).to_contain_text("edith has had this open since")


def test_the_new_pages_are_for_everybody(new_context, public_event, axe):
    curator, editor = factories.curator("cora"), factories.editor("edith")
    sent = factories.submitted(title="Sent")
    factories.excerpt(sent, quote="Not there")
    actions.comment(sent, by=editor, text="Is it a copy?")
    back = factories.submitted(title="Back")
    actions.return_to_draft(back, by=editor, reason="Look again.")
    public_event.title = "Another title"
    actions.record_change(public_event, by=curator)
    actions.approve(actions.submit_for_review(public_event, by=curator), by=editor)
    for width, scheme in ((1280, "light"), (390, "dark")):
        context = new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page = context.new_page()
        log_in(page, "edith")
        for address in (
            "/admin/",
            "/admin/work/",
            "/admin/work/recheck/",
            f"/admin/review/{sent.pk}/",
            f"/admin/review/{public_event.pk}/",
            "/admin/editions/edition/publish/",
            "/admin/preview/next/",
            "/admin/preview/drafts/events/the-meeting/",
        ):
            page.goto(address)
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert Event.objects.filter(stage="in-review").count() == 1
