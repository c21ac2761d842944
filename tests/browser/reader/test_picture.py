"""The picture in a browser: its sizes, its card, and what mouse, finger and keyboard do with it."""

import re
from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Locator, Page, expect

MIDDLING = {"width": 900, "height": 800}  # where also the picture of a part is wide
WIDE = 712  # pixels from which the picture has marks and not numbers alone
FINGER = 24  # pixels between the middles of any two things to press


def picture(page: Page) -> Locator:
    return page.locator("#overview")


def step(page: Page, name: str) -> Locator:
    return picture(page).get_by_role("link", name=re.compile(f"^{name}: [0-9]"))


def dot(page: Page, slug: str) -> Locator:
    return picture(page).locator(f'a[data-event="{slug}"]')


def card(page: Page) -> Locator:
    return page.get_by_role("tooltip")


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def box_of(part: Locator) -> dict[str, float]:
    box = part.bounding_box()
    assert box is not None
    return dict(box)


def middle(part: Locator) -> tuple[float, float]:
    box = box_of(part)
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def ready(page: Page) -> None:
    """Go to the picture, and wait until what is loaded at first use is there."""
    picture(page).scroll_into_view_if_needed()
    with page.expect_response("**/picture-time*.js"):
        page.locator("#over-title").hover()
    expect(page.locator("#mark-card")).to_have_count(1)


def scrolled_to(page: Page, most: float) -> None:
    """Wait until the page is so far up."""
    for _ in range(50):
        if page.evaluate("scrollY") <= most:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"The page is at {page.evaluate('scrollY')}, not up at {most}.")


def shown_alone(page: Page, address: str) -> None:
    expect(page).to_have_url(re.compile(address))
    expect(picture(page).locator(".chosen")).to_have_count(0)


# -- sizes -----------------------------------------------------------------------------------------

MIDDLES = """() => [...document.querySelectorAll('#overview :is(a, [role=slider])')]
    .filter((part) => part.checkVisibility() && part.getBoundingClientRect().right > 0)
    .map((part) => part.getBoundingClientRect())
    .map((box) => [box.left + box.width / 2, box.top + box.height / 2])"""
CUT = """() => [...document.querySelectorAll('.over-over, .over-step, .over-phase, .over .badge')]
    .filter((part) => part.checkVisibility())
    .filter((part) => part.scrollWidth > part.clientWidth + 1 && !part.querySelector('.vh'))
    .map((part) => part.textContent)"""


@pytest.mark.corpus("crowded")
def test_everything_has_its_place_at_any_width(page: Page) -> None:
    for width in (1280, 1024, 800, 640, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/")
        box = box_of(picture(page))
        assert box["height"] <= 400 or box["width"] < WIDE, (width, box)
        assert box["width"] >= WIDE or width not in (1280, 800)
        near = [
            (one, other)
            for one, other in combinations(page.evaluate(MIDDLES), 2)
            if abs(one[0] - other[0]) < FINGER - 0.1 and abs(one[1] - other[1]) < FINGER - 0.1
        ]
        assert not near, (width, near[:5])
        assert not page.evaluate(CUT), width
        assert page.evaluate("document.documentElement.scrollWidth") == width
        numbers = picture(page).locator(".step:visible")
        assert numbers.count() >= 7, width


@pytest.mark.corpus("crowded")
def test_in_print_it_is_wide_and_a_third_of_a_sheet_at_most(page: Page) -> None:
    page.set_viewport_size({"width": 690, "height": 900})  # A4 within its margins
    page.emulate_media(media="print")
    page.goto("/")
    assert box_of(picture(page))["height"] <= 374
    expect(picture(page).locator(".dot.wide").first).to_be_visible()


@pytest.fixture(params=["light", "dark", "forced"])
def themed(request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext]) -> Any:
    colours = {"forced_colors": "active"} if request.param == "forced" else {}
    scheme = "light" if request.param == "forced" else request.param
    return lambda width: new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, **colours
    ).new_page()


@pytest.mark.corpus("published")
def test_axe_finds_nothing(themed: Callable[[int], Page], axe: Callable[..., None]) -> None:
    """Beside the pages themselves: the picture with a card at a mark."""
    for width in (320, 1280):
        page = themed(width)
        page.goto("/")
        ready(page)
        picture(page).locator(".over-cell a:visible").first.hover()
        expect(card(page)).to_be_visible()
        axe(page)


# -- the card --------------------------------------------------------------------------------------


