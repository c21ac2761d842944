"""The front page: the story, the picture, the list, and what they weigh.

Of the shipped timeline, and of another story (tests/datasets/lighthouse). Sizes and places are
those that a reader has at 1280 by 800 and on a phone of 390 by 844.
"""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.rules import COLOURS, LAYOUT
from tests.browser.stories import FOLDERS, Told, told
from tests.browser.toolbar import unfold

LAPTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
FIRST_VIEW = 45_000  # bytes on the wire
CHANGE = 20_000
RAW, ELEMENTS = 80_000, 1_800
FOLDED = 4  # excerpts of a list that are looked at unfolded: the others are of the same form
STORIES = [pytest.param(name, marks=pytest.mark.corpus(name)) for name in FOLDERS]


@pytest.fixture(params=STORIES)
def story(request: pytest.FixtureRequest) -> Told:
    return told(request.param)


def top_of(part: Locator) -> float:
    box = part.bounding_box()
    assert box is not None
    return box["y"]


@pytest.fixture(params=["laptop", "phone"])
def size(request: pytest.FixtureRequest, page: Page) -> str:
    page.set_viewport_size(LAPTOP if request.param == "laptop" else PHONE)  # type: ignore[arg-type]
    return str(request.param)


def test_the_first_screen_says_what_it_is_about(story: Told, page: Page, size: str) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(story.heading)
    expect(page.locator(".steps b").first).to_have_text(story.captions[0])
    assert top_of(page.locator(".steps b").first) < 400 + 40 * (size == "phone")
    assert top_of(page.locator(".steps a").first) < (300 if size == "laptop" else 420)
    expect(page).to_have_title(re.compile(f"^{re.escape(story.title)}"))


def test_the_picture_is_low_and_whole(story: Told, page: Page) -> None:
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    page.goto("/")
    box = page.locator("#overview").bounding_box()
    assert box is not None
    assert box["height"] <= 400
    assert box["y"] + box["height"] <= LAPTOP["height"]


def test_the_evidence_of_what_happened_is_one_click_away(story: Told, page: Page) -> None:
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    page.goto("/")
    page.locator(".steps a").first.click()
    expect(page).to_have_url(re.compile(re.escape(f"/events/{story.steps[0]}/?story=1") + "$"))
    assert top_of(page.locator("blockquote").first) < 500


def test_the_list_begins_with_the_story_and_what_came_before_is_folded(
    story: Told, page: Page
) -> None:
    page.goto("/")
    shown = page.locator(".list h4").locator("visible=true")
    expect(shown.first).to_have_text(story.titles[story.steps[0]])
    earlier = page.locator("#earlier")
    expect(earlier.locator("> summary")).to_have_text(re.compile(r"^Earlier: \d+ events?, \d{4}"))
    before = shown.count()
    earlier.locator("summary").first.click()
    assert shown.count() > before


def test_a_day_has_its_own_events_first(story: Told, page: Page, size: str) -> None:
    page.goto(story.view_of_day)
    first = page.locator("#certain").locator("xpath=..")
    day = date.fromisoformat(story.day)
    expect(first.get_by_role("heading", level=2)).to_have_text(
        f"On {day.day} {day:%B %Y} {story.that_day}"
    )
    expect(first.locator("h4")).to_have_count(story.that_day)
    assert top_of(page.locator(".list h4").first) <= (420 if size == "laptop" else 500)
    expect(page.get_by_role("heading", name=re.compile("^May have been then"))).to_be_visible()


def test_nothing_found_keeps_what_there_is_to_choose(story: Told, page: Page, size: str) -> None:
    page.goto("/?q=zeppelin")
    assert top_of(page.locator("#nothing")) < 420
    if size == "phone":
        page.locator("#filters > summary").click()
    assert page.locator("#filters details.menu").locator("visible=true").count() >= 5


