"""Rules of axe-core that one look at a page can tell, where another look has told all others."""

COLOURS = ("color-contrast",)
# What depends on how wide the window is, of a page that was looked at whole at another width.
LAYOUT = ("target-size", "scrollable-region-focusable", "label", "link-name", "button-name")
