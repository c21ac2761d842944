"""Every public page beside the timeline: for everybody, at every width, in light and dark."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.rules import COLOURS, LAYOUT
from tests.browser.toolbar import unfold

pytestmark = pytest.mark.corpus("republished")
WIDE, PHONE, SMALL = 1280, 390, 320
PAGES = [
    "/events/closing/", "/events/tally/", "/events/plan/", "/sources/", "/sources/courier-bridge/",
    "/sources/wire-persian/", "/actors/", "/actors/ada/", "/places/", "/places/harbour-town/",
    "/about/", "/events/tally/?edition=1", "/?actor=ada&edition=1", "/disputes/",
    "/disputes/?edition=1", "/disputes/how-many/?edition=1", "/publishers/", "/publishers/wire/",
    "/publishers/gazette/", "/editions/", "/editions/2/", "/editions/1...2/",
    "/events/review/?actor=ada", "/events/closing/?place=old-bridge&sort=newest",
    "/cite/?actor=ada", "/events/tally/cite/", "/sources/courier-bridge/cite/",
    "/report/?event=tally&edition=1",
]  # fmt: skip
FRAMES = ["/embed/?actor=ada", "/embed/events/tally/"]  # which have no navigation to come past
MISSING = ["/events/meeting/", "/events/none/", "/nowhere/"]


def check(page: Page, axe: Callable[..., None]) -> None:
    """axe at two widths in light and dark, and no scrolling sideways at three."""
    unfold(page)
    for width in (SMALL, PHONE, WIDE):
        page.set_viewport_size({"width": width, "height": 800})
        wider = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider == 0, f"{page.url} is {wider} pixels wider than {width}"
        if width == PHONE:
            axe(page, only=LAYOUT)
    axe(page)
    if page.url.partition("?")[0].count("/") < 5:  # pages of things are alike
        page.emulate_media(color_scheme="dark")  # where nothing differs but colours
        axe(page, only=COLOURS)
        page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("page_address", [*PAGES, *FRAMES])
def test_nothing_is_hard_to_use(page: Page, axe: Callable[..., None], page_address: str) -> None:
    page.goto(page_address)
    check(page, axe)


def test_nothing_is_hard_to_use_where_there_is_nothing(
    page: Page, axe: Callable[..., None], expected_errors: list[str]
) -> None:
    expected_errors += ["404", "410"]
    for address in MISSING:
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        check(page, axe)


WORDS_OF_NODES = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), words = [];
  while (walk.nextNode()) words.push(...(walk.currentNode.data.match(/[\\p{L}\\p{N}]+/gu) ?? []));
  getSelection().selectAllChildren(document.querySelector("main"));
  const copied = getSelection().toString().match(/[\\p{L}\\p{N}]+/gu);
  return copied.filter(word => !words.includes(word));
}"""


def test_no_words_are_joined_by_copying_and_no_picture_is_without_a_name(page: Page) -> None:
    for address in ["/", "/?q=bridge", "/events/tally/", "/disputes/", "/sources/", "/places/"]:
        page.goto(address)
        unfold(page)
        assert page.evaluate(WORDS_OF_NODES) == [], address
        tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
        pictures = [
            node for node in tree["nodes"]
            if node["role"]["value"] in ("image", "img", "graphics-document", "SvgRoot")
        ]  # fmt: skip
        assert all(node["ignored"] or node["name"]["value"] for node in pictures), address