def near(page: Page, part: Locator) -> None:
    """The card is at most 24 pixels away from what it tells about, and in the window."""
    expect(card(page)).to_be_visible()
    at, size = box_of(part), page.viewport_size
    assert size is not None
    box = box_of(card(page))
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    assert box["y"] + box["height"] <= size["height"]
    across = max(at["x"] - box["x"] - box["width"], box["x"] - at["x"] - at["width"], 0)
    down = max(at["y"] - box["y"] - box["height"], box["y"] - at["y"] - at["height"], 0)
    assert max(across, down) <= 24
    assert across + down > 0  # it lies on no part of its mark


@pytest.mark.corpus("published")
@pytest.mark.parametrize("width", [1280, 800, 640])
def test_the_card_is_at_the_mark(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 500})
    page.goto("/")
    ready(page)
    marks = picture(page).locator(".over-cell > a:visible")
    for number in range(marks.count()):
        mark = marks.nth(number)
        mark.hover()
        near(page, mark)
        page.keyboard.press("Escape")
        expect(card(page)).to_be_hidden()
    page.mouse.move(0, 0)
    marks.first.focus()
    for key in ("ArrowRight", "ArrowDown", "End", "ArrowUp", "Home"):
        page.keyboard.press(key)
        near(page, page.locator(":focus"))


@pytest.mark.corpus("published")
def test_the_card_tells_what_is_known_of_the_event(page: Page) -> None:
    page.goto("/")
    dot(page, "meeting").hover()
    expect(card(page)).to_contain_text("The mayor meets Ben Cole")
    for said in (
        "January 2020",
        "excerpt",
        "origin: The Courier",
        "sources differ",
    ):
        expect(card(page)).to_contain_text(said)
    # It stays when the pointer goes to it, and goes by Escape, though the pointer has not moved.
    page.mouse.move(*middle(card(page)))
    page.wait_for_timeout(600)
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    dot(page, "closing").hover()
    expect(card(page)).to_contain_text("The Old Bridge closes")
    page.mouse.move(5, 5)
    expect(card(page)).to_be_hidden()


@pytest.mark.corpus("published")
def test_an_uncertain_span_is_drawn_for_what_is_pointed_at_alone(page: Page) -> None:
    page.set_viewport_size(MIDDLING)
    page.goto("/?from=2020-01-02&to=2020-01-06")
    ready(page)
    expect(page.locator(".over-cell.within")).to_have_count(0)
    unsure = picture(page).locator("a[data-until]").first
    unsure.hover()
    expect(page.locator(".over-cell.within")).not_to_have_count(0)
    dot(page, "closing").hover()
    expect(page.locator(".over-cell.within")).to_have_count(0)


@pytest.mark.corpus("published")
def test_the_list_and_the_picture_light_each_other_up(page: Page) -> None:
    page.goto("/")
    dot(page, "closing").hover()
    expect(page.locator("#closing")).to_have_class(re.compile(r"\blit\b"))
    page.locator("#review h4").hover()
    expect(dot(page, "review")).to_have_class(re.compile(r"\blit\b"))
    expect(dot(page, "closing")).not_to_have_class(re.compile(r"\blit\b"))


@pytest.mark.corpus("published")
def test_a_mark_leads_to_its_event(page: Page) -> None:
    page.goto("/")
    dot(page, "closing").click()
    expect(page).to_have_url(re.compile("/events/closing/$"))


# -- by keyboard -----------------------------------------------------------------------------------