def test_one_goes_through_the_story_on_the_page(story: Told, page: Page) -> None:
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    page.goto("/")
    for number in (1, 2):
        page.get_by_role("button", name="Next").click()
        step = page.locator(".steps > [aria-current=step]")
        expect(step.locator(".no")).to_have_text(str(number))
        slug = step.get_attribute("data-event")
        expect(page.locator(f'#overview a[data-event="{slug}"]')).to_have_class(
            re.compile(r"\blit\b")
        )
        expect(page.get_by_role("status")).to_have_text(
            re.compile(f"^Step {number} of {len(story.steps)}: ")
        )
    page.get_by_role("button", name="Back").click()
    expect(page.locator(".steps > [aria-current=step] .no")).to_have_text("1")


def test_the_switch_shows_the_major_events_and_keeps_the_place(
    story: Told, page: Page, size: str
) -> None:
    page.goto("/")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight / 3)")
    if size == "phone":
        page.locator("#filters > summary").click()
    page.locator("a.switch").click()
    expect(page).to_have_url(re.compile(r"/\?importance=major$"))
    expect(page.locator("a.switch")).to_have_attribute("aria-current", "true")
    if size == "phone":
        page.locator("#filters > summary").click()
    expect(page.locator(".list h4").first).to_be_in_viewport()


class Wire:
    """What comes over the wire to a page, in bytes with headers, as Chromium gets it."""

    def __init__(self, page: Page) -> None:
        self.sizes: dict[str, int] = {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on(
            "Network.loadingFinished",
            lambda event: self.sizes.update({event["requestId"]: event["encodedDataLength"]}),
        )

    def __call__(self, page: Page) -> int:
        page.wait_for_load_state("networkidle")
        return sum(self.sizes.values())


def test_it_is_light(story: Told, page: Page) -> None:
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    wire = Wire(page)
    answer = page.goto("/")
    assert answer is not None
    assert wire(page) <= FIRST_VIEW, wire.sizes
    assert answer.headers["content-encoding"] == "br"
    assert len(answer.body()) <= RAW
    assert page.evaluate("document.querySelectorAll('*').length") <= ELEMENTS
    wire.sizes.clear()
    page.locator("a.switch").click()
    expect(page).to_have_url(re.compile("importance=major"))
    assert 0 < wire(page) <= CHANGE, wire.sizes


def test_nothing_jumps(story: Told, page: Page, size: str) -> None:
    page.goto("/")
    page.wait_for_load_state("networkidle")
    shift = page.evaluate(
        """() => new Promise((done) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(sum), 300);
        })"""
    )
    assert shift < 0.01


def test_without_javascript_steps_are_links(
    story: Told,
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(java_script_enabled=False, viewport=LAPTOP).new_page()
    page.goto("/")
    expect(page.get_by_role("button", name="Next")).to_be_hidden()
    page.locator(".steps a").nth(2).click()
    expect(page.get_by_text(f"Step 3 of {len(story.steps)}")).to_be_visible()
    page.get_by_role("link", name="Next ›").click()
    expect(page.get_by_text(f"Step 4 of {len(story.steps)}")).to_be_visible()
    page.goto("/")
    page.locator("#zoom-closer").click()
    expect(page).to_have_url(re.compile(r"\?from="))
    page.goto("/filters/")
    slug, name = story.actor
    page.get_by_role("link", name=re.compile(f"^{re.escape(name)}")).first.click()
    expect(page).to_have_url(re.compile(rf"\?actor={slug}$"))


@pytest.mark.parametrize("kind", ["front", "day", "nothing", "event", "places"])
def test_it_is_for_everybody(story: Told, page: Page, axe: Callable[..., None], kind: str) -> None:
    """axe at two widths, in light, dark and forced colours, and nothing sideways at four."""
    address = {
        "front": "/", "day": story.view_of_day, "nothing": "/?q=zeppelin",
        "event": f"/events/{story.steps[0]}/", "places": "/places/",
    }[kind]  # fmt: skip
    page.goto(address)
    for folded in page.locator(".list details").locator("visible=true").all()[:FOLDED]:
        folded.locator("> summary").click()
    unfold(page, but=".list details")
    page.evaluate("scrollTo(0, 0)")  # nothing lies half under the toolbar
    for width in (1280, 800, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    axe(page, only=LAYOUT)
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    axe(page)
    page.emulate_media(color_scheme="dark")
    axe(page, only=COLOURS)
    if address == "/":
        page.emulate_media(color_scheme="light", forced_colors="active")
        axe(page, only=COLOURS)
