"""After a view has changed the reader stands where the control was used, or at the first result.

A browser holds on to whatever survives a change of the page; when all but the footer is replaced,
that is the footer, and the reader lands at the end of the page.

`CONTROLS` is the rule, control by control. Nothing on the page changes it in place that is not in
that table.
"""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.toolbar import opened

pytestmark = pytest.mark.corpus("crowded")
SIZES = {"laptop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
CLOSE = 40  # pixels by which a control may move: lines above it wrap in another way
FIRST = ".list h4, #nothing"  # the first result, or that there is none


@dataclass(frozen=True)
class Control:
    """A control that changes the page in place.

    `selector` finds all of its kind; it is used at `address`, after what `within` names has been
    opened. After it, the first result is in the window or, if `stays`, what that names.
    """

    selector: str
    address: str = "/"
    within: str = ""
    stays: str = ""


CONTROLS = {
    "a value of a menu": Control("a.pick", within="#menu-kind"),
    "the switch of major events": Control("a.switch", within="#filters"),
    "an order": Control("#menu-order a", within="#menu-order"),
    "a chip": Control("#chips a", "/?kind=statement"),
    "the dates": Control("form.dates", within="#menu-dates"),
    "a search": Control("#find", stays="#q"),
    "the next page": Control(".pages a", "/?importance=minor"),
    "a phase of the picture": Control(".over-phase", stays="#overview"),
    "a step of the picture": Control(".over-step", stays="#overview"),
    "a number of the picture": Control(".over-cell > .badge", stays="#overview"),
    "a move of the picture": Control(".over-zoom a", stays="#overview"),
    "a way out of nothing": Control(".nothing a[hx-get]", "/?q=zeppelin"),
    "what is said of a search": Control("#search-note a", "/?q=parliamentt", stays="#search-note"),
    "a bad value": Control(".problem a", "/?actor=tramp"),
    "what comes before the story": Control("p.earlier a"),
}
# These fetch a part of the page, and leave the view and the place as they are.
PARTS = ["a.all", "#cite a"]
# Where more comes before the story than a page holds: tests/reader/test_front.py.
NOT_HERE = {"what comes before the story"}


def top_of(part: Locator) -> float:
    box = part.bounding_box()
    assert box is not None
    return box["y"]


def in_window(page: Page, selector: str) -> bool:
    """Whether any part of an element of this kind lies in the window."""
    size = page.viewport_size
    assert size is not None
    boxes = [part.bounding_box() for part in page.locator(selector).all()]
    return any(
        box is not None and box["height"] and -box["height"] < box["y"] < size["height"] - 10
        for box in boxes
    )


def ready(page: Page, control: Control) -> Locator:
    """The first control of a kind in mid page, with what it stands in opened."""
    page.goto(control.address)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight / 3)")
    sheet = page.locator("#filters > summary")
    if control.within and control.within != "#menu-order" and sheet.is_visible():
        sheet.click()
    if control.within.startswith("#menu"):
        opened(page, page.locator(control.within))
    inside = f"{control.within} {control.selector}" if control.within.startswith("#menu-k") else ""
    found = page.locator(inside or control.selector).locator("visible=true").first
    if not control.within:
        found.evaluate("one => one.scrollIntoView({block: 'center', behavior: 'instant'})")
    return found


def use(page: Page, found: Locator) -> None:
    """Use a control, and wait for what it gives."""
    before = page.url
    if found.evaluate("one => one.tagName") == "FORM":
        field = found.locator("input:not([type=hidden])").first
        field.fill("ferry" if field.get_attribute("id") == "q" else "2020")
        field.press("Enter")
    else:
        found.click()
    expect(page).not_to_have_url(before)
    expect(page.locator(".htmx-request, .htmx-settling")).to_have_count(0)
    page.wait_for_timeout(200)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", sorted(CONTROLS.keys() - NOT_HERE))
def test_the_reader_keeps_the_place(
    page: Page, expected_errors: list[str], name: str, size: str
) -> None:
    control = CONTROLS[name]
    if name == "a bad value":
        expected_errors.append("400")
    page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
    found = ready(page, control)
    use(page, found)
    kept = [FIRST, *([control.stays] if control.stays else [])]
    if page.locator("#filters[open]").count() and size == "phone":
        page.locator("#filters > summary").click()  # the sheet lies over the results
    assert any(in_window(page, selector) for selector in kept), (page.url, page.evaluate("scrollY"))


SWAPPING = "[hx-get], [hx-boost=true] a:not([hx-boost=false]), a[hx-boost=true]"


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/?importance=minor&page=2",
        "/?q=parliamentt",
        "/?q=zeppelin",
        "/?from=2016&actor=tramp",
    ],
)
def test_nothing_changes_the_page_that_is_not_in_the_table(
    page: Page, expected_errors: list[str], address: str
) -> None:
    if "tramp" in address:
        expected_errors.append("400")
    page.goto(address)
    kinds = [control.selector for control in CONTROLS.values()] + PARTS
    known = ", ".join(f":is({kind})" for kind in kinds)
    strange = page.locator(SWAPPING).evaluate_all(
        "(all, known) => all.filter(one => !one.matches(known)).map(one => one.outerHTML)", known
    )
    assert strange == []


PICTURE = {
    "a phase": ".over-phase",
    "a step": ".over-step",
    "a number": ".over-cell > .badge",
    "a move": "#zoom-closer",
}


@pytest.mark.parametrize("part", PICTURE)
def test_in_a_view_the_picture_stays_where_it_was_used(page: Page, part: str) -> None:
    page.set_viewport_size(SIZES["laptop"])  # type: ignore[arg-type]
    page.goto("/?importance=minor")
    link = page.locator(PICTURE[part]).locator("visible=true").first
    link.evaluate("one => one.scrollIntoView({block: 'center', behavior: 'instant'})")
    before = top_of(page.locator("#overview"))
    use(page, link)
    at_the_end = page.evaluate(
        "innerHeight + scrollY >= document.documentElement.scrollHeight - 1"
    )  # of a page that is too short to scroll as far
    assert at_the_end or abs(top_of(page.locator("#overview")) - before) < CLOSE


@pytest.mark.parametrize("size", SIZES)
def test_going_back_restores_the_place(page: Page, size: str) -> None:
    page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
    link = ready(page, CONTROLS["a value of a menu"])
    before = page.evaluate("scrollY")
    use(page, link)
    page.go_back()
    expect(page.locator("#count")).to_contain_text(" events")
    page.wait_for_timeout(300)
    assert abs(page.evaluate("scrollY") - before) < CLOSE


def test_a_menu_stays_open_and_keeps_the_focus(page: Page) -> None:
    page.set_viewport_size(SIZES["laptop"])  # type: ignore[arg-type]
    use(page, ready(page, CONTROLS["a value of a menu"]))
    assert page.evaluate("document.activeElement.id").startswith("pick-kind-")
    expect(page.locator("#menu-kind")).to_have_attribute("open", "")
    expect(page).to_have_url(re.compile(r"\?kind="))