def test_a_reader_follows_an_event_to_its_excerpts_and_its_source(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="The Old Bridge closes", exact=True).click()
    expect(page).to_have_title("The Old Bridge closes | Aftermath")
    expect(page.get_by_role("heading", name="Origin 1 North Wire")).to_be_visible()
    passage = page.get_by_role("link", name=re.compile("^Read the passage at The Courier"))
    expect(passage).to_have_attribute(
        "href",
        "https://courier.example/courier-bridge#:~:text=The%20gates%20shut%20in%20the%20night",
    )
    page.get_by_role("link", name=re.compile("source ?: What happened at the Old Bridge")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What happened at the Old Bridge")
    page.get_by_role("link", name="The bridge opens again", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The bridge opens again")
    page.get_by_role("link", name="Old Bridge", exact=True).click()
    page.get_by_role("link", name="3 events", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Events located in Old Bridge 3 of 7 events"
    )


def test_a_reader_stays_in_the_view_that_was_filtered(page: Page) -> None:
    page.goto("/?place=old-bridge")
    page.get_by_role("link", name="The crew counts vehicles", exact=True).click()
    expect(page.get_by_text("2 of 3", exact=True)).to_be_visible()
    page.get_by_role("link", name="The bridge opens again", exact=True).click()
    expect(page.get_by_text("This is the last event of this view.")).to_be_visible()
    page.get_by_role("link", name="Back to: Events located in Old Bridge").click()
    expect(page).to_have_url(re.compile(r"/\?place=old-bridge#reopening$"))
    expect(page.locator("#reopening")).to_be_in_viewport()


def test_from_an_event_to_what_an_edition_changed_of_it(page: Page) -> None:
    page.goto("/events/review/")
    page.get_by_role("link", name="Changed: title").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("From edition 1 to edition 2")
    expect(page.locator("del")).to_contain_text("reviews")
    page.get_by_role("link", name=re.compile("^As edition 1 had it")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A court reviews the closing")


def test_answers_stand_side_by_side_where_there_is_room(page: Page) -> None:
    page.goto("/disputes/how-many/?edition=1")
    one, other = [side.bounding_box() for side in page.locator(".sides > li").all()]
    assert one
    assert other
    assert one["y"] == other["y"]
    assert one["x"] + one["width"] <= other["x"]
    page.set_viewport_size({"width": PHONE, "height": 800})
    one, other = [side.bounding_box() for side in page.locator(".sides > li").all()]
    assert one
    assert other
    assert one["x"] == other["x"]
    assert one["y"] + one["height"] <= other["y"]


def test_an_answer_leads_to_the_excerpt_that_gives_it(page: Page) -> None:
    page.goto("/events/tally/?edition=1")
    page.get_by_role("link", name="The mayor meets Ben Cole", exact=True).click()
    expect(page).to_have_url(re.compile(r"/events/meeting/\?edition=1#meeting-1$"))
    expect(page.locator("figure#meeting-1")).to_be_in_viewport()
    expect(page.get_by_text("This is edition 1, as published on 1 March 2026.")).to_be_visible()


def test_from_what_is_withdrawn_to_the_edition_that_has_it(
    page: Page, expected_errors: list[str]
) -> None:
    expected_errors.append("410")
    page.goto("/events/meeting/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Not in edition 2")
    page.get_by_role("link", name="read it as edition 1 had it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The mayor meets Ben Cole")


def test_a_quotation_from_right_to_left_stands_beside_its_translation(page: Page) -> None:
    page.goto("/events/plan/")
    quote, translation = page.locator("blockquote").all()
    assert quote.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert quote.evaluate("e => getComputedStyle(e).borderRightWidth") == "3px"
    assert translation.evaluate("e => getComputedStyle(e).direction") == "ltr"
    left, right = quote.bounding_box(), translation.bounding_box()
    assert left
    assert right
    assert left["x"] + left["width"] <= right["x"]  # side by side where there is room
    page.set_viewport_size({"width": PHONE, "height": 800})
    above, below = quote.bounding_box(), translation.bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"]


def test_without_javascript_every_page_reads_the_same(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    names = ("Disagreements", "Sources", "Actors", "Places", "Method", "Timeline")
    for name in names:
        page.goto("/")
        page.get_by_role("navigation", name="Site").get_by_role("link", name=name).click()
        current = page.get_by_role("navigation", name="Site").locator("[aria-current]")
        expect(current).to_have_text(name)
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_keyboard_comes_past_the_navigation_on_every_page(page: Page) -> None:
    for address in PAGES:
        page.goto(address)
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_be_focused()


def test_on_paper_the_excerpts_are_unfolded_and_the_controls_are_gone(page: Page) -> None:
    page.goto("/?kind=finding")
    page.emulate_media(media="print")
    expect(page.get_by_text("The whole view with every excerpt and its sources")).to_be_visible()
    expect(page.get_by_role("navigation", name="Site")).to_be_hidden()
    expect(page.locator("#tools")).to_be_hidden()
    page.goto("/events/tally/?edition=1")
    expect(page.locator("#tally-1")).to_be_visible()
    expect(page.get_by_role("navigation", name="Site")).to_be_hidden()
    expect(page.get_by_role("search")).to_be_hidden()
