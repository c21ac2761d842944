"""A curator corrects an event, an editor approves and publishes it, a reader sees it."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.doors import log_in
from timeline.editions.models import Edition
from timeline.editions.publish import publish


@pytest.fixture
def public_event(groups):
    """A published event; its curator and its editor may sign in."""
    factories.with_password(factories.curator("cora"))
    editor = factories.with_password(factories.editor("edith"))
    event = factories.approved(
        slug="the-meeting", title="The comittee met", date="2020-01-07", importance="major"
    )
    publish(by=editor, note="The first edition.")
    return event


@pytest.mark.smoke
def test_from_a_correction_to_the_public_page(new_context, public_event):
    page = new_context().new_page()
    log_in(page, "cora")
    page.get_by_role("link", name="Events", exact=True).first.click()
    page.get_by_role("link", name="The comittee met").click()
    expect(page.get_by_text("Approved by edith")).to_be_visible()

    page.get_by_label("Title:").fill("The committee met in Baghdad")
    page.get_by_label("Date:").fill("3/1/2020")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("it can be read in two ways")).to_be_visible()
    expect(page.get_by_label("Date:")).to_have_value("3/1/2020")
    expect(page.get_by_label("Title:")).to_have_value("The committee met in Baghdad")

    page.get_by_label("Date:").fill("8 January 2020")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_label("Date:")).to_have_value("2020-01-08")
    expect(page.get_by_text("8 January 2020")).to_be_visible()
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_text("was submitted for review")).to_be_visible()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    page.goto("/")
    expect(page.get_by_role("heading", name="The comittee met")).to_be_visible()

    page = new_context().new_page()
    log_in(page, "edith")
    page.get_by_role("link", name="Events", exact=True).first.click()
    page.get_by_role("link", name="The committee met in Baghdad").click()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("was approved: the next edition publishes it")).to_be_visible()

    page.goto("/admin/curation/event/")
    page.get_by_role("link", name="Publish an edition").click()
    title = page.locator("dl.desk-changes div").filter(has_text="title")
    expect(title.locator("del")).to_contain_text("comittee")
    expect(title.locator("ins").last).to_contain_text("in Baghdad")
    page.get_by_label("Note for the public").fill("Corrects a spelling and a date.")
    page.get_by_label("Why it changes").fill("A reader wrote to us.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Edition 2 is published.")).to_be_visible()
    assert Edition.objects.get(pk=2).note == "Corrects a spelling and a date."

    page.get_by_role("link", name="See it in public.").click()
    expect(page.get_by_role("heading", name="The committee met in Baghdad")).to_be_visible()
    expect(page.get_by_text("The comittee met")).to_have_count(0)


@pytest.mark.smoke
def test_two_curators_at_once(new_context, public_event):
    factories.with_password(factories.curator("carl"))
    pages = []
    for name in ("cora", "carl"):
        page = new_context().new_page()
        log_in(page, name)
        page.goto(f"/admin/curation/event/{public_event.pk}/change/")
        pages.append(page)
    first, second = pages
    first.get_by_label("Title:").fill("Cora’s title")
    first.get_by_role("button", name="Save", exact=True).click()
    expect(first.get_by_text("was changed successfully")).to_be_visible()

    second.get_by_label("Title:").fill("Carl’s title")
    second.get_by_role("button", name="Save", exact=True).click()
    expect(
        second.get_by_role("heading", name="Saved by cora while you were editing")
    ).to_be_visible()
    row = second.get_by_role("row", name="Title")
    expect(row).to_contain_text("The comittee met")
    expect(row).to_contain_text("Cora’s")
    expect(row).to_contain_text("Carl’s")
    expect(row.get_by_role("radio", name="Keep mine")).to_be_checked()
    expect(second.get_by_label("Title:")).to_have_value("Carl’s title")
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_text("was changed successfully")).to_be_visible()


def test_a_relation_is_chosen_by_typing_and_an_excerpt_added(new_context, public_event):
    factories.actor(name="Hassan Rouhani").names.create(name="Rohani")
    source = public_event.excerpts.get().source
    page = new_context().new_page()
    log_in(page, "cora")
    page.goto(f"/admin/curation/event/{public_event.pk}/change/")
    page.get_by_text("Add another Excerpt", exact=True).click()
    added = page.locator("#excerpts-1")
    added.locator(".field-source .select2-selection").click()
    page.locator(".select2-dropdown .select2-search__field").fill(source.title)
    page.get_by_role("option", name=source.title).click()
    added.get_by_label("Quote:").fill("Nobody answered questions.")
    added.locator(".field-said_by .select2-selection").click()
    page.locator(".select2-dropdown .select2-search__field").fill("rohani")
    page.get_by_role("option", name="Hassan Rouhani").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    excerpt = public_event.excerpts.last()
    assert (excerpt.quote, excerpt.said_by.name) == ("Nobody answered questions.", "Hassan Rouhani")
    assert excerpt.slug == "the-meeting-2"


def test_the_pages_of_the_desk_on_a_phone_do_not_scroll_sideways(new_context, public_event):
    page = new_context(viewport={"width": 390, "height": 800}).new_page()
    log_in(page, "edith")
    event = f"/admin/curation/event/{public_event.pk}"
    for address in (
        "/admin/",
        "/admin/curation/event/",
        f"{event}/change/",
        f"{event}/history/",
        "/admin/editions/edition/",
        "/admin/editions/edition/1/change/",
        "/admin/editions/edition/publish/",
    ):
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, (address, width)