@pytest.mark.corpus("published")
def test_arrows_go_in_time_within_a_lane_and_to_the_nearest_of_the_next(page: Page) -> None:
    page.goto("/")
    ready(page)
    marks = picture(page).locator(".over-cell > a")
    assert marks.evaluate_all("all => all.filter((one) => one.tabIndex === 0).length") == 1
    dot(page, "plan").focus()
    for key, slug in (
        ("ArrowRight", "plan"),  # there is no further one in its lane
        ("ArrowDown", "meeting"),
        ("ArrowRight", "closing"),
        ("ArrowRight", "tally"),
        ("Home", "meeting"),
        ("End", "tally"),
        ("ArrowDown", "denial"),
        ("End", "traffic"),
        ("ArrowUp", "tally"),
    ):
        page.keyboard.press(key)
        expect(dot(page, slug)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/events/tally/$"))


@pytest.mark.corpus("published")
def test_plus_and_minus_zoom_about_the_focus_and_keep_it(page: Page) -> None:
    page.set_viewport_size(MIDDLING)
    page.goto("/")
    ready(page)
    steps_before = page.evaluate("history.length")
    dot(page, "closing").focus()
    page.keyboard.press("+")
    expect(heading(page)).to_contain_text("Events, ")
    expect(dot(page, "closing")).to_be_focused()
    page.keyboard.press("0")
    shown_alone(page, "/$")
    expect(dot(page, "closing")).to_be_focused()
    assert page.evaluate("history.length") == steps_before  # a zoom is no step to go back to


@pytest.mark.corpus("published")
def test_a_range_by_two_sliders(page: Page) -> None:
    page.goto("/?from=2020-01-02&to=2020-01-06")
    ready(page)
    first = page.get_by_role("slider", name="Beginning of the range")
    last = page.get_by_role("slider", name="End of the range")
    first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(first).to_have_attribute("aria-valuetext", "3 to 6 January 2020: 2 certain, 1 possible")
    expect(card(page)).to_have_text("3 to 6 January 2020: 2 certain, 1 possible")
    near(page, first)
    page.keyboard.press("Escape")
    expect(first).to_have_attribute("aria-valuenow", "0")
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    last.focus()
    page.keyboard.press("ArrowLeft")
    expect(last).to_have_attribute("aria-valuetext", "4 to 5 January 2020: 0 certain, 2 possible")
    page.keyboard.press("Enter")
    shown_alone(page, r"/\?from=2020-01-04&to=2020-01-05$")
    expect(page.get_by_role("slider", name="End of the range")).to_be_focused()


# -- by mouse --------------------------------------------------------------------------------------


def drag(page: Page, first: Locator, last: Locator, below: int = 60) -> None:
    """Press below one step, and move to below another; the button stays down."""
    start, end = middle(first), middle(last)
    page.mouse.move(start[0], start[1] + below)
    page.mouse.down()
    page.mouse.move(end[0], end[1] + below, steps=4)


@pytest.mark.corpus("published")
def test_dragging_sets_the_dates_and_back_restores(page: Page) -> None:
    page.goto("/?actor=ada")
    ready(page)
    page.evaluate("window.kept = true")
    drag(page, step(page, "2020"), step(page, "2021"))
    expect(card(page)).to_contain_text("certain")
    page.mouse.up()
    shown_alone(page, r"/\?from=2020&to=2021&actor=ada$")
    assert page.evaluate("window.kept")  # not reloaded
    page.go_back()
    expect(heading(page)).to_contain_text("Events that name Ada Reed")
    expect(page).to_have_url(re.compile(r"/\?actor=ada$"))


@pytest.mark.corpus("published")
def test_dragging_backwards_is_the_same_range_and_escape_gives_up(page: Page) -> None:
    page.goto("/?actor=ada")
    ready(page)
    drag(page, step(page, "2021"), step(page, "2020"))
    page.keyboard.press("Escape")
    expect(picture(page).locator(".chosen")).to_have_count(0)
    page.mouse.up()
    shown_alone(page, r"/\?actor=ada$")
    drag(page, step(page, "2021"), step(page, "2020"))
    page.mouse.up()
    shown_alone(page, r"/\?from=2020&to=2021&actor=ada$")


@pytest.mark.corpus("long")
def test_the_wheel_scrolls_and_zooms_only_with_ctrl(page: Page) -> None:
    page.goto("/")
    ready(page)
    at = middle(step(page, "March 2015"))
    page.mouse.move(at[0], at[1])
    steps_before = page.evaluate("history.length")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    expect(page).to_have_url(re.compile(r"/\?from=2015-0[23]&to=2015-0[34]$"))
    assert page.evaluate("history.length") == steps_before
    page.evaluate("scrollTo({top: 200, behavior: 'instant'})")
    before = page.evaluate("scrollY")
    page.mouse.move(*middle(picture(page).locator(".over-cell").first))
    page.mouse.wheel(0, -100)
    scrolled_to(page, before - 50)
    expect(page).to_have_url(re.compile(r"/\?from=2015-0[23]&to=2015-0[34]$"))


# -- by finger -------------------------------------------------------------------------------------


class Hand:
    """Fingers on a screen: real touches, as a browser gets them from one."""

    def __init__(self, page: Page) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)

    def send(self, kind: str, *points: tuple[float, float]) -> None:
        self.session.send(
            "Input.dispatchTouchEvent",
            {
                "type": kind,
                "touchPoints": [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(points)],
            },
        )

    def slide(self, *paths: tuple[tuple[float, float], tuple[float, float]]) -> None:
        """Each finger from one place to another; they stay down."""
        self.send("touchStart", *(start for start, _ in paths))
        for part in (0.25, 0.5, 0.75, 1.0):
            self.send(
                "touchMove",
                *((x + (to_x - x) * part, y + (to_y - y) * part) for (x, y), (to_x, to_y) in paths),
            )

    def lift(self) -> None:
        self.send("touchEnd")


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Page:
    return new_context(viewport={"width": 390, "height": 844}, has_touch=True).new_page()


