"""What axe-core is asked of a page: all its rules, or those that one more look can tell."""

from collections.abc import Callable

from playwright.sync_api import Page

COLOURS = ("color-contrast",)
# What depends on how wide the window is, of a page that was looked at whole at another width.
LAYOUT = ("target-size", "scrollable-region-focusable", "label", "link-name", "button-name")


def for_everybody(page: Page, axe: Callable[..., None]) -> None:
    """axe in light and dark, and no scrolling sideways at any width."""
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        wider = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider == 0, f"{page.url} is {wider} pixels wider than {width}"
    page.emulate_media(color_scheme="light")
    axe(page)
    page.emulate_media(color_scheme="dark")
    axe(page, only=COLOURS)
