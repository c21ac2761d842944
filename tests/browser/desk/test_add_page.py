"""From a page that one reads to review, in one panel: how many clicks and typed fields it takes."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.doors import log_in
from tests.desk.test_add_page import PAGE, QUOTE
from tests.web import web
from timeline.curation.models import Event

MOST_CLICKS, MOST_TYPED = 8, 6


@pytest.fixture
def people(groups):
    factories.with_password(factories.curator("cora"))
    factories.phase(name="Aftermath")


@pytest.fixture
def own_hosts(site_url):
    return (f"{site_url}/", "https://harbour.example/")


class Counted:
    """A person at a page: what they click, choose and type is counted."""

    def __init__(self, page):
        self.page, self.clicks, self.typed = page, 0, 0

    def click(self, role, name):
        self.clicks += 1
        self.page.get_by_role(role, name=name, exact=True).click()

    def choose(self, label, option):
        self.clicks += 1
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def type(self, label, words):
        self.typed += 1
        self.page.get_by_label(label, exact=True).fill(words)


@pytest.mark.smoke
def test_from_an_address_to_review_in_eight_clicks_and_six_fields(
    new_context, people, axe, settings
):
    page = new_context().new_page()
    log_in(page, "cora")
    person = Counted(page)
    with web() as site:
        settings.FETCH, settings.FETCH_ALSO = True, frozenset({site.host})
        person.click("link", "Add this page")
        axe(page)
        person.type("Address", site.page("/bridge", PAGE))
        person.click("button", "Read the page")
        expect(page.get_by_label("Title", exact=True).first).to_have_value(
            "Old Bridge closed after inspection"
        )
    person.type("What it is, if it is new here", "daily newspaper")
    person.type("Quotation", QUOTE)
    new = page.locator(".desk-new")
    person.typed += 2
    new.get_by_label("Title", exact=True).fill("The Old Bridge is closed")
    new.get_by_label("Summary", exact=True).fill("The harbour master closes it.")
    person.choose("Phase", "Aftermath")
    person.clicks += 1
    new.get_by_label("Kind", exact=True).select_option(label="Decision")
    axe(page)
    person.click("button", "Save and submit for review")
    expect(page.get_by_role("heading", name="What is missing")).to_be_visible()
    assert (person.clicks, person.typed) == (5, 5)
    assert person.clicks <= MOST_CLICKS
    assert person.typed <= MOST_TYPED
    event = Event.objects.get()
    assert (event.stage, event.excerpts.get().source.stage) == ("in-review", "in-review")
    page.get_by_role("button", name="Confirm the date").click()
    expect(page.get_by_text("You confirmed the date, “2020-01-07”.")).to_be_visible()


def test_the_bookmarklet_sends_the_page_that_one_reads_and_saves_nothing(new_context, people):
    context = new_context()
    page = context.new_page()
    log_in(page, "cora")
    page.goto("/admin/curation/source/add-page/")
    link = page.get_by_role("link", name="Add this page", exact=True)
    script = link.get_attribute("href").removeprefix("javascript:")
    context.route("https://harbour.example/**", lambda route: route.fulfill(
        body=PAGE, content_type="text/html; charset=utf-8"
    ))  # fmt: skip
    reading = context.new_page()
    reading.goto("https://harbour.example/news/bridge")
    with reading.expect_popup() as opened:
        reading.evaluate(script)
    desk = opened.value
    expect(desk.get_by_role("status")).to_contain_text("https://harbour.example sent the page")
    expect(desk.get_by_label("Address", exact=True)).to_have_value(
        "https://harbour.example/news/bridge"
    )
    desk.get_by_role("button", name="Read the page").click()
    expect(desk.get_by_label("Byline", exact=True)).to_have_value("Jane Reed")
    assert not Event.objects.exists()