def touched(page: Page) -> None:
    """What is loaded at first use is there, by a tap where nothing is."""
    picture(page).scroll_into_view_if_needed()
    page.locator("#over-title").tap()
    expect(page.locator("#mark-card")).to_have_count(1)


@pytest.mark.corpus("published")
def test_a_finger_that_rests_has_the_card_and_one_that_taps_the_event(phone: Page) -> None:
    phone.goto("/")
    touched(phone)
    hand, at = Hand(phone), middle(dot(phone, "plan"))
    hand.send("touchStart", at)
    expect(card(phone)).to_contain_text("The ministry plans works")
    near(phone, dot(phone, "plan"))
    hand.lift()
    expect(card(phone)).to_be_visible()  # until something else is touched
    assert phone.url.endswith("/")
    phone.locator("#over-title").tap()
    expect(card(phone)).to_be_hidden()
    dot(phone, "plan").tap()
    expect(phone).to_have_url(re.compile("/events/plan/$"))


@pytest.mark.corpus("published")
def test_a_range_by_finger_and_the_page_scrolls_as_ever(phone: Page) -> None:
    phone.goto("/?from=2020-01-02&to=2020-01-06")
    touched(phone)
    row = middle(picture(phone).locator(".over-cell").first)[1]
    days = [middle(step(phone, f"{day} January 2020"))[0] for day in (3, 5)]
    hand = Hand(phone)
    hand.slide(((days[0], row), (days[1], row)))
    expect(card(phone)).to_have_text("3 to 5 January 2020: 2 certain, 1 possible")
    hand.lift()
    shown_alone(phone, r"/\?from=2020-01-03&to=2020-01-05$")
    top = phone.evaluate("scrollY")
    hand.slide(((days[0], row), (days[0], row + 200)))
    hand.lift()
    scrolled_to(phone, top - 50)
    expect(phone).to_have_url(re.compile(r"/\?from=2020-01-03&to=2020-01-05$"))


@pytest.mark.corpus("long")
def test_two_fingers_zoom(phone: Page) -> None:
    phone.goto("/")
    touched(phone)
    x, y = middle(picture(phone).locator(".over-cell").nth(1))
    hand = Hand(phone)
    hand.slide(((x - 20, y), (x - 60, y)), ((x + 20, y), (x + 60, y)))
    hand.lift()
    expect(phone).to_have_url(re.compile(r"/\?from=2015-"))


# -- without JavaScript ----------------------------------------------------------------------------


@pytest.mark.corpus("published")
def test_all_of_it_is_links_without_javascript(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    expect(page.get_by_role("slider")).to_have_count(0)
    step(page, "2020").click()
    expect(page).to_have_url(re.compile(r"/\?from=2020&to=2020$"))
    for name in ("Earlier", "Later", "closer", "wider", "Whole span"):
        link = picture(page).get_by_role("link", name=re.compile(name))
        if link.count():
            link.click()
            expect(picture(page)).to_be_visible()
    page.goto("/")
    picture(page).get_by_role("link", name=re.compile("^Afterwards ")).click()
    expect(heading(page)).to_contain_text("phase “Afterwards”")
    dot(page, "denial").click()
    expect(page).to_have_url(re.compile(r"/events/denial/\?phase=after$"))


@pytest.mark.corpus("published")
def test_the_picture_can_be_skipped(page: Page) -> None:
    page.goto("/")
    skip = page.get_by_role("link", name="Skip the picture")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('#overview')")


# -- the map ---------------------------------------------------------------------------------------

DOTS = """() => [...document.querySelectorAll('#map .press')]
    .map((part) => part.getBoundingClientRect())
    .filter((box) => box.width)
    .map((box) => [box.left + box.width / 2, box.top + box.height / 2])"""


@pytest.mark.corpus("places_apart")
def test_the_map_at_any_width(page: Page, axe: Callable[..., None]) -> None:
    for width in (1280, 800, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/places/")
        dots = page.evaluate(DOTS)
        assert len(dots) >= 3
        for one, other in combinations(dots, 2):
            away = ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5
            assert away >= FINGER - 0.1, (width, dots)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        axe(page)
        single = page.locator('#map a:visible[aria-label^="Place 5"]').first
        single.hover()
        expect(card(page)).to_have_text("Place 5: 1 event")
        near(page, single)
        page.mouse.move(0, 0)
    page.goto("/events/event-5/")
    link = page.locator("#map a:visible")
    expect(link).to_have_attribute("href", "/places/place-5/")
    link.click()
    expect(heading(page)).to_have_text("Place 5")
    expect(page.locator("#map a:visible")).to_have_attribute("aria-current", "true")
